package helloagain.exchange;

import helloagain.rule.Rule;
import helloagain.rule.Violation;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Judges one message by one rule, when it is asked. */
@FunctionalInterface
public interface Check {
  /** Returns the violation if the message breaks the rule. */
  Optional<Violation> violation();

  /**
   * Makes a check of a rule.
   *
   * @param kept tells whether the message keeps the rule
   * @param seen says what was seen if it does not, with the offending value
   */
  static Check of(Rule rule, BooleanSupplier kept, Supplier<String> seen) {
    return () ->
        kept.getAsBoolean() ? Optional.empty() : Optional.of(Violation.of(rule, seen.get()));
  }

  /** Makes a check that always fails. */
  static Check fail(Rule rule, Supplier<String> seen) {
    return of(rule, () -> false, seen);
  }
}
