package helloagain.workbench;

import helloagain.spec.Mutant;
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

  /** Returns the counts, and for each rule what it says and where it stands. */
  static String list(RuleTable table) {
    StringBuilder text = new StringBuilder();
    text.append(Columns.count(table.rows().size(), "rule"))
        .append(": ")
        .append(
            Stream.of(Disposition.values())
                .map(disposition -> table.count(disposition) + " " + disposition.word())
                .collect(Collectors.joining(", ")))
        .append("\n");
    for (RuleRow row : table.rows()) {
      text.append('\n').append(line(row));
      Columns.wrap("  ", row.when() + ": " + row.statement())
          .forEach(line -> text.append(line).append('\n'));
    }
    return text.toString();
  }

  private static String line(RuleRow row) {
    return Columns.left(10, row.id())
        + Columns.left(20, row.sections().get(0))
        + Columns.left(20, row.who() + " " + row.level())
        + row.disposition().word()
        + "\n";
  }

  /** Returns all that is known of one rule. */
  static String whole(RuleRow row, RuleContext context) {
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
        row.operators().stream().map(name -> placed(name, row, context.operators())).toList());
    add(lines, "check", row.checks());
    add(lines, "test", row.tests());
    add(lines, "mutants", context.mutants(row).stream().map(Mutant::name).toList());
    add(lines, "properties", context.properties(row));
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
