package helloagain.refinement;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.exchange.Received;
import helloagain.exchange.Step;
import helloagain.flight.ClientAuthentication;
import helloagain.flight.FlightClient;
import helloagain.flight.FlightClientState;
import helloagain.flight.FlightServer;
import helloagain.flight.FlightServerState;
import helloagain.flight.Trust;
import helloagain.message.Alert;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.HandshakeType;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.rule.Violation;
import helloagain.signature.KeyKind;
import helloagain.signature.Refusal;
import helloagain.spec.SpecSource;
import helloagain.spec.TlaRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A recorded handshake is a run of the specification, message by message, or differs from it. */
class RecordedFlightTests {
  private static final RecordedHandshake RETRIED =
      RecordedHandshake.of(RecordedHandshake.retried());
  private static final HandshakeType[] OF_SERVER = {
    HandshakeType.ENCRYPTED_EXTENSIONS,
    HandshakeType.CERTIFICATE_REQUEST,
    HandshakeType.CERTIFICATE,
    HandshakeType.CERTIFICATE_VERIFY,
    HandshakeType.FINISHED
  };
  private static final HandshakeType[] OF_CLIENT = {
    HandshakeType.CERTIFICATE, HandshakeType.CERTIFICATE_VERIFY, HandshakeType.FINISHED
  };

  private static Verdict replay(Trace trace) {
    return replay(Reference.HELLO_AGAIN, trace);
  }

  private static Verdict replay(Reference reference, Trace trace) {
    return Replay.replay(Models.REPLAY, reference, trace);
  }

  /** Returns what the reference did, but for what the other peer sent. */
  private static List<String> actions(Verdict verdict) {
    return verdict.events().stream()
        .map(LockStep.Event::action)
        .filter(action -> !action.startsWith("Hostile") && !action.startsWith("Recorded"))
        .toList();
  }

  private static void assertAgrees(Verdict verdict) {
    assertThat(verdict.difference()).isEmpty();
    assertThat(verdict.violatedInvariants()).isEmpty();
  }

  private static void assertRefuses(Verdict verdict, Rule rule, AlertDescription alert) {
    assertAgrees(verdict);
    TlaRecord last = verdict.events().get(verdict.events().size() - 1).state();
    assertThat(last.get("rule").asString()).isEqualTo(rule.operator());
    assertThat(last.get("alert").asString()).isEqualTo(alert.name());
  }

  private static void assertDiffersBy(Verdict verdict, Rule rule, String action) {
    Difference difference = verdict.difference().orElseThrow();
    assertThat(difference.rule()).contains(rule);
    assertThat(difference.action()).isEqualTo(action);
    assertThat(difference.allowed())
        .anyMatch(allowed -> allowed.contains("ABORTED with") && allowed.contains(rule.operator()));
  }

  // Changes of what was recorded.

  private static Trace with(Trace trace, List<Move> moves) {
    return new Trace(trace.comment(), trace.client(), trace.server(), trace.flight(), moves);
  }

  /** Returns the place of the last message of a type that the other peer sends. */
  private static int place(Trace trace, HandshakeType type) {
    for (int i = trace.moves().size() - 1; i >= 0; i--) {
      if (trace.moves().get(i).carried().orElse(null) instanceof Payload.Handshake message
          && message.raw().at(0) == type.code()) {
        return i;
      }
    }
    throw new IllegalArgumentException("no " + type);
  }

  private static Bytes octets(Trace trace, HandshakeType type) {
    return ((Payload.Handshake) trace.moves().get(place(trace, type)).carried().orElseThrow())
        .raw();
  }

  private static Move sends(Trace trace, Payload payload) {
    return trace.client().isPresent()
        ? new Move.ServerSends(payload)
        : new Move.ClientSends(payload);
  }

  private static Move reads(Trace trace) {
    return trace.client().isPresent() ? new Move.ClientReads() : new Move.ServerReads();
  }

  /** Ends the trace with other octets in the place of a message. */
  private static Trace changed(Trace trace, HandshakeType type, UnaryOperator<Bytes> change) {
    Bytes octets = change.apply(octets(trace, type));
    return upTo(trace, type, new Payload.Handshake(octets));
  }

