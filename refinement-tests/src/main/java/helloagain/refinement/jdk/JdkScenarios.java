package helloagain.refinement.jdk;

import static helloagain.message.CipherSuite.TLS_AES_128_GCM_SHA256;
import static helloagain.message.CipherSuite.TLS_AES_256_GCM_SHA384;
import static helloagain.message.CipherSuite.TLS_CHACHA20_POLY1305_SHA256;

import helloagain.endpoint.EndpointSettings;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.refinement.ClientSetup;
import helloagain.refinement.ServerSetup;
import helloagain.refinement.jdk.JdkScenario.Ending;
import helloagain.refinement.jdk.JdkScenario.JdkClient;
import helloagain.refinement.jdk.JdkScenario.JdkServer;
import helloagain.rule.Rule;
import helloagain.server.Take;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Lists the exchanges with the JDK. Whether there is a retry is decided by the reference in both
 * roles, so that neither a flag of the JVM nor a JDK beyond 17 is needed: as server it wants a
 * group that the JDK lists and does not share, as client it shares nothing that the JDK can use.
 */
public final class JdkScenarios {
  private static final List<CipherSuite> SUITES =
      List.of(TLS_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384);
  private static final Bytes COOKIE = Bytes.repeat(0xc0, 32);
  private static final Bytes SESSION_ID = Bytes.repeat(0x1d, 32);

  private JdkScenarios() {}

  /** Returns all of them, those with the client of the JDK first. */
  public static List<JdkScenario> all() {
    return Stream.<JdkScenario>concat(jdkClients().stream(), jdkServers().stream()).toList();
  }

  /** Returns those in which the JDK is the client. */
  public static List<JdkClient> jdkClients() {
    ServerSetup plain = server(NamedGroup.X25519);
    return List.of(
        jdkClient("takes a share of the JDK", JdkSettings.TLS13, plain, false, NamedGroup.X25519),
        jdkClient(
            "asks for secp384r1",
            JdkSettings.TLS13,
            server(NamedGroup.SECP384R1),
            true,
            NamedGroup.SECP384R1),
        jdkClient(
            "asks for x448", JdkSettings.TLS13, server(NamedGroup.X448), true, NamedGroup.X448),
        jdkClient(
            "asks for ffdhe2048",
            JdkSettings.TLS13,
            server(NamedGroup.FFDHE2048),
            true,
            NamedGroup.FFDHE2048),
        jdkClient(
            "asks for a preferred group although another has a share",
            JdkSettings.TLS13,
            new ServerSetup(
                List.of(NamedGroup.SECP521R1, NamedGroup.X25519),
                SUITES,
                Take.PREFERRED,
                Optional.empty(),
                Set.of()),
            true,
            NamedGroup.SECP521R1),
        // 4.1.2 lets key_share alone unless the retry names a group; JDK 17 and 25 make new shares.
        new JdkClient(
            "asks for a cookie alone",
            JdkSettings.TLS13,
            cookie(plain),
            EndpointSettings.DEFAULT,
            true,
            Set.of(
                new Ending.Negotiated(TLS_AES_128_GCM_SHA256, NamedGroup.X25519),
                new Ending.Aborted(AlertDescription.ILLEGAL_PARAMETER))),
        jdkClient(
            "asks for a cookie alone and takes other shares than before",
            JdkSettings.TLS13,
            cookie(plain).without(Rule.SECOND_HELLO_REPEATS_FIRST),
            true,
            NamedGroup.X25519),
        jdkClient(
            "asks for a cookie and secp384r1",
            JdkSettings.TLS13,
            cookie(server(NamedGroup.SECP384R1)),
            true,
            NamedGroup.SECP384R1),
        jdkClient(
            "asks for secp384r1 of a client that also offers TLS 1.2 and application protocols",
            JdkSettings.TLS13
                .withVersions(ProtocolVersion.TLS_13, ProtocolVersion.TLS_12)
                .withProtocols("h2", "http/1.1"),
            server(NamedGroup.SECP384R1),
            true,
            NamedGroup.SECP384R1),
        new JdkClient(
            "prefers AES-256 and retries",
            JdkSettings.TLS13,
            new ServerSetup(
                List.of(NamedGroup.SECP384R1),
                List.of(TLS_AES_256_GCM_SHA384, TLS_AES_128_GCM_SHA256),
                Take.SHARED,
                Optional.empty(),
                Set.of()),
            EndpointSettings.DEFAULT,
            true,
            Set.of(new Ending.Negotiated(TLS_AES_256_GCM_SHA384, NamedGroup.SECP384R1))),
        new JdkClient(
            "asks for secp384r1 in records of 20 octets",
            JdkSettings.TLS13,
            server(NamedGroup.SECP384R1),
            EndpointSettings.DEFAULT.withFragmentSize(20),
            true,
            Set.of(new Ending.Negotiated(TLS_AES_128_GCM_SHA256, NamedGroup.SECP384R1))),
        new JdkClient(
            "has no suite in common",
            JdkSettings.TLS13.withSuites(TLS_CHACHA20_POLY1305_SHA256),
            plain,
            EndpointSettings.DEFAULT,
            false,
            Set.of(new Ending.Aborted(AlertDescription.HANDSHAKE_FAILURE))),
        new JdkClient(
            "meets a client of TLS 1.2",
            JdkSettings.TLS13.withVersions(ProtocolVersion.TLS_12),
            plain,
            EndpointSettings.DEFAULT,
            false,
            Set.of(new Ending.Aborted(AlertDescription.PROTOCOL_VERSION))));
  }

