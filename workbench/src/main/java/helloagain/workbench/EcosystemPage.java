package helloagain.workbench;

import helloagain.probe.KnownFindings;
import helloagain.probe.ProbeResult;
import helloagain.rule.Rule;
import helloagain.vectors.Verdict.Grade;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lays out what many stacks make of the vectors as a page of Markdown. */
final class EcosystemPage {
  private static final List<Grade> COLUMNS =
      Arrays.stream(Grade.values()).filter(grade -> grade != Grade.NOT_APPLICABLE).toList();

  private static final String HEAD =
      """
      # What other stacks make of the vectors

      `./hello ecosystem` has written this page. It probes stacks in both roles, with all
      [vectors](../vectors/README.md) but those of two faults, by RFC 8446.

      A finding says that this version, set up as `hello probe` does, answered a message in another
      way than the document asks for. It says nothing of whether that does any harm: most of it is
      leniency that the transcript makes harmless (4.4.1), or another alert than the one named.
      What is described here is what the [tables of findings](findings/README.md) know. Any other
      finding but another alert is counted in the last column and described nowhere, until those who
      make the stack have had time to answer. Whoever finds something with the probe tells them
      first; whoever finds a mistake of ours, [tells us](../CONTRIBUTING.md).

      """;

  private EcosystemPage() {}

  /** Is a stack that is not there. */
  record Absent(String stack, String reason) {}

  /** Says in a line how a run went. */
  static String line(ProbeReport report) {
    return Columns.left(14, report.stack())
        + Columns.left(8, report.role())
        + Columns.right(7, Columns.count(report.tests()))
        + " tests, "
        + Columns.right(6, Columns.count(report.findings().size()))
        + " findings, "
        + Columns.count(unlisted(report))
        + " not listed, "
        + Columns.seconds(report.seconds())
        + " s";
  }

  /** Returns the page. */
  static String text(List<ProbeReport> reports, List<Absent> absent) {
    StringBuilder page = new StringBuilder(HEAD);
    table(
        page,
        Stream.of(
                Stream.of("stack", "role", "tests", "not applicable"),
                COLUMNS.stream().map(KnownFindings::word),
                Stream.of("not listed"))
            .flatMap(cells -> cells)
            .toList(),
        2,
        reports.stream().map(EcosystemPage::cells).toList());
    for (Absent one : absent) {
      page.append("Absent: ").append(one.stack()).append(", ").append(one.reason()).append(".\n\n");
    }
    reports.forEach(report -> findings(page, report));
    return page.toString().stripTrailing() + "\n";
  }

  private static List<String> cells(ProbeReport report) {
    return Stream.of(
            Stream.of(
                report.stack() + ", " + report.version(),
                report.role(),
                Columns.count(report.tests()),
                Columns.count(report.count(Grade.NOT_APPLICABLE))),
            COLUMNS.stream().map(grade -> Columns.count(report.count(grade))),
            Stream.of(Columns.count(unlisted(report))))
        .flatMap(cells -> cells)
        .toList();
  }

  /** Another alert than the one that is asked for is nothing that has to be kept back. */
  private static long unlisted(ProbeReport report) {
    return report.news().stream().filter(one -> one.grade() != Grade.OTHER_ALERT).count();
  }

  /** Adds a table, whose first columns are words and the others numbers. */
  private static void table(
      StringBuilder page, List<String> names, int words, List<List<String>> rows) {
    row(page, names);
    page.append('|')
        .append("---|".repeat(words))
        .append("--:|".repeat(names.size() - words))
        .append('\n');
    rows.forEach(cells -> row(page, cells));
    page.append('\n');
  }

  private static void row(StringBuilder page, List<String> cells) {
    page.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static void findings(StringBuilder page, ProbeReport report) {
    List<ProbeResult> alerts =
        report.findings().stream().filter(one -> one.grade() == Grade.OTHER_ALERT).toList();
    List<ProbeResult> others =
        report.findings().stream()
            .filter(one -> one.grade() != Grade.OTHER_ALERT)
            .filter(one -> report.expectations().of(one).isPresent())
            .toList();
    if (alerts.isEmpty() && others.isEmpty()) {
      return;
    }
    page.append("## ").append(report.stack()).append(" as a ").append(report.role()).append("\n\n");
    ProbeText.groups(others).values().forEach(group -> exchange(page, report, group));
    if (!alerts.isEmpty()) {
      alerts(page, alerts);
    }
  }

  /** Which alert came instead matters little: what has the same answer is put together. */
  private static void alerts(StringBuilder page, List<ProbeResult> alerts) {
    Map<String, List<ProbeResult>> byAnswer =
        alerts.stream()
            .collect(
                Collectors.groupingBy(ProbeResult::observed, TreeMap::new, Collectors.toList()));
    table(
        page,
        List.of("observed", "where another alert is asked for", "tests"),
        2,
        byAnswer.entrySet().stream()
            .map(
                entry ->
                    List.of(
                        entry.getKey(),
                        entry.getValue().stream()
                            .flatMap(result -> result.rules().stream())
                            .distinct()
                            .sorted()
                            .collect(Collectors.joining(" ")),
                        Columns.count(entry.getValue().size())))
            .toList());
  }

  private static void exchange(StringBuilder page, ProbeReport report, List<ProbeResult> group) {
    ProbeResult first = group.get(0);
    KnownFindings.Row row = report.expectations().of(first).orElseThrow();
    page.append("**")
        .append(KnownFindings.word(first.grade()))
        .append("**, ")
        .append(Columns.count(group.size(), "test"))
        .append(": ")
        .append(row.reason())
        .append(row.link().isEmpty() ? "" : " <" + row.link() + ">")
        .append("\n\n```\n");
    first.sent().forEach(sent -> page.append("told      ").append(sent).append('\n'));
    page.append("allowed   ").append(String.join("; or ", first.allowed())).append('\n');
    page.append("observed  ").append(first.observed()).append('\n');
    for (Map.Entry<String, Rule> rule : rules(first).entrySet()) {
      page.append(Columns.left(10, rule.getKey())).append(rule.getValue().statement()).append('\n');
    }
    page.append("again     ").append(report.again(first)).append("\n```\n\n");
  }

  private static Map<String, Rule> rules(ProbeResult finding) {
    Map<String, Rule> rules = new LinkedHashMap<>();
    for (String id : finding.rules()) {
      Optional<Rule> rule = Rule.withId(id);
      rule.ifPresent(known -> rules.put(id, known));
    }
    return rules;
  }
}
