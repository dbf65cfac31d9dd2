package helloagain.flight;

import helloagain.client.ClientConfig;
import helloagain.client.ClientOffer;
import helloagain.client.OfferedKey;
import helloagain.client.PskOffer;
import helloagain.exchange.Received;
import helloagain.exchange.Received.HandshakeReceived;
import helloagain.exchange.Sent;
import helloagain.exchange.Step;
import helloagain.keyexchange.KeyExchange;
import helloagain.keyexchange.KeySource;
import helloagain.keyexchange.Randomness;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.Extension;
import helloagain.message.Extension.OpaqueExtension;
import helloagain.message.Extension.ServerName;
import helloagain.message.ExtensionType;
import helloagain.message.HandshakeMessage;
import helloagain.message.NamedGroup;
import helloagain.message.ProtectedMessage;
import helloagain.message.ProtocolVersion;
import helloagain.message.PskKeyExchangeMode;
import helloagain.message.SignatureScheme;
import helloagain.rule.Profile;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Makes the peers of the tests about flights, and lets them play without records. */
public final class FlightExchange {
  public static final CipherSuite AES128 = CipherSuite.TLS_AES_128_GCM_SHA256;
  public static final CipherSuite AES256 = CipherSuite.TLS_AES_256_GCM_SHA384;
  public static final CipherSuite CHACHA = CipherSuite.TLS_CHACHA20_POLY1305_SHA256;
  public static final List<CipherSuite> SUITES = List.of(AES128, AES256, CHACHA);
  public static final List<NamedGroup> GROUPS = List.of(NamedGroup.X25519, NamedGroup.SECP256R1);
  public static final ExtensionType UNKNOWN_TYPE = new ExtensionType(0xfafa);

  /** What either peer lists: one scheme for each kind of key, and PKCS#1 for certificates. */
  public static final List<SignatureScheme> SCHEMES =
      List.of(
          SignatureScheme.ED25519,
          SignatureScheme.ED448,
          SignatureScheme.ECDSA_SECP256R1_SHA256,
          SignatureScheme.ECDSA_SECP384R1_SHA384,
          SignatureScheme.ECDSA_SECP521R1_SHA512,
          SignatureScheme.RSA_PSS_RSAE_SHA256,
          SignatureScheme.RSA_PSS_PSS_SHA256,
          SignatureScheme.RSA_PKCS1_SHA256);

  /** Permits early data under AES128. */
  public static final PreSharedKey PSK = psk("70736b");

  public static final PreSharedKey OTHER_PSK = psk("6f74686572");

  public static final List<PskKeyExchangeMode> WITH_GROUP = List.of(PskKeyExchangeMode.PSK_DHE_KE);
  public static final List<PskKeyExchangeMode> ALONE = List.of(PskKeyExchangeMode.PSK_KE);

  private static final Map<KeyKind, Credentials> SERVERS = new ConcurrentHashMap<>();

  /** The extensions of a ClientHello that flights may answer, and one that is unknown. */
  private static final List<Extension> EXTRAS =
      List.of(
          ServerName.host(Bytes.hex("61")),
          new OpaqueExtension(ExtensionType.STATUS_REQUEST, Bytes.hex("0100000000")),
          new OpaqueExtension(UNKNOWN_TYPE, Bytes.EMPTY));

  private FlightExchange() {}

  private static PreSharedKey psk(String identity) {
    return new PreSharedKey(
        Bytes.hex(identity),
        Bytes.repeat(identity.length(), 32),
        HashAlgorithm.SHA256,
        PskKind.EXTERNAL,
        Optional.of(AES128));
  }