  /** Returns those in which the JDK is the server. */
  public static List<JdkServer> jdkServers() {
    List<NamedGroup> groups = List.of(NamedGroup.X25519, NamedGroup.SECP256R1);
    ClientSetup noShare = client(groups, Set.of(), SUITES, 0);
    return List.of(
        jdkServer(
            "shares the first group",
            JdkSettings.TLS13,
            client(groups, Set.of(NamedGroup.X25519), SUITES, 0),
            false,
            TLS_AES_256_GCM_SHA384,
            NamedGroup.X25519),
        jdkServer(
            "shares both groups in compatibility mode",
            JdkSettings.TLS13,
            session(client(groups, Set.copyOf(groups), SUITES, 0)),
            false,
            TLS_AES_256_GCM_SHA384,
            NamedGroup.X25519),
        jdkServer(
            "shares nothing",
            JdkSettings.TLS13,
            noShare,
            true,
            TLS_AES_256_GCM_SHA384,
            NamedGroup.X25519),
        jdkServer(
            "shares nothing in compatibility mode",
            JdkSettings.TLS13,
            session(noShare),
            true,
            TLS_AES_256_GCM_SHA384,
            NamedGroup.X25519),
        jdkServer(
            "shares only a hybrid that the JDK does not use",
            JdkSettings.TLS13,
            client(
                List.of(NamedGroup.SECP384R1MLKEM1024, NamedGroup.SECP384R1),
                Set.of(NamedGroup.SECP384R1MLKEM1024),
                SUITES,
                0),
            true,
            TLS_AES_256_GCM_SHA384,
            NamedGroup.SECP384R1),
        jdkServer(
            "pads its second hello to 1024 octets",
            JdkSettings.TLS13,
            client(groups, Set.of(), SUITES, 1024),
            true,
            TLS_AES_256_GCM_SHA384,
            NamedGroup.X25519),
        jdkServer(
            "offers three suites to a server that prefers another",
            JdkSettings.TLS13.withSuites(TLS_CHACHA20_POLY1305_SHA256, TLS_AES_128_GCM_SHA256),
            client(
                groups,
                Set.of(),
                List.of(
                    TLS_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384, TLS_CHACHA20_POLY1305_SHA256),
                0),
            true,
            TLS_CHACHA20_POLY1305_SHA256,
            NamedGroup.X25519),
        new JdkServer(
            "shares nothing in records of 20 octets",
            JdkSettings.TLS13,
            noShare,
            EndpointSettings.DEFAULT.withFragmentSize(20),
            true,
            Set.of(new Ending.Negotiated(TLS_AES_256_GCM_SHA384, NamedGroup.X25519))),
        new JdkServer(
            "offers no suite of the JDK",
            JdkSettings.TLS13,
            client(groups, Set.of(), List.of(CipherSuite.TLS_AES_128_CCM_8_SHA256), 0),
            EndpointSettings.DEFAULT,
            false,
            Set.of(
                new Ending.Refused(AlertDescription.HANDSHAKE_FAILURE),
                new Ending.Refused(AlertDescription.INSUFFICIENT_SECURITY))),
        new JdkServer(
            "lists no group of the JDK",
            JdkSettings.TLS13,
            client(
                List.of(NamedGroup.SECP384R1MLKEM1024),
                Set.of(NamedGroup.SECP384R1MLKEM1024),
                SUITES,
                0),
            EndpointSettings.DEFAULT,
            false,
            Set.of(
                new Ending.Refused(AlertDescription.HANDSHAKE_FAILURE),
                new Ending.Refused(AlertDescription.INSUFFICIENT_SECURITY),
                // JDK 17 and 25 stumble over the extension instead (NEG-01, 4.1.1).
                new Ending.Refused(AlertDescription.UNEXPECTED_MESSAGE))));
  }

  private static JdkClient jdkClient(
      String title, JdkSettings jdk, ServerSetup server, boolean retried, NamedGroup group) {
    return new JdkClient(
        title,
        jdk,
        server,
        EndpointSettings.DEFAULT,
        retried,
        Set.of(new Ending.Negotiated(TLS_AES_128_GCM_SHA256, group)));
  }

  private static JdkServer jdkServer(
      String title,
      JdkSettings jdk,
      ClientSetup client,
      boolean retried,
      CipherSuite suite,
      NamedGroup group) {
    return new JdkServer(
        title,
        jdk,
        client,
        EndpointSettings.DEFAULT,
        retried,
        Set.of(new Ending.Negotiated(suite, group)));
  }

  private static ServerSetup server(NamedGroup group) {
    return new ServerSetup(List.of(group), SUITES, Take.SHARED, Optional.empty(), Set.of());
  }

  private static ServerSetup cookie(ServerSetup server) {
    return new ServerSetup(
        server.groups(), server.suites(), server.take(), Optional.of(COOKIE), server.unenforced());
  }

  private static ClientSetup client(
      List<NamedGroup> groups, Set<NamedGroup> shared, List<CipherSuite> suites, int padTo) {
    return new ClientSetup(
        groups,
        shared,
        suites,
        List.of(ProtocolVersion.TLS_13),
        Bytes.EMPTY,
        List.of(),
        padTo,
        Set.of());
  }

  private static ClientSetup session(ClientSetup client) {
    return new ClientSetup(
        client.groups(),
        client.shared(),
        client.suites(),
        client.versions(),
        SESSION_ID,
        client.extras(),
        client.padTo(),
        client.unenforced());
  }
}
