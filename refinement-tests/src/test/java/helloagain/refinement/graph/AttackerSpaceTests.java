package helloagain.refinement.graph;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.client.ClientState;
import helloagain.exchange.Received;
import helloagain.exchange.Step;
import helloagain.refinement.Reference;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.schedule.HandshakeSecrets;
import helloagain.spec.SpecModel;
import helloagain.spec.SpecState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Specification and reference have the same graph of two sessions and an attacker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttackerSpaceTests {
  private static final BoundedWorld WORLD = BoundedWorld.ATTACKER_TWO_SESSIONS;

  /** A client that takes the secret of each side for that of the other (RFC 8446, 7.1). */
  private static final Reference CONFUSED =
      new Reference() {
        @Override
        public Step<ClientState> changed(
            ClientState state, Received received, Step<ClientState> step) {
          return step.next() instanceof ClientState.Negotiated negotiated
              ? new Step<>(confused(negotiated), step.sent())
              : step;
        }

        private static ClientState confused(ClientState.Negotiated client) {
          HandshakeSecrets right = client.secrets();
          return new ClientState.Negotiated(
              client.config(),
              client.retry(),
              client.secondHello(),
              client.reply(),
              client.transcript(),
              client.psk(),
              new HandshakeSecrets(
                  right.early(),
                  right.handshake(),
                  /* clientTraffic= */ right.serverTraffic(),
                  /* serverTraffic= */ right.clientTraffic(),
                  right.main()));
        }
      };

  private final SpecModel model = Equality.load(WORLD, Profile.RFC8446);
  private final Graph<SpecState> spec = SpecGraph.of(model);

  @AfterAll
  void close() {
    model.close();
  }

  @Test
  void everyStateAndEveryEdgeIsTheSame() {
    Played played = play(Reference.HELLO_AGAIN, Set.of());
    assertThat(played.unlike()).isEmpty();
    assertThat(played.states()).isEqualTo(spec.size()).isGreaterThan(30_000);
    assertThat(played.edges()).isEqualTo(spec.edgeCount()).isGreaterThan(100_000);
  }

  @Test
  void clientThatFollowsASecondRetryIsFoundWhereOneIsReplayed() {
    Comparison.Unlike unlike =
        play(Reference.HELLO_AGAIN, Set.of(Rule.RETRY_COMES_ONCE)).unlike().orElseThrow();
    assertThat(labels(unlike.onlySpec())).contains("ClientAborts(\"one\")");
    assertThat(labels(unlike.onlyReference())).contains("ClientRetries(\"one\")");
  }

  @Test
  void clientWithTheSecretsOfTheWrongSideIsFoundByTheMacAlone() {
    Comparison.Unlike unlike = play(CONFUSED, Set.of()).unlike().orElseThrow();
    assertThat(labels(unlike.onlySpec())).containsExactly("ClientFinishes(\"one\")");
    assertThat(labels(unlike.onlyReference())).containsExactly("ClientAborts(\"one\")");
    assertThat(
            unlike
                .onlyReference()
                .get(0)
                .variables()
                .get("clients")
                .asRecord()
                .get("one")
                .asRecord()
                .get("rule")
                .asString())
        .isEqualTo("ServerFinishedVerifies");
  }

  private record Played(int states, long edges, Optional<Comparison.Unlike> unlike) {}

  private Played play(Reference reference, Set<Rule> unenforced) {
    return play(WORLD.space(reference, Profile.RFC8446, unenforced));
  }

  private <N> Played play(StateSpace<N> space) {
    Graph<N> graph = Graph.of(space);
    return new Played(
        graph.size(), graph.edgeCount(), Comparison.first(spec, graph, space::project));
  }

  private static List<String> labels(List<Comparison.Way> ways) {
    return ways.stream().map(Comparison.Way::label).toList();
  }
}
