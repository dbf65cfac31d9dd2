package helloagain.spec;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Holds one step of the next-state relation.
 *
 * @param action the name of the operator, the innermost named one of the next-state relation
 * @param arguments the values of its parameters; empty where TLC cannot tell them
 * @param target the state after the step
 */
public record SpecStep(String action, List<TlaValue> arguments, SpecState target) {
  /** Copies the arguments. */
  public SpecStep {
    arguments = List.copyOf(arguments);
  }

  /** Returns the action with its arguments as TLA+ text, such as {@code Receive("x25519")}. */
  public String label() {
    return arguments.isEmpty()
        ? action
        : arguments.stream()
            .map(TlaValue::toString)
            .collect(Collectors.joining(", ", action + "(", ")"));
  }
}
