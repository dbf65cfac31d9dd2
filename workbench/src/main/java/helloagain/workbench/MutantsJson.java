package helloagain.workbench;

import helloagain.refinement.BrokenPeer;
import helloagain.spec.Mutant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lays out a kill matrix for programs. */
final class MutantsJson {
  /** Is the run that shows that a check is missing. */
  record Replay(String run, int step, String rule) {}

  /** Is a rule at a receiver. */
  record Row(
      String rule,
      String operator,
      String section,
      String receiver,
      boolean killedInSpec,
      boolean killedInReference,
      List<String> mutants,
      @Nullable Replay replay,
      @Nullable VectorKill vector,
      @Nullable String untold,
      List<String> tests) {
    /** Copies the lists. */
    Row {
      mutants = List.copyOf(mutants);
      tests = List.copyOf(tests);
    }
  }

  /** Is a configuration. */
  record SpecMutant(
      String name,
      String kind,
      String module,
      List<String> rules,
      String replaced,
      String property,
      String violated,
      int exitCode,
      int states,
      boolean killed) {}

  /** Is a sender that is broken on purpose. */
  record Peer(String name, boolean killed, int step, String action) {}

  /** Is a reason why nothing notices. */
  record Survived(
      String rule, String receiver, String where, String why, List<String> by, String reason) {}

  /** Is a root cause, and how many of its mutants are noticed. */
  record Pattern(
      String pattern,
      String title,
      List<String> mutants,
      int killed,
      boolean outOfScope,
      String scope) {
    /** Copies the list. */
    Pattern {
      mutants = List.copyOf(mutants);
    }

    static Pattern of(DefectPattern pattern, int killed) {
      return new Pattern(
          pattern.id(),
          pattern.title(),
          pattern.mutants(),
          killed,
          pattern.isOutOfScope(),
          pattern.scope());
    }

    /** Returns the same with another number of what is noticed. */
    Pattern with(int noticed) {
      return new Pattern(pattern, title, mutants, noticed, outOfScope, scope);
    }
  }

  /** Holds the fields of the object. */
  record Matrix(
      String verdict,
      int rules,
      int mutants,
      long killedInSpec,
      long killedInReference,
      long killedByVectors,
      int witnesses,
      int absent,
      double seconds,
      List<Survived> survivors,
      List<Pattern> patterns,
      List<Row> rows,
      List<SpecMutant> specMutants,
      List<Peer> brokenPeers,
      List<String> faults) {
    /** Copies the lists. */
    Matrix {
      survivors = List.copyOf(survivors);
      patterns = List.copyOf(patterns);
      rows = List.copyOf(rows);
      specMutants = List.copyOf(specMutants);
      brokenPeers = List.copyOf(brokenPeers);
      faults = List.copyOf(faults);
    }
  }

  /**
   * What a merge needs besides.
   *
   * @param rules what is not as it should be with each rule of the part
   * @param places which mutants of the whole are in the part, from 0
   * @param mutants how many there are in the whole
   * @param told whether a vector tells a broken receiver of records
   * @param patterns the root causes, before anything is known of them
   * @param leftovers the reasons for what is no rule of the whole
   * @param pages the pages that the part can make
   * @param index the rows for them in the index
   */
  record Part(
      List<KillMatrix.Judged> rules,
      List<Integer> places,
      int mutants,
      Map<String, Boolean> told,
      List<Pattern> patterns,
      List<String> leftovers,
      Map<String, String> pages,
      Map<String, List<String>> index) {
    /** Copies the collections. */
    Part {
      rules = List.copyOf(rules);
      places = List.copyOf(places);
      told = Collections.unmodifiableMap(new TreeMap<>(told));
      patterns = List.copyOf(patterns);
      leftovers = List.copyOf(leftovers);
      pages = Collections.unmodifiableMap(new TreeMap<>(pages));
      index = Collections.unmodifiableMap(new TreeMap<>(index));
    }
  }

