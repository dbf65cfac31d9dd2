package helloagain.rule;

import helloagain.message.AlertDescription;

/**
 * States that a message breaks a rule.
 *
 * @param rule the rule that decides
 * @param alert the alert to send, one of {@link Rule#alerts()}
 * @param reason what was seen, in one line for people
 */
public record Violation(Rule rule, AlertDescription alert, String reason) {
  /**
   * Checks that the rule permits the alert.
   *
   * @throws IllegalStateException if it does not
   */
  public Violation {
    if (!rule.alerts().contains(alert)) {
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
