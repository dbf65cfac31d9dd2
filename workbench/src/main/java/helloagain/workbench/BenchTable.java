package helloagain.workbench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table with what is to be said of it, for the screen and for a page. The first column holds
 * words and stands left, the others hold numbers and stand right.
 *
 * @param title the heading
 * @param head the names of the columns
 * @param rows the cells
 * @param notes paragraphs below
 */
record BenchTable(String title, List<String> head, List<List<String>> rows, List<String> notes) {
  private static final String GAP = "  ";

  /** Copies the lists. */
  BenchTable {
    head = List.copyOf(head);
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
    for (List<String> row : rows) {
      if (row.size() != head.size()) {
        throw new IllegalArgumentException("a row of " + row.size() + " cells in " + title);
      }
    }
  }

  /** Returns the lines for a screen. */
  List<String> text() {
    List<String> lines = new ArrayList<>();
    lines.add(title);
    lines.add("");
    lines.add(line(head));
    rows.forEach(row -> lines.add(line(row)));
    for (String note : notes) {
      lines.add("");
      lines.addAll(Columns.wrapText(note));
    }
    return lines;
  }

  /** Returns the lines for a page of Markdown. */
  List<String> markdown() {
    List<String> lines = new ArrayList<>();
    lines.add("## " + title);
    lines.add("");
    lines.add(cells(head));
    lines.add("|---|" + "---:|".repeat(head.size() - 1));
    rows.forEach(row -> lines.add(cells(row)));
    for (String note : notes) {
      lines.add("");
      lines.addAll(Columns.wrapText(note));
    }
    return lines;
  }

  private String line(List<String> row) {
    return IntStream.range(0, row.size())
        .mapToObj(
            i -> i == 0 ? Columns.left(width(i), row.get(i)) : Columns.right(width(i), row.get(i)))
        .collect(Collectors.joining(GAP))
        .stripTrailing();
  }

  private int width(int column) {
    return IntStream.concat(
            IntStream.of(head.get(column).length()),
            rows.stream().mapToInt(row -> row.get(column).length()))
        .max()
        .orElseThrow();
  }

  private static String cells(List<String> row) {
    return row.stream().collect(Collectors.joining(" | ", "| ", " |"));
  }
}
