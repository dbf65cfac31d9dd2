package helloagain.workbench;

import helloagain.spec.Mutant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lays out a kill matrix for people. */
final class MutantsText {
  private MutantsText() {}

  /** Returns the matrix in lines of at most 80 columns. */
  static String text(KillMatrix matrix, double seconds, boolean coloured) {
    List<String> lines = new ArrayList<>();
    lines.add(line("rule", "at", "operator"));
    lines.add(kills("breaks", "replay", "vector"));
    for (KillRow row : matrix.rows()) {
      lines.addAll(row(row));
    }
    List<MutantResult> others =
        matrix.mutants().stream()
            .filter(
                result -> matrix.rows().stream().noneMatch(row -> row.mutants().contains(result)))
            .toList();
    for (Mutant.Kind kind : Mutant.Kind.values()) {
      others(lines, kind, others);
    }
    if (!matrix.peers().isEmpty()) {
      lines.add("");
      lines.add("broken senders of the reference");
      matrix.peers().keySet().stream()
          .sorted()
          .forEach(
              peer ->
                  lines.add(
                      "  "
                          + Columns.left(40, peer.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                          + matrix
                              .peers()
                              .getOrDefault(peer, java.util.Optional.empty())
                              .flatMap(helloagain.refinement.Verdict::difference)
                              .map(found -> "step " + found.step() + ", " + found.action())
                              .orElse("NOT NOTICED")));
    }
    if (!matrix.patterns().isEmpty()) {
      lines.add("");
      lines.add("root causes of real defects");
      for (KillMatrix.PatternResult result : matrix.patterns()) {
        lines.addAll(
            Columns.wrap(
                "  ",
                result.pattern().id()
                    + " "
                    + result.pattern().title()
                    + ": "
                    + (result.isOutOfScope()
                        ? "outside"
                        : result.killed().size() + " of " + result.pattern().mutants().size())));
      }
    }
    survivors(lines, matrix.survivors());
    untold(lines, matrix.untold());
    lines.add("");
    lines.addAll(
        Columns.wrap(
            "",
            Columns.count(matrix.ruleCount(), "rule")
                + ", "
                + Columns.count(matrix.ofKind(Mutant.Kind.MUTANT).size(), "mutant")
                + "; noticed in the specification "
                + matrix.killedInSpec()
                + ", in the reference "
                + matrix.killedInReference()
                + ", by vectors "
                + matrix.killedByVectors()
                + "; "
                + Columns.count(matrix.survivors().size(), "survivor")
                + " with a reason; "
                + Columns.seconds(seconds)
                + " s: "
                + Terminal.verdict(
                    matrix.faults().isEmpty() ? "holds" : "violated",
                    matrix.faults().isEmpty(),
                    coloured)));
    return String.join("\n", lines) + "\n";
  }

  private static List<String> row(KillRow row) {
    List<String> lines = new ArrayList<>();
    String replay =
        row.replay().map(kill -> "step " + kill.step() + " " + kill.rules()).orElse("-");
    List<MutantResult> killed = row.mutants().stream().filter(MutantResult::isKilled).toList();
    lines.add(line(row.rule().id(), row.receiver().word(), row.rule().operator()));
    lines.add(
        kills(
            killed.isEmpty() ? "-" : breaks(killed.get(0)),
            replay,
            row.vector().map(VectorKill::id).orElse("-")));
    for (int i = 1; i < killed.size(); i++) {
      lines.add(kills(breaks(killed.get(i)), "", ""));
    }
    return lines;
  }

  private static String breaks(MutantResult result) {
    return result.mutant().property() + " " + result.exitCode();
  }

  private static String line(String id, String at, String operator) {
    return Columns.left(9, id) + Columns.left(7, at) + operator;
  }

  /** Lays out what notices: a property, a step of a run, a vector. */
  private static String kills(String breaks, String replay, String vector) {
    return (" ".repeat(9) + Columns.left(39, breaks) + Columns.left(18, replay) + vector)
        .stripTrailing();
  }

  private static void others(List<String> lines, Mutant.Kind kind, List<MutantResult> results) {
    List<MutantResult> ofKind =
        results.stream().filter(result -> result.mutant().kind() == kind).toList();
    if (ofKind.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(
        switch (kind) {
          case MUTANT -> "duties of senders, and everything else that is replaced";
          case WITNESS -> "what can happen";
          case ABSENT -> "what does not hold, and is not meant to";
        });
    for (MutantResult result : ofKind) {
      lines.addAll(Columns.wrap("  ", result.mutant().reason()));
      lines.add(
          "      "
              + (result.isKilled()
                  ? breaks(result)
                  : result.mutant().property() + " NOT VIOLATED"));
    }
  }

  private static void survivors(List<String> lines, List<Survivor> survivors) {
    if (survivors.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("survivors");
    for (Survivor survivor : survivors) {
      lines.addAll(
          Columns.wrap(
              "  ",
              survivor.rule()
                  + " at the "
                  + survivor.receiver().word()
                  + " ("
                  + survivor.where()
                  + "), "
                  + survivor.why()
                  + (survivor.by().isEmpty() ? "" : " by " + String.join(", ", survivor.by()))
                  + ": "
                  + survivor.reason()));
    }
  }

  /** Says once why no vector tells the rules that have the same reason. */
  private static void untold(List<String> lines, Map<String, String> untold) {
    if (untold.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("told by no vector");
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    untold.forEach(
        (rule, reason) -> byReason.computeIfAbsent(reason, words -> new ArrayList<>()).add(rule));
    byReason.forEach(
        (reason, rules) ->
            lines.addAll(Columns.wrap("  ", String.join(", ", rules) + ": " + reason)));
  }
}
