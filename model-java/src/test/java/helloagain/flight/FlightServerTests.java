package helloagain.flight;

import static helloagain.flight.FlightExchange.AES128;
import static helloagain.flight.FlightExchange.ALONE;
import static helloagain.flight.FlightExchange.PSK;
import static helloagain.flight.FlightExchange.SUITES;
import static helloagain.flight.FlightExchange.UNKNOWN_TYPE;
import static helloagain.flight.FlightExchange.WITH_GROUP;
import static helloagain.flight.FlightExchange.credentials;
import static helloagain.flight.FlightExchange.offer;
import static helloagain.flight.FlightExchange.play;
import static helloagain.flight.FlightExchange.policy;
import static helloagain.flight.FlightExchange.pskServer;
import static helloagain.flight.FlightExchange.serverWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import helloagain.exchange.Edits;
import helloagain.exchange.Received;
import helloagain.exchange.Received.AlertReceived;
import helloagain.exchange.Received.DataReceived;
import helloagain.exchange.Received.HandshakeReceived;
import helloagain.exchange.Received.TransportClosed;
import helloagain.exchange.Sent.AlertSent;
import helloagain.exchange.Sent.HandshakeSent;
import helloagain.exchange.Step;
import helloagain.flight.FlightExchange.Played;
import helloagain.flight.FlightServerState.Aborted;
import helloagain.flight.FlightServerState.Closed;
import helloagain.flight.FlightServerState.Connected;
import helloagain.flight.FlightServerState.Hellos;
import helloagain.flight.FlightServerState.InFlight;
import helloagain.keyexchange.Randomness;
import helloagain.message.Alert;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.Certificate;
import helloagain.message.CertificateEntry;
import helloagain.message.CertificateVerify;
import helloagain.message.ClientHello;
import helloagain.message.EncryptedExtensions;
import helloagain.message.EndOfEarlyData;
import helloagain.message.Extension;
import helloagain.message.Extension.OpaqueExtension;
import helloagain.message.ExtensionType;
import helloagain.message.Finished;
import helloagain.message.HandshakeMessage;
import helloagain.message.HandshakeType;
import helloagain.message.KeyUpdate;
import helloagain.message.KeyUpdateRequest;
import helloagain.message.MessageArbitraries;
import helloagain.message.NamedGroup;
import helloagain.message.NewSessionTicket;
import helloagain.message.SignatureScheme;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.rule.RulesInFailures;
import helloagain.rule.Violation;
import helloagain.schedule.KeySchedule;
import helloagain.server.PskPolicy;
import helloagain.server.ServerMachine;
import helloagain.server.ServerState;
import helloagain.signature.KeyKind;
import helloagain.signature.Refusal;
import helloagain.signature.Signatures;
import helloagain.signature.Signer;
import helloagain.transcript.HashAlgorithm;
import helloagain.wire.HandshakeCodec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a server makes of what follows its own flight. */
class FlightServerTests {
  private static final Credentials CLIENT = credentials("client", KeyKind.RSA, 2);
  private static final Bytes DATA = Bytes.hex("d1d2");

  /** A connection of the server. */
  private enum Line {
    /** A certificate is required. */
    REQUIRED,
    /** A certificate is asked for. */
    OPTIONAL,
    /** No certificate is asked for. */
    UNASKED,
    /** Early data is accepted. */
    EARLY,
    /** A PSK is used alone. */
    PSK_ALONE;

    FlightClientConfig client() {
      return switch (this) {
        case EARLY ->
            FlightExchange.client(offer(List.of(PSK), WITH_GROUP, true), Optional.empty());
        case PSK_ALONE ->
            FlightExchange.client(offer(List.of(PSK), ALONE, false), Optional.empty());
        default -> FlightExchange.client(offer(), Optional.of(CLIENT));
      };
    }

    FlightServerConfig server() {
      return switch (this) {
        case REQUIRED -> asking(ClientAuthentication.REQUIRED);
        case OPTIONAL -> asking(ClientAuthentication.OPTIONAL);
        case UNASKED -> asking(ClientAuthentication.NONE);
        case EARLY, PSK_ALONE -> pskServer(List.of(PSK), List.of(AES128), true);
      };
    }
  }

  private static FlightServerConfig asking(ClientAuthentication authentication) {
    return FlightExchange.server(
        policy(List.of(NamedGroup.X25519), SUITES), serverWith(KeyKind.ED25519), authentication);
  }

  /** A state in which the server reads. */
  private enum At {
    END_OF_EARLY_DATA(Line.EARLY, Phase.WAIT_EOED, HandshakeType.END_OF_EARLY_DATA),
    CERTIFICATE(Line.REQUIRED, Phase.WAIT_CERT, HandshakeType.CERTIFICATE),
    OPTIONAL_CERTIFICATE(Line.OPTIONAL, Phase.WAIT_CERT, HandshakeType.CERTIFICATE),
    VERIFY(Line.REQUIRED, Phase.WAIT_CV, HandshakeType.CERTIFICATE_VERIFY),
    FINISHED(Line.REQUIRED, Phase.WAIT_FINISHED, HandshakeType.FINISHED),
    FINISHED_UNASKED(Line.UNASKED, Phase.WAIT_FINISHED, HandshakeType.FINISHED),
    FINISHED_AFTER_EARLY_DATA(Line.EARLY, Phase.WAIT_FINISHED, HandshakeType.FINISHED),
    FINISHED_AFTER_PSK_ALONE(Line.PSK_ALONE, Phase.WAIT_FINISHED, HandshakeType.FINISHED),
    CONNECTED(Line.REQUIRED, HandshakeType.KEY_UPDATE),
    CONNECTED_BY_PSK(Line.EARLY, HandshakeType.KEY_UPDATE);

