package helloagain.exchange;

import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.rule.Violation;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges one message by several rules. */
public final class Checks {
  private Checks() {}

  /** Returns the first violation of a rule that is enforced; later checks are not asked. */
  public static Optional<Violation> first(List<Check> checks, Set<Rule> enforced) {
    return checks.stream()
        .flatMap(check -> check.violation().stream())
        .filter(violation -> enforced.contains(violation.rule()))
        .findFirst();
  }

  /** Returns every violation of a rule that is enforced, in the order of the checks. */
  public static List<Violation> all(List<Check> checks, Set<Rule> enforced) {
    return checks.stream()
        .flatMap(check -> check.violation().stream())
        .filter(violation -> enforced.contains(violation.rule()))
        .toList();
  }

  /** Tells whether one of the violations leaves the receiver no choice: that of a MUST rule. */
  public static boolean bind(List<Violation> violations, Profile profile) {
    return violations.stream()
        .anyMatch(violation -> violation.rule().level(profile) == Rule.Level.MUST);
  }
}
