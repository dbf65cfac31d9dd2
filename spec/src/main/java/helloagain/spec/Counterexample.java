package helloagain.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds a shortest run to the first violation of a property of states or of steps. It stays usable
 * when its model is closed.
 *
 * @param property the violated invariant or property {@code [][A]_v}
 * @param run the initial state and the steps up to the state, or with the step, that violates it
 */
public record Counterexample(String property, List<Moment> run) {
  /**
   * A state of the run and how it was reached.
   *
   * @param action the name of the action, empty for the initial state
   * @param variables the value of each variable, in the order of their declaration
   */
  public record Moment(String action, Map<String, TlaValue> variables) {}

  /** Copies the list. */
  public Counterexample {
    run = List.copyOf(run);
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
    try {
      model.explore(new Search(model));
      return Optional.empty();
    } catch (Found found) {
      return Optional.of(found.counterexample);
    }
  }

  /** Checks states and steps as they are found. */
  private static final class Search extends ShortestRuns {
    private final SpecModel model;

    Search(SpecModel model) {
      this.model = model;
    }

    @Override
    protected void found(int number, SpecState state) {
      List<String> violated = model.violatedInvariants(state);
      if (!violated.isEmpty()) {
        throw new Found(new Counterexample(violated.get(0), run(number)));
      }
    }

    @Override
    protected void taken(int source, SpecState from, SpecStep step) {
      List<String> violated = model.violatedStepProperties(from, step.target());
      if (!violated.isEmpty()) {
        throw new Found(new Counterexample(violated.get(0), run(source, step)));
      }
    }
  }

  /** Ends an exploration, for some mutants have no end of states. */
  private static final class Found extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final transient Counterexample counterexample;

    Found(Counterexample counterexample) {
      super(counterexample.property());
      this.counterexample = counterexample;
    }
  }
}
