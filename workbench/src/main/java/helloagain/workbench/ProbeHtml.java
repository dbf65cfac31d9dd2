package helloagain.workbench;

import helloagain.probe.KnownFindings;
import helloagain.probe.ProbeResult;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Lays out what a probe found as a page that needs nothing else. */
final class ProbeHtml {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <title>%s</title>
      <style>
      body { font: 16px/1.4 sans-serif; margin: 2em auto; max-width: 60em; padding: 0 1em }
      table { border-collapse: collapse }
      td, th { border-bottom: 1px solid #ccc; padding: 0.2em 0.8em; text-align: left }
      code { overflow-wrap: anywhere }
      details { margin: 1em 0 }
      summary { cursor: pointer }
      </style>
      </head>
      <body>
      """;

  private ProbeHtml() {}

  /** Returns the page. */
  static String text(ProbeReport report) {
    String title = report.stack() + " " + report.version() + ", " + report.role();
    StringBuilder page = new StringBuilder(HEAD.formatted(escaped(title)));
    page.append("<h1>").append(escaped(title)).append("</h1>\n");
    page.append("<p>Judged by ").append(report.profile().word().toUpperCase(Locale.ROOT));
    page.append(report.isWhole() ? ".</p>\n" : "; the run was interrupted.</p>\n");
    page.append("<ul>\n");
    report.traits().forEach(line -> page.append("<li>").append(escaped(line)).append("</li>\n"));
    page.append("</ul>\n<table>\n<tr><th>grade</th><th>tests</th></tr>\n");
    report.grades().forEach((grade, count) -> row(page, KnownFindings.word(grade), count));
    page.append("</table>\n<h2>Findings</h2>\n");
    for (List<ProbeResult> group : ProbeText.groups(report.findings()).values()) {
      finding(page, report, group);
    }
    page.append("<h2>Not applicable</h2>\n<table>\n<tr><th>reason</th><th>tests</th></tr>\n");
    for (Map.Entry<String, Integer> reason : ProbeText.reasons(report).entrySet()) {
      row(page, reason.getKey(), reason.getValue());
    }
    return page.append("</table>\n</body>\n</html>\n").toString();
  }

  private static void row(StringBuilder page, String name, int count) {
    page.append("<tr><td>")
        .append(escaped(name))
        .append("</td><td>")
        .append(count)
        .append("</td></tr>\n");
  }

  private static void finding(StringBuilder page, ProbeReport report, List<ProbeResult> group) {
    ProbeResult first = group.get(0);
    page.append("<details>\n<summary>")
        .append(
            escaped(
                KnownFindings.word(first.grade())
                    + ": "
                    + (first.rules().isEmpty() ? "no rule broken" : ProbeText.rules(first))
                    + ", "
                    + first.observed()
                    + " ("
                    + Columns.count(group.size(), "test")
                    + ")"))
        .append("</summary>\n<dl>\n");
    first.sent().forEach(sent -> item(page, "told", sent));
    item(page, "allowed", String.join("; or ", first.allowed()));
    item(page, "observed", first.observed() + " " + first.octets());
    item(page, "actions of the model", String.join(", ", first.path()));
    item(page, "setup", first.setup());
    item(page, "again", report.again(first));
    report
        .expectations()
        .of(first)
        .ifPresent(row -> item(page, "expected", (row.reason() + " " + row.link()).strip()));
    item(page, "tests", group.stream().map(ProbeResult::id).collect(Collectors.joining(" ")));
    page.append("</dl>\n</details>\n");
  }

  private static void item(StringBuilder page, String name, String value) {
    page.append("<dt>")
        .append(name)
        .append("</dt><dd><code>")
        .append(escaped(value))
        .append("</code></dd>\n");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
