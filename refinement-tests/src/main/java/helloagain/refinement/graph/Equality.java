package helloagain.refinement.graph;

import helloagain.rule.Rule;
import helloagain.spec.Counterexample.Moment;
import helloagain.spec.SpecState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * States whether the graphs of specification and reference are the same in one world.
 *
 * @param setting the world, the document and who plays it
 * @param specStates the states that TLC found
 * @param referenceStates the states that the machines were found in, before they are projected
 * @param specEdges the labelled edges of the specification
 * @param referenceEdges the labelled edges of the reference
 * @param depth the number of states on a shortest run to the farthest state
 * @param difference the first difference, if there is one
 * @param seconds the time for both graphs and the comparison
 * @param tlcSeconds the time of that in which TLC explored
 */
public record Equality(
    Setting setting,
    long specStates,
    long referenceStates,
    long specEdges,
    long referenceEdges,
    int depth,
    Optional<Difference> difference,
    double seconds,
    double tlcSeconds) {
  /**
   * Holds where the graphs part.
   *
   * @param run a shortest run of both to the state in which they part; none if they begin apart
   * @param rule the rule that decides, if one does
   * @param onlySpec what only the specification allows there
   * @param onlyReference what only the reference does there
   */
  public record Difference(
      List<Moment> run,
      Optional<Rule> rule,
      List<Comparison.Way> onlySpec,
      List<Comparison.Way> onlyReference) {
    /** Copies the lists. */
    public Difference {
      run = List.copyOf(run);
      onlySpec = List.copyOf(onlySpec);
      onlyReference = List.copyOf(onlyReference);
    }

    /** Returns the number of steps to the difference. */
    public int steps() {
      return Math.max(0, run.size() - 1);
    }
  }

  /** Tells whether both graphs are the same. */
  public boolean equal() {
    return difference.isEmpty();
  }

  /**
   * Returns how many edges of the specification the reference deliberately does not take, though
   * the graphs agree. The choices of the reference are declared so that there is none.
   */
  public long inclusionOnlyEdges() {
    return equal() ? specEdges - referenceEdges : 0;
  }

  /**
   * Explores both graphs beside each other and compares them.
   *
   * @throws helloagain.spec.SpecException if TLC cannot explore the world
   */
  public static Equality of(Setting setting) {
    long start = System.nanoTime();
    // The reference need not go on once it has more states than the specification.
    CompletableFuture<SpecGraph> exploring =
        CompletableFuture.supplyAsync(() -> SpecGraph.of(setting));
    Equality equality = played(setting, BoundedWorld.space(setting), exploring, start);
    join(exploring).close();
    return equality;
  }

  /** Compares with a graph of the specification that is there already. */
  public static Equality of(Setting setting, SpecGraph spec) {
    return played(
        setting,
        BoundedWorld.space(setting),
        CompletableFuture.completedFuture(spec),
        System.nanoTime());
  }

  private static <N> Equality played(
      Setting setting, StateSpace<N> space, CompletableFuture<SpecGraph> exploring, long start) {
    Graph<N> played =
        Graph.of(
            space, () -> exploring.isDone() ? join(exploring).graph().size() : Integer.MAX_VALUE);
    SpecGraph explored = join(exploring);
    Graph<SpecState> spec = explored.graph();
    Optional<Difference> difference =
        Comparison.first(spec, played, space::project)
            .map(unlike -> difference(setting, explored, played, space, unlike));
    return new Equality(
        setting,
        spec.size(),
        played.size(),
        spec.edgeCount(),
        played.edgeCount(),
        spec.depth(),
        difference,
        (System.nanoTime() - start) / 1e9,
        explored.seconds());
  }

  private static SpecGraph join(CompletableFuture<SpecGraph> exploring) {
    try {
      return exploring.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static <N> Difference difference(
      Setting setting,
      SpecGraph explored,
      Graph<N> played,
      StateSpace<N> space,
      Comparison.Unlike unlike) {
    List<Integer> run = unlike.at().map(played::run).orElse(List.of());
    List<String> labels = played.labels(run);
    List<Moment> moments = new ArrayList<>();
    for (int i = 0; i < run.size(); i++) {
      moments.add(
          new Moment(i == 0 ? "" : labels.get(i - 1), space.project(played.state(run.get(i)))));
    }
    Optional<Rule> rule =
        moments.isEmpty()
            ? Optional.empty()
            : new DecidingRule(
                    explored.model(),
                    setting.profile(),
                    moments.get(moments.size() - 1).variables())
                .of(unlike);
    return new Difference(moments, rule, unlike.onlySpec(), unlike.onlyReference());
  }
}
