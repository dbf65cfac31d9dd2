package helloagain.exchange;

import helloagain.exchange.Received.AlertReceived;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.rule.Violation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

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

  /**
   * Returns every step that the RFC leaves to the receiver of a message (6.2): any broken rule may
   * decide, with any alert that it permits; where none of them binds the receiver may go on.
   *
   * @param violations those of rules that it enforces, in the order of its checks
   * @param abort what it does when one decides
   * @param goOn what it may do when none binds, its own choice first
   */
  public static <S> List<Step<S>> permitted(
      List<Violation> violations,
      Profile profile,
      Function<Violation, Step<S>> abort,
      Supplier<Stream<Step<S>>> goOn) {
    Stream<Step<S>> refusals =
        violations.stream()
            .flatMap(violation -> violation.withEachAlert(profile).stream())
            .map(abort);
    return Stream.concat(refusals, bind(violations, profile) ? Stream.of() : goOn.get())
        .distinct()
        .toList();
  }

  /**
   * Returns every step that the documents leave to the receiver of an alert: it ends, or, after
   * user_canceled by RFC 9846, 6.1, reads on (ALERT-20), which comes first.
   *
   * @param state where it stands
   * @param closed where it stands when that was the end
   */
  public static <S> List<Step<S>> permitted(
      AlertReceived alert, Profile profile, S state, S closed) {
    return alert.leavesOpen(profile)
        ? List.of(Step.silent(state), Step.silent(closed))
        : List.of(Step.silent(closed));
  }
}
