package helloagain.probe;

import helloagain.live.Line;
import helloagain.refinement.graph.Side;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;

/**
 * Is a server that listens somewhere, or the same server in several places. A test waits for a
 * place that is free: who takes one connection at a time, and is told something while it has
 * another, answers late, and would seem to hang.
 *
 * @param addresses where
 * @param patience how long it may take to connect
 * @param each how many connections it takes at a time in each place
 */
public record ServerSubject(List<InetSocketAddress> addresses, Duration patience, int each)
    implements Subject {
  /** Copies the list. */
  public ServerSubject {
    addresses = List.copyOf(addresses);
  }

  @Override
  public String name() {
    return addresses.stream()
        .map(address -> address.getHostString() + ":" + address.getPort())
        .collect(Collectors.joining(" "));
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
  public int parallel() {
    return addresses.size() * each;
  }

  @Override
  public List<Setup> setups() {
    List<InetSocketAddress> free = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      free.addAll(addresses);
    }
    BlockingQueue<InetSocketAddress> places = new LinkedBlockingQueue<>(free);
    return List.of(new AsItIs(() -> connection(places)));
  }

  private Connection connection(BlockingQueue<InetSocketAddress> places) throws IOException {
    InetSocketAddress place;
    try {
      place = places.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    try {
      SocketChannel channel = connected(place);
      return Connection.over(
          Line.over(channel.socket()),
          () -> {
            try {
              channel.close();
            } finally {
              places.add(place);
            }
          });
    } catch (IOException e) {
      places.add(place);
      throw e;
    }
  }

  private SocketChannel connected(InetSocketAddress place) throws IOException {
    // A channel, for a thread that reads from it can be interrupted.
    SocketChannel channel = SocketChannel.open();
    try {
      Socket socket = channel.socket();
      socket.setTcpNoDelay(true);
      socket.connect(place, (int) patience.toMillis());
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }
}
