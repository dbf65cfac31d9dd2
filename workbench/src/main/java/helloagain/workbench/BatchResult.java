package helloagain.workbench;

import helloagain.workbench.World.Outcome;
import java.util.List;

/**
 * Holds what a batch of traces gave.
 *
 * @param traces how many were replayed
 * @param steps how many steps they had
 * @param seconds the time that took
 * @param differences the traces that the specification and the reference disagree on, each told in
 *     one line or several
 * @param untakenActions the actions that no trace took, so that too little was seen
 */
record BatchResult(
    long traces,
    long steps,
    double seconds,
    List<String> differences,
    List<String> untakenActions) {
  /** Copies the lists. */
  BatchResult {
    differences = List.copyOf(differences);
    untakenActions = List.copyOf(untakenActions);
  }

  /** Returns how the batch ended. */
  Outcome outcome() {
    return differences.isEmpty() && untakenActions.isEmpty() ? Outcome.HOLDS : Outcome.VIOLATED;
  }
}
