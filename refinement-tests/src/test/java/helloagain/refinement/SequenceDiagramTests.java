package helloagain.refinement;

import static helloagain.message.CipherSuite.TLS_AES_128_GCM_SHA256;
import static helloagain.message.CipherSuite.TLS_AES_256_GCM_SHA384;
import static helloagain.message.NamedGroup.SECP256R1;
import static helloagain.message.NamedGroup.X25519;
import static org.assertj.core.api.Assertions.assertThat;

import helloagain.message.Alert;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.ExtensionType;
import helloagain.message.HandshakeMessage;
import helloagain.message.HelloRetryRequest;
import helloagain.message.KeyShareEntry;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.ServerHello;
import helloagain.rule.Rule;
import helloagain.server.Take;
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

  private static Judges model;

  @BeforeAll
  static void loadModel() {
    model = new Judges();
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
        .isEqualTo(
            """
                       Client                                             Server
                    START |                                                  | START
                  WAIT_SH |-- ClientHello ---------------------------------->|
                          |   groups x25519, secp256r1; shares x25519        |
                          |   suites TLS_AES_128_GCM_SHA256                  |
                          |<---------------------------- HelloRetryRequest --| WAIT_CH_AGAIN
                          |   TLS 1.3; TLS_AES_128_GCM_SHA256                |
                          |   selected_group secp256r1                       |
            WAIT_SH_AGAIN |-- ClientHello ---------------------------------->|
                          |   shares secp256r1                               |
                          |<---------------------------------- ServerHello --| NEGOTIATED
                          |   TLS 1.3; TLS_AES_128_GCM_SHA256                |
                          |   share secp256r1                                |
                  WAIT_EE |                                                  |
            """);
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
        .isEqualTo(
            """
                       Client                                             Server
                    START |                                                  | START
                  WAIT_SH |-- ClientHello ---------------------------------->|
                          |   groups x25519, secp256r1; shares x25519        |
                          |   suites TLS_AES_128_GCM_SHA256                  |
                          |<---------------------------- HelloRetryRequest --| WAIT_CH_AGAIN
                          |   TLS 1.3; TLS_AES_128_GCM_SHA256; cookie        |
            WAIT_SH_AGAIN |-- ClientHello ---------------------------------->|
                          |   shares unchanged; cookie returned              |
                          |<---------------------------------- ServerHello --| NEGOTIATED
                          |   TLS 1.3; TLS_AES_128_GCM_SHA256; share x25519  |
                  WAIT_EE |                                                  |
            """);
  }

  @Test
  void anAbortNamesItsAlertAndItsRule() {
    assertThat(diagram(CLIENT, null, STARTS, serverSends(retry(X25519)), CLIENT_READS))
        .isEqualTo(
            """
                       Client                                        Server (hostile)
                    START |                                                  |
                  WAIT_SH |-- ClientHello ---------------------------------->|
                          |   groups x25519, secp256r1; shares x25519        |
                          |   suites TLS_AES_128_GCM_SHA256                  |
                          |<---------------------------- HelloRetryRequest --|
                          |   TLS 1.3; TLS_AES_128_GCM_SHA256                |
                          |   selected_group x25519                          |
                  ABORTED |-- alert illegal_parameter ---------------------->|
                          |   KS-10 RetryNamesUnsharedGroup (4.2.8)          |
            """);
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
        .isEqualTo(
            """
                       Client                                             Server
                    START |                                                  | START
                  WAIT_SH |-- ClientHello ---------------------------------->|
                          |   groups x25519, secp256r1; shares x25519        |
                          |   suites TLS_AES_128_GCM_SHA256                  |
                          |<---------------------- alert handshake_failure --| ABORTED
                          |   NEG-01 GroupsOverlap (4.1.1)                   |
                   CLOSED |                                                  |
            """);
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
        .isEqualTo(
            """
                       Client                                        Server (hostile)
                    START |                                                  |
                  WAIT_SH |-- ClientHello ---------------------------------->|
                          |   groups x25519, secp256r1; shares x25519        |
                          |   suites TLS_AES_128_GCM_SHA256                  |
                          |<---------------------------- HelloRetryRequest --|
                          |   TLS_AES_256_GCM_SHA384                         |
                          |   legacy_session_id_echo differs                 |
                          |   legacy_version TLS 1.3                         |
                          |   legacy_compression_method not null             |
                          |   without supported_versions; also padding       |
                          |   more than one padding; asks for nothing        |
                  ABORTED |-- alert protocol_version ----------------------->|
                          |   HRR-06 RetryLegacyVersionIsTls12 (4.1.4)       |
            """);
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
        .isEqualTo(
            """
                       Client                                        Server (hostile)
                    START |                                                  |
                  WAIT_SH |-- ClientHello ---------------------------------->|
                          |   groups x25519, secp256r1; shares x25519        |
                          |   suites TLS_AES_128_GCM_SHA256                  |
                          |<---------------------------------- ServerHello --|
                          |   TLS 1.3; TLS_AES_128_GCM_SHA256                |
                          |   random tells of a downgrade to TLS 1.2         |
                          |   without key_share                              |
                  ABORTED |-- alert illegal_parameter ---------------------->|
                          |   NEG-05 HelloCarriesKeyShare (4.1.1)            |
            """);
  }

  @Test
  void whatIsUnusualInAFirstHelloIsSaid() {
    ClientHello first = CLIENT.config().firstHello();
    assertThat(
            diagram(
                null,
                server(Optional.empty(), X25519),
                clientSends(
                    new ClientHello(
                        ProtocolVersion.TLS_12,
                        first.random(),
                        SESSION_ID,
                        List.of(TLS_AES_128_GCM_SHA256, new CipherSuite(0x0a0a)),
                        Bytes.hex("0100"),
                        List.of(
                            new Extension.SupportedVersionsOffer(
                                List.of(ProtocolVersion.TLS_13, ProtocolVersion.TLS_12)),
                            new Extension.SupportedGroups(List.of(X25519, SECP256R1)),
                            new Extension.KeyShareOffer(
                                List.of(
                                    new KeyShareEntry(X25519, Bytes.repeat(0, 32)),
                                    new KeyShareEntry(SECP256R1, Bytes.hex("00")))),
                            new Extension.Cookie(Bytes.hex("aa")),
                            new Extension.EarlyData()))),
                SERVER_READS))
        .isEqualTo(
            """
                  Client (hostile)                                        Server
                          |                                                  | START
                          |-- ClientHello ---------------------------------->|
                          |   groups x25519, secp256r1                       |
                          |   shares x25519 (breaks                          |
                          |      SharedSecretIsNotZero), secp256r1 (breaks   |
                          |      PointIsUncompressed)                        |
                          |   suites TLS_AES_128_GCM_SHA256, 0x0a0a          |
                          |   versions TLS 1.3, TLS 1.2; early_data          |
                          |   a cookie of nobody                             |
                          |   legacy_compression_methods not null            |
                          |   without signature_algorithms                   |
                          |<---------------------- alert illegal_parameter --| ABORTED
                          |   CH-14 OnlyNullCompression (4.1.2)              |
            """);
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
        .isEqualTo(
            """
                  Client (hostile)                                        Server
                          |                                                  | START
                          |-- ClientHello ---------------------------------->|
                          |   groups x25519, secp256r1; shares x25519        |
                          |   suites TLS_AES_128_GCM_SHA256                  |
                          |<---------------------------- HelloRetryRequest --| WAIT_CH_AGAIN
                          |   TLS 1.3; TLS_AES_128_GCM_SHA256                |
                          |   selected_group secp256r1                       |
                          |-- ClientHello ---------------------------------->|
                          |   shares unchanged; another cookie               |
                          |   groups changed to secp256r1                    |
                          |   suites changed to TLS_AES_256_GCM_SHA384       |
                          |   random changed; legacy_session_id changed      |
                          |   new early_data; without signature_algorithms   |
                          |<---------------------- alert missing_extension --| ABORTED
                          |   MTI-14 RequiredExtensionsArePresent (9.2)      |
            """);
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
        .isEqualTo(
            """
                  Client (hostile)                                        Server
                          |                                                  | START
                          |-- alert internal_error ------------------------->|
                          |                                                  | CLOSED
            """);
    assertThat(
            diagram(
                null,
                server(Optional.empty(), X25519),
                new Move.ClientSends(new Payload.Handshake(Bytes.hex("01000000"))),
                SERVER_READS))
        .isEqualTo(
            """
                  Client (hostile)                                        Server
                          |                                                  | START
                          |-- octets that do not parse --------------------->|
                          |<--------------------------- alert decode_error --| ABORTED
                          |   ALERT-08 MessageParses (6)                     |
            """);
    assertThat(
            diagram(CLIENT, null, STARTS, new Move.ServerSends(new Payload.Close()), CLIENT_READS))
        .isEqualTo(
            """
                       Client                                        Server (hostile)
                    START |                                                  |
                  WAIT_SH |-- ClientHello ---------------------------------->|
                          |   groups x25519, secp256r1; shares x25519        |
                          |   suites TLS_AES_128_GCM_SHA256                  |
                          |<------------------------- end of the transport --|
                   CLOSED |                                                  |
            """);
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
    assertThat(diagram)
        .startsWith(
            """
                       Client                                        Server (hostile)
                    START |                                                  |
                  WAIT_SH |-- ClientHello ---------------------------------->|
                          |   groups x25519, secp256r1; shares x25519        |
                          |   suites TLS_AES_128_GCM_SHA256                  |
                          |<---------------------------- HelloRetryRequest --|
                          |   TLS 1.3; TLS_AES_128_GCM_SHA256                |
                          |   selected_group secp256r1                       |
            WAIT_SH_AGAIN |-- ClientHello ---------------------------------->|
                          |   shares secp256r1                               |
                          |<---------------------------- HelloRetryRequest --|
                          |   TLS 1.3; TLS_AES_128_GCM_SHA256                |
                          |   selected_group secp256r1                       |
            WAIT_SH_AGAIN |-- ClientHello ---------------------------------->|
                          |   shares secp256r1                               |
            !! At step 5, ClientRetries, the reference leaves the specification.
               rule      HRR-08 RetryComesOnce (section 4.1.4): A second HelloRetryRequest
                         is fatal.
            """);
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
    assertThat(SequenceDiagram.text(different))
        .isEqualTo(
            """
                       Client                                        Server (hostile)
                    START |                                                  |
            !! At step 1, ClientRetries, the reference leaves the specification.
               rule      HRR-08 RetryComesOnce (section 4.1.4): A second HelloRetryRequest
                         is fatal.
               allowed   a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a
                         a a a a a a
               allowed   b
               observed  ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc
                         ccccccccccccccccccccccccccccccccc ?
            """);
  }

  @Test
  void aDifferenceWhereNothingIsReadNamesNoRule() {
    Verdict verdict = replay(CLIENT, null);
    Difference difference =
        new Difference(1, "ClientSendsFirstHello", Optional.empty(), List.of(), "nothing");
    assertThat(
            SequenceDiagram.text(
                new Verdict(verdict.trace(), 1, Optional.of(difference), List.of(), List.of())))
        .isEqualTo(
            """
                       Client                                        Server (hostile)
                    START |                                                  |
            !! At step 1, ClientSendsFirstHello, the reference leaves the specification.
               observed  nothing
            """);
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
        .isEqualTo(
            """
                       Client                                        Server (hostile)
                    START |                                                  |
            !! The last state violates invariants of the specification:
               AlertIsLastInv, TypeOK
            """);
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
