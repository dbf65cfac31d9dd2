package helloagain.refinement.graph;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.client.ClientState;
import helloagain.exchange.Received;
import helloagain.exchange.Step;
import helloagain.refinement.Reference;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.schedule.HandshakeSecrets;
import java.util.List;
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

  private static final Setting SETTING = Setting.of(WORLD, Profile.RFC8446);

  private final SpecGraph spec = SpecGraph.of(SETTING);

  @AfterAll
  void close() {
    spec.close();
  }

  @Test
  void everyStateAndEveryEdgeIsTheSame() {
    Equality equality = Equality.of(SETTING, spec);
    assertThat(equality.difference()).isEmpty();
    assertThat(equality.referenceStates()).isEqualTo(equality.specStates()).isGreaterThan(30_000);
    assertThat(equality.referenceEdges()).isEqualTo(equality.specEdges()).isGreaterThan(100_000);
  }

  @Test
  void clientThatFollowsASecondRetryIsFoundWhereOneIsReplayed() {
    Equality.Difference difference = difference(SETTING.without(Set.of(Rule.RETRY_COMES_ONCE)));
    assertThat(difference.rule()).contains(Rule.RETRY_COMES_ONCE);
    assertThat(labels(difference.onlySpec())).contains("ClientAborts(\"one\")");
    assertThat(labels(difference.onlyReference())).contains("ClientRetries(\"one\")");
  }

  @Test
  void clientWithTheSecretsOfTheWrongSideIsFoundByTheMacAlone() {
    Equality.Difference difference = difference(SETTING.with(CONFUSED));
    assertThat(labels(difference.onlySpec())).containsExactly("ClientFinishes(\"one\")");
    assertThat(labels(difference.onlyReference())).containsExactly("ClientAborts(\"one\")");
    assertThat(
            difference
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

  private Equality.Difference difference(Setting setting) {
    return Equality.of(setting, spec).difference().orElseThrow();
  }

  private static List<String> labels(List<Comparison.Way> ways) {
    return ways.stream().map(Comparison.Way::label).toList();
  }
}
