package helloagain.peers;

import helloagain.live.Line;
import helloagain.message.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

/**
 * Is a line with an engine of this JVM at its other end. Its tasks run here and now, on the
 * caller's thread; there is no socket and nothing to wait for.
 *
 * <p>An engine that is a client may send one line when it is connected; one that is a server
 * answers what it reads with the same.
 */
public final class EngineLine implements Line {
  private static final int MOST_TURNS = 10_000;

  private final SSLEngine engine;
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private Bytes unread = Bytes.EMPTY;
  private Bytes toSend = Bytes.EMPTY;
  private Bytes dataToSend;
  private Optional<String> failure = Optional.empty();
  private Optional<Throwable> crash = Optional.empty();
  private boolean hasBegun;
  private boolean isOver;

  private EngineLine(SSLEngine engine, Bytes dataToSend) {
    this.engine = engine;
    this.dataToSend = dataToSend;
  }

  /** Takes an engine whose role and policy are set; a client of it sends no data. */
  public static EngineLine of(SSLEngine engine) {
    return new EngineLine(engine, Bytes.EMPTY);
  }

  /** Takes an engine whose role and policy are set; a client of it sends its line. */
  static EngineLine asking(SSLEngine engine) {
    return new EngineLine(
        engine,
        engine.getUseClientMode()
            ? Bytes.of((Materials.REQUEST + "\n").getBytes(StandardCharsets.US_ASCII))
            : Bytes.EMPTY);
  }

  @Override
  public void send(Bytes octets) {
    unread = Bytes.concat(unread, octets);
    drive();
  }

  @Override
  public Bytes receive(Duration limit) throws IOException {
    if (toSend.isEmpty()) {
      drive();
    }
    Bytes octets = toSend;
    toSend = Bytes.EMPTY;
    if (octets.isEmpty() && crash.isPresent()) {
      throw new CrashException(crash.get());
    }
    boolean hasEnded = engine.isInboundDone() && engine.isOutboundDone();
    if (octets.isEmpty() && !isOver && !hasEnded && failure.isEmpty()) {
      throw new WaitsException();
    }
    return octets;
  }

  /** Tells the engine that nothing more comes; it may mind that close_notify is missing (6.1). */
  @Override
  public void end() {
    try {
      engine.closeInbound();
    } catch (SSLException e) {
      failure = Optional.of(failure.orElse(reason(e)));
    }
    drive();
    isOver = true;
  }

  /** Returns the application data that it read. */
  String heard() {
    return heard.toString(StandardCharsets.US_ASCII);
  }

  /** Returns why the engine gave up, in its own words, if it did. */
  Optional<String> failure() {
    return failure;
  }

  private void drive() {
    for (int turn = 0; turn < MOST_TURNS; turn++) {
      try {
        if (!hasBegun) {
          hasBegun = true;
          engine.beginHandshake();
        }
        if (!step()) {
          return;
        }
      } catch (SSLException e) {
        if (!goesOnAfter(e)) {
          return;
        }
      } catch (RuntimeException | StackOverflowError | AssertionError e) {
        // It is somebody else's code, and what it throws in its trouble is a finding, not the end
        // of the command.
        crash = Optional.of(crash.orElse(e));
        if (!goesOnAfter(e)) {
          return;
        }
      }
    }
    failure = Optional.of(failure.orElse("the engine does not come to an end"));
  }

  /** What is left to do is to send the alert. The first exception says why. */
  private boolean goesOnAfter(Throwable thrown) {
    boolean isFirst = failure.isEmpty();
    failure = Optional.of(failure.orElse(reason(thrown)));
    return isFirst;
  }

  /** The innermost cause is the one that names the matter. */
  private static String reason(Throwable failure) {
    Throwable last = failure;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return String.valueOf(last.getMessage())
        .strip()
        .replaceAll("\\s+", " ")
        .replaceAll("\\[(client|server) #[^]]*\\] ", "");
  }

  /** Does what the engine needs next and tells whether anything came of it. */
  private boolean step() throws SSLException {
    return switch (engine.getHandshakeStatus()) {
      case NEED_TASK -> {
        for (Runnable task = engine.getDelegatedTask();
            task != null;
            task = engine.getDelegatedTask()) {
          task.run();
        }
        showTrouble();
        yield true;
      }
      case NEED_WRAP -> wrap();
      case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> unwrap();
      case NOT_HANDSHAKING, FINISHED ->
          unwrap()
              || ((!dataToSend.isEmpty() || engine.isOutboundDone() || failure.isPresent())
                  && wrap());
    };
  }

  /**
   * What a task of the JDK runs into is thrown when the engine is next asked for something, and its
   * status does not tell.
   */
  private void showTrouble() throws SSLException {
    if (unread.isEmpty() && !engine.isInboundDone()) {
      engine.unwrap(
          ByteBuffer.allocate(0),
          ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()));
    }
  }

  private boolean wrap() throws SSLException {
    ByteBuffer data = ByteBuffer.wrap(dataToSend.toArray());
    ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    SSLEngineResult result = engine.wrap(data, record);
    dataToSend = dataToSend.slice(result.bytesConsumed(), dataToSend.size());
    record.flip();
    byte[] octets = new byte[record.remaining()];
    record.get(octets);
    toSend = Bytes.concat(toSend, Bytes.of(octets));
    return result.bytesProduced() > 0;
  }

  private boolean unwrap() throws SSLException {
    if (unread.isEmpty() || engine.isInboundDone()) {
      return false;
    }
    ByteBuffer octets = ByteBuffer.wrap(unread.toArray());
    ByteBuffer data = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    try {
      SSLEngineResult result = engine.unwrap(octets, data);
      data.flip();
      byte[] read = new byte[data.remaining()];
      data.get(read);
      heard.writeBytes(read);
      if (!engine.getUseClientMode()) {
        dataToSend = Bytes.concat(dataToSend, Bytes.of(read));
      }
      return result.bytesConsumed() > 0 || result.bytesProduced() > 0;
    } finally {
      unread = unread.slice(octets.position(), unread.size());
    }
  }
}
