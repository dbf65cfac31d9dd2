package helloagain.workbench;

import helloagain.refinement.SequenceDiagram;
import helloagain.refinement.jdk.JdkVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Lays out exchanges with the JDK for people. */
final class DemoText {
  private static final String HEADINGS = "JDK is  retry  verdict  ";

  private DemoText() {}

  /**
   * Returns a line for each exchange, what speaks against it, and below them how many agree.
   *
   * @param diagrams whether the messages of each are drawn
   * @param coloured whether the verdicts are coloured
   */
  static String text(DemoReport report, boolean diagrams, boolean coloured) {
    List<String> lines = new ArrayList<>();
    lines.add("JDK " + report.jdk());
    lines.add("");
    lines.add(HEADINGS + "the reference");
    for (JdkVerdict verdict : report.verdicts()) {
      lines.addAll(row(verdict, coloured));
      if (diagrams) {
        lines.add("");
        SequenceDiagram.text(verdict.verdict()).lines().forEach(lines::add);
        lines.addAll(Columns.wrap("", "outcome: " + DemoReport.outcome(verdict.exchange())));
      }
      for (String fault : verdict.faults()) {
        lines.addAll(Columns.wrap("  ", "fault: " + fault));
      }
      lines.addAll(deviations(verdict, diagrams));
      if (diagrams) {
        lines.add("");
      }
    }
    if (!diagrams) {
      lines.add("");
    }
    lines.add(summary(report, coloured));
    return String.join("\n", lines) + "\n";
  }

  private static List<String> row(JdkVerdict verdict, boolean coloured) {
    String start =
        Columns.left("JDK is  ".length(), DemoReport.role(verdict))
            + Columns.left("retry  ".length(), verdict.exchange().retried() ? "yes" : "no");
    String word = verdict.agrees() ? "agrees" : "differs";
    String end = " ".repeat(HEADINGS.length() - start.length() - word.length());
    List<String> lines = Columns.wrap(" ".repeat(HEADINGS.length()), verdict.exchange().title());
    lines.set(
        0,
        start
            + Terminal.verdict(word, verdict.agrees(), coloured)
            + end
            + lines.get(0).substring(HEADINGS.length()));
    return lines;
  }

  /** Says what the JDK should not have sent, which is nothing against the reference. */
  private static List<String> deviations(JdkVerdict verdict, boolean reasons) {
    List<String> lines = new ArrayList<>();
    if (reasons) {
      for (JdkVerdict.Deviation deviation : verdict.deviations()) {
        lines.addAll(
            Columns.wrap(
                "  ", "the JDK leaves " + deviation.operator() + ": " + deviation.reason()));
      }
    } else if (!verdict.deviations().isEmpty()) {
      lines.addAll(
          Columns.wrap(
              "  ",
              "the JDK leaves "
                  + verdict.deviations().stream()
                      .map(JdkVerdict.Deviation::operator)
                      .distinct()
                      .collect(Collectors.joining(", "))
                  + " (--diagrams says more)"));
    }
    return lines;
  }

  private static String summary(DemoReport report, boolean coloured) {
    int all = report.verdicts().size();
    long retried = report.verdicts().stream().filter(v -> v.exchange().retried()).count();
    long differ = report.verdicts().stream().filter(v -> !v.agrees()).count();
    String verdict =
        all == 0
            ? "nothing was shown"
            : differ == 0 ? "all agree" : Columns.count(differ, "disagreement");
    return Columns.count(all, "exchange")
        + ", "
        + Columns.count(retried)
        + " with a retry: "
        + Terminal.verdict(verdict, report.holds(), coloured);
  }
}
