package helloagain.peers;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Optional;

/**
 * Is a client that is a program, started to connect to a port of loopback: for each connection, or
 * once for as many as it makes.
 */
public final class StartedClient implements StartedProgram {
  private final String name;
  private final Command command;
  private final Optional<String> input;
  private final boolean isKept;
  private ListeningPort port = new ListeningPort();
  private Optional<Program> program = Optional.empty();

  /** Makes the command for a port. */
  @FunctionalInterface
  public interface Command {
    /**
     * Makes it.
     *
     * @throws IOException if something that it takes cannot be made
     */
    List<String> to(int port) throws IOException;
  }

  /**
   * Makes it ready; it is started when it is waited for.
   *
   * @param name what a complaint calls it
   * @param input a line that is typed into it
   * @param isKept whether it connects again and again
   * @throws IOException if there is no port
   */
  public StartedClient(String name, Command command, Optional<String> input, boolean isKept)
      throws IOException {
    this.name = name;
    this.command = command;
    this.input = input;
    this.isKept = isKept;
  }

  @Override
  public Socket connect() throws IOException {
    boolean goesOn = isKept && program.filter(Program::isAlive).isPresent();
    if (goesOn) {
      try {
        return port.accept(name, program.orElseThrow());
      } catch (ListeningPort.EndedException e) {
        // It had enough of the connection before.
        return startAgain();
      }
    }
    return startAgain();
  }

  /** At another port: what a program before has begun would be taken for its connection. */
  private Socket startAgain() throws IOException {
    if (program.isPresent()) {
      close();
      port = new ListeningPort();
    }
    Program started = Program.start(command.to(port.number()), Optional.empty());
    program = Optional.of(started);
    if (input.isPresent()) {
      try {
        started.say(input.get());
      } catch (IOException e) {
        // It has ended; what it said before its end is told when it does not connect.
      }
    }
    return port.accept(name, started);
  }

  /** A client that has an end may well come to it, but for a signal. */
  @Override
  public Optional<String> death() {
    return program.flatMap(Program::signal).map(signal -> "it is ended by signal " + signal);
  }

  @Override
  public void close() throws IOException {
    program.ifPresent(Program::close);
    port.close();
  }
}