  /** Ends the trace with something else in the place of a message. */
  private static Trace upTo(Trace trace, HandshakeType type, Payload instead) {
    List<Move> moves = new ArrayList<>(trace.moves().subList(0, place(trace, type)));
    moves.add(sends(trace, instead));
    moves.add(reads(trace));
    return with(trace, moves);
  }

  private static Bytes flipped(Bytes octets, int place) {
    byte[] changed = octets.toArray();
    changed[place] ^= 1;
    return Bytes.of(changed);
  }

  private static Bytes lastFlipped(Bytes octets) {
    return flipped(octets, octets.size() - 1);
  }

  private static Trace withoutRule(Trace trace, Rule rule) {
    return new Trace(
        trace.comment(),
        trace.client().map(client -> client.without(rule)),
        trace.server().map(server -> server.without(rule)),
        trace.flight(),
        trace.moves());
  }

  // What is kept.

  @Test
  void wholeHandshakeOfAClientIsARunOfTheSpecification() {
    Verdict verdict = replay(RETRIED.client());

    assertAgrees(verdict);
    assertThat(actions(verdict))
        .containsExactly(
            "ClientSendsFirstHello",
            "ClientRetries",
            "ClientAccepts",
            "ClientReadsExtensions",
            "ClientReadsRequest",
            "ClientReadsCertificate",
            "ClientReadsVerify",
            "ClientFinishes",
            "ClientReadsTicket",
            "ClientReadsKeyUpdate",
            "ClientSendsData",
            "ClientReadsData");
    assertThat(verdict.flightSteps()).isEqualTo(8 + 9);
  }

  @Test
  void wholeHandshakeOfAServerIsARunOfTheSpecification() {
    Verdict verdict = replay(RETRIED.server());

    assertAgrees(verdict);
    assertThat(actions(verdict))
        .containsExactly(
            "ServerRetries",
            "ServerAcceptsSecond",
            "ServerSendsFlight",
            "ServerReadsCertificate",
            "ServerReadsVerify",
            "ServerFinishes",
            "ServerReadsKeyUpdate",
            "ServerSendsData",
            "ServerReadsData",
            "ServerIsClosed");
  }

  @ParameterizedTest
  @EnumSource(names = {"SECP256R1", "SECP384R1", "ED25519", "RSA"})
  void certificatesOfEachKindAreJudged(KeyKind kind) {
    RecordedHandshake recorded =
        RecordedHandshake.of(RecordedHandshake.retried().with(kind, KeyKind.RSA));

    assertAgrees(replay(recorded.client()));
    assertAgrees(replay(recorded.server()));
    assertThat(actions(replay(recorded.server()))).contains("ServerReadsVerify", "ServerFinishes");
  }

  /** NEG-10: the client lists no scheme for such a key. */
  @Test
  void serverWithoutACertificateThatTheClientCanCheckSaysSo() {
    RecordedHandshake recorded =
        RecordedHandshake.of(RecordedHandshake.retried().with(KeyKind.SECP256R1, KeyKind.ED25519));

    assertRefuses(
        replay(recorded.server()), Rule.SCHEMES_OVERLAP, AlertDescription.HANDSHAKE_FAILURE);
    assertAgrees(replay(recorded.client()));
    assertThat(actions(replay(recorded.client()))).endsWith("ClientIsClosed");
  }

  @Test
  void earlyDataThatIsAcceptedIsSentReadAndEnded() {
    RecordedHandshake recorded = RecordedHandshake.of(RecordedHandshake.early(true));

    Verdict client = replay(recorded.client());
    Verdict server = replay(recorded.server());

    assertAgrees(client);
    assertAgrees(server);
    assertThat(actions(client))
        .startsWith("ClientSendsFirstHello", "ClientSendsEarlyData", "ClientAccepts")
        .contains("ClientFinishes");
    assertThat(actions(server))
        .startsWith(
            "ServerAcceptsFirst",
            "ServerSendsFlight",
            "ServerReadsData",
            "ServerReadsEndOfEarlyData",
            "ServerFinishes");
  }

