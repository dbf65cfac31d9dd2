package helloagain.refinement.jdk;

import helloagain.message.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

/**
 * Puts the JDK's engine between two streams of octets, as {@link helloagain.endpoint.Endpoint} is.
 * Its tasks run here and now, on the caller's thread.
 */
final class JdkPeer {
  private static final ByteBuffer NO_DATA = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private final SSLEngine engine;
  private Bytes unread = Bytes.EMPTY;
  private Optional<String> failure = Optional.empty();

  JdkPeer(SSLEngine engine) {
    this.engine = engine;
  }

  /** Begins; a client sends its first ClientHello, a server nothing. */
  Bytes begin() {
    try {
      engine.beginHandshake();
    } catch (SSLException e) {
      throw new IllegalStateException("the engine of the JDK does not start", e);
    }
    return run();
  }

  /** Takes the next octets and returns what is sent in answer, possibly none. */
  Bytes feed(Bytes octets) {
    unread = Bytes.concat(unread, octets);
    return run();
  }

  /** Returns why the engine gave up, in its own words, if it did. */
  Optional<String> failure() {
    return failure;
  }

  private Bytes run() {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    boolean goesOn = true;
    while (goesOn) {
      try {
        goesOn = step(sent);
      } catch (SSLException e) {
        // What is left to do is to send the alert. The first exception says why.
        goesOn = failure.isEmpty();
        failure = Optional.of(failure.orElse(String.valueOf(e.getMessage())));
      }
    }
    return Bytes.of(sent.toByteArray());
  }

  /** Does what the engine needs next and tells whether anything came of it. */
  private boolean step(ByteArrayOutputStream sent) throws SSLException {
    return switch (engine.getHandshakeStatus()) {
      case NEED_TASK -> {
        for (Runnable task = engine.getDelegatedTask();
            task != null;
            task = engine.getDelegatedTask()) {
          task.run();
        }
        yield true;
      }
      case NEED_WRAP -> wrap(sent);
      case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> !unread.isEmpty() && unwrap();
      case NOT_HANDSHAKING, FINISHED -> false;
    };
  }

  private boolean wrap(ByteArrayOutputStream sent) throws SSLException {
    ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    SSLEngineResult result = engine.wrap(NO_DATA.duplicate(), record);
    sent.write(record.array(), 0, result.bytesProduced());
    return result.bytesProduced() > 0;
  }

  private boolean unwrap() throws SSLException {
    ByteBuffer octets = ByteBuffer.wrap(unread.toArray());
    ByteBuffer data = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    try {
      return engine.unwrap(octets, data).bytesConsumed() > 0;
    } finally {
      unread = unread.slice(octets.position(), unread.size());
    }
  }
}
