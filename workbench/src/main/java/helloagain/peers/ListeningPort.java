package helloagain.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Is a free port of loopback, to which a program is to connect. */
final class ListeningPort implements AutoCloseable {
  // A virtual machine that is started on a busy one takes its time.
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final ServerSocket listening = new ServerSocket();

  /**
   * Listens.
   *
   * @throws IOException if there is no port
   */
  ListeningPort() throws IOException {
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /** Says that a program has ended, and never connected. */
  static final class EndedException extends IOException {
    private static final long serialVersionUID = 1L;

    EndedException(String line, Throwable cause) {
      super(line, cause);
    }
  }

  int number() {
    return listening.getLocalPort();
  }

  /**
   * Waits for the connection of a program, as long as it is there; the socket is the caller's to
   * close.
   *
   * @param name what a complaint calls it
   * @throws IOException if it has ended, or does not connect
   */
  Socket accept(String name, Program program) throws IOException {
    listening.setSoTimeout((int) BETWEEN_LOOKS.toMillis());
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      boolean isAlive = program.isAlive();
      try {
        return listening.accept();
      } catch (SocketTimeoutException e) {
        if (!isAlive) {
          program.ends(LAST_WORDS);
          throw new EndedException(
              name + " ended without a connection: " + program.lastLine().orElse("it says nothing"),
              e);
        }
      }
    }
    throw new IOException(name + " does not connect within " + PATIENCE.toSeconds() + " s");
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
