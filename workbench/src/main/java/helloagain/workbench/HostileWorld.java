package helloagain.workbench;

import helloagain.refinement.RuleProbes;
import helloagain.rule.Rule;
import helloagain.spec.Mutant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds a world of a hostile peer in which mutants live, and the messages of it that break rules.
 *
 * @param neighbour one of its mutants; its world is what matters
 * @param probes the shortest run to a message that breaks a rule, by the rule
 */
record HostileWorld(Mutant neighbour, Map<Rule, RuleProbes.Probe> probes) {
  /** Copies the map. */
  HostileWorld {
    probes = Map.copyOf(probes);
  }

  /** Returns those of some worlds in which a rule is broken. */
  static List<HostileWorld> with(Rule rule, List<HostileWorld> worlds) {
    return worlds.stream().filter(world -> world.probes().containsKey(rule)).toList();
  }

  /** Returns the run to a message that breaks a rule. */
  Optional<RuleProbes.Probe> probe(Rule rule) {
    return Optional.ofNullable(probes.get(rule));
  }
}
