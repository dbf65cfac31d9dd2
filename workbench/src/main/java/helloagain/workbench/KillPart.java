package helloagain.workbench;

import helloagain.refinement.BrokenPeer;
import helloagain.rule.Rule;
import helloagain.spec.Mutant;
import helloagain.vectors.BrokenReceiver;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Says which part of a kill matrix is made. A rule comes with all mutants that weaken it, and an id
 * with all mutants that name it alone, for its page shows them together; so a mutant may be made in
 * two parts.
 *
 * @param rules the rules to remove
 * @param places the mutants to make, by their places in the whole list, from 0
 * @param ids the ids of which all mutants are among these
 * @param peers the broken senders
 * @param receivers the names of the broken receivers of records
 * @param isWhole whether nothing is left out
 */
record KillPart(
    List<Rule> rules,
    List<Integer> places,
    Set<String> ids,
    List<BrokenPeer> peers,
    List<String> receivers,
    boolean isWhole) {
  /** Copies the collections. */
  KillPart {
    rules = List.copyOf(rules);
    places = List.copyOf(places);
    ids = Set.copyOf(ids);
    peers = List.copyOf(peers);
    receivers = List.copyOf(receivers);
  }

  /** Returns what is in a shard, or everything. */
  static KillPart of(KillMatrix.Input input, Optional<Shard> asked) {
    Shard shard = asked.orElse(new Shard(1, 1));
    List<Rule> rules = shard.part(input.rules());
    Set<String> known = input.rules().stream().map(Rule::id).collect(Collectors.toSet());
    Set<String> keys = new HashSet<>(shard.part(otherKeys(input, known)));
    rules.forEach(rule -> keys.add(rule.id()));
    return new KillPart(
        rules,
        IntStream.range(0, input.mutants().size())
            .filter(place -> isIn(input.mutants().get(place), rules, keys))
            .boxed()
            .toList(),
        keys,
        input.patterns().isEmpty() ? List.of() : shard.part(List.of(BrokenPeer.values())),
        shard.part(
            input.patterns().stream()
                .flatMap(pattern -> pattern.mutants().stream())
                .distinct()
                .filter(name -> BrokenReceiver.named(name).isPresent())
                .toList()),
        asked.isEmpty());
  }

  /** Returns what the mutants go by that no rule brings along. */
  private static List<String> otherKeys(KillMatrix.Input input, Set<String> known) {
    return input.mutants().stream()
        .filter(
            mutant ->
                isOfOneId(mutant)
                    || input.rules().stream().noneMatch(rule -> KillMatrix.isOf(mutant, rule)))
        .map(KillPart::key)
        .filter(key -> !known.contains(key))
        .distinct()
        .toList();
  }

  private static boolean isIn(Mutant mutant, List<Rule> rules, Set<String> keys) {
    return keys.contains(key(mutant))
        || rules.stream().anyMatch(rule -> KillMatrix.isOf(mutant, rule));
  }

  private static String key(Mutant mutant) {
    return isOfOneId(mutant) ? mutant.ids().get(0) : mutant.name();
  }

  private static boolean isOfOneId(Mutant mutant) {
    return mutant.kind() == Mutant.Kind.MUTANT && mutant.ids().size() == 1;
  }

  /** Returns the mutants to make. */
  List<Mutant> mutants(KillMatrix.Input input) {
    return places.stream().map(input.mutants()::get).toList();
  }

  /** Returns the patterns that can be judged: those of a whole matrix. */
  Stream<DefectPattern> patterns(KillMatrix.Input input) {
    return isWhole ? input.patterns().stream() : Stream.of();
  }
}
