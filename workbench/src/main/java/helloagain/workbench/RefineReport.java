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
 */
record RefineReport(Refinement.Report found, String again, List<Path> saved) {
  /** Copies the list. */
  RefineReport {
    saved = List.copyOf(saved);
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
