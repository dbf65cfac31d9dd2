package helloagain.workbench;

import helloagain.spec.TlcProgress;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Shows on a terminal how a check comes along: a line for each running world, written over. */
final class ProgressScreen implements CheckProgress {
  private static final long SECOND = 1000;
  private static final String UP_AND_ERASE = "\033[1A\033[2K";

  private record Running(long start, @Nullable TlcProgress last, long reported) {}

  private final PrintWriter err;
  private final LongSupplier nanoTime;
  private final boolean countsSteps;
  private final Map<World, Running> running = new LinkedHashMap<>();
  private final Timer ticker = new Timer("progress", true);
  private long traces;
  private long batchStart;
  private int painted;
  private boolean isClosed;

  private ProgressScreen(PrintWriter err, LongSupplier nanoTime, boolean countsSteps) {
    this.countsSteps = countsSteps;
    this.err = err;
    this.nanoTime = nanoTime;
  }

  /** Starts to show, each second anew, until it is closed. */
  static ProgressScreen open(PrintWriter err, LongSupplier nanoTime, boolean countsSteps) {
    ProgressScreen screen = new ProgressScreen(err, nanoTime, countsSteps);
    // TLC reports once a minute; the seconds show that something goes on in between.
    screen.ticker.schedule(
        new TimerTask() {
          @Override
          public void run() {
            screen.paint();
          }
        },
        SECOND,
        SECOND);
    return screen;
  }

  @Override
  public synchronized void started(World world) {
    running.put(world, new Running(nanoTime.getAsLong(), null, 0));
    paint();
  }

  @Override
  public synchronized void reported(World world, TlcProgress progress) {
    running.computeIfPresent(
        world, (key, now) -> new Running(now.start(), progress, nanoTime.getAsLong()));
    paint();
  }

  @Override
  public synchronized void told(String line) {
    erase();
    err.println("hello: " + line);
    paint();
  }

  @Override
  public synchronized void finished(WorldResult result) {
    running.remove(result.world());
    paint();
  }

  @Override
  public synchronized void replayed(long traces) {
    if (traces <= 1) {
      batchStart = nanoTime.getAsLong();
    }
    this.traces = traces;
  }

  @Override
  public synchronized void close() {
    ticker.cancel();
    isClosed = true;
    erase();
    err.flush();
  }

  private synchronized void paint() {
    if (isClosed) {
      return;
    }
    erase();
    running.forEach((world, now) -> print(line(world, now)));
    if (traces > 0) {
      long nanos = nanoTime.getAsLong() - batchStart;
      print(start("batch", nanos) + CheckProgress.words(traces, nanos));
    }
    err.flush();
  }

  private void print(String line) {
    err.print(line.substring(0, Math.min(line.length(), Columns.WIDTH - 1)) + "\n");
    painted++;
  }

  private void erase() {
    err.print(UP_AND_ERASE.repeat(painted));
    painted = 0;
  }

  private String line(World world, Running now) {
    TlcProgress last = now.last();
    return start(world.label(), nanoTime.getAsLong() - now.start())
        + (last == null
            ? "starting"
            : CheckProgress.words(
                countsSteps ? world.edges() : 0, last, now.reported() - now.start()));
  }

  private static String start(String name, long nanos) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(nanos);
    return Columns.left(16, name + " ") + Columns.right(4, seconds + " s") + "  ";
  }
}