    private final Line line;
    private final Optional<Phase> phase;
    private final HandshakeType awaited;

    At(Line line, Phase phase, HandshakeType awaited) {
      this.line = line;
      this.phase = Optional.of(phase);
      this.awaited = awaited;
    }

    At(Line line, HandshakeType awaited) {
      this.line = line;
      this.phase = Optional.empty();
      this.awaited = awaited;
    }

    FlightServerState of(Set<Rule> enforced, Profile profile) {
      Played played = play(line.client(), FlightExchange.with(line.server(), enforced, profile));
      return phase.<FlightServerState>map(played::server).orElseGet(played::lastServer);
    }
  }

  private static final Played PLAYED = play(Line.REQUIRED.client(), Line.REQUIRED.server());
  private static final Certificate CERTIFICATE = PLAYED.fromClient(Certificate.class);
  private static final CertificateVerify VERIFY = PLAYED.fromClient(CertificateVerify.class);
  private static final Finished FINISHED = PLAYED.fromClient(Finished.class);
  private static final ClientHello HELLO = Line.REQUIRED.client().hellos().firstHello();

  /**
   * A message that breaks rules.
   *
   * @param name what is to be refused, as a sentence
   * @param rules the rules that it breaks, in the order in which they decide
   */
  private record Fault(String name, At at, Received received, List<Rule> rules) {
    @Override
    public String toString() {
      return RulesInFailures.named(rules, name);
    }
  }

  private static Fault fault(String name, At at, HandshakeMessage message, Rule... rules) {
    return new Fault(name, at, Received.of(message), List.of(rules));
  }

  private static Fault data(String name, At at, boolean early) {
    return new Fault(name, at, new DataReceived(DATA, early), List.of(Rule.DATA_IS_DUE));
  }

  private static Received unread(HandshakeType type, String body) {
    return Received.parse(HandshakeCodec.frame(type, Bytes.hex(body)));
  }

  private static Certificate certificate(ExtensionType... types) {
    return new Certificate(
        Bytes.EMPTY,
        List.of(
            new CertificateEntry(
                CERTIFICATE.certificateList().get(0).certData(),
                Stream.of(types)
                    .<Extension>map(type -> new OpaqueExtension(type, Bytes.EMPTY))
                    .toList())));
  }

  private static Certificate holding(Bytes data) {
    return new Certificate(Bytes.EMPTY, List.of(new CertificateEntry(data, List.of())));
  }

  private static Certificate emptyCertificate() {
    return new Certificate(Bytes.EMPTY, List.of());
  }

  private static CertificateVerify verify(SignatureScheme scheme, Signer signer, Bytes hash) {
    return Signatures.certificateVerify(CLIENT.key(), scheme, signer, hash, Randomness.seeded(1));
  }

  private static Bytes transcriptHash() {
    return PLAYED.server(Phase.WAIT_CV).transcript().hash(HashAlgorithm.SHA256);
  }

