package helloagain.workbench;

import helloagain.spec.TlcProgress;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Logs how a check comes along: lines as seldom as TLC's own reports, once a minute and world. */
final class ProgressLog implements CheckProgress {
  private final PrintWriter err;
  private final LongSupplier nanoTime;
  private final Map<World, Long> starts = new ConcurrentHashMap<>();

  ProgressLog(PrintWriter err, LongSupplier nanoTime) {
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
        world.name() + ": " + CheckProgress.words(progress, now - starts.getOrDefault(world, now)));
  }

  @Override
  public void finished(WorldResult result) {
    print(
        result.world().name()
            + ": "
            + result.outcome().word()
            + " after "
            + Columns.seconds(result.tlc().seconds())
            + " s");
  }

  @Override
  public void replayed(long traces) {
    // The batch is short: its row of the table is news enough.
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
