package helloagain.workbench;

import helloagain.spec.SpecSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Checks several worlds side by side, the one with the most edges first. */
final class CheckRunner {
  /** How long a check that was interrupted may take to end its child and remove its folder. */
  private static final int SECONDS_TO_END = 30;

  private CheckRunner() {}

  /**
   * Checks the worlds. The first failure ends them all.
   *
   * @param parallel how many at a time
   * @return the results in the order of the worlds
   * @throws UserError if TLC gives no answer about one of them
   * @throws InterruptedException if the thread is interrupted; all checks have then ended
   */
  static List<WorldResult> run(
      List<World> worlds,
      SpecSource source,
      ModelChecker checker,
      int parallel,
      CheckProgress progress)
      throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(parallel);
    try {
      CompletionService<WorldResult> checks = new ExecutorCompletionService<>(pool);
      List<World> longestFirst = new ArrayList<>(worlds);
      longestFirst.sort(Comparator.comparingLong(World::edges).reversed());
      for (World world : longestFirst) {
        checks.submit(() -> check(world, source, checker, progress));
      }
      Map<World, WorldResult> results = new HashMap<>();
      for (int i = 0; i < worlds.size(); i++) {
        WorldResult result = checks.take().get();
        results.put(result.world(), result);
      }
      return worlds.stream().map(world -> Objects.requireNonNull(results.get(world))).toList();
    } catch (ExecutionException e) {
      throw rethrow(e);
    } finally {
      end(pool);
    }
  }

  private static WorldResult check(
      World world, SpecSource source, ModelChecker checker, CheckProgress progress)
      throws InterruptedException {
    progress.started(world);
    WorldResult result =
        WorldCheck.check(world, source, checker, report -> progress.reported(world, report));
    progress.finished(result);
    return result;
  }

  private static RuntimeException rethrow(ExecutionException failure) throws InterruptedException {
    // The interrupt that ended TLC may have reached this thread as well; it explains the rest.
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (failure.getCause() instanceof InterruptedException interrupt) {
      throw interrupt;
    }
    if (failure.getCause() instanceof RuntimeException cause) {
      throw cause;
    }
    if (failure.getCause() instanceof Error cause) {
      throw cause;
    }
    return new IllegalStateException(failure);
  }

  /** Waits also when interrupted: nothing may be left behind. */
  private static void end(ExecutorService pool) {
    pool.shutdownNow();
    boolean interrupted = false;
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_END);
    while (!pool.isTerminated() && System.nanoTime() < deadline) {
      try {
        pool.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
