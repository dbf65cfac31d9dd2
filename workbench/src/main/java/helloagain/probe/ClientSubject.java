package helloagain.probe;

import helloagain.live.Line;
import helloagain.peers.StartedClient;
import helloagain.refinement.graph.Side;
import java.io.IOException;
import java.net.Socket;
import java.util.List;

/**
 * Is a client that is a program, started for each connection.
 *
 * @param command its command, with {@code {port}} where the port of loopback comes
 * @param parallel how many are started at a time
 */
public record ClientSubject(List<String> command, int parallel) implements Subject {
  /** What stands for the port. */
  public static final String PORT = "{port}";

  /** Copies the list. */
  public ClientSubject {
    command = List.copyOf(command);
  }

  @Override
  public String name() {
    return command.get(0);
  }

  @Override
  public String version() {
    return "unknown";
  }

  @Override
  public Side role() {
    return Side.CLIENT;
  }

  @Override
  public List<Setup> setups() {
    return List.of(new AsItIs(this::connection));
  }

  private Connection connection() throws IOException {
    StartedClient started =
        StartedClient.start(
            name(),
            port ->
                command.stream().map(word -> word.replace(PORT, Integer.toString(port))).toList());
    try {
      Socket socket = started.accept();
      socket.setTcpNoDelay(true);
      return Connection.over(
          Line.over(socket),
          () -> {
            socket.close();
            started.close();
          });
    } catch (IOException e) {
      started.close();
      throw e;
    }
  }
}
