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
            KeyExchange.generate(
                    wanted.group(),
                    Randomness.seeded(31L * wanted.group().code() + wanted.name().hashCode()))
                .remembering());
  }

  /** Returns the server's answer to a share, always the same to the same share. */
  public static Agreement respond(NamedGroup group, Bytes clientShare) {
    return RESPONSES.computeIfAbsent(
        new KeyShareEntry(group, clientShare),
        share ->
            KeyExchange.respond(
                share.group(), share.keyExchange(), Randomness.seeded(share.group().code())));
  }
}
