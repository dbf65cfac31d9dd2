package helloagain.refinement.graph;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.client.ClientState;
import helloagain.exchange.Received;
import helloagain.exchange.Step;
import helloagain.refinement.Reference;
import helloagain.rule.Profile;
import helloagain.server.ServerState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * In small worlds specification and reference have the same graph; the large ones take a command.
 */
class EqualityTests {
  @ParameterizedTest
  @CsvSource({
    "STATELESS, RFC8446, 9",
    "STATELESS_LOSSY, RFC9846, 9",
    "HOSTILE_SERVER, RFC9846, 1",
    "HOSTILE_CLIENT, RFC8446, 1",
    "RESUMPTION_HOSTILE_CLIENT, RFC9846, 1",
    "FIGURE2, RFC8446, 9",
    "FIGURE2, RFC9846, 9",
    "FIGURE2_HOSTILE_SERVER, RFC9846, 1",
    "FIGURE2_HOSTILE_CLIENT, RFC8446, 1"
  })
  void everyStateAndEveryEdgeIsTheSame(BoundedWorld world, Profile profile, int faults) {
    Equality equality = Equality.of(Setting.of(world, profile).withFaults(faults));
    assertThat(equality.difference()).isEmpty();
    assertThat(equality.referenceStates()).isEqualTo(equality.specStates()).isGreaterThan(200);
    assertThat(equality.referenceEdges()).isEqualTo(equality.specEdges()).isGreaterThan(300);
    assertThat(equality.inclusionOnlyEdges()).isZero();
    assertThat(equality.depth()).isGreaterThan(4);
  }

  @Test
  void whatTheReferenceDoesIsTheFirstThatIsPermitted() {
    Reference careful =
        new Reference() {
          @Override
          public List<Step<ClientState>> permitted(ClientState state, Received received) {
            List<Step<ClientState>> steps = Reference.super.permitted(state, received);
            assertThat(steps).first().isEqualTo(receive(state, received));
            return steps;
          }

          @Override
          public List<Step<ServerState>> permitted(ServerState state, Received received) {
            List<Step<ServerState>> steps = Reference.super.permitted(state, received);
            assertThat(steps).first().isEqualTo(receive(state, received));
            return steps;
          }
        };
    for (BoundedWorld world :
        List.of(
            BoundedWorld.HOSTILE_SERVER,
            BoundedWorld.RESUMPTION_HOSTILE_CLIENT,
            BoundedWorld.STATELESS_LOSSY)) {
      Setting setting = Setting.of(world, Profile.RFC9846).withFaults(1).with(careful);
      assertThat(Graph.of(BoundedWorld.space(setting), () -> Integer.MAX_VALUE).size())
          .isGreaterThan(1000);
    }
  }
}
