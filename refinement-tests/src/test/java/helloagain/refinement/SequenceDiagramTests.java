package helloagain.refinement;

import static helloagain.message.CipherSuite.TLS_AES_128_GCM_SHA256;
import static helloagain.message.CipherSuite.TLS_AES_256_GCM_SHA384;
import static helloagain.message.NamedGroup.SECP256R1;
import static helloagain.message.NamedGroup.X25519;
import static org.assertj.core.api.Assertions.assertThat;

import helloagain.message.Alert;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.ExtensionType;
import helloagain.message.HandshakeMessage;
import helloagain.message.HelloRetryRequest;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.ServerHello;
import helloagain.rule.Rule;
import helloagain.server.Take;
import helloagain.spec.SpecModel;
import helloagain.wire.HandshakeCodec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the diagrams of a few runs to their exact text. */
final class SequenceDiagramTests {
  private static final Bytes SESSION_ID = Bytes.repeat(0x1d, 32);

  private static final ClientSetup CLIENT =
      new ClientSetup(
          List.of(X25519, SECP256R1),
          Set.of(X25519),
          List.of(TLS_AES_128_GCM_SHA256),
          List.of(ProtocolVersion.TLS_13),
          SESSION_ID,
          List.of(),
          0,
          Set.of());

  private static final Move STARTS = new Move.ClientStarts();
  private static final Move CLIENT_READS = new Move.ClientReads();
  private static final Move SERVER_READS = new Move.ServerReads();

  private static SpecModel model;

  @BeforeAll
  static void loadModel() {
    model = SpecModel.load(LockStep.MODEL, LockStep.MODEL);
  }

  @AfterAll
  static void closeModel() {
    model.close();
  }

  @Test
  void anExchangeWithoutRetryHasTwoArrows() {
    assertThat(
            diagram(CLIENT, server(Optional.empty(), X25519), STARTS, SERVER_READS, CLIENT_READS))
        .isEqualTo(
            """
                       Client                                             Server
                    START |                                                  | START
                  WAIT_SH |-- ClientHello ---------------------------------->|
                          |   groups x25519, secp256r1; shares x25519        |
                          |   suites TLS_AES_128_GCM_SHA256                  |
                          |<---------------------------------- ServerHello --| NEGOTIATED
                          |   TLS 1.3; TLS_AES_128_GCM_SHA256; share x25519  |
                  WAIT_EE |                                                  |
            """);
  }

  @Test
  void aRetryHasFourArrows() {
    assertThat(
            diagram(
                CLIENT,
                server(Optional.empty(), SECP256R1),
                STARTS,
                SERVER_READS,
                CLIENT_READS,
                SERVER_READS,
                CLIENT_READS))
        .isEqualTo("");
  }

  @Test
  void aCookieIsShownWhereItIsSentAndWhereItIsReturned() {
    assertThat(
            diagram(
                CLIENT,
                server(Optional.of(Bytes.hex("c00c1e")), X25519),
                STARTS,
                SERVER_READS,
                CLIENT_READS,
                SERVER_READS,
                CLIENT_READS))
        .isEqualTo("");
  }

  @Test
  void anAbortNamesItsAlertAndItsRule() {
    assertThat(diagram(CLIENT, null, STARTS, serverSends(retry(X25519)), CLIENT_READS))
        .isEqualTo("");
  }

  @Test
  void aPeerThatReadsAnAlertCloses() {
    assertThat(
            diagram(
                CLIENT,
                server(Optional.empty(), NamedGroup.X448),
                STARTS,
                SERVER_READS,
                CLIENT_READS))
        .isEqualTo("");
  }

  @Test
  void whatIsUnusualInAHostileServersHellosIsSaid() {
    assertThat(
            diagram(
                CLIENT,
                null,
                STARTS,
                serverSends(
                    new HelloRetryRequest(
                        ProtocolVersion.TLS_13,
                        Bytes.EMPTY,
                        TLS_AES_256_GCM_SHA384,
                        1,
                        List.of(
                            new Extension.OpaqueExtension(ExtensionType.PADDING, Bytes.EMPTY),
                            new Extension.OpaqueExtension(ExtensionType.PADDING, Bytes.EMPTY)))),
                CLIENT_READS))
        .isEqualTo("");
    assertThat(
            diagram(
                CLIENT,
                null,
                STARTS,
                serverSends(
                    new ServerHello(
                        ProtocolVersion.TLS_12,
                        Bytes.concat(Bytes.repeat(0, 24), ServerHello.DOWNGRADE_TLS12),
                        SESSION_ID,
                        TLS_AES_128_GCM_SHA256,
                        0,
                        List.of(new Extension.SelectedVersion(ProtocolVersion.TLS_13)))),
                CLIENT_READS))
        .isEqualTo("");
  }

