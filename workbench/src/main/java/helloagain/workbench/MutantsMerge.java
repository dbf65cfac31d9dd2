package helloagain.workbench;

import helloagain.spec.Mutant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Puts the shards of {@code hello mutants} together. */
final class MutantsMerge {
  static final String COMMAND = "mutants";
  static final String RULE = "rule";

  private final List<ShardFile> shards;
  private final List<MutantsJson.Matrix> matrices;
  private final List<MutantsJson.Part> parts;

  private MutantsMerge(List<ShardFile> shards) {
    this.shards = shards;
    this.matrices = shards.stream().map(shard -> shard.report(MutantsJson.Matrix.class)).toList();
    this.parts = shards.stream().map(shard -> shard.part(MutantsJson.Part.class)).toList();
  }

  /**
   * Puts rules and mutants into their order, and judges what only the whole matrix shows: reasons
   * for what is no rule, root causes that nothing notices, and pages that are not those of this
   * run.
   *
   * @throws IOException if the pages cannot be read
   */
  static Merged of(List<ShardFile> shards) throws IOException {
    MutantsMerge merge = new MutantsMerge(shards);
    MutantsJson.Matrix whole = merge.whole();
    return new Merged(whole, whole.faults().isEmpty(), whole.faults());
  }

  private MutantsJson.Matrix whole() throws IOException {
    List<KillMatrix.Judged> rules =
        ShardFile.whole(shards, parts.stream().map(MutantsJson.Part::rules).toList());
    Map<String, List<MutantsJson.Row>> rowsOf =
        matrices.stream()
            .flatMap(matrix -> matrix.rows().stream())
            .collect(Collectors.groupingBy(MutantsJson.Row::rule));
    Map<String, List<MutantsJson.Survived>> survivorsOf =
        matrices.stream()
            .flatMap(matrix -> matrix.survivors().stream())
            .collect(Collectors.groupingBy(MutantsJson.Survived::rule));
    List<MutantsJson.Row> rows =
        rules.stream()
            .flatMap(rule -> rowsOf.getOrDefault(rule.rule(), List.of()).stream())
            .toList();
    List<MutantsJson.SpecMutant> mutants = mutants();
    List<MutantsJson.Peer> peers =
        ShardFile.whole(shards, matrices.stream().map(MutantsJson.Matrix::brokenPeers).toList());
    List<String> faults = new ArrayList<>();
    mutants.stream()
        .filter(mutant -> !mutant.killed())
        .map(mutant -> KillMatrix.notViolated(mutant.name(), mutant.property(), mutant.violated()))
        .forEach(faults::add);
    rules.forEach(rule -> faults.addAll(rule.rows()));
    rules.forEach(rule -> faults.addAll(rule.vectors()));
    faults.addAll(parts.get(0).leftovers());
    peers.stream()
        .filter(peer -> !peer.killed())
        .map(peer -> KillMatrix.unnoticed(peer.name()))
        .forEach(faults::add);
    List<MutantsJson.Pattern> patterns = new ArrayList<>();
    Map<String, Boolean> told = told();
    for (MutantsJson.Pattern pattern : parts.get(0).patterns()) {
      PatternKills kills =
          PatternKills.of(
              pattern.pattern(),
              pattern.mutants(),
              name -> isKilled(name, rowsOf, mutants, peers, told));
      faults.addAll(kills.faults());
      patterns.add(pattern.with(kills.killed().size()));
    }
    faults.addAll(pageFaults());
    return new MutantsJson.Matrix(
        (faults.isEmpty() ? World.Outcome.HOLDS : World.Outcome.VIOLATED).word(),
        rowsOf.size(),
        count(mutants, Mutant.Kind.MUTANT),
        count(rowsOf, of -> of.stream().allMatch(MutantsJson.Row::killedInSpec)),
        count(rowsOf, of -> of.stream().allMatch(MutantsJson.Row::killedInReference)),
        count(rowsOf, of -> of.stream().anyMatch(row -> row.vector() != null)),
        count(mutants, Mutant.Kind.WITNESS),
        count(mutants, Mutant.Kind.ABSENT),
        Json.tenths(matrices.stream().mapToDouble(MutantsJson.Matrix::seconds).sum()),
        rules.stream()
            .flatMap(rule -> survivorsOf.getOrDefault(rule.rule(), List.of()).stream())
            .toList(),
        patterns,
        rows,
        mutants,
        peers,
        faults);
  }

  /** Returns the mutants in their order; one that two shards have made is one. */
  private List<MutantsJson.SpecMutant> mutants() {
    Map<Integer, MutantsJson.SpecMutant> byPlace = new TreeMap<>();
    for (int i = 0; i < shards.size(); i++) {
      List<Integer> places = parts.get(i).places();
      List<MutantsJson.SpecMutant> made = matrices.get(i).specMutants();
      if (places.size() != made.size()) {
        throw shards.get(i).unusable("not every mutant has its place");
      }
      for (int j = 0; j < made.size(); j++) {
        byPlace.put(places.get(j), made.get(j));
      }
    }
    if (byPlace.size() != parts.get(0).mutants()) {
      throw shards.get(0).unusable("the shards have not all mutants");
    }
    return List.copyOf(byPlace.values());
  }

  private Map<String, Boolean> told() {
    Map<String, Boolean> told = new HashMap<>();
    parts.forEach(part -> told.putAll(part.told()));
    return told;
  }

  /** Finds what a pattern names, in the order in which a matrix looks for it. */
  private static Optional<Boolean> isKilled(
      String name,
      Map<String, List<MutantsJson.Row>> rowsOf,
      List<MutantsJson.SpecMutant> mutants,
      List<MutantsJson.Peer> peers,
      Map<String, Boolean> told) {
    return Optional.ofNullable(rowsOf.get(name))
        .map(rows -> rows.stream().allMatch(MutantsJson.Row::killedInReference))
        .or(
            () ->
                mutants.stream()
                    .filter(mutant -> mutant.name().equals(name))
                    .findFirst()
                    .map(MutantsJson.SpecMutant::killed))
        .or(
            () ->
                peers.stream()
                    .filter(peer -> peer.name().equals(name))
                    .findFirst()
                    .map(MutantsJson.Peer::killed))
        .or(() -> Optional.ofNullable(told.get(name)));
  }

  /** Compares the pages with those that are kept, as a run of all rules does. */
  private List<String> pageFaults() throws IOException {
    if (!shards.get(0).asked().getOrDefault(RULE, "").isEmpty()) {
      return List.of();
    }
    Map<String, String> pages = new TreeMap<>();
    Map<String, List<String>> index = new TreeMap<>();
    for (MutantsJson.Part part : parts) {
      pages.putAll(part.pages());
      index.putAll(part.index());
    }
    pages.put(CounterexamplePages.INDEX, CounterexamplePages.index(index));
    return CounterexamplePages.faults(pages);
  }

  private static int count(List<MutantsJson.SpecMutant> mutants, Mutant.Kind kind) {
    String word = kind.name().toLowerCase(Locale.ROOT);
    return (int) mutants.stream().filter(mutant -> mutant.kind().equals(word)).count();
  }

  private static long count(
      Map<String, List<MutantsJson.Row>> rowsOf, Predicate<List<MutantsJson.Row>> what) {
    return rowsOf.values().stream().filter(what).count();
  }
}
