package helloagain.spec;

import java.util.Map;

/**
 * Represents a state of one {@link SpecModel}: a value for each variable. Immutable.
 *
 * <p>Two states are equal when they belong to the same model and give each variable the same value.
 * Values turn into {@link TlaValue}s when they are first asked for.
 */
public interface SpecState {
  /**
   * Returns the value of a variable.
   *
   * @throws IllegalArgumentException if the model has no variable of that name
   */
  TlaValue get(String variable);

  /** Returns the values of all variables, in the order of their declaration. */
  Map<String, TlaValue> variables();

  /**
   * Returns TLC's 64-bit fingerprint: the same for equal states, and also for states that the
   * configuration's {@code SYMMETRY} or {@code VIEW} takes for the same.
   */
  long fingerprint();
}
