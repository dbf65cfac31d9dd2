package helloagain.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Is a program that was started to connect to a port of loopback, and the port. */
public final class StartedClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final String name;
  private final ServerSocket listening;
  private final Program program;

  private StartedClient(String name, ServerSocket listening, Program program) {
    this.name = name;
    this.listening = listening;
    this.program = program;
  }

  /** Says that a program has ended, and never connected. */
  static final class EndedException extends IOException {
    private static final long serialVersionUID = 1L;

    EndedException(String line, Throwable cause) {
      super(line, cause);
    }
  }

  /**
   * Starts a program.
   *
   * @param command makes the command for a port
   * @throws IOException if there is no such program, or no port
   */
  public static StartedClient start(String name, IntFunction<List<String>> command)
      throws IOException {
    ServerSocket listening = new ServerSocket();
    try {
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return new StartedClient(
          name,
          listening,
          Program.start(command.apply(listening.getLocalPort()), Optional.empty()));
    } catch (IOException e) {
      listening.close();
      throw e;
    }
  }

  Program program() {
    return program;
  }

  /**
   * Waits for its connection, as long as it is there; the socket is the caller's to close.
   *
   * @throws IOException if it has ended, or does not connect
   */
  public Socket accept() throws IOException {
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

  /** Ends the program and frees the port. */
  @Override
  public void close() throws IOException {
    program.close();
    listening.close();
  }
}
