package helloagain.spec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Remembers of each state that an exploration finds a shortest run to it. */
public class ShortestRuns implements GraphVisitor {
  /** The step is absent in an initial state, and until the first edge to the state is seen. */
  private record Reached(SpecState state, boolean isInitial, int from, Optional<SpecStep> step) {
    boolean isNew() {
      return !isInitial && step.isEmpty();
    }
  }

  private final List<Reached> reached = new ArrayList<>();

  @Override
  public final void state(int number, SpecState state, int depth) {
    reached.add(new Reached(state, depth == 1, number, Optional.empty()));
    if (depth == 1) {
      found(number, state);
    }
  }

  @Override
  public final void edge(int source, SpecStep step, int target) {
    if (reached.get(target).isNew()) {
      reached.set(target, new Reached(step.target(), false, source, Optional.of(step)));
      found(target, step.target());
    }
    taken(source, reached.get(source).state(), step);
  }

  /** Hears of a state that was not seen before; its run can be asked for. */
  protected void found(int number, SpecState state) {}

  /** Hears of an edge, after the states at its ends. */
  protected void taken(int source, SpecState from, SpecStep step) {}

  /** Returns a shortest run to a state. */
  public final List<Counterexample.Moment> run(int number) {
    Deque<Counterexample.Moment> run = new ArrayDeque<>();
    Reached at = reached.get(number);
    while (at.step().isPresent()) {
      run.addFirst(moment(at.step().orElseThrow()));
      at = reached.get(at.from());
    }
    run.addFirst(new Counterexample.Moment("", at.state().variables()));
    return List.copyOf(run);
  }

  /** Returns a shortest run to a state, with one more step. */
  public final List<Counterexample.Moment> run(int number, SpecStep step) {
    List<Counterexample.Moment> run = new ArrayList<>(run(number));
    run.add(moment(step));
    return List.copyOf(run);
  }

  private static Counterexample.Moment moment(SpecStep step) {
    return new Counterexample.Moment(step.action(), step.target().variables());
  }
}
