package helloagain.message;

/**
 * Holds one offered pre-shared key without its binder (RFC 8446, 4.2.11).
 *
 * @param identity the label of the key, 1 to 65535 octets
 * @param obfuscatedTicketAge milliseconds plus {@code ticket_age_add}, modulo 2^32; 0 for an
 *     external key
 */
public record PskIdentity(Bytes identity, long obfuscatedTicketAge) {
  /**
   * Checks the range of the age.
   *
   * @throws IllegalArgumentException if it does not fit 32 bits
   */
  public PskIdentity {
    Lengths.requireRange("obfuscated_ticket_age", obfuscatedTicketAge, 0xffff_ffffL);
  }
}
