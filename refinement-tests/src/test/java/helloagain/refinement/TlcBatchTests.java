package helloagain.refinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.server.Take;
import helloagain.spec.SpecSource;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaSequence;
import helloagain.spec.TlaValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlcBatchTests {
  private static final ClientSetup CLIENT =
      new ClientSetup(
          List.of(NamedGroup.X25519, NamedGroup.SECP256R1),
          Set.of(NamedGroup.X25519),
          List.of(CipherSuite.TLS_AES_128_GCM_SHA256),
          List.of(ProtocolVersion.TLS_13),
          Bytes.EMPTY,
          List.of(),
          0,
          Set.of());

  private static final ServerSetup SERVER =
      new ServerSetup(
          List.of(NamedGroup.SECP256R1),
          List.of(CipherSuite.TLS_AES_128_GCM_SHA256),
          Take.SHARED,
          Optional.empty(),
          Set.of());

  private static final HostileMove.Reply RETRY_OF_A_SHARED_GROUP =
      new HostileMove.Reply(true, 1, 0, false, List.of());

  @Test
  void runsWithEveryActionAreAcceptedToTheirEnd() throws InterruptedException {
    List<RecordedRun> runs = new ArrayList<>(agreeing(300));
    runs.addAll(1, agreeing(150, Profile.RFC9846));
    runs.add(afterUserCanceled(World.HOSTILE_CLIENT, new HostileMove.Hello(List.of())));
    runs.add(afterUserCanceled(World.HOSTILE_SERVER, RETRY_OF_A_SHARED_GROUP));

    assertThat(runs.stream().flatMap(run -> run.events().stream()).map(LockStep.Event::action))
        .containsAll(Refinement.ACTIONS);
    assertThat(runs).allMatch(run -> run.isAllowedBy(Models.REPLAY));
    assertThat(rejections(runs)).isEmpty();
  }

  @Test
  void everyRunIsJudgedForItselfAndWithTheRuleThatDecides() throws InterruptedException {
    Verdict differs = run(CLIENT.without(Rule.RETRY_NAMES_UNSHARED_GROUP), RETRY_OF_A_SHARED_GROUP);
    assertThat(differs.difference()).map(Difference::step).contains(3);
    RecordedRun aborted = RecordedRun.of(Models.REPLAY, run(CLIENT, RETRY_OF_A_SHARED_GROUP));
    RecordedRun honest = honest();
    List<RecordedRun> runs =
        List.of(
            inState(honest, 0, "state", "WAIT_EE"),
            honest,
            RecordedRun.of(Models.REPLAY, differs),
            inState(aborted, 2, "rule", "RetryComesOnce"),
            aborted,
            inState(aborted, 2, "alert", "decode_error"),
            withAnotherMessageRead(honest, 1),
            honest,
            withUnknownRuleAtStart(honest));

    assertThat(rejections(runs))
        .containsExactly(
            rejection(1, 1),
            rejection(3, 3, Rule.RETRY_NAMES_UNSHARED_GROUP),
            rejection(4, 3, Rule.RETRY_NAMES_UNSHARED_GROUP),
            rejection(6, 3, Rule.RETRY_NAMES_UNSHARED_GROUP),
            rejection(7, 2),
            new TlcBatch.Rejection(9, 0, List.of(), List.of("TypeOK")));
  }

  @Test
  void partsThatOccurAgainAreDefinedOnceAndBeforeTheirUse() {
    TlaRecord part = Tla.record("a", "x", "b", Tla.sequence(Tla.string("y"), Tla.string("z")));
    TlaSequence whole =
        Tla.sequence(Tla.record("p", part, "q", "\"1\\2"), Tla.record("p", part, "q", Tla.EMPTY));

    assertThat(TlaText.module("Data", "All", whole))
        .isEqualTo(
            """
            ---- MODULE Data ----
            v1 == [a |-> "x", b |-> <<"y", "z">>]
            v2 == [p |-> v1, q |-> "\\"1\\\\2"]
            v3 == [p |-> v1, q |-> <<>>]
            All == <<
              v2,
              v3 >>
            ====
            """);
  }

  /** A judge that looks away is noticed by the runs that were damaged on purpose. */
  @ParameterizedTest
  @CsvSource({
    "ClientReadsMessage, Yes, was damaged at step 5 (MESSAGE) is accepted",
    "ClientDoesSo, Yes, was damaged at step 5 (STATE) is accepted",
    "ServerDoesSo, Yes, judges run",
    "StepIsAllowed, AnyStep, was damaged at step 5 (STATE) is accepted",
    "ViolatedInvariants, NoName, was damaged at step 0 (START) is ",
    "DecidingRules, NoName, was damaged at step 2 (ALERT) is rejected without its rule",
  })
  void judgeThatLooksAwayIsNoticed(String operator, String weaker, String complaint) {
    SpecSource source = SpecSource.project();
    SpecSource weak =
        source
            .with(
                "MCTrace.tla",
                source
                    .text("MCTrace.tla")
                    .replaceFirst(
                        "(?m)^=+$",
                        """
                        Yes == TRUE
                        NoName == {}
                        AnyStep == UNCHANGED vars
                        ===="""))
            .with(
                "MCTrace.cfg",
                source
                    .text("MCTrace.cfg")
                    .replace("CONSTANTS", "CONSTANTS " + operator + " <- " + weaker));

    assertThatIllegalStateException()
        .isThrownBy(() -> TlcBatch.judge(weak, Models.REPLAY, List.of(honest())))
        .withMessageContaining(complaint);
  }

  @Test
  void missingAndRepeatedVerdictsAreFailures() {
    assertThatIllegalStateException()
        .isThrownBy(() -> judgeWith("verdict = Open \\/", "TRUE \\/"))
        .withMessageMatching("TLC judges 0 of \\d+ runs");
    assertThatIllegalStateException()
        .isThrownBy(() -> judgeWith("verdict = Open \\/", "(verdict = Open /\\ position > 1) \\/"))
        .withMessageMatching("TLC judges run \\d+: open");
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                judgeWith(
                    "verdict = Open \\/",
                    "verdict = Open\n  \\/ ~PrintT(ToString(<< \"verdict\", trace, verdict >>)) \\/"))
        .withMessageMatching("TLC judges run \\d+ twice");
  }

  @Test
  void runsThatWereNotFollowedAreAFailure() {
    SpecSource source = SpecSource.project();
    String module = source.text("Trace.tla");
    SpecSource jumps =
        source.with(
            "Trace.tla",
            module.replace(
                "IF verdict # Open THEN",
                "IF verdict = Open /\\ Len(Run.steps) = 5 /\\ position < 5\n"
                    + "     THEN Judges(Accepted) ELSE IF verdict # Open THEN"));

    assertThatIllegalStateException()
        .isThrownBy(() -> TlcBatch.judge(jumps, Models.REPLAY, List.of(honest())))
        .withMessageMatching("TLC saw \\d+ runs with \\d+ states, not \\d+ with \\d+");
  }

  private static void judgeWith(String text, String other) throws InterruptedException {
    SpecSource source = SpecSource.project();
    String module = source.text("MCTrace.tla");
    assertThat(module).contains(text);
    TlcBatch.judge(
        source.with("MCTrace.tla", module.replace(text, other)), Models.REPLAY, List.of(honest()));
  }

  @Test
  void invariantsAreThoseOfASingleRun() {
    String trace = SpecSource.project().text("Trace.tla");
    List<String> named =
        Pattern.compile("(\\w+Inv) +\\|-> +\\1\\b")
            .matcher(trace)
            .results()
            .map(m -> m.group(1))
            .toList();

    for (Profile profile : Profile.values()) {
      assertThat(Models.REPLAY.of(profile).invariantNames())
          .startsWith("TypeOK")
          .containsExactlyElementsOf(Stream.concat(Stream.of("TypeOK"), named.stream()).toList());
    }
  }

  private static List<TlcBatch.Rejection> rejections(List<RecordedRun> runs)
      throws InterruptedException {
    return TlcBatch.judge(Models.REPLAY, runs).rejections();
  }

  private static TlcBatch.Rejection rejection(int run, int step, Rule... rules) {
    return new TlcBatch.Rejection(run, step, List.of(rules), List.of());
  }

  private static List<RecordedRun> agreeing(int count) {
    return agreeing(count, Profile.RFC8446);
  }

  private static List<RecordedRun> agreeing(int count, Profile profile) {
    return ReplayBench.draw(Models.REPLAY, count, 1, profile).verdicts().stream()
        .map(verdict -> RecordedRun.of(Models.REPLAY, verdict))
        .toList();
  }

  /** RFC 9846, 6.1: a peer that reads on after user_canceled. */
  private static RecordedRun afterUserCanceled(World world, HostileMove then) {
    Script script = new Script(world, CLIENT, SERVER, List.of(new HostileMove.SendAlert(90), then));
    return RecordedRun.of(
        Models.REPLAY, script.following(Profile.RFC9846).run(Models.REPLAY, Reference.HELLO_AGAIN));
  }

  private static RecordedRun honest() {
    Script script = new Script(World.HONEST, CLIENT, SERVER, List.of());
    return RecordedRun.of(Models.REPLAY, script.run(Models.REPLAY, Reference.HELLO_AGAIN));
  }

  private static Verdict run(ClientSetup client, HostileMove move) {
    return new Script(World.HOSTILE_SERVER, client, SERVER, List.of(move))
        .run(Models.REPLAY, Reference.HELLO_AGAIN);
  }

  private static RecordedRun withAnotherMessageRead(RecordedRun run, int index) {
    return edited(
        run,
        index,
        event ->
            new LockStep.Event(
                event.move(),
                event.action(),
                event.message().map(hello -> hello.with("random", Tla.string("other"))),
                event.sent(),
                event.state()));
  }

  private static RecordedRun withUnknownRuleAtStart(RecordedRun run) {
    Map<String, TlaValue> variables = new HashMap<>(run.start().variables());
    variables.put(
        "client", run.start().get("client").asRecord().with("rule", Tla.string("no rule")));
    return new RecordedRun(
        Models.REPLAY.of(run.profile()).state(variables), List.of(), run.profile());
  }

  private static RecordedRun inState(RecordedRun run, int index, String field, String value) {
    TlaValue other = Tla.string(value);
    return edited(
        run,
        index,
        event ->
            new LockStep.Event(
                event.move(),
                event.action(),
                event.message(),
                event.sent(),
                event.state().with(field, other)));
  }

  private static RecordedRun edited(
      RecordedRun run, int index, UnaryOperator<LockStep.Event> edit) {
    List<LockStep.Event> events = new ArrayList<>(run.events());
    events.set(index, edit.apply(events.get(index)));
    return new RecordedRun(run.start(), events, run.profile());
  }
}
