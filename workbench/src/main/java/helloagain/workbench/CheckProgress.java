package helloagain.workbench;

import helloagain.spec.TlcProgress;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;

/** Hears how a check or a batch comes along, on any thread, and tells it to people. */
interface CheckProgress extends AutoCloseable {
  /** Starts to tell: on a screen at every second, elsewhere in a line now and then. */
  static CheckProgress open(PrintWriter err) {
    return open(err, true);
  }

  /**
   * Starts to tell.
   *
   * @param countsSteps whether the steps of a report are all since the first state, so that they
   *     tell how many are left
   */
  static CheckProgress open(PrintWriter err, boolean countsSteps) {
    return Terminal.showsProgress(System.getenv())
        ? ProgressScreen.open(err, System::nanoTime, countsSteps)
        : new ProgressLog(err, System::nanoTime, countsSteps);
  }

  /** Hears that a world's check begins. */
  void started(World world);

  /** Hears how far it is. */
  void reported(World world, TlcProgress progress);

  /** Hears something to be told as it is. */
  void told(String line);

  /** Hears its result. */
  void finished(WorldResult result);

  /** Hears how many traces are done. */
  void replayed(long traces);

  /** Ends, and leaves the screen as it was. */
  @Override
  void close();

  /**
   * Returns a report in words, with the rate since the start; and the time that is left where it is
   * known how many steps there are.
   *
   * @param steps how many; 0 if nobody knows
   */
  static String words(long steps, TlcProgress progress, long nanosSinceStart) {
    return words(progress, nanosSinceStart)
        + left(steps - progress.generatedStates(), progress, nanosSinceStart);
  }

  private static String left(long steps, TlcProgress progress, long nanosSinceStart) {
    if (steps <= 0 || progress.generatedStates() == 0 || progress.queuedStates() == 0) {
      return "";
    }
    long seconds =
        Math.round(
            (double) steps
                / progress.generatedStates()
                * nanosSinceStart
                / TimeUnit.SECONDS.toNanos(1));
    return seconds < TimeUnit.MINUTES.toSeconds(1)
        ? ", less than a minute left"
        : ", about " + Columns.count((seconds + 59) / 60) + " min left";
  }

  private static String words(TlcProgress progress, long nanosSinceStart) {
    return "depth "
        + progress.depth()
        + ", "
        + Columns.count(progress.distinctStates())
        + " states, "
        + Columns.count(progress.queuedStates())
        + " queued, "
        + perSecond(progress.generatedStates(), nanosSinceStart);
  }

  /** Returns a number of traces in words, with the rate since the start. */
  static String words(long traces, long nanosSinceStart) {
    return Columns.count(traces, "trace") + ", " + perSecond(traces, nanosSinceStart);
  }

  private static String perSecond(long number, long nanos) {
    double seconds = Math.max(1, nanos) / (double) TimeUnit.SECONDS.toNanos(1);
    return Columns.count(Math.round(number / seconds)) + "/s";
  }
}
