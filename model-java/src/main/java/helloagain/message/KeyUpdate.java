package helloagain.message;

/**
 * Holds a KeyUpdate (RFC 8446, 4.6.3).
 *
 * @param requestUpdate whether the receiver is to answer with one; any other value than the two
 *     that are registered is well-formed and an {@code illegal_parameter}
 */
public record KeyUpdate(KeyUpdateRequest requestUpdate) implements ProtectedMessage {
  @Override
  public HandshakeType type() {
    return HandshakeType.KEY_UPDATE;
  }
}
