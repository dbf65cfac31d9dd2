package helloagain.refinement;

import helloagain.rule.Rule;
import helloagain.spec.SpecModel;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaValue;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Asks the specification which rules something breaks. */
public final class BrokenRules {
  private BrokenRules() {}

  /** Returns the rules in the value of an operator such as {@code BrokenAtClient}. */
  public static Set<Rule> of(SpecModel model, String operator, TlaValue... arguments) {
    Set<Rule> rules = EnumSet.noneOf(Rule.class);
    model
        .evaluate(operator, List.of(arguments), null)
        .asSet()
        .elements()
        .forEach(name -> Rule.withOperator(name.asString()).ifPresent(rules::add));
    return rules;
  }

  /**
   * Returns the rules that what a peer has sent last would break at a receiver that keeps them.
   *
   * @param peer the record of a client or a server
   */
  public static Set<Rule> bySending(SpecModel model, TlaRecord peer) {
    return switch (peer.get("state").asString()) {
      case "WAIT_SH_AGAIN" ->
          of(
              model,
              "BrokenByAnswerToRetry",
              peer.get("first"),
              peer.get("retry"),
              peer.get("second"));
      case "WAIT_CH_AGAIN" -> of(model, "BrokenByRetry", peer, peer.get("retry"));
      case "NEGOTIATED" ->
          of(
              model,
              "BrokenByTls13ServerHello",
              // The client that reads this ServerHello has no reply yet.
              peer.with("reply", Tla.NONE),
              peer.get("reply"));
      default -> Set.of();
    };
  }
}
