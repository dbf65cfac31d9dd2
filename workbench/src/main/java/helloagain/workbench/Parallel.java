package helloagain.workbench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Does many independent things at once, one for each processor at a time. */
final class Parallel {
  private static final int SECONDS_TO_END = 30;

  /** Hears how much is done, on any thread. */
  interface Progress {
    void done(int done, int of);
  }

  private Parallel() {}

  /**
   * Does all of them. The first failure ends the rest.
   *
   * @return the results in the order of the jobs
   */
  static <T> List<T> all(List<? extends Callable<T>> jobs, Progress progress)
      throws InterruptedException {
    return all(jobs, Runtime.getRuntime().availableProcessors(), progress);
  }

  /**
   * Does all of them, so many at a time. The first failure ends the rest.
   *
   * @return the results in the order of the jobs
   */
  static <T> List<T> all(List<? extends Callable<T>> jobs, int parallel, Progress progress)
      throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(parallel);
    try {
      AtomicInteger done = new AtomicInteger();
      List<Future<T>> futures = new ArrayList<>();
      for (Callable<T> job : jobs) {
        futures.add(
            pool.submit(
                () -> {
                  T result = job.call();
                  progress.done(done.incrementAndGet(), jobs.size());
                  return result;
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw rethrow(e);
    } finally {
      end(pool);
    }
  }

  private static RuntimeException rethrow(ExecutionException failure) throws InterruptedException {
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