  @Test
  void earlyDataThatIsRefusedReachesNobody() {
    RecordedHandshake recorded = RecordedHandshake.of(RecordedHandshake.early(false));

    assertAgrees(replay(recorded.client()));
    assertAgrees(replay(recorded.server()));
    assertThat(actions(replay(recorded.server())))
        .startsWith("ServerAcceptsFirst", "ServerSendsFlight", "ServerFinishes");
  }

  @Test
  void clientWithoutACertificateIsRefusedByTheServerThatRequiresOne() {
    RecordedHandshake recorded = RecordedHandshake.of(RecordedHandshake.retried().anonymous());

    assertRefuses(
        replay(recorded.server()),
        Rule.CLIENT_CERTIFICATE_IS_THERE,
        AlertDescription.CERTIFICATE_REQUIRED);
    assertAgrees(replay(recorded.client()));
    assertThat(actions(replay(recorded.client()))).endsWith("ClientFinishes", "ClientIsClosed");
  }

  /** CT-06: whoever goes on takes the client for nobody. */
  @Test
  void strangerIsTakenForNobodyWhereACertificateIsOptional() {
    Verdict verdict =
        replay(
            RecordedHandshake.of(
                    RecordedHandshake.retried()
                        .asking(ClientAuthentication.OPTIONAL)
                        .trusting(Trust.ANYBODY, stranger()))
                .server());

    assertAgrees(verdict);
    TlaRecord last = verdict.events().get(verdict.events().size() - 1).state();
    assertThat(last.get("peer").asString()).isEqualTo("certificate of a stranger");
    assertThat(last.get("identity").asString()).isEqualTo("none");
  }

  private static Trust stranger() {
    return chain -> Optional.of(new Refusal(AlertDescription.UNKNOWN_CA, "nobody knows it"));
  }

  @Test
  void strangersCertificateIsRefusedWithTheAlertOfTheRun() {
    Trace trace =
        RecordedHandshake.of(RecordedHandshake.retried().trusting(stranger(), Trust.ANYBODY))
            .client();

    assertRefuses(replay(trace), Rule.SERVER_CERTIFICATE_IS_TRUSTED, AlertDescription.UNKNOWN_CA);
    assertDiffersBy(
        replay(withoutRule(trace, Rule.SERVER_CERTIFICATE_IS_TRUSTED)),
        Rule.SERVER_CERTIFICATE_IS_TRUSTED,
        "ClientReadsCertificate");
  }

  /** ALERT-20: RFC 9846, 6.1, lets a peer read on, and RFC 8446 says nothing of the kind. */
  @ParameterizedTest
  @EnumSource
  void userCanceledIsTheEndByOneDocumentAlone(Profile profile) {
    Trace trace = RecordedHandshake.of(RecordedHandshake.retried().following(profile)).client();
    Payload canceled = new Payload.AlertPayload(new Alert(1, AlertDescription.USER_CANCELED));
    List<Move> moves = new ArrayList<>(upTo(trace, HandshakeType.FINISHED, canceled).moves());
    if (profile == Profile.RFC9846) {
      int finished = place(trace, HandshakeType.FINISHED);
      moves.addAll(trace.moves().subList(finished, trace.moves().size()));
    }

    Verdict verdict = replay(with(trace, moves));

    assertAgrees(verdict);
    if (profile == Profile.RFC9846) {
      assertThat(actions(verdict)).containsSubsequence("ClientReadsOn", "ClientFinishes");
    } else {
      assertThat(actions(verdict)).endsWith("ClientIsClosed");
    }
  }

  /** 4.6.3: what request_update says matters, to the octet. */
  @Test
  void keyUpdateThatAsksForSomethingElseIsRefused() {
    Trace broken =
        changed(
            RETRIED.client(),
            HandshakeType.KEY_UPDATE,
            octets -> Bytes.concat(octets.slice(0, 4), Bytes.of((byte) 7)));

    assertRefuses(replay(broken), Rule.KEY_UPDATE_IS_KNOWN, AlertDescription.ILLEGAL_PARAMETER);
    assertThat(
            replay(withoutRule(broken, Rule.KEY_UPDATE_IS_KNOWN)).difference().orElseThrow().rule())
        .contains(Rule.KEY_UPDATE_IS_KNOWN);
  }

