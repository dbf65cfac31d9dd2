package helloagain.workbench;

import helloagain.refinement.Refinement;
import java.nio.file.Path;
import java.util.List;

/**
 * Holds what {@code hello refine} has to say.
 *
 * @param found what came out
 * @param again the command that makes the same run again
 * @param saved the files of the runs that differ, in their order, or none
 * @param confirmed whether TLC rejects them at the same step, in their order
 */
record RefineReport(
    Refinement.Report found, String again, List<Path> saved, List<Boolean> confirmed) {
  /** Copies the lists. */
  RefineReport {
    saved = List.copyOf(saved);
    confirmed = List.copyOf(confirmed);
  }

  double tracesPerSecond() {
    return found.traces() / seconds();
  }

  double stepsPerSecond() {
    return found.steps() / seconds();
  }

  private double seconds() {
    return Math.max(found.seconds(), 1e-9);
  }
}
