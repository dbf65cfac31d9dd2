package helloagain.client;

import helloagain.message.PskKeyExchangeMode;
import java.util.HashSet;
import java.util.List;

/**
 * Holds what a client offers of pre-shared keys (RFC 8446, 4.2.9 to 4.2.11).
 *
 * @param keys the PSKs by falling preference, each identity once
 * @param modes how they may be used; may be there without a PSK
 * @param earlyData whether early data follows the first ClientHello, under the first PSK
 */
public record PskOffer(List<OfferedKey> keys, List<PskKeyExchangeMode> modes, boolean earlyData) {
  /** No PSK. */
  public static final PskOffer NONE = new PskOffer(List.of(), List.of(), false);

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if an identity is repeated, if PSKs come without modes
   *     (PKM-01), or if the first PSK permits no early data (ED-01, ED-02)
   */
  public PskOffer {
    keys = List.copyOf(keys);
    modes = List.copyOf(modes);
    if (keys.stream().map(key -> key.psk().identity()).distinct().count() != keys.size()) {
      throw new IllegalArgumentException("an identity is repeated");
    }
    if (new HashSet<>(modes).size() != modes.size()) {
      throw new IllegalArgumentException("modes are repeated: " + modes);
    }
    if (!keys.isEmpty() && modes.isEmpty()) {
      throw new IllegalArgumentException("PSKs without modes");
    }
    if (earlyData && keys.stream().limit(1).allMatch(key -> key.psk().earlySuite().isEmpty())) {
      throw new IllegalArgumentException("no first PSK that permits early data");
    }
  }
}
