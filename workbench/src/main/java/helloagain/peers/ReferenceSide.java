package helloagain.peers;

import helloagain.client.PskOffer;
import helloagain.endpoint.EndpointSettings;
import helloagain.flight.ClientAuthentication;
import helloagain.flight.Credentials;
import helloagain.flight.Trust;
import helloagain.live.Limits;
import helloagain.live.LiveClient;
import helloagain.live.LiveServer;
import helloagain.live.PkixTrust;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.Extension;
import helloagain.message.NamedGroup;
import helloagain.message.NewSessionTicket;
import helloagain.message.ProtocolVersion;
import helloagain.message.PskKeyExchangeMode;
import helloagain.message.SignatureScheme;
import helloagain.peers.Scenario.Extra;
import helloagain.refinement.ClientSetup;
import helloagain.refinement.MessageConcretion;
import helloagain.refinement.ServerSetup;
import helloagain.schedule.PreSharedKey;
import helloagain.server.PskPolicy;
import helloagain.server.Take;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes the reference as it takes part in a scenario, on the other side than a stack. */
final class ReferenceSide {
  private static final List<CipherSuite> SUITES =
      List.of(
          CipherSuite.TLS_AES_128_GCM_SHA256,
          CipherSuite.TLS_AES_256_GCM_SHA384,
          CipherSuite.TLS_CHACHA20_POLY1305_SHA256);

  static final List<PskKeyExchangeMode> MODES = List.of(PskKeyExchangeMode.PSK_DHE_KE);

  /** How much early data a ticket of the reference permits, if it does. */
  private static final Extension EARLY_DATA = new Extension.MaxEarlyDataSize(1 << 14);

  private static final Limits LIMITS =
      new Limits(Duration.ofSeconds(5), Duration.ofSeconds(20), Limits.DEFAULT.octets());

  private final Materials materials;
  private final Trust trust;

  /** Takes what both peers have to know. */
  ReferenceSide(Materials materials) {
    this.materials = materials;
    try {
      this.trust = PkixTrust.of(materials.peer().credentials().chain());
    } catch (CertificateException e) {
      throw new IllegalStateException("a certificate of our own cannot be read", e);
    }
  }

  /** Returns a ticket of an hour, which means nothing to anybody else. */
  static NewSessionTicket ticket(Scenario scenario) {
    return new NewSessionTicket(
        3600,
        0x0102_0304L,
        Bytes.of((byte) 0),
        Bytes.repeat(0x7e, 32),
        scenario.with() == Extra.EARLY_DATA ? List.of(EARLY_DATA) : List.of());
  }

  /** Makes the client that speaks with a server of a stack, and offers PSKs. */
  LiveClient client(Stack stack, Scenario scenario, PskOffer psks) {
    NamedGroup shared = NamedGroup.X25519;
    boolean isShared = !scenario.retried() || stack.restrictsServerGroups();
    return new LiveClient(
        new ClientSetup(
                isShared ? scenario.clientGroups() : scenario.serverGroups(),
                isShared ? Set.of(shared) : Set.of(),
                SUITES,
                List.of(ProtocolVersion.TLS_13),
                stack.takesCompatibilityMode(scenario) ? MessageConcretion.SESSION_ID : Bytes.EMPTY,
                List.of(
                    Extension.ServerName.host(
                        Bytes.of(Materials.NAME.getBytes(StandardCharsets.US_ASCII)))),
                0,
                Set.of())
            .withPsks(psks, false),
        scenario.with() == Extra.CLIENT_CERTIFICATE ? Optional.of(credentials()) : Optional.empty(),
        trust,
        EndpointSettings.DEFAULT,
        LIMITS,
        psks.earlyData() ? text(Materials.EARLY + "\n") : Bytes.EMPTY,
        text(stack.request()));
  }

  /** Makes the server that speaks with a client of a stack, knows a PSK and sends a ticket. */
  LiveServer server(
      Stack stack,
      Scenario scenario,
      Optional<PreSharedKey> psk,
      Optional<NewSessionTicket> ticket) {
    return new LiveServer(
        new ServerSetup(
                scenario.serverGroups(),
                SUITES,
                Take.SHARED,
                scenario.with() == Extra.COOKIE
                    ? Optional.of(MessageConcretion.COOKIE)
                    : Optional.empty(),
                stack.unenforced(PeerRole.CLIENT))
            .withPsks(
                psk.map(known -> new PskPolicy(List.of(known), MODES, true, true))
                    .orElse(PskPolicy.NONE)),
        List.of(credentials()),
        scenario.with() == Extra.CLIENT_CERTIFICATE
            ? ClientAuthentication.REQUIRED
            : ClientAuthentication.NONE,
        List.of(SignatureScheme.ECDSA_SECP256R1_SHA256, SignatureScheme.RSA_PSS_RSAE_SHA256),
        trust,
        EndpointSettings.DEFAULT,
        LIMITS,
        text(Materials.ANSWER + "\n"),
        ticket);
  }

  private Credentials credentials() {
    return materials.reference().credentials();
  }

  private static Bytes text(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
  }
}
