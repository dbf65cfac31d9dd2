package helloagain.message;

/** Says that no early data follows (RFC 8446, 4.5). */
public record EndOfEarlyData() implements ProtectedMessage {
  @Override
  public HandshakeType type() {
    return HandshakeType.END_OF_EARLY_DATA;
  }
}
