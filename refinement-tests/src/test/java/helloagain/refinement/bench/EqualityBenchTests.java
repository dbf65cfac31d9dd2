package helloagain.refinement.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import helloagain.refinement.graph.BoundedWorld;
import helloagain.refinement.graph.Setting;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EqualityBenchTests {
  private static final Setting SMALL =
      Setting.of(BoundedWorld.HOSTILE_SERVER, Profile.RFC8446).withFaults(0);

  @Test
  void eachWayIsMeasuredOnceARoundInTheSameWorld() throws InterruptedException {
    List<String> told = new ArrayList<>();

    List<EqualityBench.Row> rows = EqualityBench.run(List.of(SMALL), 1, told::add);

    assertThat(rows).hasSize(1);
    EqualityBench.Row row = rows.get(0);
    assertThat(row.world()).isEqualTo("HostileServer");
    assertThat(row.states()).isGreaterThan(10);
    assertThat(row.edges()).isGreaterThan(row.states());
    assertThat(List.of(row.tlcInProcess(), row.tlcInOwnProcess(), row.equality()))
        .allMatch(samples -> samples.n() == 1 && samples.min() > 0);
    assertThat(told).containsExactly("comparing HostileServer, turn 1 of 1");
  }

  @Test
  void aComparisonThatFindsADifferenceIsNotMeasured() {
    Setting broken = SMALL.without(Set.of(Rule.RETRY_CHANGES_HELLO));

    assertThatIllegalStateException()
        .isThrownBy(() -> EqualityBench.run(List.of(broken), 1, line -> {}))
        .withMessageContaining("differ in HostileServer");
  }
}
