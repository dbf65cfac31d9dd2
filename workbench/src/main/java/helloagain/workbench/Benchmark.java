package helloagain.workbench;

import helloagain.refinement.ReplayBench;
import java.util.function.Consumer;

/** Measures how fast runs are replayed. */
@FunctionalInterface
interface Benchmark {
  /** The one of the project, in a minute or two. */
  Benchmark REPLAY =
      (traces, seed, progress) ->
          ReplayBench.run(ReplayBench.Options.usual(traces, seed), progress);

  /**
   * Measures.
   *
   * @param traces the number of runs, at least 1
   * @param seed the seed that they are drawn from
   * @param progress is told in one line what comes next
   * @throws InterruptedException if the thread is interrupted
   */
  ReplayBench.Report run(int traces, long seed, Consumer<String> progress)
      throws InterruptedException;
}
