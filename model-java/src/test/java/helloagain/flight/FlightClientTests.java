package helloagain.flight;

import static helloagain.flight.FlightExchange.AES128;
import static helloagain.flight.FlightExchange.ALONE;
import static helloagain.flight.FlightExchange.CHACHA;
import static helloagain.flight.FlightExchange.OTHER_PSK;
import static helloagain.flight.FlightExchange.PSK;
import static helloagain.flight.FlightExchange.SCHEMES;
import static helloagain.flight.FlightExchange.SUITES;
import static helloagain.flight.FlightExchange.UNKNOWN_TYPE;
import static helloagain.flight.FlightExchange.WITH_GROUP;
import static helloagain.flight.FlightExchange.client;
import static helloagain.flight.FlightExchange.credentials;
import static helloagain.flight.FlightExchange.offer;
import static helloagain.flight.FlightExchange.offerWith;
import static helloagain.flight.FlightExchange.play;
import static helloagain.flight.FlightExchange.policy;
import static helloagain.flight.FlightExchange.pskServer;
import static helloagain.flight.FlightExchange.server;
import static helloagain.flight.FlightExchange.serverWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import helloagain.client.ClientMachine;
import helloagain.client.ClientState;
import helloagain.exchange.Edits;
import helloagain.exchange.Received;
import helloagain.exchange.Received.AlertReceived;
import helloagain.exchange.Received.DataReceived;
import helloagain.exchange.Received.HandshakeReceived;
import helloagain.exchange.Received.TransportClosed;
import helloagain.exchange.Sent.AlertSent;
import helloagain.exchange.Step;
import helloagain.flight.FlightClientState.Aborted;
import helloagain.flight.FlightClientState.Closed;
import helloagain.flight.FlightClientState.Connected;
import helloagain.flight.FlightClientState.InFlight;
import helloagain.flight.FlightExchange.Played;
import helloagain.keyexchange.Randomness;
import helloagain.message.Alert;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.Certificate;
import helloagain.message.CertificateEntry;
import helloagain.message.CertificateRequest;
import helloagain.message.CertificateVerify;
import helloagain.message.EncryptedExtensions;
import helloagain.message.EndOfEarlyData;
import helloagain.message.Extension;
import helloagain.message.Extension.ApplicationProtocols;
import helloagain.message.Extension.EarlyData;
import helloagain.message.Extension.OidFilters;
import helloagain.message.Extension.OpaqueExtension;
import helloagain.message.Extension.SelectedVersion;
import helloagain.message.Extension.ServerNameAcknowledged;
import helloagain.message.Extension.SignatureAlgorithms;
import helloagain.message.Extension.SignatureAlgorithmsCert;
import helloagain.message.Extension.SupportedGroups;
import helloagain.message.ExtensionType;
import helloagain.message.Finished;
import helloagain.message.HandshakeMessage;
import helloagain.message.HandshakeType;
import helloagain.message.HelloRetryRequest;
import helloagain.message.KeyUpdate;
import helloagain.message.KeyUpdateRequest;
import helloagain.message.MessageArbitraries;
import helloagain.message.NamedGroup;
import helloagain.message.NewSessionTicket;
import helloagain.message.ProtocolVersion;
import helloagain.message.SignatureScheme;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.rule.RulesInFailures;
import helloagain.rule.Violation;
import helloagain.schedule.KeySchedule;
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

/** What a client makes of what follows ServerHello. */
class FlightClientTests {
  private static final Credentials OWN = credentials("client", KeyKind.SECP256R1, 2);
  private static final Bytes DATA = Bytes.hex("d1d2");

  /** A connection of the client. */
  private enum Line {
    /** The server has an RSA key, and asks for a certificate. */
    CERTIFIED,
    /** A PSK is used, and early data accepted. */
    PSK_FIRST,
    /** The second PSK is used, and early data was offered under the first. */
    PSK_SECOND,
    /** The first PSK is used with another suite than that of its early data. */
    PSK_WITH_ANOTHER_SUITE,
    /** Early data was offered, and no PSK is used. */
    PSK_UNUSED,
    /** A PSK is used alone after a group was named; nobody asked for early data. */
    PSK_ALONE;

    FlightClientConfig client() {
      return switch (this) {
        case CERTIFIED -> FlightExchange.client(offer(), Optional.of(OWN));
        case PSK_ALONE ->
            FlightExchange.client(offer(List.of(PSK), ALONE, false), Optional.of(OWN));
        default ->
            FlightExchange.client(
                offer(List.of(PSK, OTHER_PSK), WITH_GROUP, true), Optional.of(OWN));
      };
    }

    FlightServerConfig server() {
      return switch (this) {
        case CERTIFIED ->
            FlightExchange.server(
                policy(List.of(NamedGroup.X25519), SUITES),
                serverWith(KeyKind.RSA),
                ClientAuthentication.REQUIRED);
        case PSK_FIRST, PSK_ALONE -> pskServer(List.of(PSK), List.of(AES128), true);
        case PSK_SECOND -> pskServer(List.of(OTHER_PSK), List.of(AES128), false);
        case PSK_WITH_ANOTHER_SUITE -> pskServer(List.of(PSK), List.of(CHACHA), false);
        case PSK_UNUSED -> pskServer(List.of(), List.of(AES128), false);
      };
    }
  }

