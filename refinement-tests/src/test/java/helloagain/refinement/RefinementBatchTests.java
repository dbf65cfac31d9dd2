package helloagain.refinement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A batch as the command runs it: both directions, every action, the same for the same seed. */
class RefinementBatchTests {
  @Test
  void aBatchTakesEveryActionAndFindsNoDifference() {
    List<Long> progress = new ArrayList<>();
    Refinement.Report report = run(1500, 1, progress);
    assertThat(report.untakenActions()).isEmpty();
    assertThat(report.differing()).isEmpty();
    assertThat(report.traces()).isEqualTo(1500);
    assertThat(progress).hasSize(1500).isSorted();
    assertThat(report.holds()).isTrue();
  }

  @Test
  void aBatchThatNeverTakesAnActionDoesNotHold() {
    Refinement.Report report = run(1, 1, new ArrayList<>());
    assertThat(report.untakenActions()).isNotEmpty();
    assertThat(report.holds()).isFalse();
  }

  @Test
  void whatComesOutOfASeedDoesNotDependOnTheNumberOfThreads() {
    Refinement.Options options = new Refinement.Options(400, 9, 2);
    Refinement.Report alone = Refinement.run(options.on(1), ShorterTests.BROKEN, done -> {});
    Refinement.Report together = Refinement.run(options.on(3), ShorterTests.BROKEN, done -> {});

    assertThat(alone.differing()).isNotEmpty().isEqualTo(together.differing());
    assertThat(alone.traces()).isEqualTo(together.traces());
    assertThat(alone.steps()).isEqualTo(together.steps());
    assertThat(alone.actions()).isEqualTo(together.actions());
    assertThat(alone.labels()).isEqualTo(together.labels());
  }

  private static Refinement.Report run(long tries, long seed, List<Long> progress) {
    return Refinement.run(
        new Refinement.Options(tries, seed, 1), Reference.HELLO_AGAIN, progress::add);
  }
}
