package helloagain.workbench;

import helloagain.workbench.RuleRow.Disposition;
import helloagain.workbench.TlaOperators.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lays out rules for people. */
final class RulesText {
  private static final int LABEL = 14;

  private RulesText() {}

  /** Returns one line for each rule, and the counts. */
  static String list(RuleTable table) {
    StringBuilder text = new StringBuilder();
    text.append(Columns.count(table.rows().size(), "rule"))
        .append(": ")
        .append(
            Stream.of(Disposition.values())
                .map(disposition -> table.count(disposition) + " " + disposition.word())
                .collect(Collectors.joining(", ")))
        .append("\n\n")
        .append(line("id", "section", "level", "who", "held", "rule"));
    for (RuleRow row : table.rows()) {
      text.append(
          line(
              row.id(),
              row.sections().get(0),
              row.level(),
              row.who(),
              row.disposition().word(),
              row.statement()));
    }
    return text.toString();
  }

  private static String line(
      String id, String section, String level, String who, String held, String statement) {
    String line =
        Columns.left(9, id)
            + Columns.left(15, section)
            + Columns.left(11, level)
            + Columns.left(7, who)
            + Columns.left(9, held)
            + statement;
    return (line.length() <= Columns.WIDTH ? line : line.substring(0, Columns.WIDTH - 2) + "..")
            .stripTrailing()
        + "\n";
  }

  /** Returns all that is known of one rule. */
  static String whole(RuleRow row, TlaOperators operators) {
    List<String> lines = new ArrayList<>();
    lines.add(row.id());
    lines.add("");
    lines.addAll(Columns.wrap("  ", row.statement()));
    lines.add("");
    add(lines, "binds", List.of(row.who() + " " + row.level()));
    add(lines, "when", List.of(row.when()));
    add(lines, "RFC 8446", row.sections());
    add(lines, "RFC 9846", row.rfc9846());
    add(lines, "profile", List.of(row.profile()));
    add(lines, "basis", List.of(row.basis()));
    add(lines, "alerts", alerts(row));
    add(lines, "receiver", row.receiver().isEmpty() ? List.of() : List.of(row.receiver()));
    add(lines, "held", List.of(row.disposition().word()));
    add(
        lines,
        "operator",
        row.operators().stream().map(name -> placed(name, row, operators)).toList());
    add(lines, "check", row.checks());
    add(lines, "test", row.tests());
    add(lines, "why", row.reason().isEmpty() ? List.of() : List.of(row.reason()));
    return lines.stream().map(line -> line.stripTrailing() + "\n").collect(Collectors.joining());
  }

  private static List<String> alerts(RuleRow row) {
    if (row.alerts().isEmpty()) {
      return List.of();
    }
    return List.of(
        String.join(", ", row.alerts())
            + (row.named().equals("named") ? "" : " (" + row.named() + ")"));
  }

  private static String placed(String name, RuleRow row, TlaOperators operators) {
    return operators.of(name, row.id()).map(RulesText::placed).orElse(name);
  }

  private static String placed(Operator operator) {
    return String.format(
        Locale.ROOT, "%s, %s:%d", operator.name(), operator.file(), operator.line());
  }

  /** Adds a label with its values, each on a line of its own; nothing if there are none. */
  private static void add(List<String> lines, String label, List<String> values) {
    String shown = label;
    for (String value : values) {
      boolean isFirst = true;
      for (String line : Columns.wrap(" ".repeat(LABEL), value)) {
        lines.add(isFirst ? Columns.left(LABEL, shown) + line.substring(LABEL) : line);
        isFirst = false;
        shown = "";
      }
    }
  }
}
