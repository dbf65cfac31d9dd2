package helloagain.workbench;

import helloagain.workbench.World.Outcome;
import java.util.List;

/**
 * Holds what a batch of traces gave.
 *
 * @param traces how many were replayed
 * @param steps how many steps they had
 * @param seconds the time that took
 * @param rejections the traces that the specification and the reference disagree on, each told in
 *     one line or several
 */
record BatchResult(long traces, long steps, double seconds, List<String> rejections) {
  /** Copies the list. */
  BatchResult {
    rejections = List.copyOf(rejections);
  }

  /** Returns how the batch ended. */
  Outcome outcome() {
    return rejections.isEmpty() ? Outcome.HOLDS : Outcome.VIOLATED;
  }
}
