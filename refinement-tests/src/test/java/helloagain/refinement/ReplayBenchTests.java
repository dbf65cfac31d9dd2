package helloagain.refinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import helloagain.refinement.ReplayBench.Options;
import helloagain.refinement.ReplayBench.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayBenchTests {
  @Test
  void everyWayIsMeasuredAsOftenAsAskedFor() throws InterruptedException {
    List<String> told = new ArrayList<>();
    Options options = new Options(5, 7, Duration.ZERO, 3, 2, 1);

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
    assertThat(report.ratio())
        .isEqualTo(report.inProcess().median() / report.oneProcessPerTrace().median());
    assertThat(told).hasSize(5);
  }

  @Test
  void medianOfAnEvenNumberIsTheMeanOfTheMiddleOnes() {
    assertThat(Rate.of(List.of(4.0, 1.0, 2.0))).isEqualTo(new Rate(2, 1, 4, 3));
    assertThat(Rate.of(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(new Rate(2.5, 1, 4, 4));
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
