package helloagain.refinement;

import helloagain.keyexchange.Agreement;
import helloagain.keyexchange.EphemeralKey;
import helloagain.keyexchange.KeyExchange;
import helloagain.keyexchange.Randomness;
import helloagain.message.Bytes;
import helloagain.message.KeyShareEntry;
import helloagain.message.NamedGroup;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes each key once, so that many runs do not cost many keys. Keys depend on group and purpose
 * alone: every run of this pool in every JVM has the same ones. For models and tests only.
 */
public final class KeyPool {
  private static final Map<Purpose, EphemeralKey> KEYS = new ConcurrentHashMap<>();
  private static final Map<KeyShareEntry, Agreement> RESPONSES = new ConcurrentHashMap<>();

  private record Purpose(NamedGroup group, String name) {}

  private KeyPool() {}

  /**
   * Returns the client's key for a group, {@code first} or {@code second} by flight, or another.
   */
  public static EphemeralKey key(NamedGroup group, String purpose) {
    return KEYS.computeIfAbsent(
        new Purpose(group, purpose),
        wanted ->
            KeyExchange.fromPrivate(wanted.group(), privateKey(wanted.group(), wanted.name()))
                .remembering());
  }

  /**
   * Returns the private octets of a key, in the form of {@link KeyExchange#fromPrivate}. There is
   * nothing to keep: the seed is here for everybody to read.
   */
  public static Bytes privateKey(NamedGroup group, String purpose) {
    return KeyExchange.newPrivateKey(
        group, Randomness.seeded(31L * group.code() + purpose.hashCode()));
  }

  /** Returns the server's answer to a share, always the same to the same share. */
  public static Agreement respond(NamedGroup group, Bytes clientShare) {
    return RESPONSES.computeIfAbsent(
        new KeyShareEntry(group, clientShare),
        share -> KeyExchange.respond(share.group(), share.keyExchange(), ofAnswers(share.group())));
  }

  /**
   * Returns the private octets of the key that answers every share of a group. The answer to a
   * hybrid has more to it, which depends on the share.
   *
   * @throws IllegalArgumentException if the group is a hybrid
   */
  public static Bytes answeringPrivateKey(NamedGroup group) {
    if (KeyExchange.isHybrid(group)) {
      throw new IllegalArgumentException("a server has no key of its own for " + group);
    }
    return KeyExchange.newPrivateKey(group, ofAnswers(group));
  }

  private static Randomness ofAnswers(NamedGroup group) {
    return Randomness.seeded(group.code());
  }
}
