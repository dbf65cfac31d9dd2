package helloagain.refinement.graph;

import helloagain.refinement.BrokenRules;
import helloagain.refinement.graph.Comparison.Unlike;
import helloagain.refinement.graph.Comparison.Way;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.spec.SpecModel;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaValue;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rule that decides a difference: one for which only the specification aborts; else one
 * that only the reference breaks by what it sends; else one for which only the reference aborts. Of
 * several a rule that binds, and the first in the order of the rulebook.
 */
final class DecidingRule {
  private static final String NONE = "none";

  private final SpecModel model;
  private final Profile profile;
  private final Map<String, TlaValue> at;

  /**
   * Asks a model.
   *
   * @param at the state in which the ways part
   */
  DecidingRule(SpecModel model, Profile profile, Map<String, TlaValue> at) {
    this.model = model;
    this.profile = profile;
    this.at = at;
  }

  /** Returns the rule, if one decides. */
  Optional<Rule> of(Unlike unlike) {
    return first(aborting(unlike.onlySpec()))
        .or(() -> first(sending(unlike.onlyReference())))
        .or(() -> first(aborting(unlike.onlyReference())));
  }

  private Optional<Rule> first(Stream<Rule> rules) {
    return rules.min(
        Comparator.comparing((Rule rule) -> rule.level(profile) != Rule.Level.MUST)
            .thenComparing(Comparator.naturalOrder()));
  }

  private Stream<Rule> aborting(List<Way> ways) {
    return peersThatActed(ways)
        .map(peer -> peer.get("rule").asString())
        .filter(rule -> !rule.equals(NONE))
        .flatMap(rule -> Rule.withOperator(rule).stream());
  }

  private Stream<Rule> sending(List<Way> ways) {
    return peersThatActed(ways).flatMap(peer -> BrokenRules.bySending(model, peer).stream());
  }

  /** Returns the records of peers that an edge changes. */
  private Stream<TlaRecord> peersThatActed(List<Way> ways) {
    return ways.stream()
        .flatMap(
            way ->
                way.variables().entrySet().stream()
                    .filter(variable -> !variable.getValue().equals(at.get(variable.getKey())))
                    .flatMap(variable -> peers(variable.getValue(), at.get(variable.getKey()))));
  }

  /** A variable holds one peer, or one for each session. */
  private static Stream<TlaRecord> peers(TlaValue after, @Nullable TlaValue before) {
    if (!(after instanceof TlaRecord record) || !(before instanceof TlaRecord old)) {
      return Stream.of();
    }
    if (record.has("state") && record.has("rule")) {
      return Stream.of(record);
    }
    return record.fields().entrySet().stream()
        .filter(session -> old.has(session.getKey()))
        .filter(session -> !session.getValue().equals(old.get(session.getKey())))
        .flatMap(
            session -> session.getValue() instanceof TlaRecord peer ? Stream.of(peer) : Stream.of())
        .filter(peer -> peer.has("state") && peer.has("rule"));
  }
}
