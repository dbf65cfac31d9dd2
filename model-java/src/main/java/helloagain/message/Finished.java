package helloagain.message;

/**
 * Holds a Finished (RFC 8446, 4.4.4).
 *
 * @param verifyData the MAC, as long as the hash of the suite, which this record cannot know
 */
public record Finished(Bytes verifyData) implements ProtectedMessage {
  @Override
  public HandshakeType type() {
    return HandshakeType.FINISHED;
  }
}
