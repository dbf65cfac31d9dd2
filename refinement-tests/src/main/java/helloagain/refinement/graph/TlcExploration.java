package helloagain.refinement.graph;

import helloagain.spec.GraphSummary;
import helloagain.spec.GraphVisitor;
import helloagain.spec.SpecException;
import helloagain.spec.SpecModel;
import helloagain.spec.SpecState;
import helloagain.spec.SpecStep;
import helloagain.spec.TlcResult;
import helloagain.spec.TlcVerdict;
import java.time.Duration;

/**
 * States how long TLC takes to explore a world with one thread when nothing is asked of it.
 *
 * @param states the distinct states that were found
 * @param edges the steps that were taken, also those to a state that was known
 * @param seconds the time for all of it: to explore, and to load the model and start a JVM where
 *     that is part of it
 * @param exploring the part of the time in which it explored; the same as {@code seconds} where
 *     that cannot be told
 * @param whole false if it was ended before all states were found
 */
public record TlcExploration(
    long states, long edges, double seconds, double exploring, boolean whole) {
  /** Longer than anything takes. */
  public static final Duration NO_LIMIT = Duration.ofDays(1);

  /** Ends an exploration that has had its time; the model passes it on as it is. */
  private static final class TimeIsUp extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    TimeIsUp() {
      super("the time is up");
    }
  }

  private static final class Clock implements GraphVisitor {
    private final long start = System.nanoTime();
    private final long most;
    private long states;
    private long edges;

    Clock(Duration most) {
      this.most = most.toNanos();
    }

    @Override
    public void state(int number, SpecState state, int depth) {
      states++;
      if (System.nanoTime() - start > most) {
        throw new TimeIsUp();
      }
    }

    @Override
    public void edge(int source, SpecStep step, int target) {
      edges++;
    }

    double seconds() {
      return (System.nanoTime() - start) / 1e9;
    }
  }

  /** Returns the steps taken in a second of exploring. */
  public double edgesPerSecond() {
    return edges / exploring;
  }

  /** Returns the states found in a second of exploring. */
  public double statesPerSecond() {
    return states / exploring;
  }

  /**
   * Loads a model and explores it in this process by TLC's own evaluator.
   *
   * @throws SpecException if TLC cannot load or explore the model
   * @throws InterruptedException if the thread is interrupted
   */
  public static TlcExploration inProcess(ConfiguredModel configured) throws InterruptedException {
    long start = System.nanoTime();
    try (SpecModel model = configured.load()) {
      TlcExploration explored = of(model, NO_LIMIT);
      double seconds = (System.nanoTime() - start) / 1e9;
      return new TlcExploration(
          explored.states, explored.edges, seconds, explored.exploring, explored.whole);
    }
  }

  /**
   * Explores a model that is loaded. The first time takes longer than the next ones: each model has
   * its own copy of TLC, which the JVM has to compile.
   *
   * @param most the time after which it ends, counted without the initial states
   * @throws SpecException if TLC cannot explore the model
   * @throws InterruptedException if the thread is interrupted
   */
  public static TlcExploration of(SpecModel model, Duration most) throws InterruptedException {
    Clock clock = new Clock(most);
    try {
      GraphSummary graph = model.explore(clock);
      double seconds = clock.seconds();
      return new TlcExploration(
          graph.distinctStates(), graph.transitions(), seconds, seconds, true);
    } catch (TimeIsUp e) {
      double seconds = clock.seconds();
      return new TlcExploration(clock.states, clock.edges, seconds, seconds, false);
    } catch (SpecException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw e;
    }
  }

  /**
   * Explores by TLC in a process of its own, without an invariant or a property.
   *
   * @throws IllegalStateException if it does not come to its end
   * @throws InterruptedException if the thread is interrupted; TLC is then ended
   */
  public static TlcExploration inOwnProcess(ConfiguredModel configured)
      throws InterruptedException {
    TlcResult result = configured.withoutProperties().run().run();
    if (result.verdict() != TlcVerdict.HOLDS) {
      throw new IllegalStateException(
          "TLC does not explore "
              + configured.module()
              + ": "
              + String.join("; ", result.errorLines()));
    }
    return new TlcExploration(
        result.distinctStates(), result.transitions(), result.seconds(), result.seconds(), true);
  }
}
