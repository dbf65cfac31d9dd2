package helloagain.refinement.graph;

import helloagain.spec.TlaValue;
import java.util.List;
import java.util.Map;

/**
 * A world as the reference plays it: its states, and what can happen in each.
 *
 * @param <N> the states; equal ones are the same state
 */
public interface StateSpace<N> {
  /** Returns the states in which a run begins. */
  List<N> initial();

  /** Tells a receiver everything that can happen in a state. */
  void steps(N state, Steps<N> steps);

  /** Projects a state to the variables of the world's module. */
  Map<String, TlaValue> project(N state);

  /** Receives steps. */
  @FunctionalInterface
  interface Steps<N> {
    /**
     * Receives a step.
     *
     * @param label the action of the specification, with its arguments as TLA+ text if it has some
     */
    void step(String label, N target);
  }
}
