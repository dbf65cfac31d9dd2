package helloagain.workbench;

import helloagain.refinement.graph.BoundedWorld;
import helloagain.rule.Rule;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * States what notices that one receiver leaves one rule unchecked.
 *
 * @param rule the rule
 * @param receiver who does not check it
 * @param mutants the mutants of the specification that weaken it there
 * @param replay the run on which the reference without the check leaves the specification
 * @param vector the first published vector that the reference without the check fails
 * @param tests the named tests that fail without the check
 * @param survivals why nothing notices, where nothing does
 */
record KillRow(
    Rule rule,
    Receiver receiver,
    List<MutantResult> mutants,
    Optional<ReplayKill> replay,
    Optional<VectorKill> vector,
    List<String> tests,
    List<Survivor> survivals) {
  /** The name of a run that no mutant gave: the shortest in which a message breaks the rule. */
  static final String PROBE = "probe";

  /** The name of a stream of records that was drawn. */
  static final String DRAWN = "drawn";

  /**
   * Names a run that was seen to differ.
   *
   * @param run where the run comes from: the name of a mutant, {@code probe}, {@code drawn}, or the
   *     world of which it is a shortest run
   * @param step the place in the run
   * @param rules the rule that decides there, by its id
   */
  record ReplayKill(String run, int step, String rules) {}

  /** Copies the lists. */
  KillRow {
    mutants = List.copyOf(mutants);
    tests = List.copyOf(tests);
    survivals = List.copyOf(survivals);
  }

  String name() {
    return name(rule, receiver);
  }

  /** Returns the name of the row of a rule at a receiver. */
  static String name(Rule rule, Receiver receiver) {
    return rule.id() + " at the " + receiver.word();
  }

  boolean isKilledInSpec() {
    return mutants.stream().anyMatch(MutantResult::isKilled);
  }

  /** Tells whether it is the graph of a world that parts without the rule. */
  boolean isOfGraph() {
    return replay.flatMap(kill -> BoundedWorld.named(kill.run())).isPresent();
  }

  boolean isKilledByVector() {
    return vector.isPresent();
  }

  boolean isKilledInReference() {
    return replay.isPresent();
  }

  /** Returns this row with the vector that tells it. */
  KillRow with(Optional<VectorKill> found) {
    return new KillRow(rule, receiver, mutants, replay, found, tests, survivals);
  }

  /** Returns the mutant whose counterexample is the shortest, if one has any. */
  Optional<MutantResult> shortest() {
    return mutants.stream()
        .filter(MutantResult::isKilled)
        .min(
            Comparator.comparingInt(
                (MutantResult result) ->
                    result.run().isEmpty() ? Integer.MAX_VALUE : result.run().size()));
  }
}
