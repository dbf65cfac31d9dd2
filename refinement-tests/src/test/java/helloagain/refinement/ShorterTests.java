package helloagain.refinement;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.client.ClientConfig;
import helloagain.client.ClientState;
import helloagain.exchange.Step;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.refinement.HostileMove.Edit;
import helloagain.refinement.HostileMove.Kind;
import helloagain.refinement.HostileMove.Reply;
import helloagain.rule.Rule;
import helloagain.server.Take;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A run that differs is told without anything that it could do without, and TLC confirms it. */
class ShorterTests {
  /** Follows a second HelloRetryRequest (HRR-08). */
  static final Reference BROKEN =
      new Reference() {
        @Override
        public Step<ClientState> start(ClientConfig config) {
          Set<Rule> enforced = EnumSet.copyOf(config.enforced());
          enforced.remove(Rule.RETRY_COMES_ONCE);
          return Reference.HELLO_AGAIN.start(config.enforcing(enforced));
        }
      };

  private static final Reply RETRY = new Reply(true, 2, 0, false, List.of());

  private static final ServerSetup SERVER =
      new ServerSetup(
          List.of(NamedGroup.SECP256R1),
          List.of(CipherSuite.TLS_AES_128_GCM_SHA256),
          Take.SHARED,
          Optional.empty(),
          Set.of());

  /** Has more of everything than it takes to follow two retries. */
  private static final Script BULKY =
      new Script(
          World.HOSTILE_SERVER,
          new ClientSetup(
              List.of(
                  NamedGroup.X25519,
                  NamedGroup.SECP256R1,
                  NamedGroup.X448,
                  new NamedGroup(0x0a0a),
                  NamedGroup.SECP384R1),
              Set.of(NamedGroup.X25519, NamedGroup.SECP384R1),
              Alphabet.SUITES,
              List.of(ProtocolVersion.TLS_13, ProtocolVersion.TLS_12),
              Bytes.repeat(0x1d, 32),
              Alphabet.UNKNOWN_EXTENSIONS,
              512,
              Set.of()),
          SERVER,
          List.of(
              new Reply(true, 2, 1, false, List.of(new Edit(Kind.EXTENSION_ORDER, 1))),
              new Reply(
                  true,
                  3,
                  1,
                  true,
                  List.of(new Edit(Kind.EXTENSION_ORDER, 0), new Edit(Kind.PADDING, 3))),
              RETRY));

  @Test
  void nothingCanBeLeftOutOfWhatIsTold() {
    Shrinking.Found<Script, Verdict> found = shortest(BULKY);

    assertThat(found.drawn().hostile()).hasSize(2);
    assertThat(found.drawn().hostile())
        .allMatch(move -> move instanceof Reply reply && reply.edits().isEmpty());
    assertThat(found.shown().trace().moves()).hasSize(5);
    assertThat(found.drawn().client().extras()).isEmpty();
    assertThat(found.drawn().client().sessionId()).isEqualTo(Bytes.EMPTY);
    assertThat(found.drawn().client().suites()).hasSize(1);
    assertThat(Shorter.scripts(found.drawn())).isNotEmpty().allMatch(less -> show(less).isEmpty());
    assertThat(found.shown().difference().orElseThrow().rule()).contains(Rule.RETRY_COMES_ONCE);
  }

  @Test
  void traceIsMadeAsShortAsAScript() {
    Verdict whole = BULKY.run(Models.REPLAY, BROKEN);
    Function<Trace, Optional<Verdict>> show =
        trace ->
            Optional.of(RecordedTraces.follow(Models.REPLAY, BROKEN, trace))
                .filter(run -> !run.agrees());
    Shrinking.Found<Trace, Verdict> found =
        Shrinking.shortest(new Shrinking.Found<>(whole.trace(), whole), Shorter::traces, show);

    assertThat(found.shown().trace().moves()).hasSize(5);
    assertThat(Shorter.traces(found.drawn()))
        .isNotEmpty()
        .allMatch(less -> show.apply(less).isEmpty());
  }

  @Test
  void tlcRejectsTheWholeRunAtTheSameStepAndNoOther() throws InterruptedException {
    Verdict found = shortest(BULKY).shown();
    Verdict intact = BULKY.run(Models.REPLAY, Reference.HELLO_AGAIN);

    assertThat(found.difference().orElseThrow().step()).isEqualTo(5);
    assertThat(Confirmation.isRejected(Models.REPLAY, found)).isTrue();
    assertThat(intact.agrees()).isTrue();
    assertThat(Confirmation.isRejected(Models.REPLAY, intact)).isFalse();
  }

  private static Shrinking.Found<Script, Verdict> shortest(Script script) {
    return Shrinking.shortest(
        new Shrinking.Found<>(script, show(script).orElseThrow()),
        Shorter::scripts,
        ShorterTests::show);
  }

  private static Optional<Verdict> show(Script script) {
    return Optional.of(script.run(Models.REPLAY, BROKEN)).filter(run -> !run.agrees());
  }
}
