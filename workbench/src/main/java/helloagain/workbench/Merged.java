package helloagain.workbench;

import java.util.List;

/**
 * Holds what shards are together.
 *
 * @param report the fields of the report of the whole run
 * @param holds whether the whole holds
 * @param faults what is told on standard error, as the whole run does
 */
record Merged(Object report, boolean holds, List<String> faults) {
  /** Copies the list. */
  Merged {
    faults = List.copyOf(faults);
  }

  /** Takes a report that says everything itself. */
  Merged(Object report, boolean holds) {
    this(report, holds, List.of());
  }
}