  @Test
  void whatAHostileClientChangesInItsSecondHelloIsSaid() {
    ClientHello first = CLIENT.config().firstHello();
    ClientHello second =
        new ClientHello(
            ProtocolVersion.TLS_12,
            Bytes.repeat(9, 32),
            Bytes.EMPTY,
            List.of(TLS_AES_256_GCM_SHA384),
            ClientHello.NULL_COMPRESSION,
            List.of(
                first.extensions().get(0),
                new Extension.SupportedGroups(List.of(SECP256R1)),
                first.extensions().get(3),
                new Extension.Cookie(Bytes.hex("aa")),
                new Extension.EarlyData()));
    assertThat(
            diagram(
                null,
                server(Optional.empty(), SECP256R1),
                clientSends(first),
                SERVER_READS,
                clientSends(second),
                SERVER_READS))
        .isEqualTo("");
  }

  @Test
  void alertsClosuresAndRubbishAreArrowsToo() {
    assertThat(
            diagram(
                null,
                server(Optional.empty(), X25519),
                new Move.ClientSends(
                    new Payload.AlertPayload(Alert.fatal(AlertDescription.INTERNAL_ERROR))),
                SERVER_READS))
        .isEqualTo("");
    assertThat(
            diagram(
                null,
                server(Optional.empty(), X25519),
                new Move.ClientSends(new Payload.Handshake(Bytes.hex("01000000"))),
                SERVER_READS))
        .isEqualTo("");
    assertThat(
            diagram(CLIENT, null, STARTS, new Move.ServerSends(new Payload.Close()), CLIENT_READS))
        .isEqualTo("");
  }

  @Test
  void aBrokenClientIsShownUpToWhereItLeavesTheSpecification() {
    Verdict verdict =
        replay(
            CLIENT.without(Rule.RETRY_COMES_ONCE),
            null,
            STARTS,
            serverSends(retry(SECP256R1)),
            CLIENT_READS,
            serverSends(retry(SECP256R1)),
            CLIENT_READS);
    assertThat(verdict.agrees()).isFalse();
    String diagram = SequenceDiagram.text(verdict);
    assertFits(diagram);
    assertThat(diagram).startsWith("");
    assertThat(diagram)
        .contains("\n   allowed   ClientAborts: ABORTED with unexpected_message")
        .contains("\n   observed  ClientRetries: WAIT_SH_AGAIN");
  }

  @Test
  void aDifferenceIsWrappedBelowItsLabels() {
    Verdict verdict = replay(CLIENT, null);
    Verdict different =
        new Verdict(
            verdict.trace(),
            1,
            Optional.of(
                new Difference(
                    1,
                    "ClientRetries",
                    Optional.of(Rule.RETRY_COMES_ONCE),
                    List.of("a ".repeat(40), "b"),
                    "c".repeat(100) + " \u00e9\n")),
            List.of(),
            List.of());
    assertThat(SequenceDiagram.text(different)).isEqualTo("");
  }

  @Test
  void aDifferenceWhereNothingIsReadNamesNoRule() {
    Verdict verdict = replay(CLIENT, null);
    Difference difference =
        new Difference(1, "ClientSendsFirstHello", Optional.empty(), List.of(), "nothing");
    assertThat(
            SequenceDiagram.text(
                new Verdict(verdict.trace(), 1, Optional.of(difference), List.of(), List.of())))
        .isEqualTo("");
  }

  @Test
  void violatedInvariantsAreNamed() {
    Verdict verdict = replay(CLIENT, null);
    assertThat(
            SequenceDiagram.text(
                new Verdict(
                    verdict.trace(),
                    0,
                    Optional.empty(),
                    List.of("AlertIsLastInv", "TypeOK"),
                    List.of())))
        .isEqualTo("");
  }

  private static String diagram(ClientSetup client, ServerSetup server, Move... moves) {
    Verdict verdict = replay(client, server, moves);
    assertThat(verdict.difference()).isEmpty();
    assertThat(verdict.violatedInvariants()).isEmpty();
    String diagram = SequenceDiagram.text(verdict);
    assertFits(diagram);
    assertThat(SequenceDiagram.text(verdict.trace().world(), verdict.events())).isEqualTo(diagram);
    return diagram;
  }

  private static void assertFits(String diagram) {
    assertThat(diagram).matches("(?:[ -~]{0,79}[!-~]\n)+");
  }

  private static Verdict replay(ClientSetup client, ServerSetup server, Move... moves) {
    return Replay.replay(
        model,
        Reference.HELLO_AGAIN,
        new Trace("", Optional.ofNullable(client), Optional.ofNullable(server), List.of(moves)));
  }

  private static ServerSetup server(Optional<Bytes> cookie, NamedGroup group) {
    return new ServerSetup(
        List.of(group), List.of(TLS_AES_128_GCM_SHA256), Take.SHARED, cookie, Set.of());
  }

  private static HelloRetryRequest retry(NamedGroup group) {
    return new HelloRetryRequest(
        ProtocolVersion.TLS_12,
        SESSION_ID,
        TLS_AES_128_GCM_SHA256,
        0,
        List.of(
            new Extension.SelectedVersion(ProtocolVersion.TLS_13),
            new Extension.KeyShareRetry(group)));
  }

  private static Move serverSends(HandshakeMessage message) {
    return new Move.ServerSends(new Payload.Handshake(HandshakeCodec.encode(message)));
  }

  private static Move clientSends(HandshakeMessage message) {
    return new Move.ClientSends(new Payload.Handshake(HandshakeCodec.encode(message)));
  }
}
