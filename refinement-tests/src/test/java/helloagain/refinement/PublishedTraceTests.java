package helloagain.refinement;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.client.ClientConfig;
import helloagain.client.ClientState;
import helloagain.client.SecondHelloLayout;
import helloagain.exchange.Received;
import helloagain.flight.FlightClientConfig;
import helloagain.flight.Trust;
import helloagain.keyexchange.EphemeralKey;
import helloagain.keyexchange.KeyExchange;
import helloagain.keyexchange.KeySource;
import helloagain.keyexchange.Randomness;
import helloagain.keyexchange.Responder;
import helloagain.message.Alert;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.ExtensionType;
import helloagain.message.HandshakeType;
import helloagain.message.HelloRetryRequest;
import helloagain.message.NamedGroup;
import helloagain.message.ServerHello;
import helloagain.rule.Rule;
import helloagain.server.ServerConfig;
import helloagain.server.ServerPolicy;
import helloagain.server.ServerState;
import helloagain.server.Take;
import helloagain.wire.HandshakeCodec;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The exchange of RFC 8448, section 5, is a run of the specification, message by message. */
class PublishedTraceTests {
  private static final ExtensionType VERSIONS = ExtensionType.SUPPORTED_VERSIONS;

  private final Properties trace = new Properties();

  PublishedTraceTests() throws IOException {
    for (String name : List.of("messages", "secrets")) {
      try (InputStream in =
          Objects.requireNonNull(
              getClass().getResourceAsStream("/rfc8448/" + name + ".properties"))) {
        trace.load(in);
      }
    }
  }

  @Test
  void bothMachinesAndTheSpecificationGoThroughTheWholeExchange() {
    LockStep run =
        new LockStep(
            Models.REPLAY, Reference.HELLO_AGAIN, Optional.of(client()), Optional.of(server()));
    assertThat(run.apply(new Move.ClientStarts())).isTrue();
    assertNext(run.nextForServer(), "clientHello1");
    assertThat(run.apply(new Move.ServerReads())).isTrue();
    assertNext(run.nextForClient(), "helloRetryRequest");
    assertThat(run.apply(new Move.ClientReads())).isTrue();
    assertNext(run.nextForServer(), "clientHello2");
    assertThat(run.apply(new Move.ServerReads())).isTrue();
    assertNext(run.nextForClient(), "serverHello");
    assertThat(run.apply(new Move.ClientReads())).isTrue();

    assertThat(run.events())
        .extracting(LockStep.Event::action)
        .containsExactly(
            "ClientSendsFirstHello",
            "ServerRetries",
            "ClientRetries",
            "ServerAcceptsSecond",
            "ClientAccepts");
    assertThat(run.violatedInvariants()).isEmpty();
    ClientState.Negotiated client = (ClientState.Negotiated) run.client().orElseThrow();
    ServerState.Negotiated server = (ServerState.Negotiated) run.server().orElseThrow();
    assertThat(client.secrets()).isEqualTo(server.secrets());
    assertThat(client.secrets().clientTraffic()).isEqualTo(octets("client.handshake.traffic"));
    assertThat(client.transcript()).isEqualTo(server.transcript());
  }

  /** The server's flight cannot be made again: nobody knows the private key of its certificate. */
  @Test
  void clientAndTheSpecificationGoThroughTheWholeHandshake() {
    FlightLockStep run =
        FlightLockStep.ofClient(
            Models.REPLAY,
            Reference.HELLO_AGAIN,
            new FlightClientConfig(
                client(), Optional.empty(), Trust.ANYBODY, Randomness.seeded(0)));
    assertThat(run.apply(new Move.ClientStarts())).isTrue();
    for (Bytes message : ofServer()) {
      assertThat(run.apply(new Move.ServerSends(new Payload.Handshake(message)))).isTrue();
      assertThat(run.apply(new Move.ClientReads())).as("%s", run.difference()).isTrue();
    }
    Alert closeNotify = new Alert(1, AlertDescription.CLOSE_NOTIFY);
    assertThat(run.apply(new Move.ClientSendsData())).isTrue();
    assertThat(run.apply(new Move.ServerSends(new Payload.AlertPayload(closeNotify)))).isTrue();
    assertThat(run.apply(new Move.ClientReads())).isTrue();

    assertThat(run.events())
        .extracting(LockStep.Event::action)
        .filteredOn(action -> !action.contains("ServerSends"))
        .containsExactly(
            "ClientSendsFirstHello",
            "ClientRetries",
            "ClientAccepts",
            "ClientReadsExtensions",
            "ClientReadsCertificate",
            "ClientReadsVerify",
            "ClientFinishes",
            "ClientSendsData",
            "ClientIsClosed");
    assertThat(run.violatedInvariants()).isEmpty();
  }

