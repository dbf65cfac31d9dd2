package helloagain.server;

import helloagain.keyexchange.KeyExchange;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ExtensionType;
import helloagain.message.NamedGroup;
import helloagain.rule.Rule;
import helloagain.transcript.HashAlgorithm;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Holds what a server supports and prefers.
 *
 * @param groups the groups by falling preference, each supported by {@link KeyExchange}
 * @param suites the suites of TLS 1.3 by falling preference
 * @param take which of the groups in common is taken
 * @param cookie 1 to 65533 octets that every client has to return (RFC 8446, 4.2.2)
 * @param retryOrder the order of the extensions of a HelloRetryRequest: {@code supported_versions},
 *     {@code key_share} and {@code cookie}, of which those that are not needed are left out
 * @param replyOrder the order of the extensions of a ServerHello: {@code supported_versions},
 *     {@code key_share} and {@code pre_shared_key}, likewise
 * @param enforced the rules that end the exchange when a message breaks them. To leave out a rule
 *     that a receiver MAY check is the server's policy. To leave out any other makes a server that
 *     is broken on purpose, for tests that have to find it
 * @param psks what it does with pre-shared keys
 */
public record ServerPolicy(
    List<NamedGroup> groups,
    List<CipherSuite> suites,
    Take take,
    Optional<Bytes> cookie,
    List<ExtensionType> retryOrder,
    List<ExtensionType> replyOrder,
    Set<Rule> enforced,
    PskPolicy psks) {
  /** The order of a HelloRetryRequest unless another is asked for. */
  public static final List<ExtensionType> RETRY_ORDER =
      List.of(ExtensionType.SUPPORTED_VERSIONS, ExtensionType.KEY_SHARE, ExtensionType.COOKIE);

  /** The order of a ServerHello unless another is asked for. */
  public static final List<ExtensionType> REPLY_ORDER =
      List.of(
          ExtensionType.SUPPORTED_VERSIONS, ExtensionType.KEY_SHARE, ExtensionType.PRE_SHARED_KEY);

  private static final int MAX_COOKIE = 0xffff - 2;

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if a group or suite is repeated or cannot be used, if the
   *     cookie is empty or too long, or if an order is not one of the extensions named
   */
  public ServerPolicy {
    groups = distinct("groups", groups);
    suites = distinct("suites", suites);
    enforced = Set.copyOf(enforced);
    retryOrder = order(retryOrder, RETRY_ORDER);
    replyOrder = order(replyOrder, REPLY_ORDER);
    for (NamedGroup group : groups) {
      if (!KeyExchange.supports(group)) {
        throw new IllegalArgumentException("unsupported group: " + group);
      }
    }
    for (CipherSuite suite : suites) {
      if (HashAlgorithm.forSuite(suite).isEmpty()) {
        throw new IllegalArgumentException("no suite of TLS 1.3: " + suite);
      }
    }
    cookie.ifPresent(
        octets -> {
          if (octets.isEmpty() || octets.size() > MAX_COOKIE) {
            throw new IllegalArgumentException("cookie of " + octets.size() + " octets");
          }
        });
  }

  /** Makes a policy with the usual orders that enforces every rule. */
  public ServerPolicy(
      List<NamedGroup> groups, List<CipherSuite> suites, Take take, Optional<Bytes> cookie) {
    this(groups, suites, take, cookie, RETRY_ORDER, REPLY_ORDER, Rule.all());
  }

  /**
   * Makes a policy without PSKs.
   *
   * @throws IllegalArgumentException as the full constructor does; {@code pre_shared_key} may be
   *     absent from the order of a ServerHello
   */
  public ServerPolicy(
      List<NamedGroup> groups,
      List<CipherSuite> suites,
      Take take,
      Optional<Bytes> cookie,
      List<ExtensionType> retryOrder,
      List<ExtensionType> replyOrder,
      Set<Rule> enforced) {
    this(groups, suites, take, cookie, retryOrder, withPsk(replyOrder), enforced, PskPolicy.NONE);
  }

  private static List<ExtensionType> withPsk(List<ExtensionType> order) {
    return order.contains(ExtensionType.PRE_SHARED_KEY)
        ? order
        : Stream.concat(order.stream(), Stream.of(ExtensionType.PRE_SHARED_KEY)).toList();
  }

  /** Returns the same policy with other PSKs. */
  public ServerPolicy withPsks(PskPolicy others) {
    return new ServerPolicy(groups, suites, take, cookie, retryOrder, replyOrder, enforced, others);
  }

  /** Returns the same policy that enforces other rules. */
  public ServerPolicy enforcing(Set<Rule> others) {
    return new ServerPolicy(groups, suites, take, cookie, retryOrder, replyOrder, others, psks);
  }

  /** Returns the same policy with other orders of extensions. */
  public ServerPolicy ordering(List<ExtensionType> inRetry, List<ExtensionType> inReply) {
    return new ServerPolicy(
        groups, suites, take, cookie, inRetry, withPsk(inReply), enforced, psks);
  }

  private static <T> List<T> distinct(String name, List<T> values) {
    if (new HashSet<>(values).size() != values.size()) {
      throw new IllegalArgumentException(name + " are repeated: " + values);
    }
    return List.copyOf(values);
  }

  private static List<ExtensionType> order(
      List<ExtensionType> order, List<ExtensionType> expected) {
    if (order.size() != expected.size() || !order.containsAll(expected)) {
      throw new IllegalArgumentException(order + " is no order of " + expected);
    }
    return List.copyOf(order);
  }
}
