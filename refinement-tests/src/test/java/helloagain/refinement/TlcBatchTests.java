package helloagain.refinement;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.server.Take;
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
import org.junit.jupiter.api.Test;

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
    runs.add(afterUserCanceled());

    assertThat(runs.stream().flatMap(run -> run.events().stream()).map(LockStep.Event::action))
        .containsAll(Refinement.ACTIONS);
    assertThat(runs).allMatch(run -> run.isAllowedBy(Models.REPLAY));
    assertThat(TlcBatch.judge(runs)).isEmpty();
  }

  @Test
  void runOfABrokenReferenceIsRejectedWhereLockStepRejectsIt() throws InterruptedException {
    Verdict differs = run(CLIENT.without(Rule.RETRY_NAMES_UNSHARED_GROUP), RETRY_OF_A_SHARED_GROUP);
    assertThat(differs.difference()).map(Difference::step).contains(3);
    List<RecordedRun> runs = new ArrayList<>(agreeing(4));
    runs.add(2, RecordedRun.of(Models.REPLAY, differs));

    assertThat(runs.get(2).isAllowedBy(Models.REPLAY)).isFalse();
    assertThat(TlcBatch.judge(runs))
        .contains(
            new TlcBatch.Rejection(3, 3, "the specification does not allow this ClientRetries"));
  }

  @Test
  void abortWithAnotherRuleOrAlertIsRejected() throws InterruptedException {
    RecordedRun good = RecordedRun.of(Models.REPLAY, run(CLIENT, RETRY_OF_A_SHARED_GROUP));
    Optional<TlcBatch.Rejection> rejected =
        Optional.of(
            new TlcBatch.Rejection(2, 3, "the specification does not allow this ClientAborts"));

    assertThat(TlcBatch.judge(List.of(good, good))).isEmpty();
    assertThat(TlcBatch.judge(List.of(good, inState(good, 2, "rule", "RetryComesOnce"))))
        .isEqualTo(rejected);
    assertThat(TlcBatch.judge(List.of(good, inState(good, 2, "alert", "decode_error"))))
        .isEqualTo(rejected);
  }

  @Test
  void firstStepOfTheFirstRunIsNamedToo() throws InterruptedException {
    RecordedRun good = honest();

    assertThat(TlcBatch.judge(List.of(inState(good, 0, "state", "WAIT_EE"), good)))
        .contains(
            new TlcBatch.Rejection(
                1, 1, "the specification does not allow this ClientSendsFirstHello"));
  }

  @Test
  void messageThatWasNotSentIsRejectedWhereItIsRead() throws InterruptedException {
    RecordedRun good = honest();
    RecordedRun bad =
        edited(
            good,
            1,
            event ->
                new LockStep.Event(
                    event.move(),
                    event.action(),
                    event.message().map(hello -> hello.with("random", Tla.string("other"))),
                    event.state()));

    assertThat(TlcBatch.judge(List.of(good, good, bad)))
        .contains(
            new TlcBatch.Rejection(3, 2, "the specification does not allow this ServerRetries"));
  }

  @Test
  void brokenInvariantOfTheStartIsRejectedAtStepZero() throws InterruptedException {
    RecordedRun good = honest();
    Map<String, TlaValue> variables = new HashMap<>(good.start().variables());
    variables.put(
        "client", good.start().get("client").asRecord().with("rule", Tla.string("no rule")));
    RecordedRun bad =
        new RecordedRun(
            Models.REPLAY.of(Profile.RFC8446).state(variables), List.of(), Profile.RFC8446);

    assertThat(TlcBatch.judge(List.of(good, bad)))
        .contains(new TlcBatch.Rejection(2, 0, "TypeOK is violated"));
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

  private static List<RecordedRun> agreeing(int count) {
    return agreeing(count, Profile.RFC8446);
  }

  private static List<RecordedRun> agreeing(int count, Profile profile) {
    return ReplayBench.draw(Models.REPLAY, count, 1, profile).verdicts().stream()
        .map(verdict -> RecordedRun.of(Models.REPLAY, verdict))
        .toList();
  }

  private static RecordedRun afterUserCanceled() {
    List<HostileMove> moves =
        List.of(new HostileMove.SendAlert(90), new HostileMove.Hello(List.of()));
    Script script = new Script(World.HOSTILE_CLIENT, CLIENT, SERVER, moves);
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

  private static RecordedRun inState(RecordedRun run, int index, String field, String value) {
    TlaValue other = Tla.string(value);
    return edited(
        run,
        index,
        event ->
            new LockStep.Event(
                event.move(), event.action(), event.message(), event.state().with(field, other)));
  }

  private static RecordedRun edited(
      RecordedRun run, int index, UnaryOperator<LockStep.Event> edit) {
    List<LockStep.Event> events = new ArrayList<>(run.events());
    events.set(index, edit.apply(events.get(index)));
    return new RecordedRun(run.start(), events, run.profile());
  }
}
