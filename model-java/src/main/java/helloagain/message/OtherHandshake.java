package helloagain.message;

/**
 * Holds a handshake message that is no hello and whose body stays unread (RFC 8446, 4): one of a
 * type that has no record, or one that nobody awaits, which is unexpected whatever its body. A
 * {@link ProtectedMessage} takes its place where it is due.
 *
 * @param type any type but {@code client_hello} and {@code server_hello}
 * @param body the octets after the header, 0 to 2^24-1
 */
public record OtherHandshake(HandshakeType type, Bytes body) implements HandshakeMessage {
  /**
   * Checks that the type has no record of its own.
   *
   * @throws IllegalArgumentException if the type is that of a hello
   */
  public OtherHandshake {
    if (type.equals(HandshakeType.CLIENT_HELLO) || type.equals(HandshakeType.SERVER_HELLO)) {
      throw new IllegalArgumentException(type + " has a record of its own");
    }
  }
}
