package helloagain.refinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import helloagain.refinement.ReplayBench.Options;
import helloagain.refinement.graph.BoundedWorld;
import helloagain.refinement.graph.Setting;
import helloagain.rule.Profile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayBenchTests {
  @Test
  void everyWayIsMeasuredAsOftenAsAskedFor() throws InterruptedException {
    List<String> told = new ArrayList<>();
    Options options =
        new Options(
            5,
            7,
            Duration.ZERO,
            3,
            2,
            1,
            Setting.of(BoundedWorld.HOSTILE_SERVER, Profile.RFC8446).withFaults(0),
            1);

    ReplayBench.Report report = ReplayBench.run(options, told::add);

    assertThat(report.inProcess().n()).isEqualTo(3);
    assertThat(report.specificationInProcess().n()).isEqualTo(3);
    assertThat(report.oneProcessPerTrace().n()).isEqualTo(2);
    assertThat(report.oneRun().n()).isEqualTo(1);
    assertThat(report.inProcess().min())
        .isPositive()
        .isLessThanOrEqualTo(report.inProcess().median());
    assertThat(report.differing()).isZero();
    assertThat(report.steps()).isGreaterThan(5);
    assertThat(report.stepsPerTrace()).isEqualTo(report.steps() / 5.0);
    assertThat(report.states()).isEqualTo(report.steps() + 5);
    assertThat(report.distinctStates()).isBetween(6L, report.states());
    assertThat(report.ceilingInProcess().steps().n()).isEqualTo(1);
    assertThat(report.ceilingInOwnProcess().states().n()).isEqualTo(1);
    assertThat(report.ceilingInProcess().steps().min())
        .isGreaterThan(report.ceilingInProcess().states().min());
    assertThat(told).hasSize(5);
  }

  @Test
  void sameSeedDrawsTheSameRuns() {
    assertThat(traces(3)).isEqualTo(traces(3)).isNotEqualTo(traces(4));
  }

  @Test
  void nothingCannotBeMeasured() {
    assertThatIllegalArgumentException().isThrownBy(() -> Options.usual(0, 1));
  }

  private static List<Trace> traces(long seed) {
    return ReplayBench.draw(Models.REPLAY, 20, seed).verdicts().stream()
        .map(Verdict::trace)
        .toList();
  }
}
