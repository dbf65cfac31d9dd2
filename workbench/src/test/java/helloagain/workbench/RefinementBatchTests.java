package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import helloagain.refinement.Reference;
import helloagain.refinement.Refinement;
import helloagain.rule.Rule;
import helloagain.workbench.World.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RefinementBatchTests {
  @Test
  void intactReferenceHolds() throws InterruptedException {
    List<Long> told = new ArrayList<>();
    BatchResult result = new RefinementBatch(Reference.HELLO_AGAIN, 400).replay(told::add);

    assertThat(result.outcome()).isEqualTo(Outcome.HOLDS);
    assertThat(result.traces()).isEqualTo(400);
    assertThat(result.steps()).isGreaterThan(400);
    assertThat(result.seconds()).isPositive();
    assertThat(told).hasSize(400);
  }

  @Test
  void brokenReferenceIsAViolationThatNamesTheRule() throws InterruptedException {
    BatchResult result =
        new RefinementBatch(new BrokenReference(Set.of(Rule.RETRY_COMES_ONCE)), 400)
            .replay(done -> {});

    assertThat(result.outcome()).isEqualTo(Outcome.VIOLATED);
    assertThat(result.differences()).hasSize(1);
    assertThat(result.differences().get(0))
        .startsWith("difference: step 5, ")
        .contains("HRR-08 RetryComesOnce (section 4.1.4)\n", "Server (hostile)\n");
    assertThat(result.untakenActions()).isEmpty();
  }

  @Test
  void actionThatNoTraceTakesIsAViolation() throws InterruptedException {
    BatchResult result = new RefinementBatch(Reference.HELLO_AGAIN, 1).replay(done -> {});

    assertThat(result.outcome()).isEqualTo(Outcome.VIOLATED);
    assertThat(result.differences()).isEmpty();
    assertThat(Refinement.ACTIONS).containsAll(result.untakenActions());
    assertThat(result.untakenActions()).isNotEmpty();
  }

  @Test
  void interruptIsNoResult() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> RefinementBatch.OF_PROJECT.replay(done -> {}))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }
}
