package helloagain.refinement;

import helloagain.client.OfferedKey;
import helloagain.client.PskOffer;
import helloagain.endpoint.Endpoint;
import helloagain.endpoint.EndpointSettings;
import helloagain.flight.ClientAuthentication;
import helloagain.flight.Credentials;
import helloagain.flight.FlightClientConfig;
import helloagain.flight.FlightClientState;
import helloagain.flight.FlightServerConfig;
import helloagain.flight.FlightServerState;
import helloagain.flight.Trust;
import helloagain.keyexchange.Randomness;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.KeyUpdateRequest;
import helloagain.message.NamedGroup;
import helloagain.message.NewSessionTicket;
import helloagain.message.ProtocolVersion;
import helloagain.message.PskKeyExchangeMode;
import helloagain.message.SignatureScheme;
import helloagain.rule.Profile;
import helloagain.schedule.PreSharedKey;
import helloagain.schedule.PskKind;
import helloagain.server.PskPolicy;
import helloagain.server.Take;
import helloagain.signature.CertificateIssuer;
import helloagain.signature.CertificateTemplate;
import helloagain.signature.KeyKind;
import helloagain.signature.SigningKey;
import helloagain.transcript.HashAlgorithm;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A handshake of the reference with itself, in records, recorded on either side. */
record RecordedHandshake(Trace client, Trace server) {
  private static final Bytes DATA = Bytes.hex("70696e67");

  private static final List<SignatureScheme> SCHEMES =
      List.of(
          SignatureScheme.ED25519,
          SignatureScheme.ECDSA_SECP256R1_SHA256,
          SignatureScheme.ECDSA_SECP384R1_SHA384,
          SignatureScheme.RSA_PSS_RSAE_SHA256);

  private static final PreSharedKey PSK =
      new PreSharedKey(
          Bytes.hex("70736b"),
          Bytes.repeat(7, 32),
          HashAlgorithm.SHA256,
          PskKind.EXTERNAL,
          Optional.of(CipherSuite.TLS_AES_128_GCM_SHA256));

  /** What the two bring along. */
  record Peers(
      ClientSetup offer,
      Optional<Credentials> clientOwns,
      Trust clientTrusts,
      ServerSetup policy,
      Credentials serverOwns,
      ClientAuthentication authentication,
      Trust serverTrusts,
      boolean earlyData) {
    Peers trusting(Trust client, Trust server) {
      return new Peers(
          offer, clientOwns, client, policy, serverOwns, authentication, server, earlyData);
    }

    Peers asking(ClientAuthentication other) {
      return new Peers(
          offer, clientOwns, clientTrusts, policy, serverOwns, other, serverTrusts, earlyData);
    }

    Peers following(Profile profile) {
      return new Peers(
          offer.following(profile),
          clientOwns,
          clientTrusts,
          policy.following(profile),
          serverOwns,
          authentication,
          serverTrusts,
          earlyData);
    }

    Peers anonymous() {
      return new Peers(
          offer,
          Optional.empty(),
          clientTrusts,
          policy,
          serverOwns,
          authentication,
          serverTrusts,
          earlyData);
    }

    Peers with(KeyKind ofClient, KeyKind ofServer) {
      return new Peers(
          offer,
          Optional.of(owner("client", ofClient)),
          clientTrusts,
          policy,
          owner("server", ofServer),
          authentication,
          serverTrusts,
          earlyData);
    }

    private FlightClientConfig client() {
      return new FlightClientConfig(offer.config(), clientOwns, clientTrusts, Randomness.seeded(1));
    }

    private FlightServerConfig server() {
      return new FlightServerConfig(
          policy.config(),
          List.of(serverOwns),
          authentication,
          SCHEMES,
          serverTrusts,
          false,
          Randomness.seeded(2));
    }
  }

  /** A retry for a group and a cookie; both have certificates. */
  static Peers retried() {
    return peers(PskOffer.NONE, PskPolicy.NONE, Optional.of(MessageConcretion.COOKIE), false);
  }

  /** A PSK and early data under it. */
  static Peers early(boolean accepted) {
    List<PskKeyExchangeMode> modes = List.of(PskKeyExchangeMode.PSK_DHE_KE);
    return peers(
        new PskOffer(List.of(OfferedKey.external(PSK)), modes, true),
        new PskPolicy(List.of(PSK), modes, true, accepted),
        Optional.empty(),
        true);
  }

