package helloagain.workbench;

import java.util.List;
import java.util.function.LongConsumer;

/** Replays traces through the specification and the reference, in lock-step. */
@FunctionalInterface
interface TraceBatch {
  /** A batch without traces. */
  TraceBatch EMPTY = (worlds, replayed) -> new BatchResult(0, 0, 0, List.of());

  /**
   * Replays the traces.
   *
   * @param worlds the worlds that the traces are drawn from
   * @param replayed hears how many traces are done, now and then, on this thread
   * @throws InterruptedException if the thread is interrupted, soon after that
   */
  BatchResult replay(List<World> worlds, LongConsumer replayed) throws InterruptedException;
}
