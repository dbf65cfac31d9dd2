package helloagain.peers;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Is a program that was started to connect to a port of loopback, and the port. */
public final class StartedClient implements AutoCloseable {
  private final String name;
  private final ListeningPort port;
  private final Program program;

  private StartedClient(String name, ListeningPort port, Program program) {
    this.name = name;
    this.port = port;
    this.program = program;
  }

  /**
   * Starts a program.
   *
   * @param command makes the command for a port
   * @throws IOException if there is no such program, or no port
   */
  public static StartedClient start(String name, IntFunction<List<String>> command)
      throws IOException {
    ListeningPort port = new ListeningPort();
    try {
      return new StartedClient(
          name, port, Program.start(command.apply(port.number()), Optional.empty()));
    } catch (IOException e) {
      port.close();
      throw e;
    }
  }

  /**
   * Waits for its connection, as long as it is there; the socket is the caller's to close.
   *
   * @throws IOException if it has ended, or does not connect
   */
  public Socket accept() throws IOException {
    return port.accept(name, program);
  }

  /** Ends the program and frees the port. */
  @Override
  public void close() throws IOException {
    program.close();
    port.close();
  }
}
