package helloagain.refinement.jdk;

import helloagain.refinement.Verdict;
import java.util.List;

/**
 * States what came of an exchange with the JDK.
 *
 * @param exchange the exchange
 * @param verdict its trace, replayed in the reference and in the specification
 * @param faults what speaks against the reference or the specification, one line each: they differ,
 *     the reference sent something else than in the replay, the JDK refused what it sent, the keys
 *     are not the same, or the exchange did not end as the scenario says
 * @param deviations where the JDK did not do what the specification asks of the sender
 */
public record JdkVerdict(
    JdkExchange exchange, Verdict verdict, List<String> faults, List<Deviation> deviations) {
  /** Copies the lists. */
  public JdkVerdict {
    faults = List.copyOf(faults);
    deviations = List.copyOf(deviations);
  }

  /** Tells whether nothing speaks against the reference or the specification. */
  public boolean agrees() {
    return faults.isEmpty();
  }

  /**
   * Says that the JDK sent what it should not have sent.
   *
   * @param operator the operator of the specification that does not hold: a rule, {@code MayFollow}
   *     of {@code Client.tla} or {@code Alerts} of {@code Rulebook.tla}
   * @param reason what was seen, one line
   */
  public record Deviation(String operator, String reason) {}
}
