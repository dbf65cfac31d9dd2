package helloagain.refinement.graph;

import static helloagain.message.CipherSuite.TLS_AES_128_GCM_SHA256;
import static helloagain.message.CipherSuite.TLS_CHACHA20_POLY1305_SHA256;
import static helloagain.message.NamedGroup.SECP256R1;
import static helloagain.message.NamedGroup.X25519;
import static helloagain.message.ProtocolVersion.TLS_13;
import static helloagain.message.PskKeyExchangeMode.PSK_DHE_KE;
import static helloagain.message.PskKeyExchangeMode.PSK_KE;

import helloagain.client.OfferedKey;
import helloagain.client.PskOffer;
import helloagain.message.Bytes;
import helloagain.message.NamedGroup;
import helloagain.message.PskKeyExchangeMode;
import helloagain.refinement.ClientSetup;
import helloagain.refinement.Psks;
import helloagain.refinement.ServerSetup;
import helloagain.schedule.PreSharedKey;
import helloagain.server.PskPolicy;
import helloagain.server.Take;
import helloagain.transcript.HashAlgorithm;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The peers of the bounded worlds of whole handshakes, as their modules {@code MCFigure2*.tla} have
 * them and explain why these; without their certificates and settings.
 */
final class FlightPeers {
  private static final PreSharedKey TICKET =
      Psks.of("ticket", HashAlgorithm.SHA256, Optional.of(TLS_AES_128_GCM_SHA256));
  private static final PreSharedKey OLDER_TICKET =
      Psks.of("older ticket", HashAlgorithm.SHA256, Optional.of(TLS_CHACHA20_POLY1305_SHA256));
  private static final PreSharedKey EXTERNAL =
      Psks.of("external", HashAlgorithm.SHA256, Optional.empty());
  private static final List<OfferedKey> TICKETS = List.of(OfferedKey.external(TICKET));

  private FlightPeers() {}

  /** The clients of {@code MCFigure2}. */
  static List<ClientSetup> clientsOfFigure2() {
    ClientSetup plain = inFigure2(BoundedPeers.TWO_GROUPS);
    return List.of(
        plain,
        plain.withPsks(new PskOffer(TICKETS, List.of(PSK_DHE_KE), true), false),
        inFigure2(List.of()).withPsks(new PskOffer(TICKETS, List.of(PSK_KE), true), false));
  }

  private static ClientSetup inFigure2(List<NamedGroup> groups) {
    return BoundedPeers.client(
        groups,
        groups.isEmpty() ? Set.of() : Set.of(X25519),
        BoundedPeers.ONE_SUITE,
        List.of(TLS_13),
        Bytes.EMPTY);
  }

  /** The servers of {@code MCFigure2}. */
  static List<ServerSetup> serversOfFigure2() {
    return List.of(
        inFigure2(X25519, false).withPsks(knowing(List.of(), false)),
        inFigure2(X25519, false).withPsks(knowing(List.of(TICKET), false)),
        inFigure2(X25519, false).withPsks(knowing(List.of(TICKET), true)),
        inFigure2(X25519, true).withPsks(knowing(List.of(TICKET), true)),
        inFigure2(SECP256R1, false).withPsks(knowing(List.of(TICKET), true)));
  }

  private static ServerSetup inFigure2(NamedGroup group, boolean cookie) {
    return BoundedPeers.withAndWithoutCookie(
            List.of(group), List.of(TLS_AES_128_GCM_SHA256), Take.SHARED)
        .get(cookie ? 1 : 0);
  }

  private static PskPolicy knowing(List<PreSharedKey> psks, boolean earlyData) {
    return knowing(psks, List.of(PSK_DHE_KE, PSK_KE), earlyData);
  }

  private static PskPolicy knowing(
      List<PreSharedKey> psks, List<PskKeyExchangeMode> modes, boolean earlyData) {
    return new PskPolicy(psks, modes, true, earlyData);
  }

  /** The clients of {@code MCFigure2HostileServer}. */
  static List<ClientSetup> clientsOfFigure2HostileServer() {
    ClientSetup plain = meetingHostileFlights(BoundedPeers.TWO_GROUPS);
    return List.of(
        plain,
        plain.withPsks(
            new PskOffer(
                List.of(OfferedKey.external(TICKET), OfferedKey.external(EXTERNAL)),
                List.of(PSK_DHE_KE),
                true),
            false),
        meetingHostileFlights(List.of())
            .withPsks(
                new PskOffer(List.of(OfferedKey.external(OLDER_TICKET)), List.of(PSK_KE), true),
                false));
  }

  private static ClientSetup meetingHostileFlights(List<NamedGroup> groups) {
    return BoundedPeers.client(
        groups,
        groups.isEmpty() ? Set.of() : Set.of(X25519),
        List.of(TLS_AES_128_GCM_SHA256, TLS_CHACHA20_POLY1305_SHA256),
        List.of(TLS_13),
        Bytes.EMPTY);
  }

  /** What the client of {@code MCFigure2HostileClient} begins with. */
  static List<ClientSetup> firstHellosOfFigure2HostileClient() {
    ClientSetup plain = inFigure2(BoundedPeers.ONE_GROUP);
    return List.of(plain, plain.withPsks(new PskOffer(TICKETS, List.of(PSK_DHE_KE), true), false));
  }

  /** The servers of {@code MCFigure2HostileClient}. */
  static List<ServerSetup> serversOfFigure2HostileClient() {
    return List.of(
        inFigure2(X25519, false).withPsks(knowing(List.of(), List.of(PSK_DHE_KE), false)),
        inFigure2(X25519, false).withPsks(knowing(List.of(TICKET), List.of(PSK_DHE_KE), false)),
        inFigure2(X25519, false).withPsks(knowing(List.of(TICKET), List.of(PSK_DHE_KE), true)),
        inFigure2(X25519, true).withPsks(knowing(List.of(TICKET), List.of(PSK_DHE_KE), true)));
  }
}