  /** Makes a self-signed certificate and its key. */
  public static Credentials credentials(String name, KeyKind kind, long seed) {
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

  /** Returns the credentials of a server with a key of a kind, the same each time. */
  public static Credentials serverWith(KeyKind kind) {
    return SERVERS.computeIfAbsent(kind, any -> credentials("server", any, 11));
  }

  /** Makes an offer of x25519 with a share and secp256r1 without one. */
  public static ClientOffer offer() {
    return offerWith(EXTRAS);
  }

  /** Makes the same offer with other extensions behind those that it needs. */
  public static ClientOffer offerWith(List<Extension> extras) {
    return offer(SCHEMES, extras);
  }

  /** Makes the same offer with other schemes for signatures. */
  public static ClientOffer offerOfSchemes(List<SignatureScheme> schemes) {
    return offer(schemes, EXTRAS);
  }

  private static ClientOffer offer(List<SignatureScheme> schemes, List<Extension> extras) {
    return new ClientOffer(
        GROUPS,
        Set.of(NamedGroup.X25519),
        SUITES,
        List.of(ProtocolVersion.TLS_13),
        Bytes.repeat(9, 32),
        Bytes.repeat(3, 32),
        schemes,
        extras);
  }

  /** Offers PSKs, the first one with early data or without. */
  public static ClientOffer offer(
      List<PreSharedKey> psks, List<PskKeyExchangeMode> modes, boolean earlyData) {
    return offer()
        .withPsks(new PskOffer(psks.stream().map(OfferedKey::external).toList(), modes, earlyData));
  }

  /** Makes a client that trusts everybody; the same keys each time. */
  public static FlightClientConfig client(ClientOffer offer, Optional<Credentials> credentials) {
    KeySource keys = group -> KeySource.fresh(Randomness.seeded(group.code())).keyFor(group);
    return new FlightClientConfig(
        ClientConfig.of(offer, keys),
        credentials,
        Trust.ANYBODY,
        length -> Bytes.repeat(4, length));
  }

  /** Makes a policy of groups and suites. */
  public static ServerPolicy policy(List<NamedGroup> groups, List<CipherSuite> suites) {
    return new ServerPolicy(groups, suites, Take.SHARED, Optional.empty());
  }

  /** Makes a server that trusts everybody; the same keys each time. */
  public static FlightServerConfig server(
      ServerPolicy policy, Credentials credentials, ClientAuthentication authentication) {
    return new FlightServerConfig(
        new ServerConfig(
            policy,
            Bytes.repeat(0x51, 32),
            (group, share) -> KeyExchange.respond(group, share, Randomness.seeded(2))),
        List.of(credentials),
        authentication,
        SCHEMES,
        Trust.ANYBODY,
        true,
        length -> Bytes.repeat(5, length));
  }

  /** Makes a server that knows PSKs. */
  public static FlightServerConfig pskServer(
      List<PreSharedKey> psks, List<CipherSuite> suites, boolean earlyData) {
    return server(
        policy(GROUPS, suites)
            .withPsks(
                new PskPolicy(
                    psks,
                    List.of(PskKeyExchangeMode.PSK_DHE_KE, PskKeyExchangeMode.PSK_KE),
                    true,
                    earlyData)),
        serverWith(KeyKind.ED25519),
        ClientAuthentication.REQUIRED);
  }

  /** Returns the same client that enforces other rules and follows a document. */
  public static FlightClientConfig with(
      FlightClientConfig config, Set<Rule> enforced, Profile profile) {
    return new FlightClientConfig(
        config.hellos().enforcing(enforced).following(profile),
        config.credentials(),
        config.trust(),
        config.randomness());
  }

  /** Returns the same server that enforces other rules and follows a document. */
  public static FlightServerConfig with(
      FlightServerConfig config, Set<Rule> enforced, Profile profile) {
    ServerConfig hellos = config.hellos();
    return new FlightServerConfig(
        new ServerConfig(
            hellos.policy().enforcing(enforced),
            hellos.random(),
            hellos.responder(),
            profile,
            hellos.sealer()),
        config.credentials(),
        config.authentication(),
        config.schemes(),
        config.trust(),
        config.tellsGroups(),
        config.randomness());
  }

  /**
   * Holds a handshake that was played.
   *
   * @param client the states of the client, each once, in order
   * @param server the states of the server
   * @param toClient what the server sent after the hellos, in order
   * @param toServer what the client sent after the hellos, in order
   */
  public record Played(
      List<FlightClientState> client,
      List<FlightServerState> server,
      List<Received> toClient,
      List<Received> toServer) {
    /** Returns the state in which the client waits. */
    public FlightClientState.InFlight client(Phase phase) {
      return client.stream()
          .filter(FlightClientState.InFlight.class::isInstance)
          .map(FlightClientState.InFlight.class::cast)
          .filter(state -> state.phase() == phase)
          .findFirst()
          .orElseThrow();
    }

    /** Returns the state in which the server waits. */
    public FlightServerState.InFlight server(Phase phase) {
      return server.stream()
          .filter(FlightServerState.InFlight.class::isInstance)
          .map(FlightServerState.InFlight.class::cast)
          .filter(state -> state.phase() == phase)
          .findFirst()
          .orElseThrow();
    }

    /** Returns the last state of the client. */
    public FlightClientState lastClient() {
      return client.get(client.size() - 1);
    }

    /** Returns the last state of the server. */
    public FlightServerState lastServer() {
      return server.get(server.size() - 1);
    }

    /** Finds the message of a class that the server sent. */
    public <T extends HandshakeMessage> T fromServer(Class<T> type) {
      return find(toClient, type);
    }

    /** Finds the message of a class that the client sent. */
    public <T extends HandshakeMessage> T fromClient(Class<T> type) {
      return find(toServer, type);
    }

    private static <T extends HandshakeMessage> T find(List<Received> all, Class<T> type) {
      return all.stream()
          .filter(HandshakeReceived.class::isInstance)
          .map(received -> ((HandshakeReceived) received).message())
          .filter(type::isInstance)
          .map(type::cast)
          .findFirst()
          .orElseThrow();
    }
  }

  /** Lets two peers play until neither has anything to say. */
  public static Played play(FlightClientConfig clientConfig, FlightServerConfig serverConfig) {
    Step<FlightClientState> client = FlightClient.start(clientConfig);
    FlightServerState server = FlightServer.start(serverConfig);
    List<FlightClientState> clients = new ArrayList<>(List.of(client.next()));
    List<FlightServerState> servers = new ArrayList<>(List.of(server));
    List<Received> toClient = new ArrayList<>();
    List<Received> toServer = new ArrayList<>();
    List<Sent> sent = client.sent();
    while (!sent.isEmpty()) {
      List<Sent> answers = new ArrayList<>();
      for (Sent one : sent) {
        keep(toServer, one);
        Step<FlightServerState> step = FlightServer.receive(server, Received.of(one));
        answers.addAll(step.sent());
        if (FlightServer.hasFlightToSend(step.next())) {
          step = FlightServer.sendFlight(step.next());
          answers.addAll(step.sent());
        }
        server = step.next();
        servers.add(server);
      }
      sent = new ArrayList<>();
      for (Sent one : answers) {
        keep(toClient, one);
        client = FlightClient.receive(client.next(), Received.of(one));
        sent.addAll(client.sent());
        clients.add(client.next());
      }
    }
    return new Played(clients, servers, toClient, toServer);
  }

  private static void keep(List<Received> kept, Sent sent) {
    Received received = Received.of(sent);
    if (!(received instanceof HandshakeReceived handshake)
        || handshake.message() instanceof ProtectedMessage) {
      kept.add(received);
    }
  }
}
