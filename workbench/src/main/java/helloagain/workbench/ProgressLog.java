package helloagain.workbench;

import helloagain.spec.TlcProgress;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Logs how a check comes along: lines as seldom as TLC's own reports, once a minute and world. */
final class ProgressLog implements CheckProgress {
  private static final long INTERVAL = TimeUnit.MINUTES.toNanos(1);

  private final PrintWriter err;
  private final LongSupplier nanoTime;
  private final boolean countsSteps;
  private long batchStart;
  private long batchTold;
  private final Map<World, Long> starts = new ConcurrentHashMap<>();

  ProgressLog(PrintWriter err, LongSupplier nanoTime, boolean countsSteps) {
    this.countsSteps = countsSteps;
    this.err = err;
    this.nanoTime = nanoTime;
  }

  @Override
  public void started(World world) {
    starts.put(world, nanoTime.getAsLong());
  }

  @Override
  public void reported(World world, TlcProgress progress) {
    long now = nanoTime.getAsLong();
    print(
        world.label()
            + ": "
            + CheckProgress.words(
                countsSteps ? world.edges() : 0, progress, now - starts.getOrDefault(world, now)));
  }

  @Override
  public void told(String line) {
    print(line);
  }

  @Override
  public void finished(WorldResult result) {
    print(
        result.world().label()
            + ": "
            + result.outcome().word()
            + " after "
            + Columns.seconds(result.tlc().seconds())
            + " s");
  }

  @Override
  public void replayed(long traces) {
    long now = nanoTime.getAsLong();
    if (traces <= 1) {
      batchStart = now;
      batchTold = now;
    } else if (now - batchTold >= INTERVAL) {
      batchTold = now;
      print(CheckProgress.words(traces, now - batchStart));
    }
  }

  @Override
  public void close() {
    err.flush();
  }

  private void print(String line) {
    err.println("hello: " + line);
    err.flush();
  }
}
