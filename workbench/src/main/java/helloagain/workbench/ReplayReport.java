package helloagain.workbench;

import helloagain.refinement.Engine;
import java.util.List;

/**
 * Holds what {@code hello replay} found.
 *
 * @param engine who judged
 * @param planted the runs that were damaged on purpose and rejected where they are, beside the
 *     traces
 * @param traces the traces, as they were named
 */
record ReplayReport(Engine engine, int planted, List<ReplayedTrace> traces) {
  /** Copies the list. */
  ReplayReport {
    traces = List.copyOf(traces);
  }

  /** Tells whether reference and specification agree on every trace. */
  boolean agrees() {
    return traces.stream().allMatch(trace -> trace.verdict().agrees());
  }
}
