package helloagain.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/**
 * Holds a run that was drawn at random, with its states and steps checked as they came.
 *
 * @param initial the initial state, drawn alike from all
 * @param steps for each an action is drawn alike from those that lead to another state, and then a
 *     step of it; the run ends where there is none, at the given depth, or with a violation
 * @param violated the violated invariant or property {@code [][A]_v}, if one is
 */
public record RandomWalk(SpecState initial, List<SpecStep> steps, Optional<String> violated) {
  /** Copies the list. */
  public RandomWalk {
    steps = List.copyOf(steps);
  }

  /**
   * Draws a run.
   *
   * @param initial the initial states of the model
   * @param depth the most states that it may have, 1 or more
   * @param successors the steps that are possible in a state, as {@link #possible} gives them
   */
  public static RandomWalk draw(
      SpecModel model,
      List<SpecState> initial,
      Random random,
      int depth,
      Function<SpecState, List<SpecStep>> successors) {
    SpecState start = initial.get(random.nextInt(initial.size()));
    List<SpecStep> run = new ArrayList<>();
    SpecState state = start;
    Optional<String> violated = model.violatedInvariants(start).stream().findFirst();
    while (violated.isEmpty() && run.size() + 1 < depth) {
      List<SpecStep> possible = successors.apply(state);
      if (possible.isEmpty()) {
        break;
      }
      SpecStep step = drawn(possible, random);
      run.add(step);
      violated = violated(model, state, step);
      state = step.target();
    }
    return new RandomWalk(start, run, violated);
  }

  /** Most steps of a hostile peer are faults; were all alike, few runs came beyond the first. */
  private static SpecStep drawn(List<SpecStep> possible, Random random) {
    List<String> actions = possible.stream().map(SpecStep::action).distinct().toList();
    String action = actions.get(random.nextInt(actions.size()));
    List<SpecStep> steps = possible.stream().filter(step -> step.action().equals(action)).toList();
    return steps.get(random.nextInt(steps.size()));
  }

  /** Returns the steps within the constraints that lead from a state to another. */
  public static List<SpecStep> possible(SpecModel model, SpecState state) {
    return model.successors(state).stream()
        .filter(step -> !step.target().equals(state))
        .filter(step -> model.isWithinConstraints(step.target()))
        .toList();
  }

  private static Optional<String> violated(SpecModel model, SpecState from, SpecStep step) {
    return model.violatedInvariants(step.target()).stream()
        .findFirst()
        .or(() -> model.violatedStepProperties(from, step.target()).stream().findFirst());
  }

  /** Returns the initial state and the steps as a counterexample has them. */
  public List<Counterexample.Moment> moments() {
    List<Counterexample.Moment> moments = new ArrayList<>();
    moments.add(new Counterexample.Moment("", initial.variables()));
    steps.forEach(
        step -> moments.add(new Counterexample.Moment(step.action(), step.target().variables())));
    return moments;
  }
}
