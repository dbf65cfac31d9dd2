package helloagain.refinement;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Does jobs on several threads and hands over their results in the order of the jobs, so that what
 * comes out does not depend on the number of threads. Confined to one thread, but for the jobs.
 *
 * @param <T> what a job results in
 */
final class InOrder<T> implements AutoCloseable {
  /** Enough that no thread waits for the one that hands over. */
  private static final int AHEAD = 4;

  private static final int SECONDS_TO_END = 60;

  private final ExecutorService pool;
  private final int most;
  private final Predicate<T> take;
  private final Deque<Future<T>> under = new ArrayDeque<>();
  private boolean goesOn = true;

  /**
   * Starts the threads.
   *
   * @param take takes a result and tells whether it wants more
   */
  InOrder(int threads, Predicate<T> take) {
    this.pool = Executors.newFixedThreadPool(threads);
    this.most = threads * AHEAD;
    this.take = take;
  }

  /**
   * Puts a job in the queue; what is done by then is handed over.
   *
   * @return whether more is wanted
   * @throws InterruptedException if the thread is interrupted
   */
  boolean add(Callable<T> job) throws InterruptedException {
    while (goesOn && (under.size() >= most || (!under.isEmpty() && under.peek().isDone()))) {
      handOver();
    }
    if (goesOn) {
      under.add(pool.submit(job));
    }
    return goesOn;
  }

  /**
   * Waits for the jobs and hands over what is left, as long as it is wanted.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  void finish() throws InterruptedException {
    while (goesOn && !under.isEmpty()) {
      handOver();
    }
  }

  private void handOver() throws InterruptedException {
    try {
      goesOn = take.test(under.remove().get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    }
  }

  /** Waits for the threads also when interrupted: what they use is about to be closed. */
  @Override
  public void close() {
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
