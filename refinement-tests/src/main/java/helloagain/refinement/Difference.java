package helloagain.refinement;

import helloagain.rule.Rule;
import java.util.List;
import java.util.Optional;

/**
 * States where a run of the reference left the specification.
 *
 * @param step the place in the run, counted from 1
 * @param action the action of {@code Handshake.tla} that the reference took
 * @param rule the rule that decides there, if the message breaks one
 * @param allowed what the specification allows, one line each
 * @param observed what the reference did, one line
 */
public record Difference(
    int step, String action, Optional<Rule> rule, List<String> allowed, String observed) {
  /** Copies the list. */
  public Difference {
    allowed = List.copyOf(allowed);
  }

  /** Returns the rule with its id, name, section and statement, or says that none is broken. */
  public String decidingRule() {
    return rule.map(
            broken ->
                String.format(
                    "%s %s (section %s): %s",
                    broken.id(), broken.operator(), broken.section(), broken.statement()))
        .orElse("no rule is broken; the receiver must go on");
  }
}
