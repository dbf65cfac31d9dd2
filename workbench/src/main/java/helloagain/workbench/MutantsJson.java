package helloagain.workbench;

import helloagain.refinement.BrokenPeer;
import helloagain.spec.Mutant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lays out a kill matrix for programs. */
final class MutantsJson {
  private record Replay(String run, int step, String rule) {}

  private record Row(
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
      List<String> tests) {}

  private record SpecMutant(
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

  private record Peer(String name, boolean killed, int step, String action) {}

  private record Survived(
      String rule, String receiver, String where, String why, List<String> by, String reason) {}

  private record Pattern(
      String pattern,
      String title,
      List<String> mutants,
      int killed,
      boolean outOfScope,
      String scope) {}

  private record Matrix(
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
      List<String> faults) {}

  private MutantsJson() {}

  /** Returns one JSON object, with an end of line. */
  static String text(KillMatrix matrix, double seconds) {
    return Json.text(
        new Matrix(
            (matrix.exitCode() == ExitCode.HOLDS ? World.Outcome.HOLDS : World.Outcome.VIOLATED)
                .word(),
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
                .map(
                    result ->
                        new Pattern(
                            result.pattern().id(),
                            result.pattern().title(),
                            result.pattern().mutants(),
                            result.killed().size(),
                            result.isOutOfScope(),
                            result.pattern().scope()))
                .toList(),
            matrix.rows().stream().map(row -> row(matrix, row)).toList(),
            matrix.mutants().stream().map(MutantsJson::mutant).toList(),
            Arrays.stream(BrokenPeer.values())
                .filter(peer -> matrix.peers().containsKey(peer))
                .map(peer -> peer(matrix, peer))
                .toList(),
            matrix.faults()));
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
