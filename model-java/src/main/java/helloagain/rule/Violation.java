package helloagain.rule;

import helloagain.message.AlertDescription;
import java.util.Arrays;

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
}
