package helloagain.probe;

import helloagain.live.Line;
import helloagain.refinement.graph.Side;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;

/**
 * Is a server that listens somewhere.
 *
 * @param address where
 * @param patience how long a connection may take
 * @param parallel how many connections it takes at a time
 */
public record ServerSubject(InetSocketAddress address, Duration patience, int parallel)
    implements Subject {
  @Override
  public String name() {
    return address.getHostString() + ":" + address.getPort();
  }

  @Override
  public String version() {
    return "unknown";
  }

  @Override
  public Side role() {
    return Side.SERVER;
  }

  @Override
  public List<Setup> setups() {
    return List.of(new AsItIs(this::connection));
  }

  private Connection connection() throws IOException {
    // A channel, for a thread that reads from it can be interrupted.
    SocketChannel channel = SocketChannel.open();
    try {
      Socket socket = channel.socket();
      socket.setTcpNoDelay(true);
      socket.connect(address, (int) patience.toMillis());
      return Connection.over(Line.over(socket), channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }
}
