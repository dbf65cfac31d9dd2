package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.refinement.Judges;
import helloagain.refinement.Reference;
import helloagain.refinement.Refinement;
import helloagain.refinement.Replay;
import helloagain.refinement.Trace;
import helloagain.refinement.Verdict;
import helloagain.rule.Rule;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class BrokenReferenceTests {
  private static final Judges MODEL = new Judges();

  @AfterAll
  static void closeTheModel() {
    MODEL.close();
  }

  @Test
  void clientThatLeavesARuleDiffersAndItsOwnTraceShowsTheSame() {
    assertDiffersAgain(Rule.RETRY_COMES_ONCE);
  }

  @Test
  void serverThatLeavesARuleDiffersAndItsOwnTraceShowsTheSame() {
    assertDiffersAgain(Rule.SUITES_OVERLAP);
  }

  private static void assertDiffersAgain(Rule rule) {
    BrokenReference reference = new BrokenReference(Set.of(rule));
    List<Verdict> differing =
        Refinement.run(new Refinement.Options(1000, 1, 1), reference, done -> {}).differing();

    assertThat(differing).isNotEmpty();
    for (Verdict verdict : differing) {
      Trace own = reference.ownTrace(verdict.trace(), "a comment");
      Verdict again = Replay.replay(MODEL, Reference.HELLO_AGAIN, own);
      assertThat(again.difference()).isEqualTo(verdict.difference());
      assertThat(again.difference().orElseThrow().rule()).contains(rule);
      assertThat(again.events()).isEqualTo(verdict.events());
      assertThat(own.comment()).isEqualTo("a comment");

      Trace intact = verdict.trace();
      assertThat(Replay.replay(MODEL, Reference.HELLO_AGAIN, intact).agrees()).isTrue();
    }
  }
}