  /** Where a ticket has no place it is refused, whatever its body. */
  @Test
  void ticketBeforeFinishedIsRefused() {
    Payload ticket =
        new Payload.Handshake(octets(RETRIED.client(), HandshakeType.NEW_SESSION_TICKET));

    assertRefuses(
        replay(upTo(RETRIED.client(), HandshakeType.FINISHED, ticket)),
        Rule.MESSAGE_IS_EXPECTED,
        AlertDescription.UNEXPECTED_MESSAGE);
  }

  // What is broken.

  @Test
  void finishedWithOneOctetChangedIsRefusedByBoth() {
    for (Trace trace : List.of(RETRIED.client(), RETRIED.server())) {
      Trace broken = changed(trace, HandshakeType.FINISHED, RecordedFlightTests::lastFlipped);

      assertRefuses(replay(broken), Rule.FINISHED_IS_VALID, AlertDescription.DECRYPT_ERROR);
    }
  }

  @Test
  void referenceThatGoesOnWithAWrongFinishedDiffers() {
    assertDiffersBy(
        replay(
            withoutRule(
                changed(RETRIED.client(), HandshakeType.FINISHED, RecordedFlightTests::lastFlipped),
                Rule.FINISHED_IS_VALID)),
        Rule.FINISHED_IS_VALID,
        "ClientFinishes");
    assertDiffersBy(
        replay(
            withoutRule(
                changed(RETRIED.server(), HandshakeType.FINISHED, RecordedFlightTests::lastFlipped),
                Rule.FINISHED_IS_VALID)),
        Rule.FINISHED_IS_VALID,
        "ServerFinishes");
  }

  @Test
  void finishedOfAnotherHandshakeIsRefused() {
    RecordedHandshake other =
        RecordedHandshake.of(
            RecordedHandshake.retried()
                .asking(ClientAuthentication.OPTIONAL)
                .with(KeyKind.RSA, KeyKind.RSA));
    Bytes foreign = octets(other.client(), HandshakeType.FINISHED);

    assertRefuses(
        replay(changed(RETRIED.client(), HandshakeType.FINISHED, octets -> foreign)),
        Rule.FINISHED_IS_VALID,
        AlertDescription.DECRYPT_ERROR);
  }

  @Test
  void signatureOfAnotherKeyIsRefusedAndWhoTakesItDiffers() {
    Bytes foreign =
        octets(
            RecordedHandshake.of(RecordedHandshake.retried().with(KeyKind.RSA, KeyKind.RSA))
                .client(),
            HandshakeType.CERTIFICATE_VERIFY);
    Trace otherScheme =
        changed(RETRIED.client(), HandshakeType.CERTIFICATE_VERIFY, octets -> foreign);
    Trace otherKey =
        changed(
            RETRIED.client(), HandshakeType.CERTIFICATE_VERIFY, RecordedFlightTests::lastFlipped);

    assertRefuses(
        replay(otherScheme), Rule.SCHEME_FITS_CERTIFICATE, AlertDescription.ILLEGAL_PARAMETER);
    assertRefuses(replay(otherKey), Rule.SIGNATURE_IS_VALID, AlertDescription.DECRYPT_ERROR);
    assertDiffersBy(
        replay(withoutRule(otherKey, Rule.SIGNATURE_IS_VALID)),
        Rule.SIGNATURE_IS_VALID,
        "ClientReadsVerify");
  }

  @Test
  void dataBeforeFinishedIsRefusedAndWhoTakesItDiffers() {
    for (Trace trace : List.of(RETRIED.client(), RETRIED.server())) {
      Trace early = upTo(trace, HandshakeType.FINISHED, new Payload.Data(false));

      assertRefuses(replay(early), Rule.DATA_IS_DUE, AlertDescription.UNEXPECTED_MESSAGE);
      assertThat(replay(withoutRule(early, Rule.DATA_IS_DUE)).difference()).isPresent();
    }
  }

