package helloagain.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowable;

import helloagain.endpoint.EndpointSettings;
import helloagain.flight.ClientAuthentication;
import helloagain.flight.Credentials;
import helloagain.flight.Trust;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.SignatureScheme;
import helloagain.refinement.ClientSetup;
import helloagain.refinement.Judges;
import helloagain.refinement.MessageConcretion;
import helloagain.refinement.ServerSetup;
import helloagain.rule.Rule;
import helloagain.server.Take;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** Speaks over loopback: with itself, and with peers that stall, flood, lie and die. */
final class LiveTests {
  private static final Bytes PING = Bytes.of("ping".getBytes(StandardCharsets.US_ASCII));
  private static final Bytes PONG = Bytes.of("pong".getBytes(StandardCharsets.US_ASCII));
  private static final Limits SHORT =
      new Limits(Duration.ofMillis(300), Duration.ofSeconds(20), 1 << 16);
  private static final Credentials SERVER = SelfMade.credentials("localhost");

  private static ClientSetup offer() {
    return new ClientSetup(
        List.of(NamedGroup.X25519, NamedGroup.SECP256R1),
        Set.of(NamedGroup.X25519),
        List.of(CipherSuite.TLS_AES_128_GCM_SHA256),
        List.of(ProtocolVersion.TLS_13),
        MessageConcretion.SESSION_ID,
        List.of(),
        0,
        Set.of());
  }

  private static LiveClient client(Trust trust, Limits limits) {
    return new LiveClient(
        offer(), Optional.empty(), trust, EndpointSettings.DEFAULT, limits, Bytes.EMPTY, PING);
  }

  private static LiveServer server(ClientAuthentication authentication) {
    return new LiveServer(
        new ServerSetup(
            List.of(NamedGroup.SECP256R1),
            List.of(CipherSuite.TLS_AES_128_GCM_SHA256),
            Take.SHARED,
            Optional.of(MessageConcretion.COOKIE),
            Set.of()),
        List.of(SERVER),
        authentication,
        List.of(SignatureScheme.ECDSA_SECP256R1_SHA256),
        Trust.ANYBODY,
        EndpointSettings.DEFAULT,
        Limits.DEFAULT,
        PONG,
        Optional.empty());
  }

  private interface Speaking {
    void with(Socket client) throws IOException;
  }

