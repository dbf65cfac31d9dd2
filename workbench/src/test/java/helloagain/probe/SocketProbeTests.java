package helloagain.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import helloagain.live.Limits;
import helloagain.live.Line;
import helloagain.message.Bytes;
import helloagain.refinement.Reference;
import helloagain.vectors.VectorSource;
import helloagain.vectors.Verdict.Grade;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Peers on loopback, where octets come in pieces and an answer takes its time. */
final class SocketProbeTests {
  private static final Limits LIMITS =
      new Limits(Duration.ofSeconds(20), Duration.ofSeconds(60), 1 << 20);

  /**
   * Answers connections one after the other, each octet of the answer in a write of its own.
   *
   * @param kept the connections that are not closed when nothing more is to be said
   * @param keeps whether there are such
   */
  private record Listening(
      ServerSocket socket, Subject.Setup setup, Queue<Socket> kept, boolean keeps)
      implements AutoCloseable {
    static Listening with(Subject.Setup setup) throws IOException {
      return with(setup, false);
    }

    static Listening with(Subject.Setup setup, boolean keeps) throws IOException {
      Listening listening =
          new Listening(
              new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
              setup,
              new ConcurrentLinkedQueue<>(),
              keeps);
      Thread thread = new Thread(listening::run, "reference");
      thread.setDaemon(true);
      thread.start();
      return listening;
    }

    InetSocketAddress address() {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
    }

    private void run() {
      while (!socket.isClosed()) {
        try (Connection peer = setup.connect()) {
          Socket connection = socket.accept();
          kept.add(connection);
          connection.setTcpNoDelay(true);
          speak(Line.over(connection), peer.line());
          if (!keeps) {
            connection.close();
          }
        } catch (IOException e) {
          // The probe has closed the connection, or the test is over.
        }
      }
    }

    private static void speak(Line connection, Line peer) throws IOException {
      while (true) {
        Bytes told = connection.receive(LIMITS.silence());
        if (told.isEmpty()) {
          peer.end();
        } else {
          peer.send(told);
        }
        if (!answer(connection, peer)) {
          return;
        }
      }
    }

    /** Sends what the peer has to say, and tells whether it reads on. */
    private static boolean answer(Line connection, Line peer) throws IOException {
      while (true) {
        Bytes answer;
        try {
          answer = peer.receive(LIMITS.silence());
        } catch (Line.WaitsException e) {
          return true;
        }
        if (answer.isEmpty()) {
          return false;
        }
        for (int i = 0; i < answer.size(); i++) {
          connection.send(answer.slice(i, i + 1));
        }
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
      for (Socket connection : kept) {
        connection.close();
      }
    }
  }

  @Test
  void nothingIsFoundInTheReferenceBehindASocket() throws IOException, InterruptedException {
    Subject.Setup setup = ReferenceSubject.servers(Reference.HELLO_AGAIN).setups().get(0);
    try (Listening listening = Listening.with(setup)) {
      List<ProbeResult> results =
          Probing.probe(
              new ServerSubject(List.of(listening.address()), LIMITS.silence(), 1),
              VectorSource.SERVER_FAULTS,
              vector -> vector.rules().equals(Set.of("CH2-11")) || vector.rules().isEmpty(),
              LIMITS);

      assertThat(Probing.findings(results)).isEmpty();
      assertThat(Probing.count(results, Grade.CONFORMS)).isGreaterThan(50);
    }
  }

  @Test
  void whoKeepsTheConnectionAfterItsAlertLeaks() throws IOException, InterruptedException {
    Subject.Setup setup = ReferenceSubject.servers(Reference.HELLO_AGAIN).setups().get(0);
    AtomicInteger chosen = new AtomicInteger();
    try (Listening listening = Listening.with(setup, true)) {
      List<ProbeResult> results =
          Probing.probe(
              new ServerSubject(List.of(listening.address()), LIMITS.silence(), 1),
              VectorSource.SERVER_FAULTS,
              vector -> vector.rules().equals(Set.of("CH2-11")) && chosen.incrementAndGet() <= 2,
              new Limits(Duration.ofMillis(500), LIMITS.whole(), LIMITS.octets()));

      assertThat(results)
          .filteredOn(result -> result.grade() != Grade.NOT_APPLICABLE)
          .isNotEmpty()
          .allMatch(result -> result.grade() == Grade.LEAKS)
          .allMatch(
              result ->
                  result
                      .observed()
                      .equals("alert illegal_parameter, and then it keeps the connection open"));
    }
  }

  /** Each of these takes one connection at a time, and would be late for a second one. */
  @Test
  void sameServerInMorePlacesIsToldInAllOfThem() throws IOException, InterruptedException {
    Subject.Setup setup = ReferenceSubject.servers(Reference.HELLO_AGAIN).setups().get(0);
    try (Listening first = Listening.with(setup);
        Listening second = Listening.with(setup)) {
      ServerSubject subject =
          new ServerSubject(List.of(first.address(), second.address()), LIMITS.silence(), 1);
      Subject.Setup places = subject.setups().get(0);

      assertThat(subject.parallel()).isEqualTo(2);
      assertThat(subject.name()).contains(first.address().getPort() + " ");
      try (Connection one = places.connect();
          Connection other = places.connect()) {
        assertThat(one.line()).isNotEqualTo(other.line());
        Thread.currentThread().interrupt();
        assertThatThrownBy(places::connect).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
      }
      places.connect().close();
      places.connect().close();
      places.connect().close();
    }
  }

  @Test
  @Tag("programs")
  void clientOfOpenSslIsProbedAsAProgram() throws IOException, InterruptedException {
    List<ProbeResult> results =
        Probing.probe(
            ProgramSubject.client(
                List.of(
                    "openssl",
                    "s_client",
                    "-connect",
                    "127.0.0.1:" + ProgramSubject.PORT,
                    "-groups",
                    "X25519:P-256"),
                false,
                1),
            VectorSource.CLIENT_FAULTS,
            vector -> vector.rules().equals(Set.of("SH-05")),
            LIMITS);

    assertThat(Probing.count(results, Grade.CONFORMS)).isPositive();
    assertThat(Probing.findings(results)).isEmpty();
  }
}
