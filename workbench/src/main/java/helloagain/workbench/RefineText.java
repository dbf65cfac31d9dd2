package helloagain.workbench;

import helloagain.refinement.Label;
import helloagain.refinement.LabelCount;
import helloagain.refinement.RecordVerdict;
import helloagain.refinement.Refinement;
import helloagain.refinement.SequenceDiagram;
import helloagain.refinement.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Lays out what {@code hello refine} found for people. */
final class RefineText {
  private static final int LABEL = 10;
  private static final int NUMBER = 10;
  private static final int SHARE = 8;
  private static final int MINIMUM = 9;

  private RefineText() {}

  /**
   * Returns the numbers, the runs that differ, and the verdict.
   *
   * @param coloured whether the verdict is coloured
   */
  static String text(RefineReport report, boolean coloured) {
    Refinement.Report found = report.found();
    List<String> lines = new ArrayList<>();
    lines.add(label("seed") + Columns.right(NUMBER, Long.toString(found.seed())));
    lines.add(count("traces", found.traces(), report.tracesPerSecond()));
    lines.add(count("steps", found.steps(), report.stepsPerSecond()));
    lines.add(label("seconds") + Columns.right(NUMBER, Columns.seconds(found.seconds())));
    lines.add("");
    lines.addAll(actions(found));
    lines.add("");
    lines.addAll(labels(found));
    for (int i = 0; i < found.differing().size(); i++) {
      lines.add("");
      lines.addAll(difference(i + 1, found.differing().get(i)));
      lines.add(
          report.confirmed().get(i)
              ? "TLC, in a process of its own, rejects the whole run at the same step."
              : "TLC, in a process of its own, does not reject the run at that step.");
      if (!report.saved().isEmpty()) {
        lines.add("saved as " + report.saved().get(i));
      }
    }
    for (int i = 0; i < found.differingRecords().size(); i++) {
      lines.add("");
      lines.addAll(difference(found.differing().size() + i + 1, found.differingRecords().get(i)));
    }
    lines.add("");
    for (LabelCount label : report.shortLabels()) {
      lines.addAll(Columns.wrap("", shortLabel(label)));
    }
    if (found.differences() == RefineCommand.MAX_DIFFERENCES) {
      lines.add("The search ended with the last of these.");
    }
    if (!found.differing().isEmpty() && report.saved().isEmpty()) {
      lines.add("With --save DIR these runs are kept, and 'hello replay DIR' makes them again.");
    }
    lines.add("again: " + report.again());
    lines.add(verdict(report, coloured));
    return String.join("\n", lines) + "\n";
  }

  private static String label(String name) {
    return Columns.left(LABEL, name);
  }

  private static String count(String name, long number, double perSecond) {
    return label(name)
        + Columns.right(NUMBER, Columns.count(number))
        + "   "
        + Columns.count(Math.round(perSecond))
        + "/s";
  }

  private static List<String> actions(Refinement.Report found) {
    long all = found.actions().values().stream().mapToLong(Long::longValue).sum();
    int width = Refinement.ACTIONS.stream().mapToInt(String::length).max().orElse(0);
    List<String> lines = new ArrayList<>();
    lines.add(
        Columns.left(width, "action")
            + Columns.right(NUMBER, "taken")
            + Columns.right(SHARE, "share"));
    for (String action : Refinement.ACTIONS) {
      long taken = found.actions().getOrDefault(action, 0L);
      String share = String.format(Locale.ROOT, "%.1f%%", 100.0 * taken / Math.max(1, all));
      lines.add(
          Columns.left(width, action)
              + Columns.right(NUMBER, Columns.count(taken))
              + Columns.right(SHARE, share)
              + (taken == 0 ? "  never" : ""));
    }
    return lines;
  }

  private static List<String> labels(Refinement.Report found) {
    int width = Stream.of(Label.values()).mapToInt(label -> label.words().length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    lines.add(
        Columns.left(width, "label")
            + Columns.right(NUMBER, "runs")
            + Columns.right(SHARE, "share")
            + Columns.right(MINIMUM, "minimum"));
    for (LabelCount label : found.labels()) {
      lines.add(
          Columns.left(width, label.label().words())
              + Columns.right(NUMBER, Columns.count(label.count()))
              + Columns.right(SHARE, percent(label.percentage()))
              + Columns.right(MINIMUM, percent(label.label().minimum()))
              + (label.fallsShort() ? "  short" : ""));
    }
    return lines;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", share);
  }

  private static String shortLabel(LabelCount label) {
    return String.format(
        Locale.ROOT,
        "The label '%s' falls short: %s of %s, and with a minimum of %s there would be %s at"
            + " least.",
        label.label().words(),
        Columns.count(label.count()),
        Columns.count(label.runs(), "run"),
        percent(label.label().minimum()),
        Columns.count(label.required()));
  }

  private static List<String> difference(int number, RecordVerdict verdict) {
    RecordVerdict.Difference difference = verdict.difference().orElseThrow();
    List<String> lines = new ArrayList<>();
    lines.addAll(
        Columns.wrap(
            "",
            "difference "
                + number
                + ": record "
                + difference.number()
                + " to the "
                + verdict.script().reader().name().toLowerCase(Locale.ROOT)));
    lines.add("");
    verdict.script().moves().forEach(move -> lines.addAll(Columns.wrap("   ", move.toString())));
    difference
        .broken()
        .forEach(
            rule ->
                lines.addAll(
                    Columns.wrap("   ", "rule      " + rule.id() + " " + rule.operator())));
    difference
        .allowed()
        .forEach(allowed -> lines.addAll(Columns.wrap("   ", "allowed   " + allowed)));
    lines.addAll(Columns.wrap("   ", "observed  " + difference.observed()));
    return lines;
  }

  private static List<String> difference(int number, Verdict verdict) {
    List<String> lines = new ArrayList<>();
    lines.addAll(
        Columns.wrap(
            "", "difference " + number + ": " + Finding.of(verdict).orElseThrow().headline()));
    lines.add("");
    SequenceDiagram.text(verdict).lines().forEach(lines::add);
    return lines;
  }

  private static String verdict(RefineReport report, boolean coloured) {
    List<String> words = new ArrayList<>();
    if (report.found().differences() > 0) {
      words.add(Columns.count(report.found().differences(), "difference"));
    }
    if (!report.untakenActions().isEmpty()) {
      words.add(Columns.count(report.untakenActions().size(), "action") + " never taken");
    }
    if (!report.shortLabels().isEmpty()) {
      words.add(Columns.count(report.shortLabels().size(), "label") + " too seldom");
    }
    return Terminal.verdict(
        report.holds() ? World.Outcome.HOLDS.word() : "violated: " + String.join(", ", words),
        report.holds(),
        coloured);
  }
}
