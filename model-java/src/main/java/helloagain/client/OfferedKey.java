package helloagain.client;

import helloagain.message.Bytes;
import helloagain.message.PskIdentity;
import helloagain.schedule.PreSharedKey;
import java.util.List;
import java.util.Optional;

/**
 * Holds a PSK as a client offers it. Time is an input: a ticket grows older between the hellos (RFC
 * 8446, 4.2.11.1).
 *
 * @param psk the PSK
 * @param firstAge its {@code obfuscated_ticket_age} in the first ClientHello; 0 for an external key
 * @param secondAge the same in a second ClientHello (CH2-05)
 */
public record OfferedKey(PreSharedKey psk, long firstAge, long secondAge) {
  /** Makes the offer of an external key, which has no age (PSK-01). */
  public static OfferedKey external(PreSharedKey psk) {
    return new OfferedKey(psk, 0, 0);
  }

  /**
   * Makes the offer of a ticket (PSK-25, 4.2.11.1): its age is obscured by adding {@code ageAdd},
   * modulo 2^32.
   *
   * @param ageAdd the {@code ticket_age_add} of the ticket, 0 to 2^32 - 1
   * @param firstAge how old the ticket is when the first ClientHello is sent, in milliseconds
   * @param secondAge the same for a second ClientHello
   */
  public static OfferedKey ticket(PreSharedKey psk, long ageAdd, long firstAge, long secondAge) {
    return new OfferedKey(
        psk, (firstAge + ageAdd) & 0xffff_ffffL, (secondAge + ageAdd) & 0xffff_ffffL);
  }

  /** Finds the PSK of an identity. */
  static Optional<PreSharedKey> find(List<OfferedKey> keys, Bytes identity) {
    return keys.stream()
        .map(OfferedKey::psk)
        .filter(psk -> psk.identity().equals(identity))
        .findFirst();
  }

  PskIdentity inFirstHello() {
    return new PskIdentity(psk.identity(), firstAge);
  }

  PskIdentity inSecondHello() {
    return new PskIdentity(psk.identity(), secondAge);
  }
}
