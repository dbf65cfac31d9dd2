package helloagain.message;

import java.util.List;

/**
 * Holds a NewSessionTicket (RFC 8446, 4.6.1).
 *
 * @param ticketLifetime seconds, 0 to 2^32-1; a server that follows the rules stays within 604800
 * @param ticketAgeAdd what the client adds to the age that it states, 0 to 2^32-1
 * @param ticketNonce 0 to 255 octets, different for each ticket of a connection
 * @param ticket the identity of the PSK, 1 to 65535 octets
 * @param extensions the extensions in their order, possibly none
 */
public record NewSessionTicket(
    long ticketLifetime,
    long ticketAgeAdd,
    Bytes ticketNonce,
    Bytes ticket,
    List<Extension> extensions)
    implements ProtectedMessage {
  /** The greatest lifetime that a server may state, in seconds: seven days. */
  public static final long MAXIMUM_LIFETIME = 604_800;

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if a number does not fit 32 bits
   */
  public NewSessionTicket {
    Lengths.requireRange("ticket_lifetime", ticketLifetime, 0xffff_ffffL);
    Lengths.requireRange("ticket_age_add", ticketAgeAdd, 0xffff_ffffL);
    extensions = List.copyOf(extensions);
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.NEW_SESSION_TICKET;
  }
}
