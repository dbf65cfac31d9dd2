package helloagain.refinement;

import java.util.List;

/** Has a run that differs judged once more, as a whole, by TLC in a process of its own. */
public final class Confirmation {
  private Confirmation() {}

  /**
   * Tells whether TLC rejects the run at the same step as it was left beside the reference.
   *
   * @throws IllegalStateException if TLC does not come to a judgement
   * @throws InterruptedException if the thread is interrupted; TLC is then ended
   */
  public static boolean isRejected(Judges judges, Verdict verdict) throws InterruptedException {
    int step = verdict.difference().map(Difference::step).orElse(verdict.steps());
    return TlcBatch.judge(judges, List.of(RecordedRun.of(judges, verdict))).rejections().stream()
        .anyMatch(rejection -> rejection.step() == step);
  }
}
