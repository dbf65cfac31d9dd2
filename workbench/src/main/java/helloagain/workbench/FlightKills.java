package helloagain.workbench;

import helloagain.refinement.graph.BoundedWorld;
import helloagain.refinement.graph.Equality;
import helloagain.refinement.graph.Graph;
import helloagain.refinement.graph.Setting;
import helloagain.refinement.graph.SpecGraph;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.spec.SpecState;
import helloagain.spec.TlaRecord;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * States what becomes of a receiver that leaves a rule of what follows ServerHello unchecked: the
 * graph that the reference has in the world of a hostile peer parts from that of the specification.
 *
 * @param kills where it parts, by the rule; nothing for a rule that nobody misses
 * @param covers the other rules that bind and that every message breaks which breaks a rule, by
 *     that rule
 */
record FlightKills(Map<Rule, KillRow.ReplayKill> kills, Map<Rule, Set<Rule>> covers) {
  /** Every rule is broken by a single fault somewhere. */
  private static final int FAULTS = 1;

  /** Copies the maps. */
  FlightKills {
    kills = Map.copyOf(kills);
    covers = Map.copyOf(covers);
  }

  /** Finds nothing, where no rule is of a flight. */
  static FlightKills none() {
    return new FlightKills(Map.of(), Map.of());
  }

  /**
   * Leaves each rule out in turn.
   *
   * @throws IllegalStateException if the graph of the intact reference is another one already
   */
  static FlightKills of(Receiver receiver, List<Rule> rules) {
    Setting setting = Setting.of(receiver.flights(), Profile.RFC8446).withFaults(FAULTS);
    try (SpecGraph spec = SpecGraph.of(setting)) {
      if (!Equality.of(setting, spec).equal()) {
        throw new IllegalStateException(
            receiver.flights().title() + ": the intact reference differs");
      }
      Map<Rule, KillRow.ReplayKill> kills = new EnumMap<>(Rule.class);
      for (Rule rule : rules) {
        Equality.of(setting.without(Set.of(rule)), spec)
            .difference()
            .ifPresent(difference -> kills.put(rule, kill(receiver.flights(), difference)));
      }
      return new FlightKills(kills, covers(receiver, spec.graph()));
    }
  }

  /** Returns where the graph parts without a rule. */
  Optional<KillRow.ReplayKill> kill(Rule rule) {
    return Optional.ofNullable(kills.get(rule));
  }

  /** Returns the ids of the other rules that refuse whatever breaks a rule. */
  List<String> coversOf(Rule rule) {
    return covers.getOrDefault(rule, Set.of()).stream().map(Rule::id).toList();
  }

  private static KillRow.ReplayKill kill(BoundedWorld world, Equality.Difference difference) {
    return new KillRow.ReplayKill(
        world.title(), difference.steps() + 1, difference.rule().map(Rule::id).orElse(""));
  }

  /**
   * A receiver may name any of the rules that a message breaks, so that its edges have them all.
   */
  private static Map<Rule, Set<Rule>> covers(Receiver receiver, Graph<SpecState> graph) {
    Map<Rule, Set<Rule>> covers = new EnumMap<>(Rule.class);
    for (int i = 0; i < graph.size(); i++) {
      Set<Rule> broken = EnumSet.noneOf(Rule.class);
      for (Graph.Edge edge : graph.edges(i)) {
        if (edge.label().endsWith("Refuses")) {
          broken.add(decided(receiver, graph.state(edge.target())));
        }
      }
      for (Rule rule : broken) {
        Set<Rule> others = EnumSet.copyOf(broken);
        others.removeIf(other -> other == rule || other.level() != Rule.Level.MUST);
        covers.computeIfAbsent(rule, first -> others).retainAll(others);
      }
    }
    return covers;
  }

  private static Rule decided(Receiver receiver, SpecState refused) {
    TlaRecord peer = Objects.requireNonNull(refused.variables().get(receiver.word())).asRecord();
    return Rule.withOperator(peer.get("rule").asString()).orElseThrow();
  }
}
