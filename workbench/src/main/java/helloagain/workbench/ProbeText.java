package helloagain.workbench;

import helloagain.probe.KnownFindings;
import helloagain.probe.ProbeResult;
import helloagain.rule.Rule;
import helloagain.vectors.Verdict.Grade;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Lays out what a probe found for people: what is the same is said once. */
final class ProbeText {
  private static final int GRADE_WIDTH = 16;
  private static final int MOST_SHOWN = 40;

  private ProbeText() {}

  /**
   * Returns who was probed, the findings by grade and rule, why tests were not tried, and below
   * them how many there are of each grade.
   *
   * @param coloured whether the verdict is coloured
   */
  static String text(ProbeReport report, boolean coloured) {
    List<String> lines = new ArrayList<>();
    lines.add(report.stack() + " " + report.version() + ", " + report.role());
    report.traits().forEach(line -> lines.addAll(Columns.wrap("  ", line)));
    lines.add("");
    Map<String, List<ProbeResult>> groups = groups(report.findings());
    groups.values().stream()
        .limit(MOST_SHOWN)
        .forEach(group -> lines.addAll(finding(report, group)));
    if (groups.size() > MOST_SHOWN) {
      lines.add(
          "... and "
              + Columns.count(groups.size() - MOST_SHOWN, "more kind")
              + "; --json and --html have all of them");
      lines.add("");
    }
    for (KnownFindings.Row gone : report.gone()) {
      lines.addAll(
          Columns.wrap(
              "",
              "expected and not found: "
                  + gone.finding()
                  + " "
                  + KnownFindings.word(gone.grade())
                  + ", "
                  + gone.reason()));
    }
    reasons(report)
        .forEach(
            (reason, count) ->
                lines.addAll(
                    Columns.wrap("", "not applicable: " + Columns.count(count) + ", " + reason)));
    lines.add("");
    report
        .grades()
        .forEach(
            (grade, count) ->
                lines.add(
                    Columns.left(GRADE_WIDTH, KnownFindings.word(grade))
                        + Columns.right(7, Columns.count(count))));
    lines.add("");
    lines.add(summary(report, coloured));
    return String.join("\n", lines) + "\n";
  }

  /** Puts together what has the same grade, rules and answer. */
  static Map<String, List<ProbeResult>> groups(List<ProbeResult> findings) {
    Map<String, List<ProbeResult>> groups = new LinkedHashMap<>();
    for (ProbeResult finding : findings) {
      groups
          .computeIfAbsent(
              finding.grade() + " " + finding.rules() + " " + finding.observed(),
              any -> new ArrayList<>())
          .add(finding);
    }
    return groups;
  }

  private static List<String> finding(ProbeReport report, List<ProbeResult> group) {
    ProbeResult first = group.get(0);
    List<String> lines = new ArrayList<>();
    lines.add(
        KnownFindings.word(first.grade())
            + ", "
            + Columns.count(group.size(), "test")
            + ", "
            + (first.rules().isEmpty() ? "no rule broken" : String.join(" ", first.rules())));
    for (String id : first.rules()) {
      Rule.withId(id)
          .ifPresent(
              rule ->
                  lines.addAll(
                      Columns.wrap(
                          "  ", rule.id() + " " + section(rule) + ": " + rule.statement())));
    }
    first.sent().forEach(sent -> lines.addAll(Columns.wrap("  ", "told: " + sent)));
    lines.addAll(Columns.wrap("  ", "allowed: " + String.join("; or ", first.allowed())));
    lines.addAll(Columns.wrap("  ", "observed: " + first.observed()));
    report
        .expectations()
        .of(first)
        .ifPresent(row -> lines.addAll(Columns.wrap("  ", "expected: " + row.reason())));
    lines.add("  " + report.again(first));
    lines.add("");
    return lines;
  }

  private static String section(Rule rule) {
    return rule.section().startsWith("RFC") ? rule.section() : "RFC 8446, " + rule.section();
  }

  /** Returns the sections of rules, each once. */
  static List<String> sections(List<String> rules) {
    return rules.stream()
        .map(Rule::withId)
        .flatMap(Optional::stream)
        .map(ProbeText::section)
        .distinct()
        .toList();
  }

  /** Returns why tests were not tried, and how many. */
  static Map<String, Integer> reasons(ProbeReport report) {
    Map<String, Integer> reasons = new LinkedHashMap<>();
    report
        .results()
        .forEach(result -> result.reason().ifPresent(why -> reasons.merge(why, 1, Integer::sum)));
    return reasons;
  }

  private static String summary(ProbeReport report, boolean coloured) {
    String verdict =
        !report.isWhole()
            ? "interrupted"
            : report.tests() == 0
                ? "nothing was shown"
                : report.holds()
                    ? "holds"
                    : Columns.count(report.news().size(), "finding")
                        + (report.gone().isEmpty()
                            ? ""
                            : ", " + Columns.count(report.gone().size()) + " expected and gone");
    return Columns.count(report.tests(), "test")
        + ", "
        + Columns.count(report.count(Grade.NOT_APPLICABLE))
        + " not applicable, "
        + Columns.seconds(report.seconds())
        + " s, "
        + report.testsPerSecond()
        + " tests/s: "
        + Terminal.verdict(verdict, report.holds(), coloured);
  }

  /** Returns the rules of a finding in words, for one line. */
  static String rules(ProbeResult result) {
    return result.rules().stream()
        .map(id -> Rule.withId(id).map(rule -> id + " (" + section(rule) + ")").orElse(id))
        .collect(Collectors.joining(", "));
  }
}