  private MutantsJson() {}

  /** Returns one JSON object, with an end of line. */
  static String text(KillMatrix matrix, double seconds) {
    return Json.text(report(matrix, seconds));
  }

  /**
   * Returns what a merge needs besides.
   *
   * @param pages the pages of the part, some of which may lack mutants of other parts
   */
  static Part part(
      KillMatrix matrix, KillMatrix.Input input, KillPart part, Map<String, String> pages) {
    Map<String, String> own = new TreeMap<>(pages);
    own.keySet()
        .retainAll(part.ids().stream().map(CounterexamplePages::name).collect(Collectors.toSet()));
    Map<String, List<String>> index = new TreeMap<>(CounterexamplePages.rows(matrix));
    index.keySet().retainAll(part.ids());
    return new Part(
        matrix.judged(),
        part.places(),
        input.mutants().size(),
        matrix.told(),
        input.patterns().stream().map(pattern -> Pattern.of(pattern, 0)).toList(),
        input.leftovers(),
        own,
        index);
  }

  /** Returns the fields of the object. */
  static Matrix report(KillMatrix matrix, double seconds) {
    return new Matrix(
        (matrix.exitCode() == ExitCode.HOLDS ? World.Outcome.HOLDS : World.Outcome.VIOLATED).word(),
        matrix.ruleCount(),
        matrix.ofKind(Mutant.Kind.MUTANT).size(),
        matrix.killedInSpec(),
        matrix.killedInReference(),
        matrix.killedByVectors(),
        matrix.ofKind(Mutant.Kind.WITNESS).size(),
        matrix.ofKind(Mutant.Kind.ABSENT).size(),
        Json.tenths(seconds),
        matrix.survivors().stream()
            .map(
                survivor ->
                    new Survived(
                        survivor.rule(),
                        survivor.receiver().word(),
                        survivor.where(),
                        survivor.why(),
                        survivor.by(),
                        survivor.reason()))
            .toList(),
        matrix.patterns().stream()
            .map(result -> Pattern.of(result.pattern(), result.killed().size()))
            .toList(),
        matrix.rows().stream().map(row -> row(matrix, row)).toList(),
        matrix.mutants().stream().map(MutantsJson::mutant).toList(),
        Arrays.stream(BrokenPeer.values())
            .filter(peer -> matrix.peers().containsKey(peer))
            .map(peer -> peer(matrix, peer))
            .toList(),
        matrix.faults());
  }

  private static Row row(KillMatrix matrix, KillRow row) {
    return new Row(
        row.rule().id(),
        row.rule().operator(),
        row.rule().section(),
        row.receiver().word(),
        row.isKilledInSpec(),
        row.isKilledInReference(),
        row.mutants().stream().map(result -> result.mutant().name()).toList(),
        row.replay().map(kill -> new Replay(kill.run(), kill.step(), kill.rules())).orElse(null),
        row.vector().orElse(null),
        matrix.untold().get(row.rule().id()),
        row.tests());
  }

  private static SpecMutant mutant(MutantResult result) {
    Mutant mutant = result.mutant();
    return new SpecMutant(
        mutant.name(),
        mutant.kind().name().toLowerCase(java.util.Locale.ROOT),
        mutant.module(),
        mutant.ids(),
        mutant.replaced(),
        mutant.property(),
        result.violated(),
        result.exitCode(),
        Math.max(result.run().size(), result.trace().size()),
        result.isKilled());
  }

  private static Peer peer(KillMatrix matrix, BrokenPeer peer) {
    return matrix
        .peers()
        .getOrDefault(peer, java.util.Optional.empty())
        .flatMap(helloagain.refinement.Verdict::difference)
        .map(difference -> new Peer(peer.name(), true, difference.step(), difference.action()))
        .orElseGet(() -> new Peer(peer.name(), false, 0, ""));
  }
}