  private static Peers peers(
      PskOffer offered, PskPolicy known, Optional<Bytes> cookie, boolean earlyData) {
    NamedGroup taken = earlyData ? NamedGroup.X25519 : NamedGroup.SECP256R1;
    return new Peers(
        new ClientSetup(
                List.of(NamedGroup.X25519, NamedGroup.SECP256R1),
                Set.of(NamedGroup.X25519),
                List.of(CipherSuite.TLS_AES_128_GCM_SHA256),
                List.of(ProtocolVersion.TLS_13),
                MessageConcretion.SESSION_ID,
                List.of(),
                0,
                Set.of())
            .withPsks(offered, false),
        Optional.of(owner("client", KeyKind.SECP256R1)),
        Trust.ANYBODY,
        new ServerSetup(
                List.of(taken),
                List.of(CipherSuite.TLS_AES_128_GCM_SHA256),
                Take.SHARED,
                cookie,
                Set.of())
            .withPsks(known),
        owner("server", KeyKind.SECP256R1),
        ClientAuthentication.REQUIRED,
        Trust.ANYBODY,
        earlyData);
  }

  static Credentials owner(String name, KeyKind kind) {
    SigningKey key = SigningKey.generate(kind, Randomness.seeded(name.hashCode()));
    SignatureScheme scheme =
        SCHEMES.stream().filter(key.publicKey()::admits).findFirst().orElseThrow();
    CertificateTemplate template =
        new CertificateTemplate(
            name,
            1,
            Instant.parse("2024-01-01T00:00:00Z"),
            Instant.parse("2044-01-01T00:00:00Z"),
            false,
            List.of(name + ".example"));
    return new Credentials(
        List.of(CertificateIssuer.selfSigned(template, key, scheme, Randomness.seeded(3))), key);
  }

  /**
   * Goes through the handshake; then a ticket, a KeyUpdate that asks for another, data in both
   * directions, and the end, as far as both are there.
   */
  static RecordedHandshake of(Peers peers) {
    Connection connection = new Connection(peers);
    connection.settle();
    if (connection.client.state() instanceof FlightClientState.Connected
        && connection.server.state() instanceof FlightServerState.Connected) {
      connection.server(connection.server.sendTicket(ticket()));
      connection.server(connection.server.updateKeys(KeyUpdateRequest.UPDATE_REQUESTED));
      connection.settle();
      connection.client(connection.client.send(DATA));
      connection.server(connection.server.send(DATA));
      connection.settle();
      connection.client(connection.client.sendCloseNotify());
      connection.settle();
    }
    FlightSetup.OfServer flight =
        new FlightSetup.OfServer(
            Optional.empty(), Optional.empty(), peers.authentication(), SCHEMES, false);
    return new RecordedHandshake(
        EventTrace.ofClient(
            "a client", peers.offer(), peers.clientTrusts(), connection.client.events()),
        EventTrace.ofServer(
            "a server", peers.policy(), flight, peers.serverTrusts(), connection.server.events()));
  }

  private static NewSessionTicket ticket() {
    return new NewSessionTicket(3600, 1, Bytes.of((byte) 0), Bytes.repeat(0x7e, 32), List.of());
  }

  private static final class Connection {
    private Endpoint<FlightClientState> client;
    private Endpoint<FlightServerState> server;
    private Bytes toServer = Bytes.EMPTY;
    private Bytes toClient = Bytes.EMPTY;

    Connection(Peers peers) {
      client = Endpoint.client(peers.client(), EndpointSettings.DEFAULT);
      server =
          Endpoint.server(peers.server(), EndpointSettings.DEFAULT.withEarlyDataLimit(1 << 10));
      client(client.start());
      if (peers.earlyData()) {
        client(client.sendEarly(DATA));
      }
    }

    void client(Endpoint.Result<FlightClientState> result) {
      client = result.next();
      toServer = Bytes.concat(toServer, result.toSend());
    }

    void server(Endpoint.Result<FlightServerState> result) {
      server = result.next();
      toClient = Bytes.concat(toClient, result.toSend());
    }

    void settle() {
      while (!toServer.isEmpty() || !toClient.isEmpty()) {
        Bytes up = toServer;
        toServer = Bytes.EMPTY;
        if (!up.isEmpty()) {
          server(server.feed(up));
        }
        Bytes down = toClient;
        toClient = Bytes.EMPTY;
        if (!down.isEmpty()) {
          client(client.feed(down));
        }
      }
    }
  }
}
