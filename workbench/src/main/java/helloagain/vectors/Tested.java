package helloagain.vectors;

import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.wire.TlsRecord;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Is a peer under test, in one connection. */
public interface Tested extends AutoCloseable {
  /**
   * Lets a client begin.
   *
   * @return its ClientHello; nothing if it does not come in time
   */
  Optional<Heard> start() throws IOException;

  /**
   * Sends a handshake message, and waits for what comes of it.
   *
   * @param raw the octets with the header of 4
   * @return what comes first; nothing if nothing comes
   */
  Optional<Heard> tell(Bytes raw) throws IOException;

  /**
   * Sends records as they are, and waits for what comes of them.
   *
   * @param records not necessarily such as any receiver accepts
   * @return what comes first; nothing if nothing comes
   */
  Optional<Heard> tell(List<TlsRecord> records) throws IOException;

  /** Sends an alert, and waits for what comes of it. */
  Optional<Heard> tell(AlertDescription alert) throws IOException;

  /** Ends the transport, and waits for what comes of it. */
  Optional<Heard> tellEnd() throws IOException;

  /**
   * Returns the hash of the hellos with which the peer has made its keys, if it tells. One that
   * does not proves it when it goes on under these keys.
   */
  default Optional<Bytes> transcriptHash() {
    return Optional.empty();
  }

  /**
   * Tells whether the peer lets be heard at once all that there is; of another nobody waits for
   * what should not come.
   */
  default boolean answersAtOnce() {
    return false;
  }

  @Override
  void close() throws IOException;
}
