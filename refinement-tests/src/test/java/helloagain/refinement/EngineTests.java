package helloagain.refinement;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.client.ClientState;
import helloagain.exchange.Received;
import helloagain.exchange.Step;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.Test;

/** Both engines give the same verdict, at the same step and by the same rule. */
class EngineTests {
  private static final int DRAWN = 150;

  /** Fails where it would go on after a HelloRetryRequest. */
  private static final Reference FAILING =
      new Reference() {
        @Override
        public Step<ClientState> receive(ClientState state, Received received) {
          Step<ClientState> step = Reference.super.receive(state, received);
          if (step.next() instanceof ClientState.AwaitingServerHelloAgain) {
            throw new IllegalStateException("it gives up");
          }
          return step;
        }
      };

  private record Made(Reference reference, Trace trace) {}

  @Test
  void enginesAgreeOnDrawnRunsAndOnThoseOfBrokenReferences() throws InterruptedException {
    List<Made> made = new ArrayList<>(drawn());
    for (BrokenPeer peer : BrokenPeer.values()) {
      peer.caught(Models.REPLAY).ifPresent(caught -> made.add(new Made(peer, caught.trace())));
    }
    List<Verdict> lockStep =
        made.stream()
            .map(run -> Replay.replay(Models.REPLAY, run.reference(), run.trace()))
            .toList();
    List<TlcBatch.Rejection> expected =
        IntStream.range(0, made.size())
            .filter(i -> !lockStep.get(i).agrees())
            .mapToObj(i -> rejection(i + 1, lockStep.get(i).difference().orElseThrow()))
            .toList();
    assertThat(expected.size()).isBetween(BrokenPeer.values().length, made.size() / 2);

    List<TlcBatch.Rejection> found =
        TlcBatch.judge(
                Models.REPLAY,
                made.stream()
                    .map(run -> Replay.record(Models.REPLAY, run.reference(), run.trace()).run())
                    .toList())
            .rejections();

    // Lock-step names the first of the rules that decide.
    assertThat(found.stream().map(EngineTests::withFirstRule)).containsExactlyElementsOf(expected);
  }

  @Test
  void reportsOfBothEnginesAreTheSame() throws InterruptedException {
    Map<Boolean, List<Trace>> traces =
        drawn().stream()
            .filter(run -> run.reference() == Reference.HELLO_AGAIN)
            .filter(run -> run.trace().profile() == Profile.RFC8446)
            .map(Made::trace)
            .limit(30)
            .collect(Collectors.partitioningBy(trace -> trace.client().isPresent()));
    List<Trace> all = new ArrayList<>(traces.get(true));
    all.addAll(traces.get(false));
    // The first of these has a retry, on which the reference gives up.
    all.add(BrokenPeer.scripts().get(0).run(Models.REPLAY, FAILING).trace());
    Trace first = all.get(0);
    // What stands after the end of a run is not possible there.
    List<Move> moves = new ArrayList<>(first.moves());
    moves.add(new Move.ClientStarts());
    all.add(new Trace("", first.client(), first.server(), moves));

    Engine.Report step = Engine.STEP.replay(Models.REPLAY, FAILING, all, done -> {});
    Engine.Report batch = Engine.BATCH.replay(Models.REPLAY, FAILING, all, done -> {});

    assertThat(batch.outcomes()).isEqualTo(step.outcomes());
    assertThat(step.outcomes().get(all.size() - 1)).isInstanceOf(Engine.Outcome.Impossible.class);
    assertThat(step.outcomes().stream().map(EngineTests::action)).contains("a step of the client");
    assertThat(step.planted()).isZero();
    assertThat(batch.planted()).isGreaterThanOrEqualTo(Damage.values().length);
  }

  private static String action(Engine.Outcome outcome) {
    return outcome instanceof Engine.Outcome.Judged judged
        ? judged.verdict().difference().map(Difference::action).orElse("")
        : "";
  }

  private static TlcBatch.Rejection rejection(int run, Difference difference) {
    return new TlcBatch.Rejection(
        run, difference.step(), difference.rule().stream().toList(), List.of());
  }

  private static TlcBatch.Rejection withFirstRule(TlcBatch.Rejection rejection) {
    return new TlcBatch.Rejection(
        rejection.run(),
        rejection.step(),
        rejection.rule().stream().toList(),
        rejection.invariants());
  }

  /** Draws traces by both documents; every fifth is made by peers that leave a rule unchecked. */
  private static List<Made> drawn() {
    List<Made> made = new ArrayList<>();
    Random random = new Random(7);
    List<Rule> rules = List.of(Rule.values());
    List<BrokenPeer> peers = List.of(BrokenPeer.values());
    List<Profile> profiles = List.of(Profile.values());
    JqwikSession.run(
        () -> {
          Map<Profile, RandomGenerator<Script>> scripts =
              profiles.stream()
                  .collect(
                      Collectors.toMap(
                          Function.identity(),
                          profile -> Scripts.any(profile).generator(1000, true)));
          for (int i = 0; i < DRAWN; i++) {
            Script script = scripts.get(profiles.get(i % 2)).next(random).value();
            if (i % 5 == 0) {
              Rule rule = rules.get(random.nextInt(rules.size()));
              script =
                  new Script(
                      script.world(),
                      script.client().without(rule),
                      script.server().without(rule),
                      script.hostile());
            }
            made.add(
                new Made(
                    Reference.HELLO_AGAIN,
                    script.run(Models.REPLAY, Reference.HELLO_AGAIN).trace()));
            if (i % 10 == 0) {
              BrokenPeer peer = peers.get(i / 10 % peers.size());
              made.add(new Made(peer, script.run(Models.REPLAY, peer).trace()));
              made.add(new Made(FAILING, script.run(Models.REPLAY, FAILING).trace()));
            }
          }
        });
    return made;
  }
}