  @Test
  void finishedOfTheServerWithAnyOctetChangedIsRefused() {
    List<Bytes> messages = ofServer();
    for (int i = 4; i < messages.get(5).size(); i++) {
      byte[] finished = messages.get(5).toArray();
      finished[i] ^= 1;
      FlightLockStep run =
          FlightLockStep.ofClient(
              Models.REPLAY,
              Reference.HELLO_AGAIN,
              new FlightClientConfig(
                  client(), Optional.empty(), Trust.ANYBODY, Randomness.seeded(0)));
      assertThat(run.apply(new Move.ClientStarts())).isTrue();
      for (Bytes message : messages.subList(0, 5)) {
        assertThat(run.apply(new Move.ServerSends(new Payload.Handshake(message)))).isTrue();
        assertThat(run.apply(new Move.ClientReads())).isTrue();
      }
      assertThat(run.apply(new Move.ServerSends(new Payload.Handshake(Bytes.of(finished)))))
          .isTrue();
      assertThat(run.apply(new Move.ClientReads())).isTrue();

      LockStep.Event last = run.events().get(run.events().size() - 1);
      assertThat(last.state().get("rule").asString()).isEqualTo("FinishedIsValid");
      assertThat(last.state().get("alert").asString()).isEqualTo("decrypt_error");
    }
  }

  /** Returns what the server sends, message by message. */
  private List<Bytes> ofServer() {
    return List.of(
        octets("helloRetryRequest"),
        octets("serverHello"),
        octets("encryptedExtensions"),
        octets("certificate"),
        octets("certificateVerify"),
        HandshakeCodec.frame(HandshakeType.FINISHED, octets("server.finished")));
  }

  private void assertNext(Optional<Received> next, String name) {
    assertThat(((Received.HandshakeReceived) next.orElseThrow()).raw()).isEqualTo(octets(name));
  }

  private ClientConfig client() {
    return new ClientConfig(
        (ClientHello) HandshakeCodec.decode(octets("clientHello1")).orElseThrow(),
        List.of(key(NamedGroup.X25519, "client.x25519.private")),
        KeySource.of(List.of(key(NamedGroup.SECP256R1, "client.secp256r1.private"))),
        new SecondHelloLayout(Optional.of(ExtensionType.SIGNATURE_ALGORITHMS), 512),
        Rule.all());
  }

  private ServerConfig server() {
    HelloRetryRequest retry =
        (HelloRetryRequest) HandshakeCodec.decode(octets("helloRetryRequest")).orElseThrow();
    Optional<Bytes> cookie =
        Extension.find(retry.extensions(), Extension.Cookie.class).map(Extension.Cookie::cookie);
    ServerPolicy policy =
        new ServerPolicy(
                List.of(NamedGroup.SECP256R1),
                List.of(CipherSuite.TLS_AES_128_GCM_SHA256),
                Take.SHARED,
                cookie)
            .ordering(
                List.of(ExtensionType.KEY_SHARE, ExtensionType.COOKIE, VERSIONS),
                List.of(ExtensionType.KEY_SHARE, VERSIONS));
    return new ServerConfig(
        policy,
        ((ServerHello) HandshakeCodec.decode(octets("serverHello")).orElseThrow()).random(),
        Responder.with(key(NamedGroup.SECP256R1, "server.secp256r1.private")));
  }

  private EphemeralKey key(NamedGroup group, String name) {
    return KeyExchange.fromPrivate(group, octets(name));
  }

  private Bytes octets(String name) {
    return Bytes.hex(Objects.requireNonNull(trace.getProperty(name), name));
  }
}