  static Stream<Fault> faults() {
    InFlight finishing = PLAYED.server(Phase.WAIT_FINISHED);
    return Stream.of(
        new Fault(
            "endOfEarlyDataWithABodyIsRefused",
            At.END_OF_EARLY_DATA,
            unread(HandshakeType.END_OF_EARLY_DATA, "00"),
            List.of(Rule.MESSAGE_PARSES)),
        new Fault(
            "longFinishedIsRefused",
            At.FINISHED,
            unread(HandshakeType.FINISHED, "00".repeat(33)),
            List.of(Rule.MESSAGE_PARSES)),
        fault(
            "finishedBeforeEndOfEarlyDataIsRefused",
            At.END_OF_EARLY_DATA,
            FINISHED,
            Rule.MESSAGE_IS_EXPECTED),
        fault(
            "finishedInsteadOfCertificateIsRefused",
            At.OPTIONAL_CERTIFICATE,
            FINISHED,
            Rule.MESSAGE_IS_EXPECTED),
        fault(
            "finishedInsteadOfCertificateVerifyIsRefused",
            At.VERIFY,
            FINISHED,
            Rule.MESSAGE_IS_EXPECTED),
        fault(
            "certificateThatNobodyAskedForIsRefused",
            At.FINISHED_UNASKED,
            CERTIFICATE,
            Rule.MESSAGE_IS_EXPECTED),
        fault(
            "endOfEarlyDataThatWasNotAcceptedIsRefused",
            At.FINISHED_UNASKED,
            new EndOfEarlyData(),
            Rule.MESSAGE_IS_EXPECTED),
        fault(
            "ticketOfAClientIsRefused",
            At.CONNECTED,
            new NewSessionTicket(1, 1, Bytes.EMPTY, Bytes.hex("77"), List.of()),
            Rule.MESSAGE_IS_EXPECTED),
        fault(
            "certificateAfterTheHandshakeIsRefused",
            At.CONNECTED,
            CERTIFICATE,
            Rule.MESSAGE_IS_EXPECTED),
        fault("clientHelloInFlightIsRefused", At.FINISHED, HELLO, Rule.HELLO_COMES_IN_TURN),
        fault(
            "clientHelloInsteadOfEndOfEarlyDataIsRefused",
            At.END_OF_EARLY_DATA,
            HELLO,
            Rule.HELLO_COMES_IN_TURN),
        fault("renegotiationIsRefused", At.CONNECTED, HELLO, Rule.HELLO_COMES_IN_TURN),
        fault(
            "certificateWithAContextIsRefused",
            At.CERTIFICATE,
            new Certificate(Bytes.hex("01"), CERTIFICATE.certificateList()),
            Rule.CERTIFICATE_CONTEXT_IS_EMPTY),
        fault(
            "extensionOfACertificateThatNobodyAskedForIsRefused",
            At.CERTIFICATE,
            certificate(ExtensionType.STATUS_REQUEST),
            Rule.CERTIFICATE_ANSWERS_REQUEST),
        fault(
            "unknownExtensionOfACertificateIsRefused",
            At.CERTIFICATE,
            certificate(UNKNOWN_TYPE),
            Rule.CERTIFICATE_ANSWERS_REQUEST),
        fault(
            "signatureAlgorithmsInACertificateAreRefused",
            At.CERTIFICATE,
            certificate(ExtensionType.SIGNATURE_ALGORITHMS),
            Rule.EXTENSIONS_BELONG_HERE),
        fault(
            "repeatedExtensionOfACertificateIsRefused",
            At.OPTIONAL_CERTIFICATE,
            certificate(ExtensionType.SIGNATURE_ALGORITHMS, ExtensionType.SIGNATURE_ALGORITHMS),
            Rule.EXTENSIONS_ARE_DISTINCT,
            Rule.EXTENSIONS_BELONG_HERE),
        fault(
            "emptyCertificateIsRefusedWhereOneIsRequired",
            At.CERTIFICATE,
            emptyCertificate(),
            Rule.CLIENT_CERTIFICATE_IS_THERE),
        fault(
            "certificateThatCannotBeReadIsRefusedWhereOneIsRequired",
            At.CERTIFICATE,
            holding(Bytes.hex("3000")),
            Rule.CLIENT_CERTIFICATE_IS_TRUSTED),
        fault(
            "signatureByASchemeThatWasNotOfferedIsRefused",
            At.VERIFY,
            verify(SignatureScheme.RSA_PSS_RSAE_SHA384, Signer.CLIENT, transcriptHash()),
            Rule.SCHEME_WAS_OFFERED),
        fault(
            "signatureByPkcs1IsRefusedAlthoughItWasOffered",
            At.VERIFY,
            new CertificateVerify(SignatureScheme.RSA_PKCS1_SHA256, VERIFY.signature()),
            Rule.SCHEME_IS_OF_TLS13),
        fault(
            "signatureByASchemeOfAnotherKindOfKeyIsRefused",
            At.VERIFY,
            new CertificateVerify(SignatureScheme.ED25519, VERIFY.signature()),
            Rule.SCHEME_FITS_CERTIFICATE),
        fault(
            "signatureOfOtherOctetsIsRefused",
            At.VERIFY,
            verify(VERIFY.algorithm(), Signer.CLIENT, Bytes.repeat(1, 32)),
            Rule.SIGNATURE_IS_VALID),
        fault(
            "signatureOfTheOtherSideIsRefused",
            At.VERIFY,
            verify(VERIFY.algorithm(), Signer.SERVER, transcriptHash()),
            Rule.SIGNATURE_IS_VALID),
        fault(
            "finishedOfOtherOctetsIsRefused",
            At.FINISHED,
            new Finished(Bytes.repeat(0, 32)),
            Rule.FINISHED_IS_VALID),
        fault(
            "finishedOfTheOtherSideIsRefused",
            At.FINISHED,
            new Finished(
                KeySchedule.verifyData(
                    HashAlgorithm.SHA256,
                    finishing.hellos().secrets().serverTraffic(),
                    finishing.transcript().hash(HashAlgorithm.SHA256))),
            Rule.FINISHED_IS_VALID),
        data("dataBeforeFinishedIsRefused", At.FINISHED, false),
        data("lateDataBeforeEndOfEarlyDataIsRefused", At.END_OF_EARLY_DATA, false),
        data("earlyDataAfterEndOfEarlyDataIsRefused", At.FINISHED_AFTER_EARLY_DATA, true),
        fault(
            "keyUpdateThatAsksForAThirdIsRefused",
            At.CONNECTED,
            new KeyUpdate(new KeyUpdateRequest(2)),
            Rule.KEY_UPDATE_IS_KNOWN));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void faultBreaksItsRulesAndTheFirstDecides(Fault fault) {
    FlightServerState state = fault.at().of(Rule.all(), Profile.RFC8446);

    assertThat(FlightServer.violations(state, fault.received()))
        .extracting(Violation::rule)
        .containsExactlyElementsOf(fault.rules());

    Step<FlightServerState> step = FlightServer.receive(state, fault.received());
    Rule rule = fault.rules().get(0);
    assertThat(step.next())
        .isInstanceOfSatisfying(
            Aborted.class,
            aborted -> {
              assertThat(aborted.at()).isEqualTo(state);
              assertThat(aborted.violation().rule()).isEqualTo(rule);
              assertThat(aborted.violation().reason()).isNotBlank();
              assertThat(step.sent())
                  .containsExactly(new AlertSent(Alert.fatal(aborted.violation().alert())));
              if (rule != Rule.CLIENT_CERTIFICATE_IS_TRUSTED) {
                assertThat(aborted.violation().alert()).isEqualTo(rule.alerts().get(0));
              }
            });
  }

  @ParameterizedTest
  @MethodSource("faults")
  void serverThatDoesNotEnforceTheRulesGoesOn(Fault fault) {
    Set<Rule> others = EnumSet.complementOf(EnumSet.copyOf(fault.rules()));
    FlightServerState state = fault.at().of(others, Profile.RFC8446);

    Step<FlightServerState> step = FlightServer.receive(state, fault.received());

    assertThat(step.next().hasEnded()).isFalse();
    assertThat(step.sent()).noneMatch(sent -> sent instanceof AlertSent);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void leavingOutAnotherRuleDoesNotHelp(Fault fault) {
    FlightServerState state = fault.at().of(Set.copyOf(fault.rules()), Profile.RFC8446);

    assertThat(FlightServer.receive(state, fault.received()).next()).isInstanceOf(Aborted.class);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void eachBrokenRuleMayDecideWithEachOfItsAlerts(Fault fault) {
    for (Profile profile : Profile.values()) {
      FlightServerState state = fault.at().of(Rule.all(), profile);
      List<Step<FlightServerState>> expected = new ArrayList<>();
      for (Violation violation : FlightServer.violations(state, fault.received())) {
        for (AlertDescription alert : violation.rule().alerts(profile)) {
          expected.add(
              FlightServer.abort(
                  state, new Violation(violation.rule(), alert, violation.reason())));
        }
      }
      assertThat(FlightServer.permitted(state, fault.received()))
          .containsExactlyInAnyOrderElementsOf(expected);
      assertThat(FlightServer.permitted(state, fault.received()).get(0))
          .isEqualTo(FlightServer.receive(state, fault.received()));
    }
  }

  @Test
  void everyRuleOfAServerInFlightIsBrokenByAFault() {
    Set<Rule> expected = rulesOfFlights();
    expected.add(Rule.HELLO_COMES_IN_TURN);

    assertThat(faults().flatMap(fault -> fault.rules().stream()).collect(Collectors.toSet()))
        .isEqualTo(expected);
  }

  private static Set<Rule> rulesOfFlights() {
    Set<Rule> expected =
        Rule.all().stream()
            .filter(rule -> rule.layer() != Rule.Layer.MODEL && rule.layer() != Rule.Layer.RECORD)
            .filter(rule -> rule.who() != Rule.Who.CLIENT)
            .collect(Collectors.toCollection(HashSet::new));
    // Of what the server sends.
    expected.remove(Rule.SCHEMES_OVERLAP);
    expected.addAll(
        List.of(
            Rule.MESSAGE_PARSES,
            Rule.MESSAGE_IS_EXPECTED,
            Rule.EXTENSIONS_ARE_DISTINCT,
            Rule.EXTENSIONS_BELONG_HERE));
    return expected;
  }

  /** A message at the edge of a rule, which it keeps. */
  private record Kept(String name, At at, Received received, List<Rule> rules) {
    @Override
    public String toString() {
      return RulesInFailures.named(rules, name);
    }
  }

  private static Kept kept(String name, At at, HandshakeMessage message, Rule... rules) {
    return new Kept(name, at, Received.of(message), List.of(rules));
  }

  static Stream<Kept> kept() {
    return Stream.of(
        kept(
            "endOfEarlyDataIsRead",
            At.END_OF_EARLY_DATA,
            new EndOfEarlyData(),
            Rule.MESSAGE_PARSES,
            Rule.MESSAGE_IS_EXPECTED),
        kept(
            "certificateIsRead",
            At.CERTIFICATE,
            CERTIFICATE,
            Rule.CERTIFICATE_CONTEXT_IS_EMPTY,
            Rule.CERTIFICATE_ANSWERS_REQUEST,
            Rule.EXTENSIONS_ARE_DISTINCT,
            Rule.EXTENSIONS_BELONG_HERE,
            Rule.CLIENT_CERTIFICATE_IS_THERE,
            Rule.CLIENT_CERTIFICATE_IS_TRUSTED),
        kept(
            "emptyCertificateIsReadWhereOneIsOptional",
            At.OPTIONAL_CERTIFICATE,
            emptyCertificate(),
            Rule.CLIENT_CERTIFICATE_IS_THERE),
        kept(
            "certificateThatCannotBeReadIsPassedOverWhereOneIsOptional",
            At.OPTIONAL_CERTIFICATE,
            holding(Bytes.hex("3000")),
            Rule.CLIENT_CERTIFICATE_IS_TRUSTED),
        kept(
            "signatureIsRead",
            At.VERIFY,
            verify(VERIFY.algorithm(), Signer.CLIENT, transcriptHash()),
            Rule.SCHEME_WAS_OFFERED,
            Rule.SCHEME_IS_OF_TLS13,
            Rule.SCHEME_FITS_CERTIFICATE,
            Rule.SIGNATURE_IS_VALID),
        kept("finishedIsRead", At.FINISHED, FINISHED, Rule.FINISHED_IS_VALID),
        new Kept(
            "acceptedEarlyDataIsRead",
            At.END_OF_EARLY_DATA,
            new DataReceived(DATA, true),
            List.of(Rule.DATA_IS_DUE)),
        new Kept(
            "dataAfterFinishedIsRead",
            At.CONNECTED,
            new DataReceived(DATA, false),
            List.of(Rule.DATA_IS_DUE)),
        kept(
            "keyUpdateThatAsksForOneIsRead",
            At.CONNECTED,
            new KeyUpdate(KeyUpdateRequest.UPDATE_REQUESTED),
            Rule.KEY_UPDATE_IS_KNOWN),
        kept(
            "keyUpdateThatAsksForNoneIsRead",
            At.CONNECTED_BY_PSK,
            new KeyUpdate(KeyUpdateRequest.UPDATE_NOT_REQUESTED),
            Rule.KEY_UPDATE_IS_KNOWN));
  }

  @ParameterizedTest
  @MethodSource("kept")
  void messageThatKeepsTheRulesIsRead(Kept kept) {
    FlightServerState state = kept.at().of(Rule.all(), Profile.RFC8446);

    Step<FlightServerState> step = FlightServer.receive(state, kept.received());

    assertThat(FlightServer.violations(state, kept.received())).isEmpty();
    assertThat(step.next().hasEnded()).isFalse();
    assertThat(step.sent()).noneMatch(sent -> sent instanceof AlertSent);
    assertThat(FlightServer.permitted(state, kept.received())).containsExactly(step);
  }

  @Test
  void everyRuleOfAServerInFlightIsKeptByAMessage() {
    assertThat(kept().flatMap(kept -> kept.rules().stream()).collect(Collectors.toSet()))
        .isEqualTo(rulesOfFlights());
  }

  @Test
  @Tag("CT-06")
  void trustSaysWithWhichAlertACertificateIsRefusedWhereOneIsRequired() {
    Refusal refusal = new Refusal(AlertDescription.UNKNOWN_CA, "nobody knows it");

    FlightServerState required =
        play(Line.REQUIRED.client(), trusting(Line.REQUIRED.server(), refusal)).lastServer();
    FlightServerState optional =
        play(Line.OPTIONAL.client(), trusting(Line.OPTIONAL.server(), refusal)).lastServer();

    assertThat(required)
        .isInstanceOfSatisfying(
            Aborted.class,
            aborted ->
                assertThat(aborted.violation())
                    .isEqualTo(
                        new Violation(
                            Rule.CLIENT_CERTIFICATE_IS_TRUSTED,
                            AlertDescription.UNKNOWN_CA,
                            "nobody knows it")));
    assertThat(optional).isInstanceOf(Connected.class);
  }

  private static FlightServerConfig trusting(FlightServerConfig config, Refusal refusal) {
    return new FlightServerConfig(
        config.hellos(),
        config.credentials(),
        config.authentication(),
        config.schemes(),
        chain -> Optional.of(refusal),
        config.tellsGroups(),
        config.randomness());
  }

  // What the server sends.

  private static FlightServerState hellosDone(
      FlightClientConfig client, FlightServerConfig server) {
    HandshakeSent hello = (HandshakeSent) FlightClient.start(client).sent().get(0);
    return FlightServer.receive(FlightServer.start(server), Received.of(hello)).next();
  }

  private static FlightServerConfig holding(List<Credentials> credentials, Set<Rule> enforced) {
    FlightServerConfig config =
        FlightExchange.with(Line.UNASKED.server(), enforced, Profile.RFC8446);
    return new FlightServerConfig(
        config.hellos(),
        credentials,
        config.authentication(),
        config.schemes(),
        config.trust(),
        config.tellsGroups(),
        config.randomness());
  }

  /** A client that knows no scheme but those of RSA, and not PSS with a key for PSS alone. */
  private static FlightClientConfig rsaClient() {
    return FlightExchange.client(
        FlightExchange.offerOfSchemes(
            List.of(SignatureScheme.RSA_PSS_RSAE_SHA256, SignatureScheme.RSA_PKCS1_SHA256)),
        Optional.empty());
  }

  @Test
  @Tag("NEG-10")
  void serverWithoutAKeyForTheSchemesOfTheClientRefuses() {
    FlightServerState state =
        hellosDone(rsaClient(), holding(List.of(serverWith(KeyKind.ED25519)), Rule.all()));

    Step<FlightServerState> step = FlightServer.sendFlight(state);

    assertThat(step.next())
        .isInstanceOfSatisfying(
            Aborted.class,
            aborted -> assertThat(aborted.violation().rule()).isEqualTo(Rule.SCHEMES_OVERLAP));
    assertThat(step.sent())
        .containsExactly(new AlertSent(Alert.fatal(AlertDescription.HANDSHAKE_FAILURE)));
  }

  @Test
  @Tag("NEG-10")
  void serverTakesTheFirstKeyThatGoesWithASchemeOfTheClient() {
    Played played =
        play(
            rsaClient(),
            holding(List.of(serverWith(KeyKind.ED25519), serverWith(KeyKind.RSA)), Rule.all()));

    assertThat(played.fromServer(CertificateVerify.class).algorithm())
        .isEqualTo(SignatureScheme.RSA_PSS_RSAE_SHA256);
    assertThat(played.lastServer()).isInstanceOf(Connected.class);
  }

  @Test
  @Tag("NEG-10")
  void serverThatDoesNotMindSignsByASchemeThatTheClientRefuses() {
    Set<Rule> others = EnumSet.complementOf(EnumSet.of(Rule.SCHEMES_OVERLAP));

    Played played = play(rsaClient(), holding(List.of(serverWith(KeyKind.ED25519)), others));

    assertThat(played.fromServer(CertificateVerify.class).algorithm())
        .isEqualTo(SignatureScheme.ED25519);
    assertThat(((FlightClientState.Aborted) played.lastClient()).violation().rule())
        .isEqualTo(Rule.SCHEME_WAS_OFFERED);
  }

  @Test
  @Tag("NEG-10")
  void serverThatDoesNotMindAndHasNoKeyProvesNothing() {
    Set<Rule> others = EnumSet.complementOf(EnumSet.of(Rule.SCHEMES_OVERLAP));

    Step<FlightServerState> step =
        FlightServer.sendFlight(hellosDone(rsaClient(), holding(List.of(), others)));

    assertThat(step.next()).isInstanceOf(InFlight.class);
    assertThat(step.sent())
        .extracting(sent -> ((HandshakeSent) sent).message().type())
        .containsExactly(HandshakeType.ENCRYPTED_EXTENSIONS, HandshakeType.FINISHED);
  }

  @Test
  @Tag("SG-03")
  void serverWithoutGroupsTellsOfNone() {
    FlightServerConfig config =
        FlightExchange.server(
            policy(List.of(), SUITES).withPsks(new PskPolicy(List.of(PSK), ALONE, true, false)),
            serverWith(KeyKind.ED25519),
            ClientAuthentication.NONE);

    Played played = play(Line.PSK_ALONE.client(), config);

    assertThat(played.fromServer(EncryptedExtensions.class).extensions()).isEmpty();
    assertThat(played.lastServer()).isInstanceOf(Connected.class);
  }

  @Test
  @Tag("MSG-02")
  @Tag("NEG-09")
  void flightsHaveTheMessagesOfFigure2() {
    assertThat(types(PLAYED.toClient()))
        .containsExactly(
            HandshakeType.ENCRYPTED_EXTENSIONS,
            HandshakeType.CERTIFICATE_REQUEST,
            HandshakeType.CERTIFICATE,
            HandshakeType.CERTIFICATE_VERIFY,
            HandshakeType.FINISHED);
    assertThat(types(play(Line.UNASKED.client(), Line.UNASKED.server()).toClient()))
        .containsExactly(
            HandshakeType.ENCRYPTED_EXTENSIONS,
            HandshakeType.CERTIFICATE,
            HandshakeType.CERTIFICATE_VERIFY,
            HandshakeType.FINISHED);
    assertThat(types(play(Line.EARLY.client(), Line.EARLY.server()).toClient()))
        .containsExactly(HandshakeType.ENCRYPTED_EXTENSIONS, HandshakeType.FINISHED);
  }

  @Test
  void itIsTheServersTurnAfterServerHello() {
    FlightServerState turn = hellosDone(Line.UNASKED.client(), Line.UNASKED.server());
    Received finished = Received.of(FINISHED);

    assertThat(FlightServer.hasFlightToSend(turn)).isTrue();
    assertThatIllegalStateException().isThrownBy(() -> FlightServer.receive(turn, finished));
    assertThatIllegalStateException().isThrownBy(() -> FlightServer.permitted(turn, finished));
    assertThatIllegalStateException().isThrownBy(() -> FlightServer.violations(turn, finished));
    assertThatIllegalStateException().isThrownBy(() -> FlightServer.send(turn, DATA));
    FlightServerState reading = FlightServer.sendFlight(turn).next();
    assertThatIllegalStateException().isThrownBy(() -> FlightServer.sendFlight(reading));
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                FlightServer.sendTicket(
                    reading, new NewSessionTicket(1, 1, DATA, DATA, List.of())));
    assertThat(FlightServer.send(reading, DATA).sent()).hasSize(1);
  }

  @Test
  void certificateIsNotAskedForWithoutAScheme() {
    FlightServerConfig config = Line.REQUIRED.server();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new FlightServerConfig(
                    config.hellos(),
                    config.credentials(),
                    ClientAuthentication.OPTIONAL,
                    List.of(),
                    config.trust(),
                    config.tellsGroups(),
                    config.randomness()));
    assertThatIllegalArgumentException().isThrownBy(() -> new Credentials(List.of(), CLIENT.key()));
  }

  // Order.

  @ParameterizedTest
  @EnumSource(At.class)
  @Tag("MSG-03")
  @Tag("ED-18")
  void everyMessageThatIsNotAwaitedIsUnexpectedWhateverItsBody(At at) {
    FlightServerState state = at.of(Rule.all(), Profile.RFC8446);
    List<HandshakeType> types =
        IntStream.rangeClosed(0, 255)
            .filter(code -> code != 1 && code != 2)
            .mapToObj(HandshakeType::new)
            .toList();
    for (HandshakeType type : types) {
      for (String body : List.of("", "00", "ffffff", "0000000000")) {
        if (!type.equals(at.awaited)) {
          assertUnexpected(state, unread(type, body));
        }
      }
    }
    for (Received message :
        Stream.concat(PLAYED.toServer().stream(), PLAYED.toClient().stream()).toList()) {
      if (!((HandshakeReceived) message).message().type().equals(at.awaited)) {
        assertUnexpected(state, message);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(At.class)
  @Tag("MSG-03")
  @Tag("CH-02")
  void everyHelloIsUnexpected(At at) {
    FlightServerState state = at.of(Rule.all(), Profile.RFC8446);

    assertUnexpected(state, Received.of(HELLO));
    assertUnexpected(state, Received.of(Edits.extensions(HELLO, List.of())));
    assertUnexpected(state, Received.of(PLAYED.client(Phase.WAIT_EE).hellos().reply()));
  }

  private static void assertUnexpected(FlightServerState state, Received received) {
    assertThat(FlightServer.receive(state, received).next())
        .as("%s", received)
        .isInstanceOfSatisfying(
            Aborted.class,
            aborted ->
                assertThat(aborted.violation().alert())
                    .isEqualTo(AlertDescription.UNEXPECTED_MESSAGE));
  }

  @ParameterizedTest
  @EnumSource(At.class)
  @Tag("ALERT-08")
  void messageThatIsAwaitedIsRefusedIfItIsOutOfForm(At at) {
    FlightServerState state = at.of(Rule.all(), Profile.RFC8446);
    for (String body : List.of("", "00", "ffffff", "0000000000", "ff".repeat(70))) {
      boolean fits =
          (body.equals("00") && at.awaited.equals(HandshakeType.KEY_UPDATE))
              || (body.isEmpty() && at.awaited.equals(HandshakeType.END_OF_EARLY_DATA));
      if (!fits) {
        assertThat(FlightServer.receive(state, unread(at.awaited, body)).next())
            .as("%s", body)
            .isInstanceOfSatisfying(
                Aborted.class,
                aborted ->
                    assertThat(aborted.violation().alert())
                        .isEqualTo(AlertDescription.DECODE_ERROR));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(At.class)
  @Tag("APP-01")
  void dataComesAfterFinishedAndEarlyDataBeforeItsEndAlone(At at) {
    FlightServerState state = at.of(Rule.all(), Profile.RFC8446);
    for (boolean early : List.of(false, true)) {
      Received data = new DataReceived(DATA, early);
      if (at.phase.isEmpty() || (at == At.END_OF_EARLY_DATA && early)) {
        assertThat(FlightServer.receive(state, data)).isEqualTo(Step.silent(state));
      } else {
        assertUnexpected(state, data);
      }
    }
  }

  // The ends.

  @ParameterizedTest
  @EnumSource(At.class)
  @Tag("ALERT-20")
  void userCanceledMayBeTheEndInRfc9846AndIsInRfc8446(At at) {
    Received canceled = new AlertReceived(Alert.fatal(AlertDescription.USER_CANCELED));
    FlightServerState older = at.of(Rule.all(), Profile.RFC8446);
    FlightServerState newer = at.of(Rule.all(), Profile.RFC9846);

    assertThat(FlightServer.permitted(older, canceled))
        .containsExactly(Step.silent(new Closed(older, canceled)));
    assertThat(FlightServer.permitted(newer, canceled))
        .containsExactly(Step.silent(newer), Step.silent(new Closed(newer, canceled)));
    assertThat(FlightServer.receive(newer, canceled)).isEqualTo(Step.silent(newer));
    assertThat(FlightServer.receive(older, canceled).next()).isInstanceOf(Closed.class);
  }

  @ParameterizedTest
  @EnumSource(At.class)
  @Tag("ALERT-12")
  @Tag("ALERT-17")
  void anyOtherAlertAndTheEndOfTheTransportCloseInSilenceAndNothingIsReadThen(At at) {
    FlightServerState state = at.of(Rule.all(), Profile.RFC9846);
    for (Received end :
        List.of(
            new AlertReceived(new Alert(Alert.WARNING, AlertDescription.CLOSE_NOTIFY)),
            new AlertReceived(new Alert(Alert.WARNING, new AlertDescription(255))),
            new TransportClosed())) {
      Step<FlightServerState> closed = Step.silent(new Closed(state, end));
      assertThat(FlightServer.violations(state, end)).isEmpty();
      assertThat(FlightServer.receive(state, end)).isEqualTo(closed);
      assertThat(FlightServer.permitted(state, end)).containsExactly(closed);
      for (Received later :
          List.of(Received.of(FINISHED), new DataReceived(DATA, false), new TransportClosed())) {
        assertThat(FlightServer.receive(closed.next(), later)).isEqualTo(closed);
        assertThat(FlightServer.permitted(closed.next(), later)).containsExactly(closed);
        assertThat(FlightServer.violations(closed.next(), later)).isEmpty();
      }
    }
  }

  @Test
  void beforeServerHelloTheServerIsThatOfTheHellos() {
    FlightServerState start = FlightServer.start(Line.UNASKED.server());
    ServerState hellos = ((Hellos) start).state();
    Received wrong = Received.of(Edits.compression(HELLO, Bytes.hex("01")));
    Received right = Received.of(HELLO);

    assertThat(FlightServer.permitted(start, wrong))
        .extracting(Step::sent)
        .containsExactlyElementsOf(
            ServerMachine.permitted(hellos, wrong).stream().map(Step::sent).toList());
    assertThat(FlightServer.violations(start, wrong))
        .isEqualTo(ServerMachine.violations(hellos, wrong))
        .hasSize(1);
    assertThat(FlightServer.permitted(start, right))
        .singleElement()
        .satisfies(step -> assertThat(FlightServer.hasFlightToSend(step.next())).isTrue());
  }

  // Whatever comes.

  @Property(tries = 300)
  void serverAbortsExactlyIfARuleIsBroken(@ForAll("anything") Received received) {
    for (At at : At.values()) {
      FlightServerState state = at.of(Rule.all(), Profile.RFC8446);
      List<Violation> violations = FlightServer.violations(state, received);
      FlightServerState next = FlightServer.receive(state, received).next();
      if (violations.isEmpty()) {
        assertThat(next.hasEnded()).isFalse();
      } else {
        assertThat(next).isEqualTo(new Aborted(state, violations.get(0)));
      }
    }
  }

  @Property(tries = 200)
  void serverThatEnforcesNothingTakesAnythingInAnyOrder(
      @ForAll("sequences") List<Received> sequence, @ForAll("connections") Line line) {
    FlightServerState state = firstOf(line, Set.of(), Profile.RFC8446);
    for (Received received : sequence) {
      Step<FlightServerState> step = FlightServer.receive(state, received);
      assertThat(step.next().hasEnded()).isFalse();
      assertThat(step.sent()).noneMatch(sent -> sent instanceof AlertSent);
      state = step.next();
    }
  }

  @Property(tries = 200)
  void serverThatEnforcesAnyRulesAbortsOrGoesOn(
      @ForAll("sequences") List<Received> sequence,
      @ForAll("connections") Line line,
      @ForAll Set<Rule> enforced) {
    FlightServerState state = firstOf(line, enforced, Profile.RFC9846);
    for (Received received : sequence) {
      List<Step<FlightServerState>> permitted = FlightServer.permitted(state, received);
      FlightServerState next = FlightServer.receive(state, received).next();
      assertThat(permitted.get(0).next()).isEqualTo(next);
      if (next instanceof Aborted aborted && !state.hasEnded()) {
        assertThat(enforced).contains(aborted.violation().rule());
      }
      state = next;
    }
  }

  private static FlightServerState firstOf(Line line, Set<Rule> enforced, Profile profile) {
    return FlightServer.sendFlight(
            hellosDone(line.client(), FlightExchange.with(line.server(), enforced, profile)))
        .next();
  }

  @Provide
  Arbitrary<Received> anything() {
    List<Received> likely = new ArrayList<>(PLAYED.toServer());
    faults().forEach(fault -> likely.add(fault.received()));
    return Arbitraries.oneOf(
            Arbitraries.of(likely),
            MessageArbitraries.messages().map(message -> Received.of(message)),
            MessageArbitraries.protectedMessages(32).map(message -> Received.of(message)),
            MessageArbitraries.otherHandshakes()
                .map(message -> Received.parse(HandshakeCodec.encode(message))),
            MessageArbitraries.octets(0, 9).map(data -> new DataReceived(data, false)))
        .withoutEdgeCases();
  }

  @Provide
  Arbitrary<List<Received>> sequences() {
    return anything().list().ofMaxSize(12);
  }

  @Provide
  Arbitrary<Line> connections() {
    return Arbitraries.of(Line.values());
  }

  private static List<HandshakeType> types(List<Received> messages) {
    return messages.stream()
        .map(received -> ((HandshakeReceived) received).message().type())
        .toList();
  }
}
