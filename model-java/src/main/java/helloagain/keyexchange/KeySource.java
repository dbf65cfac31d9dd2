package helloagain.keyexchange;

import helloagain.message.NamedGroup;
import java.util.List;

/** Supplies the keys behind a client's shares. */
@FunctionalInterface
public interface KeySource {
  /** Returns a key of the group. */
  EphemeralKey keyFor(NamedGroup group);

  /** Makes a source of fresh keys; it refuses groups that {@link KeyExchange} does not support. */
  static KeySource fresh(Randomness randomness) {
    return group -> KeyExchange.generate(group, randomness);
  }

  /** Makes a source of given keys, the first of a group for each; it refuses other groups. */
  static KeySource of(List<EphemeralKey> keys) {
    List<EphemeralKey> kept = List.copyOf(keys);
    return group ->
        kept.stream()
            .filter(key -> key.group().equals(group))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no key of " + group));
  }
}
