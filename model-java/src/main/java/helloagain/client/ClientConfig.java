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
 * @param firstHello the first ClientHello
 * @param firstKeys the keys behind its shares; a share of a group that {@link KeyExchange} supports
 *     has one
 * @param retryKeys the source of the key for which a HelloRetryRequest asks
 * @param layout where the second ClientHello is free
 * @param enforced the rules that end the exchange when a message breaks them. To leave out a rule
 *     that a receiver MAY check is the client's policy. To leave out any other makes a client that
 *     is broken on purpose, for tests that have to find it
 * @param profile the document that the client follows
 * @param psks the PSKs that the first hello offers, in its order. A first hello may have others
 *     instead, of which the client knows nothing: it sends them unchanged in the second hello and
 *     makes its secrets without a PSK
 */
public record ClientConfig(
    ClientHello firstHello,
    List<EphemeralKey> firstKeys,
    KeySource retryKeys,
    SecondHelloLayout layout,
    Set<Rule> enforced,
    Profile profile,
    List<OfferedKey> psks) {
  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if keys and shares do not belong together, or if there are
   *     PSKs and not those that the first hello offers
   */
  public ClientConfig {
    firstKeys = List.copyOf(firstKeys);
    enforced = Set.copyOf(enforced);
    psks = List.copyOf(psks);
    if (!psks.isEmpty()
        && !Hellos.pskIdentities(firstHello)
            .equals(psks.stream().map(key -> key.psk().identity()).toList())) {
      throw new IllegalArgumentException("the first hello offers other PSKs");
    }
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

  /** Makes a client that follows RFC 8446 and has no PSKs. */
  public ClientConfig(
      ClientHello firstHello,
      List<EphemeralKey> firstKeys,
      KeySource retryKeys,
      SecondHelloLayout layout,
      Set<Rule> enforced) {
    this(firstHello, firstKeys, retryKeys, layout, enforced, Profile.RFC8446, List.of());
  }

  /**
   * Makes a client of an offer, with all keys of one source, that enforces every rule of RFC 8446.
   */
  public static ClientConfig of(ClientOffer offer, KeySource keys) {
    List<EphemeralKey> firstKeys = offer.keys(keys);
    return new ClientConfig(
        offer.hello(firstKeys),
        firstKeys,
        keys,
        SecondHelloLayout.PLAIN,
        Rule.all(),
        Profile.RFC8446,
        offer.psks().keys());
  }

  /** Returns the same client with another layout of its second hello. */
  public ClientConfig withLayout(SecondHelloLayout other) {
    return new ClientConfig(firstHello, firstKeys, retryKeys, other, enforced, profile, psks);
  }

  /** Returns the same client that enforces other rules. */
  public ClientConfig enforcing(Set<Rule> others) {
    return new ClientConfig(firstHello, firstKeys, retryKeys, layout, others, profile, psks);
  }

  /** Returns the same client that follows another document. */
  public ClientConfig following(Profile other) {
    return new ClientConfig(firstHello, firstKeys, retryKeys, layout, enforced, other, psks);
  }
}