  /** A state in which the client reads. */
  private enum At {
    EXTENSIONS(Line.CERTIFIED, Phase.WAIT_EE, HandshakeType.ENCRYPTED_EXTENSIONS),
    EXTENSIONS_AFTER_PSK(Line.PSK_FIRST, Phase.WAIT_EE, HandshakeType.ENCRYPTED_EXTENSIONS),
    EXTENSIONS_AFTER_SECOND_PSK(Line.PSK_SECOND, Phase.WAIT_EE, HandshakeType.ENCRYPTED_EXTENSIONS),
    EXTENSIONS_UNDER_ANOTHER_SUITE(
        Line.PSK_WITH_ANOTHER_SUITE, Phase.WAIT_EE, HandshakeType.ENCRYPTED_EXTENSIONS),
    EXTENSIONS_WITHOUT_PSK(Line.PSK_UNUSED, Phase.WAIT_EE, HandshakeType.ENCRYPTED_EXTENSIONS),
    REQUEST_OR_CERTIFICATE(
        Line.CERTIFIED,
        Phase.WAIT_CERT_CR,
        HandshakeType.CERTIFICATE_REQUEST,
        HandshakeType.CERTIFICATE),
    CERTIFICATE(Line.CERTIFIED, Phase.WAIT_CERT, HandshakeType.CERTIFICATE),
    VERIFY(Line.CERTIFIED, Phase.WAIT_CV, HandshakeType.CERTIFICATE_VERIFY),
    FINISHED(Line.CERTIFIED, Phase.WAIT_FINISHED, HandshakeType.FINISHED),
    // That a request comes beside a PSK is a rule of its own.
    FINISHED_AFTER_PSK(
        Line.PSK_FIRST,
        Phase.WAIT_FINISHED,
        HandshakeType.FINISHED,
        HandshakeType.CERTIFICATE_REQUEST),
    FINISHED_AFTER_PSK_ALONE(
        Line.PSK_ALONE,
        Phase.WAIT_FINISHED,
        HandshakeType.FINISHED,
        HandshakeType.CERTIFICATE_REQUEST),
    CONNECTED(Line.CERTIFIED, HandshakeType.NEW_SESSION_TICKET, HandshakeType.KEY_UPDATE),
    CONNECTED_BY_PSK(Line.PSK_FIRST, HandshakeType.NEW_SESSION_TICKET, HandshakeType.KEY_UPDATE);

    private final Line line;
    private final Optional<Phase> phase;
    private final Set<HandshakeType> awaited;

    At(Line line, Phase phase, HandshakeType... awaited) {
      this.line = line;
      this.phase = Optional.of(phase);
      this.awaited = Set.of(awaited);
    }

    At(Line line, HandshakeType... awaited) {
      this.line = line;
      this.phase = Optional.empty();
      this.awaited = Set.of(awaited);
    }

    Played play(FlightClientConfig config) {
      return FlightExchange.play(config, line.server());
    }

    FlightClientState of(Set<Rule> enforced, Profile profile) {
      return of(FlightExchange.with(line.client(), enforced, profile));
    }

    FlightClientState of(FlightClientConfig config) {
      Played played = play(config);
      return phase.<FlightClientState>map(played::client).orElseGet(played::lastClient);
    }
  }

  private static final Played CERTIFIED = play(Line.CERTIFIED.client(), Line.CERTIFIED.server());
  private static final Certificate CERTIFICATE = CERTIFIED.fromServer(Certificate.class);
  private static final CertificateRequest REQUEST = CERTIFIED.fromServer(CertificateRequest.class);
  private static final CertificateVerify VERIFY = CERTIFIED.fromServer(CertificateVerify.class);
  private static final Finished FINISHED = CERTIFIED.fromServer(Finished.class);

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

  private static Fault raw(String name, At at, HandshakeType type, String body, Rule... rules) {
    return new Fault(name, at, unread(type, body), List.of(rules));
  }

  private static Received unread(HandshakeType type, String body) {
    return Received.parse(HandshakeCodec.frame(type, Bytes.hex(body)));
  }

  private static OpaqueExtension opaque(ExtensionType type) {
    return new OpaqueExtension(type, Bytes.EMPTY);
  }

  private static EncryptedExtensions extensions(Extension... extensions) {
    return new EncryptedExtensions(List.of(extensions));
  }

  private static CertificateRequest request(Extension... others) {
    List<Extension> all = new ArrayList<>(REQUEST.extensions());
    all.addAll(List.of(others));
    return new CertificateRequest(Bytes.EMPTY, all);
  }

  private static Certificate certificate(Extension... extensions) {
    return new Certificate(
        Bytes.EMPTY,
        List.of(
            new CertificateEntry(
                CERTIFICATE.certificateList().get(0).certData(), List.of(extensions))));
  }

  private static Certificate holding(Bytes data) {
    return new Certificate(Bytes.EMPTY, List.of(new CertificateEntry(data, List.of())));
  }

  private static CertificateVerify verify(SignatureScheme scheme, Signer signer, Bytes hash) {
    return Signatures.certificateVerify(
        serverWith(KeyKind.RSA).key(), scheme, signer, hash, Randomness.seeded(1));
  }

  private static Bytes transcriptHash() {
    return CERTIFIED.client(Phase.WAIT_CV).transcript().hash(HashAlgorithm.SHA256);
  }

