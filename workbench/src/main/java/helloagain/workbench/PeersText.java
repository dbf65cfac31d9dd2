package helloagain.workbench;

import helloagain.message.AlertDescription;
import helloagain.peers.PeerRole;
import helloagain.peers.PeerRun;
import helloagain.peers.PeerRun.Result;
import helloagain.peers.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Lays out the handshakes with other stacks for people: a matrix, and what there is to say. */
final class PeersText {
  private static final int STACK_WIDTH = 13;
  private static final int ROLE_WIDTH = 7;
  private static final int CELL_WIDTH = 4;

  private PeersText() {}

  /**
   * Returns who was spoken with, a row for each stack and role, a line for each cell that is not
   * {@code ok}, and below them how many there are of each kind.
   *
   * @param coloured whether the verdict is coloured
   */
  static String text(PeersReport report, boolean coloured) {
    List<String> lines = new ArrayList<>();
    for (PeerRun run : firstOfEach(report)) {
      lines.add(Columns.left(STACK_WIDTH, run.stack()) + run.version().orElse("absent"));
    }
    lines.add("");
    List<Scenario> scenarios = report.runs().stream().map(PeerRun::scenario).distinct().toList();
    StringBuilder heading = new StringBuilder(Columns.left(STACK_WIDTH, "stack"));
    heading.append(Columns.left(ROLE_WIDTH, "is"));
    scenarios.forEach(scenario -> heading.append(Columns.left(width(scenario), scenario.column())));
    lines.add(heading.toString().stripTrailing());
    rows(report).forEach((start, runs) -> lines.add(row(start, runs)));
    lines.add("");
    lines.addAll(remarks(report));
    lines.add(
        Columns.count(report.judged(), "message")
            + " judged by the specification, all of each run that was completed");
    lines.add(summary(report, coloured));
    return String.join("\n", lines) + "\n";
  }

  private static List<PeerRun> firstOfEach(PeersReport report) {
    Map<String, PeerRun> first = new LinkedHashMap<>();
    report.runs().forEach(run -> first.putIfAbsent(run.stack(), run));
    return List.copyOf(first.values());
  }

  private static Map<String, List<PeerRun>> rows(PeersReport report) {
    Map<String, List<PeerRun>> rows = new LinkedHashMap<>();
    for (PeerRun run : report.runs()) {
      String start =
          Columns.left(STACK_WIDTH, run.stack()) + Columns.left(ROLE_WIDTH, role(run.role()));
      rows.computeIfAbsent(start, unused -> new ArrayList<>()).add(run);
    }
    return rows;
  }

  private static String role(PeerRole role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  private static String row(String start, List<PeerRun> runs) {
    StringBuilder row = new StringBuilder(start);
    runs.forEach(run -> row.append(Columns.left(width(run.scenario()), cell(run))));
    return row.toString().stripTrailing();
  }

  /** A heading and a word that may stand below it, and a space. */
  private static int width(Scenario scenario) {
    return Math.max(CELL_WIDTH, scenario.column().length()) + 1;
  }

  private static String cell(PeerRun run) {
    if (!run.agrees().orElse(true)) {
      return "WRONG";
    }
    return switch (run.result()) {
      case COMPLETED -> run.detail().isPresent() ? "ok*" : "ok";
      case REFUSED -> run.isExplained() ? "no" : "NO";
      case ABSENT -> "-";
      case FAILED -> "FAIL";
    };
  }

  /** Says each thing once, with the stacks, roles and scenarios that it is true of. */
  private static List<String> remarks(PeersReport report) {
    Map<String, Map<String, Set<String>>> places = new LinkedHashMap<>();
    for (PeerRun run : report.runs()) {
      if (run.result() == Result.COMPLETED && run.detail().isEmpty() && run.agrees().orElse(true)) {
        continue;
      }
      places
          .computeIfAbsent(run.stack() + ": " + words(run), unused -> new LinkedHashMap<>())
          .computeIfAbsent(role(run.role()), unused -> new LinkedHashSet<>())
          .add(run.scenario().column());
    }
    List<String> lines = new ArrayList<>();
    places.forEach(
        (remark, roles) -> {
          List<String> where = new ArrayList<>();
          roles.forEach((role, columns) -> where.add(role + " " + String.join(", ", columns)));
          boolean isEverywhere = remark.contains(": absent: ");
          lines.addAll(
              Columns.wrap(
                  "", remark + (isEverywhere ? "" : " (" + String.join("; ", where) + ")")));
        });
    if (!lines.isEmpty()) {
      lines.add("");
    }
    return lines;
  }

  private static String words(PeerRun run) {
    String detail = run.detail().orElse("");
    String words =
        switch (run.result()) {
          case COMPLETED -> "completed" + run.detail().map(note -> " " + note).orElse("");
          case ABSENT -> run.version().isPresent() ? detail : "absent: " + detail;
          case FAILED -> "failed: " + detail;
          case REFUSED ->
              "refused with "
                  + run.alert().map(AlertDescription::name).orElse("no alert")
                  + run.rule().map(rule -> ", " + rule.id() + " " + rule.operator()).orElse("")
                  + ": "
                  + detail;
        };
    return run.agrees().orElse(true)
        ? words
        : words + "; the specification does not allow what the reference did";
  }

  private static String summary(PeersReport report, boolean coloured) {
    String verdict =
        report.holds()
            ? "holds"
            : report.count(Result.COMPLETED) == 0 ? "nothing was shown" : "violated";
    return Columns.count(report.count(Result.COMPLETED))
        + " completed, "
        + Columns.count(report.count(Result.REFUSED))
        + " refused, "
        + Columns.count(report.count(Result.ABSENT))
        + " absent, "
        + Columns.count(report.count(Result.FAILED))
        + " failed, "
        + Columns.count(report.disagreements(), "disagreement")
        + ": "
        + Terminal.verdict(verdict, report.holds(), coloured);
  }
}
