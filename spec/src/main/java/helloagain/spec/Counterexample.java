package helloagain.spec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Holds a shortest run to the first violation of a property of states or of steps.
 *
 * @param property the violated invariant or property {@code [][A]_v}
 * @param start the initial state
 * @param steps the steps up to the state, or with the step, that violates it
 */
public record Counterexample(String property, SpecState start, List<SpecStep> steps) {
  /** Copies the list. */
  public Counterexample {
    steps = List.copyOf(steps);
  }

  /**
   * Looks for a violation of what the configuration asks for, breadth first, in this thread and
   * this JVM. The run is the same each time in a model that is freshly loaded.
   *
   * @return nothing if all of the configuration's properties of states and steps hold in all
   *     reachable states; a property of runs is not looked at
   * @throws IllegalArgumentException if the configuration asks for nothing
   */
  public static Optional<Counterexample> find(SpecModel model) {
    if (model.invariantNames().isEmpty() && model.propertyNames().isEmpty()) {
      throw new IllegalArgumentException("the configuration asks for no property");
    }
    Search search = new Search(model);
    try {
      model.explore(search);
      return Optional.empty();
    } catch (Found found) {
      return Optional.of(search.run(found));
    }
  }

  /** Returns the states of the run, the initial one first. */
  public List<SpecState> states() {
    List<SpecState> states = new ArrayList<>();
    states.add(start);
    steps.forEach(step -> states.add(step.target()));
    return states;
  }

  /** Checks states and steps as they are found, and keeps how each was first reached. */
  private static final class Search implements GraphVisitor {
    /** The step is absent in an initial state, and until the first edge to the state is seen. */
    private record Reached(SpecState state, boolean isInitial, int from, Optional<SpecStep> step) {
      boolean isNew() {
        return !isInitial && step.isEmpty();
      }
    }

    private final SpecModel model;
    private final List<Reached> reached = new ArrayList<>();

    Search(SpecModel model) {
      this.model = model;
    }

    @Override
    public void state(int number, SpecState state, int depth) {
      reached.add(new Reached(state, depth == 1, number, Optional.empty()));
      if (depth == 1) {
        stopAt(model.violatedInvariants(state), number, Optional.empty());
      }
    }

    @Override
    public void edge(int source, SpecStep step, int target) {
      Optional<SpecStep> taken = Optional.of(step);
      if (reached.get(target).isNew()) {
        reached.set(target, new Reached(step.target(), false, source, taken));
        stopAt(model.violatedInvariants(step.target()), source, taken);
      }
      SpecState before = reached.get(source).state();
      stopAt(model.violatedStepProperties(before, step.target()), source, taken);
    }

    private static void stopAt(List<String> violated, int at, Optional<SpecStep> step) {
      if (!violated.isEmpty()) {
        throw new Found(violated.get(0), at, step);
      }
    }

    Counterexample run(Found found) {
      Deque<SpecStep> steps = new ArrayDeque<>();
      found.step.ifPresent(steps::addFirst);
      int at = found.at;
      while (reached.get(at).step().isPresent()) {
        steps.addFirst(reached.get(at).step().orElseThrow());
        at = reached.get(at).from();
      }
      return new Counterexample(found.property, reached.get(at).state(), List.copyOf(steps));
    }
  }

  /** Ends an exploration, for some mutants have no end of states. */
  private static final class Found extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final String property;
    private final int at;
    private final transient Optional<SpecStep> step;

    Found(String property, int at, Optional<SpecStep> step) {
      super(property);
      this.property = property;
      this.at = at;
      this.step = step;
    }
  }
}