  @Test
  void messageThatIsLeftOutOrComesTwiceIsRefusedByBoth() {
    for (HandshakeType type : OF_SERVER) {
      assertOrderIsJudged(RETRIED.client(), type);
    }
    for (HandshakeType type : OF_CLIENT) {
      assertOrderIsJudged(RETRIED.server(), type);
    }
  }

  private static void assertOrderIsJudged(Trace trace, HandshakeType type) {
    int place = place(trace, type);
    List<Move> shorter = new ArrayList<>(trace.moves());
    shorter.subList(place, place + 2).clear();
    List<Move> longer = new ArrayList<>(trace.moves());
    longer.addAll(place, trace.moves().subList(place, place + 2));
    for (List<Move> moves : List.of(shorter, longer)) {
      Verdict verdict = replay(untilRefused(with(trace, moves)));

      assertAgrees(verdict);
      boolean ends =
          verdict.events().stream()
              .anyMatch(event -> event.state().has("alert") && event.action().endsWith("Refuses"));
      // A request and its answer may be left out: then something else does not fit.
      assertThat(ends).as(type + " in " + moves.size()).isTrue();
    }
  }

  /** Cuts the trace behind the first refusal, after which nobody reads. */
  private static Trace untilRefused(Trace trace) {
    for (int end = 1; end <= trace.moves().size(); end++) {
      Trace part = with(trace, trace.moves().subList(0, end));
      try {
        Verdict verdict = replay(part);
        boolean isOver =
            verdict.difference().isPresent()
                || verdict.events().get(end - 1).action().endsWith("Refuses");
        if (isOver) {
          return part;
        }
      } catch (Replay.ImpossibleMoveException e) {
        return with(trace, trace.moves().subList(0, end - 1));
      }
    }
    return trace;
  }

  /** Each octet of each message of a flight in turn; one step in five keeps it short. */
  @Test
  void flightWithAnyOctetChangedIsJudgedAlike() {
    int refused = 0;
    for (HandshakeType type : OF_SERVER) {
      int size = octets(RETRIED.client(), type).size();
      for (int i = 4; i < size; i += Math.max(1, size / 12)) {
        int at = i;
        Verdict verdict = replay(changed(RETRIED.client(), type, octets -> flipped(octets, at)));
        assertThat(verdict.difference()).as(type + " " + at).isEmpty();
        refused += actions(verdict).contains("ClientRefuses") ? 1 : 0;
      }
    }
    assertThat(refused).isGreaterThan(20);
  }

  /** What refuses is the rule of the specification: without it nothing differs. */
  @Test
  void judgeThatLooksAwayLetsABrokenReferencePass() {
    SpecSource source = SpecSource.project();
    SpecSource weak =
        source
            .with(
                "MCRecordedFlights.tla",
                source
                    .text("MCRecordedFlights.tla")
                    .replaceFirst(
                        "(?m)^=+$",
                        """
                        Yes1(a) == TRUE
                        Yes2(a, b) == TRUE
                        Yes4(a, b, c, d) == TRUE
                        ===="""))
            .with(
                "MCRecordedFlights.cfg",
                source
                    .text("MCRecordedFlights.cfg")
                    .replace(
                        "CONSTANTS",
                        """
                        CONSTANTS
                          FinishedIsValid <- Yes4
                          SignatureIsValid <- Yes4
                          ServerCertificateIsTrusted <- Yes1
                          DataIsDue <- Yes2
                        """)
                    // A MAC of nothing has no fields to look at.
                    .replaceFirst("(?s)INVARIANTS.*", ""));

    try (Judges judges = new Judges(weak)) {
      for (Rule rule :
          List.of(
              Rule.FINISHED_IS_VALID,
              Rule.SIGNATURE_IS_VALID,
              Rule.SERVER_CERTIFICATE_IS_TRUSTED,
              Rule.DATA_IS_DUE)) {
        Trace broken = withoutRule(brokenBy(rule), rule);

        assertThat(replay(broken).difference().orElseThrow().rule()).contains(rule);
        assertThat(Replay.replay(judges, Reference.HELLO_AGAIN, broken).difference())
            .as(rule.id())
            .isEmpty();
      }
    }
  }

