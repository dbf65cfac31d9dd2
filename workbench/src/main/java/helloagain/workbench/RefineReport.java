package helloagain.workbench;

import helloagain.refinement.LabelCount;
import helloagain.refinement.Refinement;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Holds what {@code hello refine} has to say.
 *
 * @param found what came out
 * @param again the command that makes the same run again
 * @param saved the files of the runs that differ, in their order, or none
 * @param confirmed whether TLC rejects them at the same step, in their order
 * @param shard which part of the runs was made, if not all
 */
record RefineReport(
    Refinement.Report found,
    String again,
    List<Path> saved,
    List<Boolean> confirmed,
    Optional<Shard> shard) {
  /** Copies the lists. */
  RefineReport {
    saved = List.copyOf(saved);
    confirmed = List.copyOf(confirmed);
  }

  /** Tells whether nothing is wrong; a part is not held to what the whole has to show. */
  boolean holds() {
    return shard.isPresent() ? found.differences() == 0 : found.holds();
  }

  /** Returns the actions that should have been taken; a part may leave them to others. */
  List<String> untakenActions() {
    return shard.isPresent() ? List.of() : found.untakenActions();
  }

  /** Returns the labels that fall short; likewise. */
  List<LabelCount> shortLabels() {
    return shard.isPresent() ? List.of() : found.shortLabels();
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