  static Stream<Fault> faults() {
    InFlight finishing = CERTIFIED.client(Phase.WAIT_FINISHED);
    return Stream.of(
        raw(
            "encryptedExtensionsOutOfFormAreRefused",
            At.EXTENSIONS,
            HandshakeType.ENCRYPTED_EXTENSIONS,
            "0001",
            Rule.MESSAGE_PARSES),
        raw(
            "shortFinishedIsRefused",
            At.FINISHED,
            HandshakeType.FINISHED,
            "00",
            Rule.MESSAGE_PARSES),
        fault(
            "finishedBeforeEncryptedExtensionsIsRefused",
            At.EXTENSIONS,
            FINISHED,
            Rule.MESSAGE_IS_EXPECTED),
        fault(
            "finishedInsteadOfCertificateIsRefused",
            At.REQUEST_OR_CERTIFICATE,
            FINISHED,
            Rule.MESSAGE_IS_EXPECTED),
        fault("secondRequestIsRefused", At.CERTIFICATE, REQUEST, Rule.MESSAGE_IS_EXPECTED),
        fault(
            "certificateBesideAPskIsRefused",
            At.FINISHED_AFTER_PSK,
            CERTIFICATE,
            Rule.MESSAGE_IS_EXPECTED),
        fault(
            "ticketBeforeFinishedIsRefused",
            At.FINISHED,
            new NewSessionTicket(1, 1, Bytes.EMPTY, Bytes.hex("77"), List.of()),
            Rule.MESSAGE_IS_EXPECTED),
        fault("requestAfterTheHandshakeIsRefused", At.CONNECTED, REQUEST, Rule.MESSAGE_IS_EXPECTED),
        fault(
            "endOfEarlyDataIsRefused",
            At.EXTENSIONS_AFTER_PSK,
            new EndOfEarlyData(),
            Rule.END_OF_EARLY_DATA_IS_CLIENTS,
            Rule.MESSAGE_IS_EXPECTED),
        fault(
            "endOfEarlyDataAfterTheHandshakeIsRefused",
            At.CONNECTED_BY_PSK,
            new EndOfEarlyData(),
            Rule.END_OF_EARLY_DATA_IS_CLIENTS,
            Rule.MESSAGE_IS_EXPECTED),
        fault(
            "repeatedEncryptedExtensionIsRefused",
            At.EXTENSIONS,
            extensions(
                new SupportedGroups(List.of(NamedGroup.X25519)),
                new SupportedGroups(List.of(NamedGroup.X25519))),
            Rule.EXTENSIONS_ARE_DISTINCT),
        fault(
            "encryptedExtensionThatNobodyAskedForIsRefused",
            At.EXTENSIONS,
            extensions(new ApplicationProtocols(List.of(Bytes.hex("6832")))),
            Rule.EXTENSIONS_WERE_REQUESTED),
        fault(
            "acceptanceOfEarlyDataThatWasNotOfferedIsRefused",
            At.EXTENSIONS,
            extensions(new EarlyData()),
            Rule.EXTENSIONS_WERE_REQUESTED,
            Rule.EARLY_DATA_USES_FIRST_PSK),
        fault(
            "keyShareInEncryptedExtensionsIsRefused",
            At.EXTENSIONS,
            extensions(opaque(ExtensionType.KEY_SHARE)),
            Rule.ENCRYPTED_EXTENSIONS_BELONG_HERE),
        fault(
            "statusRequestInEncryptedExtensionsIsRefused",
            At.EXTENSIONS,
            extensions(opaque(ExtensionType.STATUS_REQUEST)),
            Rule.ENCRYPTED_EXTENSIONS_BELONG_HERE),
        fault(
            "earlyDataUnderTheSecondPskIsRefused",
            At.EXTENSIONS_AFTER_SECOND_PSK,
            extensions(new EarlyData()),
            Rule.EARLY_DATA_USES_FIRST_PSK),
        fault(
            "earlyDataWithoutAPskIsRefused",
            At.EXTENSIONS_WITHOUT_PSK,
            extensions(new EarlyData()),
            Rule.EARLY_DATA_USES_FIRST_PSK),
        fault(
            "earlyDataUnderAnotherSuiteIsRefused",
            At.EXTENSIONS_UNDER_ANOTHER_SUITE,
            extensions(new EarlyData()),
            Rule.EARLY_DATA_FITS_SUITE),
        fault(
            "requestBesideAPskIsRefused",
            At.FINISHED_AFTER_PSK,
            REQUEST,
            Rule.REQUEST_COMES_WITHOUT_PSK),
        fault(
            "requestBesideAPskThatIsUsedAloneIsRefused",
            At.FINISHED_AFTER_PSK_ALONE,
            REQUEST,
            Rule.REQUEST_COMES_WITHOUT_PSK),
        fault(
            "requestWithAContextIsRefused",
            At.REQUEST_OR_CERTIFICATE,
            new CertificateRequest(Bytes.hex("01"), REQUEST.extensions()),
            Rule.REQUEST_CONTEXT_IS_EMPTY),
        fault(
            "requestWithoutSignatureAlgorithmsIsRefused",
            At.REQUEST_OR_CERTIFICATE,
            new CertificateRequest(Bytes.EMPTY, List.of(new SignatureAlgorithmsCert(SCHEMES))),
            Rule.REQUEST_CARRIES_SIGNATURE_ALGORITHMS),
        fault(
            "repeatedExtensionInARequestIsRefused",
            At.REQUEST_OR_CERTIFICATE,
            request(new SignatureAlgorithms(SCHEMES)),
            Rule.EXTENSIONS_ARE_DISTINCT),
        fault(
            "serverNameInARequestIsRefused",
            At.REQUEST_OR_CERTIFICATE,
            request(opaque(ExtensionType.SERVER_NAME)),
            Rule.EXTENSIONS_BELONG_HERE),
        fault(
            "certificateWithAContextIsRefused",
            At.CERTIFICATE,
            new Certificate(Bytes.hex("01"), CERTIFICATE.certificateList()),
            Rule.CERTIFICATE_CONTEXT_IS_EMPTY),
        fault(
            "emptyCertificateIsRefused",
            At.REQUEST_OR_CERTIFICATE,
            new Certificate(Bytes.EMPTY, List.of()),
            Rule.SERVER_CERTIFICATE_IS_THERE),
        fault(
            "extensionOfACertificateThatNobodyAskedForIsRefused",
            At.CERTIFICATE,
            certificate(opaque(ExtensionType.SIGNED_CERTIFICATE_TIMESTAMP)),
            Rule.CERTIFICATE_ANSWERS_REQUEST),
        fault(
            "repeatedExtensionOfACertificateIsRefused",
            At.CERTIFICATE,
            certificate(opaque(ExtensionType.STATUS_REQUEST), opaque(ExtensionType.STATUS_REQUEST)),
            Rule.EXTENSIONS_ARE_DISTINCT),
        fault(
            "serverNameInACertificateIsRefused",
            At.CERTIFICATE,
            certificate(opaque(ExtensionType.SERVER_NAME)),
            Rule.EXTENSIONS_BELONG_HERE),
        fault(
            "certificateThatCannotBeReadIsRefused",
            At.CERTIFICATE,
            holding(Bytes.hex("3000")),
            Rule.SERVER_CERTIFICATE_IS_TRUSTED),
        fault(
            "signatureByASchemeThatWasNotOfferedIsRefused",
            At.VERIFY,
            verify(SignatureScheme.RSA_PSS_RSAE_SHA384, Signer.SERVER, transcriptHash()),
            Rule.SCHEME_WAS_OFFERED),
        fault(
            "signatureByPkcs1IsRefusedAlthoughItWasOffered",
            At.VERIFY,
            new CertificateVerify(SignatureScheme.RSA_PKCS1_SHA256, VERIFY.signature()),
            Rule.SCHEME_IS_OF_TLS13),
        fault(
            "signatureBySha1IsRefused",
            At.VERIFY,
            new CertificateVerify(new SignatureScheme(0x0201), VERIFY.signature()),
            Rule.SCHEME_WAS_OFFERED,
            Rule.SCHEME_IS_OF_TLS13,
            Rule.SCHEME_FITS_CERTIFICATE),
        fault(
            "signatureByASchemeOfAnotherKindOfKeyIsRefused",
            At.VERIFY,
            new CertificateVerify(SignatureScheme.ED25519, VERIFY.signature()),
            Rule.SCHEME_FITS_CERTIFICATE),
        fault(
            "signatureOfOtherOctetsIsRefused",
            At.VERIFY,
            verify(VERIFY.algorithm(), Signer.SERVER, Bytes.repeat(1, 32)),
            Rule.SIGNATURE_IS_VALID),
        fault(
            "signatureOfTheOtherSideIsRefused",
            At.VERIFY,
            verify(VERIFY.algorithm(), Signer.CLIENT, transcriptHash()),
            Rule.SIGNATURE_IS_VALID),
        fault(
            "emptySignatureIsRefused",
            At.VERIFY,
            new CertificateVerify(VERIFY.algorithm(), Bytes.EMPTY),
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
                    finishing.hellos().secrets().clientTraffic(),
                    finishing.transcript().hash(HashAlgorithm.SHA256))),
            Rule.FINISHED_IS_VALID),
        new Fault(
            "dataBeforeFinishedIsRefused",
            At.FINISHED,
            new DataReceived(DATA, false),
            List.of(Rule.DATA_IS_DUE)),
        new Fault(
            "dataBeforeTheCertificateIsRefused",
            At.REQUEST_OR_CERTIFICATE,
            new DataReceived(DATA, false),
            List.of(Rule.DATA_IS_DUE)),
        fault(
            "keyUpdateThatAsksForAThirdIsRefused",
            At.CONNECTED,
            new KeyUpdate(new KeyUpdateRequest(2)),
            Rule.KEY_UPDATE_IS_KNOWN));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void faultBreaksItsRulesAndTheFirstDecides(Fault fault) {
    FlightClientState state = fault.at().of(Rule.all(), Profile.RFC8446);

    assertThat(FlightClient.violations(state, fault.received()))
        .extracting(Violation::rule)
        .containsExactlyElementsOf(fault.rules());

    Step<FlightClientState> step = FlightClient.receive(state, fault.received());
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
              assertThat(rule.alerts()).contains(aborted.violation().alert());
              if (rule != Rule.SERVER_CERTIFICATE_IS_TRUSTED) {
                assertThat(aborted.violation().alert()).isEqualTo(rule.alerts().get(0));
              }
            });
  }

  @ParameterizedTest
  @MethodSource("faults")
  void clientThatDoesNotEnforceTheRulesGoesOn(Fault fault) {
    Set<Rule> others = EnumSet.complementOf(EnumSet.copyOf(fault.rules()));
    FlightClientState state = fault.at().of(others, Profile.RFC8446);

    Step<FlightClientState> step = FlightClient.receive(state, fault.received());

    assertThat(step.next().hasEnded()).isFalse();
    assertThat(step.sent()).noneMatch(sent -> sent instanceof AlertSent);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void leavingOutAnotherRuleDoesNotHelp(Fault fault) {
    FlightClientState state = fault.at().of(Set.copyOf(fault.rules()), Profile.RFC8446);

    assertThat(FlightClient.receive(state, fault.received()).next()).isInstanceOf(Aborted.class);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void eachBrokenRuleMayDecideWithEachOfItsAlerts(Fault fault) {
    for (Profile profile : Profile.values()) {
      FlightClientState state = fault.at().of(Rule.all(), profile);
      List<Step<FlightClientState>> expected = new ArrayList<>();
      for (Violation violation : FlightClient.violations(state, fault.received())) {
        for (AlertDescription alert : violation.rule().alerts(profile)) {
          expected.add(
              FlightClient.abort(
                  state, new Violation(violation.rule(), alert, violation.reason())));
        }
      }
      if (fault.rules().stream().noneMatch(rule -> rule.level(profile) == Rule.Level.MUST)) {
        Set<Rule> binding = Rule.mandatory(profile);
        Step<FlightClientState> onwards =
            FlightClient.receive(fault.at().of(binding, profile), fault.received());
        assertThat(onwards.next().hasEnded()).isFalse();
        assertThat(FlightClient.permitted(state, fault.received()))
            .hasSize(expected.size() + 1)
            .containsAll(expected)
            .last()
            .satisfies(step -> assertThat(step.next().hasEnded()).isFalse());
      } else {
        assertThat(FlightClient.permitted(state, fault.received()))
            .containsExactlyInAnyOrderElementsOf(expected);
      }
      assertThat(FlightClient.permitted(state, fault.received()).get(0))
          .isEqualTo(FlightClient.receive(state, fault.received()));
    }
  }

  @Test
  void everyRuleOfAClientInFlightIsBrokenByAFault() {
    assertThat(faults().flatMap(fault -> fault.rules().stream()).collect(Collectors.toSet()))
        .isEqualTo(rulesOfFlights());
  }

  private static Set<Rule> rulesOfFlights() {
    Set<Rule> expected =
        Rule.all().stream()
            .filter(rule -> rule.layer() != Rule.Layer.MODEL && rule.layer() != Rule.Layer.RECORD)
            .filter(rule -> rule.who() != Rule.Who.SERVER)
            .collect(Collectors.toCollection(HashSet::new));
    expected.addAll(
        List.of(
            Rule.MESSAGE_PARSES,
            Rule.MESSAGE_IS_EXPECTED,
            Rule.EXTENSIONS_ARE_DISTINCT,
            Rule.EXTENSIONS_BELONG_HERE,
            Rule.EXTENSIONS_WERE_REQUESTED));
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
            "emptyEncryptedExtensionsAreRead",
            At.EXTENSIONS,
            extensions(),
            Rule.MESSAGE_PARSES,
            Rule.MESSAGE_IS_EXPECTED),
        kept(
            "answersToTheClientAreRead",
            At.EXTENSIONS,
            extensions(
                new ServerNameAcknowledged(),
                new SupportedGroups(List.of(NamedGroup.X448)),
                opaque(UNKNOWN_TYPE)),
            Rule.EXTENSIONS_ARE_DISTINCT,
            Rule.EXTENSIONS_WERE_REQUESTED,
            Rule.ENCRYPTED_EXTENSIONS_BELONG_HERE),
        kept(
            "earlyDataUnderTheFirstPskIsAccepted",
            At.EXTENSIONS_AFTER_PSK,
            extensions(new EarlyData()),
            Rule.EARLY_DATA_USES_FIRST_PSK,
            Rule.EARLY_DATA_FITS_SUITE),
        kept(
            "earlyDataIsRefusedUnderTheSecondPsk",
            At.EXTENSIONS_AFTER_SECOND_PSK,
            extensions(),
            Rule.EARLY_DATA_USES_FIRST_PSK),
        kept(
            "earlyDataIsRefusedUnderAnotherSuite",
            At.EXTENSIONS_UNDER_ANOTHER_SUITE,
            extensions(),
            Rule.EARLY_DATA_FITS_SUITE),
        kept(
            "requestWithAllThatBelongsThereIsRead",
            At.REQUEST_OR_CERTIFICATE,
            request(
                opaque(ExtensionType.STATUS_REQUEST),
                opaque(ExtensionType.SIGNED_CERTIFICATE_TIMESTAMP),
                new SignatureAlgorithmsCert(SCHEMES),
                new OidFilters(List.of()),
                opaque(ExtensionType.DELEGATED_CREDENTIAL),
                opaque(ExtensionType.COMPRESS_CERTIFICATE),
                opaque(UNKNOWN_TYPE)),
            Rule.REQUEST_COMES_WITHOUT_PSK,
            Rule.REQUEST_CONTEXT_IS_EMPTY,
            Rule.REQUEST_CARRIES_SIGNATURE_ALGORITHMS,
            Rule.EXTENSIONS_ARE_DISTINCT,
            Rule.EXTENSIONS_BELONG_HERE),
        kept(
            "certificateWithoutARequestIsRead",
            At.REQUEST_OR_CERTIFICATE,
            CERTIFICATE,
            Rule.MESSAGE_IS_EXPECTED,
            Rule.SERVER_CERTIFICATE_IS_THERE,
            Rule.SERVER_CERTIFICATE_IS_TRUSTED,
            Rule.CERTIFICATE_CONTEXT_IS_EMPTY),
        kept(
            "certificateThatAnswersTheClientIsRead",
            At.CERTIFICATE,
            certificate(opaque(ExtensionType.STATUS_REQUEST), opaque(UNKNOWN_TYPE)),
            Rule.CERTIFICATE_ANSWERS_REQUEST,
            Rule.EXTENSIONS_BELONG_HERE),
        kept(
            "oneExtensionMayStandWithEachCertificate",
            At.CERTIFICATE,
            new Certificate(
                Bytes.EMPTY,
                List.of(
                    certificate(opaque(ExtensionType.STATUS_REQUEST)).certificateList().get(0),
                    certificate(opaque(ExtensionType.STATUS_REQUEST)).certificateList().get(0))),
            Rule.EXTENSIONS_ARE_DISTINCT),
        kept(
            "signatureByAnotherOfferedSchemeOfTheKeyIsRead",
            At.VERIFY,
            verify(VERIFY.algorithm(), Signer.SERVER, transcriptHash()),
            Rule.SCHEME_WAS_OFFERED,
            Rule.SCHEME_IS_OF_TLS13,
            Rule.SCHEME_FITS_CERTIFICATE,
            Rule.SIGNATURE_IS_VALID),
        kept("finishedIsRead", At.FINISHED, FINISHED, Rule.FINISHED_IS_VALID),
        new Kept(
            "dataAfterFinishedIsRead",
            At.CONNECTED,
            new DataReceived(DATA, false),
            List.of(Rule.DATA_IS_DUE)),
        new Kept(
            "dataOfNoOctetsIsRead",
            At.CONNECTED_BY_PSK,
            new DataReceived(Bytes.EMPTY, false),
            List.of(Rule.DATA_IS_DUE)),
        kept(
            "keyUpdateThatAsksForOneIsRead",
            At.CONNECTED,
            new KeyUpdate(KeyUpdateRequest.UPDATE_REQUESTED),
            Rule.KEY_UPDATE_IS_KNOWN),
        kept(
            "keyUpdateThatAsksForNoneIsRead",
            At.CONNECTED,
            new KeyUpdate(KeyUpdateRequest.UPDATE_NOT_REQUESTED),
            Rule.KEY_UPDATE_IS_KNOWN));
  }

  @ParameterizedTest
  @MethodSource("kept")
  void messageThatKeepsTheRulesIsRead(Kept kept) {
    FlightClientState state = kept.at().of(Rule.all(), Profile.RFC8446);

    Step<FlightClientState> step = FlightClient.receive(state, kept.received());

    assertThat(FlightClient.violations(state, kept.received())).isEmpty();
    assertThat(step.next().hasEnded()).isFalse();
    assertThat(step.sent()).noneMatch(sent -> sent instanceof AlertSent);
    assertThat(FlightClient.permitted(state, kept.received())).containsExactly(step);
  }

  @Test
  void everyRuleOfAClientInFlightIsKeptByAMessageButThatOfEndOfEarlyData() {
    Set<Rule> expected = rulesOfFlights();
    // Whatever is not EndOfEarlyData keeps it.
    expected.remove(Rule.END_OF_EARLY_DATA_IS_CLIENTS);

    assertThat(kept().flatMap(kept -> kept.rules().stream()).collect(Collectors.toSet()))
        .isEqualTo(expected);
  }

  @Test
  @Tag("CT-04")
  void trustSaysWithWhichAlertACertificateIsRefused() {
    FlightClientConfig trusting = Line.CERTIFIED.client();
    Refusal refusal = new Refusal(AlertDescription.UNKNOWN_CA, "nobody knows it");
    FlightClientConfig config =
        new FlightClientConfig(
            trusting.hellos(),
            trusting.credentials(),
            chain -> Optional.of(refusal),
            trusting.randomness());

    FlightClientState last = At.CERTIFICATE.play(config).lastClient();

    assertThat(last)
        .isInstanceOfSatisfying(
            Aborted.class,
            aborted ->
                assertThat(aborted.violation())
                    .isEqualTo(
                        new Violation(
                            Rule.SERVER_CERTIFICATE_IS_TRUSTED,
                            AlertDescription.UNKNOWN_CA,
                            "nobody knows it")));
  }

  // Order.

  private static final List<HandshakeType> TYPES =
      IntStream.rangeClosed(0, 255)
          .filter(code -> code != 1 && code != 2)
          .mapToObj(HandshakeType::new)
          .toList();

  @ParameterizedTest
  @EnumSource(At.class)
  @Tag("MSG-03")
  @Tag("EE-01")
  @Tag("ED-20")
  @Tag("ED-22")
  void everyMessageThatIsNotAwaitedIsUnexpectedWhateverItsBody(At at) {
    FlightClientState state = at.of(Rule.all(), Profile.RFC8446);
    for (HandshakeType type : TYPES) {
      for (String body : List.of("", "00", "ffffff", "0000000000")) {
        if (!at.awaited.contains(type)) {
          assertUnexpected(state, unread(type, body));
        }
      }
    }
    for (Received message : CERTIFIED.toClient()) {
      if (!at.awaited.contains(((HandshakeReceived) message).message().type())) {
        assertUnexpected(state, message);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(At.class)
  @Tag("MSG-03")
  void everyHelloIsUnexpected(At at) {
    FlightClientState state = at.of(Rule.all(), Profile.RFC8446);

    assertUnexpected(state, Received.of(state.config().hellos().firstHello()));
    assertUnexpected(state, Received.of(CERTIFIED.client(Phase.WAIT_EE).hellos().reply()));
    assertUnexpected(
        state,
        Received.of(
            new HelloRetryRequest(
                ProtocolVersion.TLS_12,
                Bytes.EMPTY,
                AES128,
                0,
                List.of(new SelectedVersion(ProtocolVersion.TLS_13)))));
  }

  private static void assertUnexpected(FlightClientState state, Received received) {
    assertThat(FlightClient.receive(state, received).next())
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
    FlightClientState state = at.of(Rule.all(), Profile.RFC8446);
    for (HandshakeType type : at.awaited) {
      for (String body : List.of("", "00", "ffffff", "0000000000", "ff".repeat(70))) {
        if (!(type.equals(HandshakeType.KEY_UPDATE) && body.equals("00"))) {
          assertThat(FlightClient.receive(state, unread(type, body)).next())
              .as("%s %s", type, body)
              .isInstanceOfSatisfying(
                  Aborted.class,
                  aborted ->
                      assertThat(aborted.violation().alert())
                          .isEqualTo(AlertDescription.DECODE_ERROR));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(At.class)
  @Tag("APP-01")
  void dataComesAfterFinishedAlone(At at) {
    FlightClientState state = at.of(Rule.all(), Profile.RFC8446);
    for (boolean early : List.of(false, true)) {
      Received data = new DataReceived(DATA, early);
      if (at.phase.isPresent()) {
        assertUnexpected(state, data);
      } else {
        assertThat(FlightClient.receive(state, data)).isEqualTo(Step.silent(state));
      }
    }
  }

  // The ends.

  @ParameterizedTest
  @EnumSource(At.class)
  @Tag("ALERT-20")
  void userCanceledMayBeTheEndInRfc9846AndIsInRfc8446(At at) {
    Received canceled = new AlertReceived(Alert.fatal(AlertDescription.USER_CANCELED));
    FlightClientState older = at.of(Rule.all(), Profile.RFC8446);
    FlightClientState newer = at.of(Rule.all(), Profile.RFC9846);

    assertThat(FlightClient.permitted(older, canceled))
        .containsExactly(Step.silent(new Closed(older, canceled)));
    assertThat(FlightClient.permitted(newer, canceled))
        .containsExactly(Step.silent(newer), Step.silent(new Closed(newer, canceled)));
    assertThat(FlightClient.receive(newer, canceled)).isEqualTo(Step.silent(newer));
    assertThat(FlightClient.receive(older, canceled).next()).isInstanceOf(Closed.class);
  }

  @ParameterizedTest
  @EnumSource(At.class)
  @Tag("ALERT-12")
  @Tag("ALERT-17")
  void anyOtherAlertAndTheEndOfTheTransportCloseInSilenceAndNothingIsReadThen(At at) {
    FlightClientState state = at.of(Rule.all(), Profile.RFC9846);
    for (Received end :
        List.of(
            new AlertReceived(new Alert(Alert.WARNING, AlertDescription.CLOSE_NOTIFY)),
            new AlertReceived(new Alert(Alert.WARNING, new AlertDescription(255))),
            new TransportClosed())) {
      Step<FlightClientState> closed = Step.silent(new Closed(state, end));
      assertThat(FlightClient.violations(state, end)).isEmpty();
      assertThat(FlightClient.receive(state, end)).isEqualTo(closed);
      assertThat(FlightClient.permitted(state, end)).containsExactly(closed);
      for (Received later :
          List.of(Received.of(FINISHED), new DataReceived(DATA, false), new TransportClosed())) {
        assertThat(FlightClient.receive(closed.next(), later)).isEqualTo(closed);
        assertThat(FlightClient.permitted(closed.next(), later)).containsExactly(closed);
        assertThat(FlightClient.violations(closed.next(), later)).isEmpty();
      }
    }
  }

  @Test
  void beforeServerHelloTheClientIsThatOfTheHellos() {
    FlightClientConfig config = Line.CERTIFIED.client();
    FlightClientState start =
        new FlightClientState.Hellos(config, new ClientState.Start(config.hellos()));
    FlightClientState waiting = FlightClient.start(config).next();
    ClientState hellos = ((FlightClientState.Hellos) waiting).state();
    Received wrong =
        Received.of(Edits.compression(CERTIFIED.client(Phase.WAIT_EE).hellos().reply(), 1));
    Received right = Received.of(CERTIFIED.client(Phase.WAIT_EE).hellos().reply());

    assertThatIllegalStateException().isThrownBy(() -> FlightClient.permitted(start, right));
    assertThatIllegalStateException().isThrownBy(() -> FlightClient.violations(start, right));
    assertThat(FlightClient.permitted(waiting, wrong))
        .extracting(Step::sent)
        .containsExactlyElementsOf(
            ClientMachine.permitted(hellos, wrong).stream().map(Step::sent).toList());
    assertThat(FlightClient.violations(waiting, wrong))
        .isEqualTo(ClientMachine.violations(hellos, wrong))
        .hasSize(1);
    assertThat(FlightClient.permitted(waiting, right))
        .contains(FlightClient.receive(waiting, right))
        .allMatch(step -> step.next() instanceof InFlight);
  }

  // Whatever comes.

  @Property(tries = 300)
  void clientAbortsExactlyIfARuleIsBroken(@ForAll("anything") Received received) {
    for (At at : At.values()) {
      FlightClientState state = at.of(Rule.all(), Profile.RFC8446);
      List<Violation> violations = FlightClient.violations(state, received);
      FlightClientState next = FlightClient.receive(state, received).next();
      if (violations.isEmpty()) {
        assertThat(next.hasEnded()).isFalse();
      } else {
        assertThat(next).isEqualTo(new Aborted(state, violations.get(0)));
      }
    }
  }

  @Property(tries = 200)
  void clientThatEnforcesNothingTakesAnythingInAnyOrder(
      @ForAll("sequences") List<Received> sequence, @ForAll("connections") Line line) {
    FlightClientConfig config = FlightExchange.with(line.client(), Set.of(), Profile.RFC8446);
    FlightClientState state = play(config, line.server()).client(Phase.WAIT_EE);
    for (Received received : sequence) {
      Step<FlightClientState> step = FlightClient.receive(state, received);
      assertThat(step.next().hasEnded()).isFalse();
      assertThat(step.sent()).noneMatch(sent -> sent instanceof AlertSent);
      state = step.next();
    }
  }

  @Property(tries = 200)
  void clientThatEnforcesAnyRulesAbortsOrGoesOn(
      @ForAll("sequences") List<Received> sequence,
      @ForAll("connections") Line line,
      @ForAll Set<Rule> enforced) {
    FlightClientConfig config = FlightExchange.with(line.client(), enforced, Profile.RFC9846);
    FlightClientState state = play(config, line.server()).client(Phase.WAIT_EE);
    for (Received received : sequence) {
      List<Step<FlightClientState>> permitted = FlightClient.permitted(state, received);
      FlightClientState next = FlightClient.receive(state, received).next();
      assertThat(permitted.get(0).next()).isEqualTo(next);
      if (next instanceof Aborted aborted && !state.hasEnded()) {
        assertThat(enforced).contains(aborted.violation().rule());
      }
      state = next;
    }
  }

  @Provide
  Arbitrary<Received> anything() {
    List<Received> likely = new ArrayList<>(CERTIFIED.toClient());
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

  // What is sent.

  @Test
  @Tag("MSG-02")
  void clientThatIsNotAskedSendsFinishedAlone() {
    Played played =
        play(
            client(offer(), Optional.of(OWN)),
            server(
                policy(List.of(NamedGroup.X25519), SUITES),
                serverWith(KeyKind.ED25519),
                ClientAuthentication.NONE));

    assertThat(types(played.toServer())).containsExactly(HandshakeType.FINISHED);
  }

  @Test
  @Tag("MSG-02")
  void clientThatIsAskedProvesItself() {
    assertThat(types(CERTIFIED.toServer()))
        .containsExactly(
            HandshakeType.CERTIFICATE, HandshakeType.CERTIFICATE_VERIFY, HandshakeType.FINISHED);
    assertThat(CERTIFIED.lastServer()).isInstanceOf(FlightServerState.Connected.class);
  }

  @Test
  @Tag("ED-18")
  @Tag("ED-19")
  void endOfEarlyDataIsSentExactlyIfEarlyDataIsAccepted() {
    for (Line line : Line.values()) {
      Played played = play(line.client(), line.server());

      assertThat(types(played.toServer()).contains(HandshakeType.END_OF_EARLY_DATA))
          .isEqualTo(line == Line.PSK_FIRST);
      assertThat(played.lastClient()).isInstanceOf(Connected.class);
      assertThat(played.lastServer()).isInstanceOf(FlightServerState.Connected.class);
    }
  }

  @Test
  void clientWhoseKeyFitsNoSchemeOfTheRequestShowsNoCertificate() {
    FlightServerConfig config = Line.CERTIFIED.server();
    Played played =
        play(
            client(offer(), Optional.of(OWN)),
            new FlightServerConfig(
                config.hellos(),
                config.credentials(),
                ClientAuthentication.OPTIONAL,
                List.of(SignatureScheme.ED448),
                config.trust(),
                config.tellsGroups(),
                config.randomness()));

    assertThat(types(played.toServer()))
        .containsExactly(HandshakeType.CERTIFICATE, HandshakeType.FINISHED);
    assertThat(played.fromClient(Certificate.class).certificateList()).isEmpty();
    assertThat(played.lastServer()).isInstanceOf(FlightServerState.Connected.class);
  }

  @Test
  void earlyDataWithoutAPskOfItsOwnIsNeitherSentNorEnded() {
    FlightClientConfig config =
        FlightExchange.with(
            client(offerWith(List.of(new EarlyData())), Optional.empty()),
            Set.of(),
            Profile.RFC8446);
    FlightClientState waiting = FlightClient.start(config).next();
    FlightClientState reading = play(config, Line.PSK_UNUSED.server()).client(Phase.WAIT_EE);

    assertThat(FlightClient.maySendEarlyData(waiting)).isFalse();
    assertThat(FlightClient.maySendEarlyData(reading)).isFalse();
    FlightClientState accepted =
        FlightClient.receive(reading, Received.of(extensions(new EarlyData()))).next();
    Step<FlightClientState> finished =
        FlightClient.receive(accepted, Received.of(new Finished(Bytes.repeat(0, 32))));
    assertThat(finished.next()).isInstanceOf(Connected.class);
    assertThat(finished.sent()).hasSize(1);
  }

  @Test
  @Tag("APP-01")
  void clientSendsDataWhenItIsConnected() {
    assertThatIllegalStateException()
        .isThrownBy(() -> FlightClient.send(CERTIFIED.client(Phase.WAIT_FINISHED), DATA));
    assertThat(FlightClient.send(CERTIFIED.lastClient(), DATA).sent()).hasSize(1);
  }

  private static List<HandshakeType> types(List<Received> messages) {
    return messages.stream()
        .map(received -> ((HandshakeReceived) received).message().type())
        .toList();
  }
}
