package helloagain.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import helloagain.client.ClientConfig;
import helloagain.client.ClientOffer;
import helloagain.client.OfferedKey;
import helloagain.client.PskOffer;
import helloagain.exchange.Event;
import helloagain.exchange.Received;
import helloagain.flight.ClientAuthentication;
import helloagain.flight.Credentials;
import helloagain.flight.FlightClient;
import helloagain.flight.FlightClientConfig;
import helloagain.flight.FlightClientState;
import helloagain.flight.FlightServer;
import helloagain.flight.FlightServerConfig;
import helloagain.flight.FlightServerState;
import helloagain.flight.Trust;
import helloagain.keyexchange.KeySource;
import helloagain.keyexchange.Randomness;
import helloagain.keyexchange.Responder;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.KeyUpdate;
import helloagain.message.KeyUpdateRequest;
import helloagain.message.NamedGroup;
import helloagain.message.NewSessionTicket;
import helloagain.message.ProtocolVersion;
import helloagain.message.PskKeyExchangeMode;
import helloagain.message.SignatureScheme;
import helloagain.rule.Rule;
import helloagain.schedule.PreSharedKey;
import helloagain.schedule.PskKind;
import helloagain.server.PskPolicy;
import helloagain.server.ServerConfig;
import helloagain.server.ServerPolicy;
import helloagain.server.Take;
import helloagain.signature.CertificateIssuer;
import helloagain.signature.CertificateTemplate;
import helloagain.signature.KeyKind;
import helloagain.signature.SigningKey;
import helloagain.transcript.HashAlgorithm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lets a client and a server go through all of RFC 8446, Figure 2, octet by octet. */
class WholeHandshakeTests {
  private static final Bytes PING = Bytes.hex("70696e67");
  private static final Bytes PONG = Bytes.hex("706f6e67");

  private static final List<SignatureScheme> SCHEMES =
      List.of(
          SignatureScheme.ED25519,
          SignatureScheme.ED448,
          SignatureScheme.ECDSA_SECP256R1_SHA256,
          SignatureScheme.ECDSA_SECP384R1_SHA384,
          SignatureScheme.ECDSA_SECP521R1_SHA512,
          SignatureScheme.RSA_PSS_RSAE_SHA256,
          SignatureScheme.RSA_PSS_PSS_SHA256);

  private static final List<CipherSuite> SUITES =
      List.of(
          CipherSuite.TLS_AES_128_GCM_SHA256,
          CipherSuite.TLS_AES_256_GCM_SHA384,
          CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
          CipherSuite.TLS_AES_128_CCM_SHA256,
          CipherSuite.TLS_AES_128_CCM_8_SHA256);

  private static final Credentials SERVER = credentials("server", KeyKind.ED25519, 1);
  private static final Credentials CLIENT = credentials("client", KeyKind.SECP256R1, 2);

  private static final PreSharedKey PSK =
      new PreSharedKey(
          Bytes.hex("70736b"),
          Bytes.repeat(7, 32),
          HashAlgorithm.SHA256,
          PskKind.EXTERNAL,
          Optional.of(CipherSuite.TLS_AES_128_GCM_SHA256));

  private static Credentials credentials(String name, KeyKind kind, long seed) {
    SigningKey key = SigningKey.generate(kind, Randomness.seeded(seed));
    CertificateTemplate template =
        new CertificateTemplate(
            name,
            seed,
            Instant.parse("2024-01-01T00:00:00Z"),
            Instant.parse("2044-01-01T00:00:00Z"),
            false,
            List.of(name + ".example"));
    SignatureScheme scheme =
        SCHEMES.stream().filter(key.publicKey()::admits).findFirst().orElseThrow();
    return new Credentials(
        List.of(CertificateIssuer.selfSigned(template, key, scheme, Randomness.seeded(seed))), key);
  }

  /** Both ends of a connection, of which nothing is lost. */
  private static final class Connection {
    private final int cut;
    private Endpoint<FlightClientState> client;
    private Endpoint<FlightServerState> server;
    private Bytes toServer = Bytes.EMPTY;
    private Bytes toClient = Bytes.EMPTY;

    Connection(FlightClientConfig client, FlightServerConfig server, int cut) {
      this.cut = cut;
      this.client = Endpoint.client(client, EndpointSettings.DEFAULT);
      this.server = Endpoint.server(server, EndpointSettings.DEFAULT.withEarlyDataLimit(1 << 16));
      client(this.client.start());
    }

