package helloagain.refinement;

import helloagain.rule.Rule;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * States how the records of a script came out.
 *
 * @param script the script
 * @param records what became of each record that was read: {@code dropped}, {@code skipped}, {@code
 *     delivered}, {@code incomplete}, {@code closed}, {@code refused by the hellos}, or the name of
 *     the rule for which it was refused
 * @param difference where endpoint and specification differ, if they do
 */
public record RecordVerdict(
    RecordScript script, List<String> records, Optional<Difference> difference) {
  /** Copies the list. */
  public RecordVerdict {
    records = List.copyOf(records);
  }

  /**
   * States where an endpoint left the specification.
   *
   * @param number the record, counted from 1; 0 for what is sent before any
   * @param record its value in the terms of {@code RecordRules.tla}
   * @param broken the rules that it breaks, by the specification
   * @param allowed what the specification allows, one line each
   * @param observed what the endpoint did, one line
   */
  public record Difference(
      int number, String record, Set<Rule> broken, List<String> allowed, String observed) {
    /** Copies the collections. */
    public Difference {
      broken = Set.copyOf(broken);
      allowed = List.copyOf(allowed);
    }
  }

  /** Tells whether endpoint and specification agree. */
  public boolean agrees() {
    return difference.isEmpty();
  }
}
