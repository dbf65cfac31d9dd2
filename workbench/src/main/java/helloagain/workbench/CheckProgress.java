package helloagain.workbench;

import helloagain.spec.TlcProgress;
import java.util.concurrent.TimeUnit;

/** Hears how a check comes along, on any thread, and tells it to people. */
interface CheckProgress extends AutoCloseable {
  /** Hears that a world's check begins. */
  void started(World world);

  /** Hears how far it is. */
  void reported(World world, TlcProgress progress);

  /** Hears its result. */
  void finished(WorldResult result);

  /** Hears how many traces of the batch are done. */
  void replayed(long traces);

  /** Ends, and leaves the screen as it was. */
  @Override
  void close();

  /** Returns a report in words, with the rate since the start. */
  static String words(TlcProgress progress, long nanosSinceStart) {
    double seconds = Math.max(1, nanosSinceStart) / (double) TimeUnit.SECONDS.toNanos(1);
    return "depth "
        + progress.depth()
        + ", "
        + Columns.count(progress.distinctStates())
        + " states, "
        + Columns.count(progress.queuedStates())
        + " queued, "
        + Columns.count(Math.round(progress.generatedStates() / seconds))
        + "/s";
  }
}