    void client(Endpoint.Result<FlightClientState> result) {
      client = result.next();
      toServer = Bytes.concat(toServer, result.toSend());
    }

    void server(Endpoint.Result<FlightServerState> result) {
      server = result.next();
      toClient = Bytes.concat(toClient, result.toSend());
    }

    Connection settle() {
      while (!toServer.isEmpty() || !toClient.isEmpty()) {
        if (!toServer.isEmpty()) {
          int size = Math.min(cut, toServer.size());
          Bytes piece = toServer.slice(0, size);
          toServer = toServer.slice(size, toServer.size());
          server(server.feed(piece));
        }
        if (!toClient.isEmpty()) {
          int size = Math.min(cut, toClient.size());
          Bytes piece = toClient.slice(0, size);
          toClient = toClient.slice(size, toClient.size());
          client(client.feed(piece));
        }
      }
      return this;
    }

    FlightClientState.Connected connectedClient() {
      assertThat(client.state()).isInstanceOf(FlightClientState.Connected.class);
      return (FlightClientState.Connected) client.state();
    }

    FlightServerState.Connected connectedServer() {
      assertThat(server.state()).isInstanceOf(FlightServerState.Connected.class);
      return (FlightServerState.Connected) server.state();
    }

    void assertAgreement() {
      assertThat(connectedClient().transcript()).isEqualTo(connectedServer().transcript());
      assertThat(connectedClient().secrets()).isEqualTo(connectedServer().at().secrets());
      assertThat(connectedClient().resumptionMain()).isEqualTo(connectedServer().resumptionMain());
    }

    void assertDataFlows() {
      client(client.send(PING));
      server(server.send(PONG));
      settle();
      assertThat(data(server.events())).contains(PING);
      assertThat(data(client.events())).contains(PONG);
    }
  }

  private static List<Bytes> data(List<Event> events) {
    List<Bytes> data = new ArrayList<>();
    for (Event event : events) {
      if (event instanceof Received.DataReceived received) {
        data.add(received.data());
      }
    }
    return data;
  }

  private static ClientOffer offer(List<NamedGroup> groups, List<CipherSuite> suites) {
    return new ClientOffer(
        groups,
        Set.of(groups.get(0)),
        suites,
        List.of(ProtocolVersion.TLS_13),
        Bytes.repeat(9, 32),
        Bytes.repeat(3, 32),
        SCHEMES,
        List.of());
  }

  private static FlightClientConfig client(ClientOffer offer, Optional<Credentials> credentials) {
    return new FlightClientConfig(
        ClientConfig.of(offer, KeySource.fresh(Randomness.seeded(1))),
        credentials,
        Trust.ANYBODY,
        Randomness.seeded(4));
  }

  private static FlightServerConfig server(
      ServerPolicy policy, Credentials credentials, ClientAuthentication authentication) {
    return new FlightServerConfig(
        new ServerConfig(policy, Bytes.repeat(0x51, 32), Responder.fresh(Randomness.seeded(2))),
        List.of(credentials),
        authentication,
        SCHEMES,
        Trust.ANYBODY,
        true,
        Randomness.seeded(5));
  }

  private static ServerPolicy policy(NamedGroup group, List<CipherSuite> suites) {
    return new ServerPolicy(List.of(group), suites, Take.SHARED, Optional.empty());
  }

  private static final List<NamedGroup> GROUPS = List.of(NamedGroup.X25519, NamedGroup.SECP256R1);

  static List<CipherSuite> suites() {
    return SUITES;
  }

  @ParameterizedTest
  @MethodSource("suites")
  void everySuiteCarriesTheHandshakeAfterARetryAndData(CipherSuite suite) {
    Connection connection =
        new Connection(
            client(offer(GROUPS, List.of(suite)), Optional.empty()),
            server(policy(NamedGroup.SECP256R1, List.of(suite)), SERVER, ClientAuthentication.NONE),
            1 << 14);

    connection.settle().assertAgreement();
    assertThat(connection.connectedClient().at().hellos().retry()).isPresent();
    connection.assertDataFlows();
  }

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void everyKindOfKeyProvesTheServer(KeyKind kind) {
    Connection connection =
        new Connection(
            client(offer(GROUPS, SUITES), Optional.empty()),
            server(
                policy(NamedGroup.X25519, SUITES),
                credentials("server", kind, 11),
                ClientAuthentication.NONE),
            1 << 14);

    connection.settle().assertAgreement();
    assertThat(connection.connectedClient().at().peer()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1 << 14})
  void streamsMayBeCutAnywhere(int cut) {
    Connection connection =
        new Connection(
            client(offer(GROUPS, SUITES), Optional.of(CLIENT)),
            server(policy(NamedGroup.SECP256R1, SUITES), SERVER, ClientAuthentication.REQUIRED),
            cut);

    connection.settle().assertAgreement();
    assertThat(connection.connectedServer().at().peer().orElseThrow().certificateList()).hasSize(1);
    connection.assertDataFlows();
  }

