package helloagain.client;

import helloagain.exchange.Hellos;
import helloagain.keyexchange.EphemeralKey;
import helloagain.keyexchange.KeyExchange;
import helloagain.keyexchange.KeySource;
import helloagain.message.ClientHello;
import helloagain.message.KeyShareEntry;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import java.util.List;
import java.util.Set;

/**
 * Holds what a client brings to an exchange.
 *
 * <p>The client holds no pre-shared keys. It sends the {@code pre_shared_key} of its first hello
 * unchanged in the second, so that a server that checks binders refuses it, and makes its secrets
 * without a PSK.
 *
 * @param firstHello the first ClientHello
 * @param firstKeys the keys behind its shares; a share of a group that {@link KeyExchange} supports
 *     has one
 * @param retryKeys the source of the key for which a HelloRetryRequest asks
 * @param layout where the second ClientHello is free
 * @param enforced the rules that end the exchange when a message breaks them. To leave out a rule
 *     that a receiver MAY check is the client's policy. To leave out any other makes a client that
 *     is broken on purpose, for tests that have to find it
 * @param profile the document that the client follows
 */
public record ClientConfig(
    ClientHello firstHello,
    List<EphemeralKey> firstKeys,
    KeySource retryKeys,
    SecondHelloLayout layout,
    Set<Rule> enforced,
    Profile profile) {
  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if keys and shares do not belong together
   */
  public ClientConfig {
    firstKeys = List.copyOf(firstKeys);
    enforced = Set.copyOf(enforced);
    List<KeyShareEntry> shares = Hellos.shares(firstHello);
    List<KeyShareEntry> own =
        firstKeys.stream().map(key -> new KeyShareEntry(key.group(), key.share())).toList();
    for (KeyShareEntry share : own) {
      if (!shares.contains(share)) {
        throw new IllegalArgumentException("a key of " + share.group() + " has no share");
      }
    }
    for (KeyShareEntry share : shares) {
      if (KeyExchange.supports(share.group()) && !own.contains(share)) {
        throw new IllegalArgumentException("a share of " + share.group() + " has no key");
      }
    }
  }

  /** Makes a client that follows RFC 8446. */
  public ClientConfig(
      ClientHello firstHello,
      List<EphemeralKey> firstKeys,
      KeySource retryKeys,
      SecondHelloLayout layout,
      Set<Rule> enforced) {
    this(firstHello, firstKeys, retryKeys, layout, enforced, Profile.RFC8446);
  }

  /**
   * Makes a client of an offer, with all keys of one source, that enforces every rule of RFC 8446.
   */
  public static ClientConfig of(ClientOffer offer, KeySource keys) {
    List<EphemeralKey> firstKeys = offer.keys(keys);
    return new ClientConfig(
        offer.hello(firstKeys), firstKeys, keys, SecondHelloLayout.PLAIN, Rule.all());
  }

  /** Returns the same client with another layout of its second hello. */
  public ClientConfig withLayout(SecondHelloLayout other) {
    return new ClientConfig(firstHello, firstKeys, retryKeys, other, enforced, profile);
  }

  /** Returns the same client that enforces other rules. */
  public ClientConfig enforcing(Set<Rule> others) {
    return new ClientConfig(firstHello, firstKeys, retryKeys, layout, others, profile);
  }

  /** Returns the same client that follows another document. */
  public ClientConfig following(Profile other) {
    return new ClientConfig(firstHello, firstKeys, retryKeys, layout, enforced, other);
  }
}
