package helloagain.workbench;

import helloagain.workbench.World.Outcome;
import helloagain.workbench.WorldResult.Count;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lays out the report of a check for people. */
final class CheckTable {
  private static final List<String> HEADINGS =
      List.of("properties", "states", "edges", "depth", "seconds");
  private static final int VERDICT = HEADINGS.size();

  private CheckTable() {}

  /**
   * Returns the table and, below it, the trace of each violation.
   *
   * @param coloured whether the verdicts are coloured
   */
  static String text(CheckReport report, boolean coloured) {
    List<String> lines = new ArrayList<>(table(report, coloured));
    for (WorldResult result : report.worlds()) {
      if (result.outcome() == Outcome.VIOLATED) {
        lines.add("");
        lines.addAll(violation(result));
      }
    }
    BatchResult batch = report.batch();
    if (batch != null) {
      lines.addAll(amiss(batch));
    }
    return String.join("\n", lines) + "\n";
  }

  private static List<String> amiss(BatchResult batch) {
    List<String> lines = new ArrayList<>();
    for (String difference : batch.differences()) {
      lines.add("");
      difference.lines().forEach(lines::add);
    }
    if (!batch.untakenActions().isEmpty()) {
      lines.add("");
      lines.addAll(
          Columns.wrap("", "The batch never took " + String.join(", ", batch.untakenActions())));
    }
    return lines;
  }

  private static List<String> table(CheckReport report, boolean coloured) {
    List<List<String>> rows = report.worlds().stream().map(CheckTable::row).toList();
    int names = report.worlds().stream().mapToInt(r -> r.world().label().length()).max().orElse(0);
    List<Integer> widths = new ArrayList<>();
    for (int i = 0; i < HEADINGS.size(); i++) {
      int column = i;
      int widest = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
      widths.add(Math.max(widest, HEADINGS.get(i).length()));
    }
    int seconds = HEADINGS.size() - 1;
    @Nullable BatchResult batch = report.batch();
    String batchSeconds = batch == null ? "" : Columns.seconds(batch.seconds());
    widths.set(seconds, Math.max(widths.get(seconds), batchSeconds.length()));
    String counts =
        batch == null
            ? ""
            : Columns.count(batch.traces(), "trace")
                + ", "
                + Columns.count(batch.steps(), "step")
                + ", "
                + Columns.count(batch.differences().size(), "difference");
    // The counts of the batch stand where a world has the columns before the seconds.
    int room = widths.stream().mapToInt(width -> width + 2).sum() - widths.get(seconds) - 4;
    int middle = Math.max(room, counts.length());
    widths.set(0, widths.get(0) + middle - room);

    List<String> lines = new ArrayList<>();
    lines.add(report.tlc());
    lines.add("");
    String name = Columns.left(Math.max(names, "world".length()), "world");
    lines.add(join(name, HEADINGS, widths) + "  verdict");
    for (int i = 0; i < rows.size(); i++) {
      WorldResult result = report.worlds().get(i);
      lines.add(
          join(Columns.left(name.length(), result.world().label()), rows.get(i), widths)
              + "  "
              + Terminal.verdict(rows.get(i).get(VERDICT), result.asExpected(), coloured));
    }
    if (batch == null) {
      return lines;
    }
    String start = Columns.left(name.length(), "batch");
    lines.add(
        start
            + "  "
            + Columns.left(middle, counts)
            + "  "
            + Columns.right(widths.get(seconds), batchSeconds)
            + "  "
            + Terminal.verdict(
                batch.outcome() == Outcome.HOLDS ? "holds" : "violated!",
                batch.outcome() == Outcome.HOLDS,
                coloured));
    return lines;
  }

  private static List<String> row(WorldResult result) {
    String verdict = result.outcome().word();
    return List.of(
        Columns.count(result.properties()),
        countOrNone(result.tlc().distinctStates()),
        result.exact().contains(Count.EDGES) ? countOrNone(result.tlc().transitions()) : "-",
        result.exact().contains(Count.DEPTH) ? countOrNone(result.tlc().depth()) : "-",
        Columns.seconds(result.tlc().seconds()),
        result.asExpected() ? verdict : verdict + "!");
  }

  /** Marks what TLC did not come to count; what is another number in each run is marked as well. */
  private static String countOrNone(long number) {
    return number == 0 ? "-" : Columns.count(number);
  }

  private static String join(String name, List<String> cells, List<Integer> widths) {
    StringBuilder line = new StringBuilder(name);
    for (int i = 0; i < widths.size(); i++) {
      line.append("  ").append(Columns.right(widths.get(i), cells.get(i)));
    }
    return line.toString();
  }

  private static List<String> violation(WorldResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(result.world().label() + " is violated: " + result.violated());
    List<String> trace = ErrorTrace.parse(result.tlc().counterexample()).lines();
    if (trace.isEmpty()) {
      // A violation that needs no step comes without a trace; TLC's words then hold the state.
      result.tlc().errorLines().forEach(line -> lines.addAll(Columns.wrap("  ", line)));
    }
    lines.addAll(trace);
    return lines;
  }
}
