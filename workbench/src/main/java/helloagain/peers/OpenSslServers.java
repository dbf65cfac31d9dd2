package helloagain.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Is a number of processes of {@code openssl s_server} on loopback with the groups that they have
 * by themselves, each of which takes one connection at a time. They are ended with this object.
 */
public final class OpenSslServers implements AutoCloseable {
  private static final Pattern CONNECTIONS =
      Pattern.compile("(\\d+) connections in \\d+ real seconds");

  private final List<Program> programs = new ArrayList<>();
  private final List<InetSocketAddress> addresses = new ArrayList<>();

  private OpenSslServers() {}

  /** Tells whether there is an OpenSSL. */
  public static Presence presence() {
    return new OpenSslStack().presence();
  }

  /**
   * Starts them and waits until they listen.
   *
   * @throws IOException if one does not
   */
  public static OpenSslServers start(int number, Materials materials) throws IOException {
    OpenSslServers servers = new OpenSslServers();
    try {
      for (int i = 0; i < number; i++) {
        servers.start(materials);
      }
    } catch (IOException e) {
      servers.close();
      throw e;
    }
    return servers;
  }

  private void start(Materials materials) throws IOException {
    int port = StartedServer.freePort();
    Program program =
        Program.start(
            List.of(
                "openssl",
                "s_server",
                "-accept",
                "127.0.0.1:" + port,
                "-tls1_3",
                "-cert",
                materials.file("peer.crt"),
                "-key",
                materials.file("peer.key"),
                "-quiet"),
            Optional.empty());
    programs.add(program);
    StartedServer.connect(program, port).close();
    addresses.add(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  /** Returns where they listen. */
  public List<InetSocketAddress> addresses() {
    return List.copyOf(addresses);
  }

  /**
   * Lets the client of OpenSSL itself make whole handshakes with the first of them, one after the
   * other, for so many seconds.
   *
   * @return how many there were a second, with the start of the client
   * @throws IOException if it does not tell
   */
  public double ownHandshakesPerSecond(int seconds) throws IOException {
    long start = System.nanoTime();
    String printed =
        Program.output(
                "openssl",
                "s_time",
                "-connect",
                "127.0.0.1:" + addresses.get(0).getPort(),
                "-new",
                "-time",
                Integer.toString(seconds))
            .orElseThrow(() -> new IOException("openssl s_time fails"));
    double took = (System.nanoTime() - start) / 1e9;
    return CONNECTIONS
            .matcher(printed)
            .results()
            .findFirst()
            .map(match -> Long.parseLong(match.group(1)))
            .orElseThrow(() -> new IOException("openssl s_time tells no connections"))
        / took;
  }

  @Override
  public void close() {
    programs.forEach(Program::close);
  }
}