  private static Trace brokenBy(Rule rule) {
    return switch (rule) {
      // A client that does not sign; what was signed is not over a Finished that was changed.
      case FINISHED_IS_VALID ->
          changed(
              RecordedHandshake.of(RecordedHandshake.retried().asking(ClientAuthentication.NONE))
                  .client(),
              HandshakeType.FINISHED,
              RecordedFlightTests::lastFlipped);
      case SIGNATURE_IS_VALID ->
          changed(
              RETRIED.client(), HandshakeType.CERTIFICATE_VERIFY, RecordedFlightTests::lastFlipped);
      case SERVER_CERTIFICATE_IS_TRUSTED ->
          upTo(
              RecordedHandshake.of(RecordedHandshake.retried().trusting(stranger(), Trust.ANYBODY))
                  .client(),
              HandshakeType.CERTIFICATE);
      case DATA_IS_DUE -> upTo(RETRIED.client(), HandshakeType.FINISHED, new Payload.Data(false));
      default -> throw new IllegalArgumentException(rule.id());
    };
  }

  /** Ends the trace with a message. */
  private static Trace upTo(Trace trace, HandshakeType type) {
    return with(trace, trace.moves().subList(0, place(trace, type) + 2));
  }

  @Test
  void referenceThatRefusesALegalFinishedDiffers() {
    Reference wary =
        new Reference() {
          @Override
          public Step<FlightClientState> receive(FlightClientState state, Received received) {
            return received instanceof Received.HandshakeReceived handshake
                    && handshake.message().type().equals(HandshakeType.FINISHED)
                ? FlightClient.abort(state, Violation.of(Rule.FINISHED_IS_VALID, "too good"))
                : FlightClient.receive(state, received);
          }
        };

    Difference difference = replay(wary, RETRIED.client()).difference().orElseThrow();

    assertThat(difference.action()).isEqualTo("ClientRefuses");
    assertThat(difference.rule()).isEmpty();
    assertThat(difference.allowed()).contains("ClientFinishes: CONNECTED");
  }

  @Test
  void serverThatLeavesItsProofOutDiffers() {
    Reference lazy =
        new Reference() {
          @Override
          public Step<FlightServerState> sendFlight(FlightServerState state) {
            Step<FlightServerState> step = FlightServer.sendFlight(state);
            return new Step<>(step.next(), step.sent().subList(0, 2));
          }
        };

    Difference difference = replay(lazy, RETRIED.server()).difference().orElseThrow();

    assertThat(difference.action()).isEqualTo("ServerSendsFlight");
  }

  @Test
  void proofThatIsNotOverTheTranscriptDiffers() {
    FlightSetup.OfServer flight = (FlightSetup.OfServer) RETRIED.server().flight().orElseThrow();
    Proof proof = flight.proof().orElseThrow();
    Trace forged =
        new Trace(
            "",
            Optional.empty(),
            RETRIED.server().server(),
            Optional.of(
                new FlightSetup.OfServer(
                    Optional.of(new Proof(proof.chain(), lastFlipped(proof.signature()))),
                    flight.distrust(),
                    flight.authentication(),
                    flight.schemes(),
                    flight.tellsGroups())),
            RETRIED.server().moves());

    assertThat(replay(forged).difference().orElseThrow().action()).isEqualTo("ServerSendsFlight");
  }

  @Test
  void referenceThatTakesFinishedWithoutAProofDiffers() {
    Trace trace = RETRIED.client();
    List<Move> moves = new ArrayList<>(trace.moves());
    int place = place(trace, HandshakeType.CERTIFICATE_VERIFY);
    moves.subList(place, place + 2).clear();

    assertDiffersBy(
        replay(withoutRule(with(trace, moves), Rule.MESSAGE_IS_EXPECTED)),
        Rule.MESSAGE_IS_EXPECTED,
        "ClientFinishes");
  }
}
