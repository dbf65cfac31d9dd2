package helloagain.workbench;

import helloagain.refinement.Difference;
import helloagain.refinement.LockStep;
import helloagain.refinement.Verdict;
import helloagain.rule.Rule;
import java.util.List;
import java.util.Optional;

/**
 * States where a run of the reference left the specification.
 *
 * @param step the place in the run, counted from 1
 * @param action the action of {@code Handshake.tla}
 * @param rule the rule that decides there, if one does
 * @param allowed what the specification allows there, one line each
 * @param observed what the reference did, one line
 */
record Finding(
    int step, String action, Optional<Rule> rule, List<String> allowed, String observed) {
  /** Copies the list. */
  Finding {
    allowed = List.copyOf(allowed);
  }

  /** Returns what there is to say of a run; nothing if reference and specification agree. */
  static Optional<Finding> of(Verdict verdict) {
    if (verdict.agrees()) {
      return Optional.empty();
    }
    return Optional.of(
        verdict.difference().map(Finding::of).orElseGet(() -> ofInvariants(verdict)));
  }

  private static Finding of(Difference difference) {
    return new Finding(
        difference.step(),
        difference.action(),
        difference.rule(),
        difference.allowed(),
        difference.observed());
  }

  /** Both took the same steps, to a state that the specification promises not to reach. */
  private static Finding ofInvariants(Verdict verdict) {
    List<LockStep.Event> events = verdict.events();
    return new Finding(
        verdict.steps(),
        events.isEmpty() ? "" : events.get(events.size() - 1).action(),
        Optional.empty(),
        List.of(),
        "the last state violates " + String.join(", ", verdict.violatedInvariants()));
  }

  /** Returns the rule's id, or the action where no rule decides. */
  String name() {
    return rule.map(Rule::id).orElse(action);
  }

  /** Returns place, action and deciding rule in one line. */
  String headline() {
    return "step "
        + step
        + ", "
        + action
        + ", "
        + rule.map(Finding::named).orElse("no rule of a receiver");
  }

  /** Returns id, name and place of a rule. */
  static String named(Rule rule) {
    return rule.id() + " " + rule.operator() + " (" + place(rule) + ")";
  }

  /** A section of RFC 8446 goes without the name of its document. */
  private static String place(Rule rule) {
    return rule.section().startsWith("RFC") ? rule.section() : "section " + rule.section();
  }
}
