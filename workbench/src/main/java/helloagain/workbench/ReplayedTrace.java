package helloagain.workbench;

import helloagain.refinement.Verdict;
import java.nio.file.Path;

/**
 * Holds what the replay of a trace file gave.
 *
 * @param file the file as it was named
 * @param verdict the verdict
 */
record ReplayedTrace(Path file, Verdict verdict) {}
