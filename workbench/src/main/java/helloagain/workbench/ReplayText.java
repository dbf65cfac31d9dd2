package helloagain.workbench;

import helloagain.refinement.SequenceDiagram;
import helloagain.refinement.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Lays out replayed traces for people. */
final class ReplayText {
  private ReplayText() {}

  /**
   * Returns the diagram and the verdict of each, and below them how many differ and who judged.
   *
   * @param coloured whether the verdicts are coloured
   */
  static String text(ReplayReport report, boolean coloured) {
    List<ReplayedTrace> traces = report.traces();
    List<String> lines = new ArrayList<>();
    for (ReplayedTrace trace : traces) {
      lines.addAll(lines(trace, coloured));
      lines.add("");
    }
    long differ = traces.stream().filter(trace -> !trace.verdict().agrees()).count();
    lines.add(
        Columns.count(traces.size(), "trace")
            + ": "
            + (differ == 0 ? "all agree" : Columns.count(differ, "difference")));
    lines.add(judge(report));
    return String.join("\n", lines) + "\n";
  }

  private static String judge(ReplayReport report) {
    return "engine: "
        + report.engine().word()
        + (report.planted() == 0
            ? ""
            : "; TLC rejected "
                + Columns.count(report.planted(), "planted bad trace")
                + " as well");
  }

  private static String steps(Verdict verdict) {
    return Columns.count(verdict.steps(), "step")
        + (verdict.trace().flight().isPresent()
            ? ", " + Columns.count(verdict.flightSteps()) + " of them after the hellos"
            : "");
  }

  private static List<String> lines(ReplayedTrace trace, boolean coloured) {
    Verdict verdict = trace.verdict();
    List<String> lines = new ArrayList<>();
    lines.add(trace.file().toString());
    if (!verdict.trace().comment().isEmpty()) {
      lines.addAll(Columns.wrap("  ", verdict.trace().comment()));
    }
    lines.add("");
    SequenceDiagram.text(verdict).lines().forEach(lines::add);
    lines.add("");
    String words =
        trace
            .finding()
            .map(finding -> "differs: " + finding.headline())
            .orElse("agrees: " + steps(verdict));
    for (String line : Columns.wrap("", words)) {
      lines.add(Terminal.verdict(line, verdict.agrees(), coloured));
    }
    // Not broken, so that it can be clicked.
    trace.line().ifPresent(line -> lines.add("  at " + trace.file() + ":" + line));
    return lines;
  }
}
