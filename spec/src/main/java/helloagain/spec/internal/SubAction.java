package helloagain.spec.internal;

import helloagain.spec.TlaValue;
import java.util.List;
import tlc2.tool.Action;

/**
 * Holds a part of the next-state relation that TLC evaluates as a whole.
 *
 * @param action the part, with its context
 * @param name the innermost named operator around it
 * @param arguments the values of that operator's parameters, or none where they are not known
 * @param isOpen whether the part splits further once the state is known
 */
record SubAction(Action action, String name, List<TlaValue> arguments, boolean isOpen) {}
