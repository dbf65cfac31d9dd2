package helloagain.workbench;

import java.util.function.LongConsumer;

/** Replays traces through the specification and the reference, in lock-step. */
@FunctionalInterface
interface TraceBatch {
  /**
   * Replays the traces.
   *
   * @param replayed hears how many traces are done, now and then, on this thread
   * @throws InterruptedException if the thread is interrupted, soon after that
   */
  BatchResult replay(LongConsumer replayed) throws InterruptedException;
}