  /** Lets a client speak with one that is no server of TLS. */
  private static LiveRun runAgainst(Speaking server) throws IOException {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> served =
          CompletableFuture.runAsync(
              () -> {
                try (Socket client = listening.accept()) {
                  server.with(client);
                } catch (IOException e) {
                  // The client has had enough.
                }
              });
      LiveRun run =
          client(Trust.ANYBODY, SHORT)
              .run(
                  new InetSocketAddress(
                      InetAddress.getLoopbackAddress(), listening.getLocalPort()));
      served.join();
      return run;
    }
  }

  private record Both(LiveRun client, LiveRun server) {}

  private static Both runBoth(LiveClient client, LiveServer server)
      throws IOException, InterruptedException, ExecutionException {
    try (ServerSocketChannel listening = ServerSocketChannel.open()) {
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      CompletableFuture<LiveRun> served =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return server.run(listening);
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      LiveRun run = client.run((InetSocketAddress) listening.getLocalAddress());
      return new Both(run, served.get());
    }
  }

  @Test
  void referenceCompletesAHandshakeWithItselfAndAnswersData() throws Exception {
    Both runs =
        runBoth(
            client(PkixTrust.of(SERVER.chain()), Limits.DEFAULT),
            server(ClientAuthentication.NONE));

    assertThat(runs.client().outcome()).isEqualTo(new Outcome.Completed());
    assertThat(runs.server().outcome()).isEqualTo(new Outcome.Completed());
    assertThat(runs.client().dataReceived()).isEqualTo(PONG);
    assertThat(runs.server().dataReceived()).isEqualTo(PING);
    assertThat(runs.client().keyLog()).isEqualTo(runs.server().keyLog()).hasSize(5);
    try (Judges judges = new Judges()) {
      for (LiveRun run : List.of(runs.client(), runs.server())) {
        assertThat(run.judge(judges))
            .matches(verdict -> verdict.agrees())
            .matches(verdict -> verdict.flightSteps() > 5)
            .matches(verdict -> verdict.messages() == run.received());
      }
    }
  }

  @Test
  void strangersCertificateIsRefusedByName() throws Exception {
    Both runs =
        runBoth(
            client(PkixTrust.of(SelfMade.credentials("stranger").chain()), Limits.DEFAULT),
            server(ClientAuthentication.NONE));

    Outcome.Refused refused = (Outcome.Refused) runs.client().outcome();
    assertThat(refused.violation().rule()).isEqualTo(Rule.SERVER_CERTIFICATE_IS_TRUSTED);
    assertThat(runs.server().outcome())
        .isEqualTo(new Outcome.RefusedByPeer(refused.violation().alert()));
    // Whom the client trusts is in the run, and not who it was.
    try (Judges judges = new Judges()) {
      assertThat(runs.client().judge(judges)).matches(verdict -> verdict.agrees());
      assertThat(runs.client().trace().flight().orElseThrow().distrust())
          .contains(refused.violation().alert());
    }
  }

  @Test
  void clientThatCannotProveItselfIsRefusedByTheServer() throws Exception {
    Both runs =
        runBoth(client(Trust.ANYBODY, Limits.DEFAULT), server(ClientAuthentication.REQUIRED));

    assertThat(runs.client().outcome())
        .isEqualTo(new Outcome.RefusedByPeer(AlertDescription.CERTIFICATE_REQUIRED));
  }

  @Test
  void peerThatStallsIsGivenUp() throws IOException {
    LiveRun run = runAgainst(client -> readUntilItEnds(client.getInputStream()));

    assertThat(run.outcome()).isEqualTo(new Outcome.Lost("the peer was silent for 0.3 s"));
  }

  @Test
  void peerThatDiesIsToldFromOneThatRefuses() throws IOException {
    LiveRun run = runAgainst(client -> client.getInputStream().read());

    assertThat(run.outcome()).isInstanceOf(Outcome.Lost.class);
  }

  @Test
  void peerThatIsNoTlsServerIsRefusedForItsFirstRecord() throws IOException {
    LiveRun run =
        runAgainst(
            client -> {
              client
                  .getOutputStream()
                  .write("HTTP/1.0 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
              readUntilItEnds(client.getInputStream());
            });

    assertThat(((Outcome.Refused) run.outcome()).violation().rule())
        .isEqualTo(Rule.RECORD_TYPE_IS_EXPECTED);
  }

  /** 16 KiB of change_cipher_spec after the other would go on for ever; a limit of each ends it. */
  @Test
  void peerThatFloodsIsGivenUp() throws IOException {
    LiveRun run =
        runAgainst(
            client -> {
              byte[] record = {20, 3, 3, 0, 1, 1};
              for (int i = 0; i < 1 << 16; i++) {
                client.getOutputStream().write(record);
              }
            });

    assertThat(((Outcome.Refused) run.outcome()).violation().rule())
        .isEqualTo(Rule.CHANGE_CIPHER_SPECS_ARE_FEW);
  }

  @Test
  void serverThatIsNotThereIsAFaultOfTheEnvironment() throws IOException {
    int free;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = closed.getLocalPort();
    }
    assertThatIOException()
        .isThrownBy(
            () ->
                client(Trust.ANYBODY, SHORT)
                    .run(new InetSocketAddress(InetAddress.getLoopbackAddress(), free)));
  }

  @Test
  void certificatesAndKeysAreReadFromText() throws CertificateException {
    String chain = pem("CERTIFICATE", SERVER.chain().get(0));

    assertThat(Pem.certificates("words before\n" + chain + chain))
        .containsExactly(SERVER.chain().get(0), SERVER.chain().get(0));
    assertThat(PkixTrust.of(Pem.certificates(chain))).isNotNull();
    assertThat(catchThrowable(() -> Pem.certificates("nothing")))
        .hasMessage("there is no CERTIFICATE");
    assertThat(catchThrowable(() -> Pem.credentials(chain, pem("EC PRIVATE KEY", Bytes.EMPTY))))
        .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt");
  }

  private static String pem(String label, Bytes content) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder().encodeToString(content.toArray())
        + "\n-----END "
        + label
        + "-----\n";
  }

  private static void readUntilItEnds(InputStream in) throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
  }
}
