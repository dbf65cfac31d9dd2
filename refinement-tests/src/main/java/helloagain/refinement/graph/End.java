package helloagain.refinement.graph;

import helloagain.rule.Violation;
import java.util.List;
import java.util.Optional;

/**
 * Names an end as far as it can be seen: neither the words for people in an abort, nor which alert
 * it was that closed a connection.
 *
 * @param at where the peer stood
 * @param how the rule and the alert, or nothing if the other side ended it
 */
record End(Object at, List<Object> how) {
  /** Copies the list. */
  End {
    how = List.copyOf(how);
  }

  static End of(Object at, Optional<Violation> refusal) {
    return new End(
        at,
        refusal
            .map(violation -> List.<Object>of(violation.rule(), violation.alert()))
            .orElse(List.of()));
  }
}
