package helloagain.rule;

import helloagain.message.AlertDescription;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * States that a message breaks a rule.
 *
 * @param rule the rule that decides
 * @param alert the alert to send, one of {@link Rule#alerts(Profile)}
 * @param reason what was seen, in one line for people
 */
public record Violation(Rule rule, AlertDescription alert, String reason) {
  /**
   * Checks that the rule permits the alert in one of the documents.
   *
   * @throws IllegalStateException if it does not
   */
  public Violation {
    if (Arrays.stream(Profile.values())
        .noneMatch(profile -> rule.alerts(profile).contains(alert))) {
      throw new IllegalStateException(rule.id() + " does not permit " + alert);
    }
  }

  /**
   * Makes a violation with the alert that the reference prefers for the rule, which is named or
   * fits (ALERT-09, ALERT-13, ALERT-14).
   */
  public static Violation of(Rule rule, String reason) {
    return new Violation(rule, rule.alerts().get(0), reason);
  }

  /** Returns the violation with each alert that a document permits for it, its own first. */
  public List<Violation> withEachAlert(Profile profile) {
    return Stream.concat(Stream.of(alert), rule.alerts(profile).stream())
        .distinct()
        .map(permitted -> new Violation(rule, permitted, reason))
        .toList();
  }
}
