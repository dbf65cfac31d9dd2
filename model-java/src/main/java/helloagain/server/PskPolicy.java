package helloagain.server;

import helloagain.message.Bytes;
import helloagain.message.PskKeyExchangeMode;
import helloagain.schedule.PreSharedKey;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Holds what a server does with pre-shared keys (RFC 8446, 4.2.9 to 4.2.11).
 *
 * @param known the PSKs that it knows, each identity once
 * @param modes {@code psk_ke} and {@code psk_dhe_ke} as far as it accepts them, by falling
 *     preference
 * @param first whether a suite that fits a PSK comes before a better one that fits none (PSK-08)
 * @param earlyData whether it accepts early data
 */
public record PskPolicy(
    List<PreSharedKey> known, List<PskKeyExchangeMode> modes, boolean first, boolean earlyData) {
  private static final Set<PskKeyExchangeMode> MODES =
      Set.of(PskKeyExchangeMode.PSK_KE, PskKeyExchangeMode.PSK_DHE_KE);

  /** No PSK. */
  public static final PskPolicy NONE = new PskPolicy(List.of(), List.of(), false, false);

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if an identity or a mode is repeated or a mode is unknown
   */
  public PskPolicy {
    known = List.copyOf(known);
    modes = List.copyOf(modes);
    if (known.stream().map(PreSharedKey::identity).distinct().count() != known.size()) {
      throw new IllegalArgumentException("an identity is repeated");
    }
    if (new HashSet<>(modes).size() != modes.size() || !MODES.containsAll(modes)) {
      throw new IllegalArgumentException("modes are repeated or unknown: " + modes);
    }
  }

  /** Finds the PSK of an identity. */
  public Optional<PreSharedKey> find(Bytes identity) {
    return known.stream().filter(psk -> psk.identity().equals(identity)).findFirst();
  }
}
