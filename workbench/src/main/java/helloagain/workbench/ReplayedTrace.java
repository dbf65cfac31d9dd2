package helloagain.workbench;

import helloagain.refinement.TraceFile;
import helloagain.refinement.Verdict;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Holds what the replay of a trace file gave.
 *
 * @param file the file as it was named
 * @param located the trace in it
 * @param verdict the verdict
 */
record ReplayedTrace(Path file, TraceFile.Located located, Verdict verdict) {
  /** Returns what there is to say of the run; nothing if reference and specification agree. */
  Optional<Finding> finding() {
    return Finding.of(verdict);
  }

  /** Returns the line of the file with the move at which they part, from 1. */
  Optional<Integer> line() {
    return finding().flatMap(found -> located.lineOf(found.step()));
  }
}