  @Test
  void clientWithoutACertificateIsRefusedWhereOneIsRequired() {
    Connection connection =
        new Connection(
            client(offer(GROUPS, SUITES), Optional.empty()),
            server(policy(NamedGroup.X25519, SUITES), SERVER, ClientAuthentication.REQUIRED),
            1 << 14);

    connection.settle();

    FlightServerState.Aborted aborted = (FlightServerState.Aborted) connection.server.state();
    assertThat(aborted.violation().rule()).isEqualTo(Rule.CLIENT_CERTIFICATE_IS_THERE);
    assertThat(aborted.violation().alert()).isEqualTo(AlertDescription.CERTIFICATE_REQUIRED);
    // The client had finished, and reads the alert under the keys of application data.
    assertThat(connection.client.state()).isInstanceOf(FlightClientState.Closed.class);
  }

  @Test
  void clientWithoutACertificateIsWelcomeWhereOneIsOptional() {
    Connection connection =
        new Connection(
            client(offer(GROUPS, SUITES), Optional.empty()),
            server(policy(NamedGroup.X25519, SUITES), SERVER, ClientAuthentication.OPTIONAL),
            1 << 14);

    connection.settle().assertAgreement();
    assertThat(connection.connectedServer().at().request()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void pskTakesThePlaceOfCertificates(boolean alone) {
    List<PskKeyExchangeMode> modes =
        List.of(alone ? PskKeyExchangeMode.PSK_KE : PskKeyExchangeMode.PSK_DHE_KE);
    Connection connection =
        new Connection(
            client(
                offer(GROUPS, SUITES)
                    .withPsks(new PskOffer(List.of(OfferedKey.external(PSK)), modes, false)),
                Optional.of(CLIENT)),
            server(
                policy(NamedGroup.SECP256R1, SUITES)
                    .withPsks(new PskPolicy(List.of(PSK), modes, true, false)),
                SERVER,
                ClientAuthentication.REQUIRED),
            1 << 14);

    connection.settle().assertAgreement();
    assertThat(connection.connectedClient().at().peer()).isEmpty();
    assertThat(connection.connectedServer().at().request()).isEmpty();
    assertThat(connection.connectedClient().at().hellos().retry().isPresent()).isNotEqualTo(alone);
    connection.assertDataFlows();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void earlyDataIsReadWhereItIsAcceptedAndSkippedAfterARetry(boolean retried) {
    List<PskKeyExchangeMode> modes = List.of(PskKeyExchangeMode.PSK_DHE_KE);
    Connection connection =
        new Connection(
            client(
                offer(GROUPS, SUITES)
                    .withPsks(new PskOffer(List.of(OfferedKey.external(PSK)), modes, true)),
                Optional.empty()),
            server(
                policy(retried ? NamedGroup.SECP256R1 : NamedGroup.X25519, SUITES)
                    .withPsks(new PskPolicy(List.of(PSK), modes, true, true)),
                SERVER,
                ClientAuthentication.NONE),
            1 << 14);
    connection.client(connection.client.sendEarly(PING));

    connection.settle().assertAgreement();

    assertThat(data(connection.server.events())).isEqualTo(retried ? List.of() : List.of(PING));
    assertThat(connection.server.skippedEarlyData() > 0).isEqualTo(retried);
    connection.assertDataFlows();
  }

  @Test
  @Tag("NEG-10")
  void serverWithoutAKeyForTheSchemesOfTheClientRefuses() {
    ClientOffer offer = new ClientOffer(GROUPS, Set.of(GROUPS.get(0)), SUITES, Bytes.repeat(3, 32));
    Connection connection =
        new Connection(
            client(offer, Optional.empty()),
            server(policy(NamedGroup.SECP256R1, SUITES), SERVER, ClientAuthentication.NONE),
            1 << 14);

    connection.settle();

    FlightServerState.Aborted aborted = (FlightServerState.Aborted) connection.server.state();
    assertThat(aborted.violation().rule()).isEqualTo(Rule.SCHEMES_OVERLAP);
    assertThat(aborted.violation().alert()).isEqualTo(AlertDescription.HANDSHAKE_FAILURE);
    // The alert goes under the keys of the handshake, which the client has by then.
    FlightClientState.Closed closed = (FlightClientState.Closed) connection.client.state();
    assertThat(closed.at()).isInstanceOf(FlightClientState.InFlight.class);
  }

  @Test
  @Tag("KU-01")
  void keyUpdateThatAsksForSomethingElseIsRefused() {
    Connection connection =
        new Connection(
                client(offer(GROUPS, SUITES), Optional.empty()),
                server(policy(NamedGroup.X25519, SUITES), SERVER, ClientAuthentication.NONE),
                1 << 14)
            .settle();
    Received strange = Received.of(new KeyUpdate(new KeyUpdateRequest(2)));
    Received usual = Received.of(new KeyUpdate(KeyUpdateRequest.UPDATE_NOT_REQUESTED));

    assertThat(FlightClient.receive(connection.connectedClient(), strange).next())
        .isInstanceOfSatisfying(
            FlightClientState.Aborted.class,
            aborted -> assertThat(aborted.violation().rule()).isEqualTo(Rule.KEY_UPDATE_IS_KNOWN));
    assertThat(FlightServer.receive(connection.connectedServer(), strange).next())
        .isInstanceOfSatisfying(
            FlightServerState.Aborted.class,
            aborted ->
                assertThat(aborted.violation().alert())
                    .isEqualTo(AlertDescription.ILLEGAL_PARAMETER));
    assertThat(FlightClient.receive(connection.connectedClient(), usual).next())
        .isInstanceOf(FlightClientState.Connected.class);
    assertThat(FlightServer.receive(connection.connectedServer(), usual).next())
        .isInstanceOf(FlightServerState.Connected.class);
  }

  @Test
  void ticketOfAConnectionIsThePskOfTheNextOne() {
    NewSessionTicket ticket =
        new NewSessionTicket(3600, 7, Bytes.of((byte) 1), Bytes.repeat(0x7e, 24), List.of());
    Connection first =
        new Connection(
            client(offer(GROUPS, SUITES), Optional.empty()),
            server(policy(NamedGroup.X25519, SUITES), SERVER, ClientAuthentication.NONE),
            1 << 14);
    first.settle();
    first.server(first.server.sendTicket(ticket));
    first.settle();

    assertThat(first.connectedClient().tickets()).containsExactly(ticket);
    first.assertDataFlows();

    CipherSuite suite = first.connectedClient().at().hellos().reply().cipherSuite();
    PreSharedKey heard =
        PreSharedKey.ofTicket(suite, first.connectedClient().resumptionMain(), ticket);
    PreSharedKey kept =
        PreSharedKey.ofTicket(suite, first.connectedServer().resumptionMain(), ticket);
    List<PskKeyExchangeMode> modes = List.of(PskKeyExchangeMode.PSK_DHE_KE);
    Connection next =
        new Connection(
            client(
                offer(GROUPS, SUITES)
                    .withPsks(
                        new PskOffer(List.of(OfferedKey.ticket(heard, 7, 1, 2)), modes, false)),
                Optional.empty()),
            server(
                policy(NamedGroup.SECP256R1, SUITES)
                    .withPsks(new PskPolicy(List.of(kept), modes, true, false)),
                SERVER,
                ClientAuthentication.NONE),
            1 << 14);

    next.settle().assertAgreement();
    assertThat(next.connectedClient().at().hellos().retry()).isPresent();
    assertThat(next.connectedClient().at().peer()).isEmpty();
    next.assertDataFlows();
  }

  @Test
  void ticketIsNeitherAClientsNorSentBeforeTheClientHasFinished() {
    NewSessionTicket ticket =
        new NewSessionTicket(3600, 7, Bytes.EMPTY, Bytes.repeat(0x7e, 24), List.of());
    Connection connection =
        new Connection(
            client(offer(GROUPS, SUITES), Optional.empty()),
            server(policy(NamedGroup.X25519, SUITES), SERVER, ClientAuthentication.NONE),
            1 << 14);

    assertThatThrownBy(() -> connection.server.sendTicket(ticket))
        .isInstanceOf(IllegalStateException.class);
    connection.settle();
    assertThatThrownBy(() -> connection.client.sendTicket(ticket))
        .isInstanceOf(IllegalStateException.class);
  }
}
