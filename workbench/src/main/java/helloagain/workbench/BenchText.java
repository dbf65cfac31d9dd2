package helloagain.workbench;

import java.util.ArrayList;
import java.util.List;

/** Lays out what was measured, for people. */
final class BenchText {
  private BenchText() {}

  /** Returns the tables, and above them what they were measured on. */
  static String text(BenchReport report) {
    List<String> lines = new ArrayList<>(Columns.wrapText(BenchTables.machine(report.machine())));
    for (BenchTable table : BenchTables.of(report)) {
      lines.add("");
      lines.add("");
      lines.addAll(table.text());
    }
    return String.join("\n", lines) + "\n";
  }
}
