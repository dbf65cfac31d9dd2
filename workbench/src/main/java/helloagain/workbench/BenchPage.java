package helloagain.workbench;

import helloagain.refinement.bench.GrowthBench;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Makes the page {@code docs/performance.md} and its plots from what was measured. */
final class BenchPage {
  static final String PAGE = "performance.md";
  static final String STATES = "growth-states.svg";
  static final String SECONDS = "growth-seconds.svg";

  private BenchPage() {}

  /** Returns the texts of the files by their names. */
  static Map<String, String> files(BenchReport report) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(PAGE, page(report));
    files.put(STATES, states(report.growth()).svg());
    files.put(SECONDS, seconds(report.growth()).svg());
    return files;
  }

  private static String page(BenchReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("# Performance");
    lines.add("");
    lines.addAll(
        Columns.wrapText(
            "Measured and written by `"
                + report.command()
                + "`, in "
                + Columns.count(Math.round(report.seconds()), "second")
                + ", never by hand. The numbers are of one machine as it was: "
                + BenchTables.machine(report.machine())
                + ". Ratios travel to another machine, rates do not."));
    lines.add("");
    lines.addAll(Columns.wrapText(verdict(report.targets())));
    for (BenchTable table : BenchTables.of(report)) {
      lines.add("");
      lines.addAll(table.markdown());
    }
    lines.add("");
    lines.add("## Growth as plots");
    lines.add("");
    lines.add("![States against the number of groups, suites and faults](" + STATES + ")");
    lines.add("");
    lines.add("![Seconds against states](" + SECONDS + ")");
    lines.add("");
    lines.add("A hollow point was ended when its time was up.");
    return String.join("\n", lines) + "\n";
  }

  private static String verdict(List<BenchReport.Target> targets) {
    List<String> missed =
        targets.stream()
            .filter(target -> !target.met())
            .map(
                target ->
                    target.target()
                        + ": "
                        + BenchTables.number(target.measured())
                        + " where "
                        + BenchTables.number(target.bound())
                        + " is the bound")
            .toList();
    int met = targets.size() - missed.size();
    return missed.isEmpty()
        ? "All " + targets.size() + " targets are met."
        : met
            + " of "
            + targets.size()
            + " targets are met. Not met: "
            + String.join("; ", missed)
            + ".";
  }

  private static LinePlot states(List<GrowthBench.Axis> growth) {
    return new LinePlot(
        "States against groups, suites and faults",
        new LinePlot.Scale("how many there are", false),
        new LinePlot.Scale("states", true),
        series(growth, GrowthBench.Point::value, GrowthBench.Point::states));
  }

  private static LinePlot seconds(List<GrowthBench.Axis> growth) {
    return new LinePlot(
        "Seconds of TLC against states",
        new LinePlot.Scale("states", true),
        new LinePlot.Scale("seconds", true),
        series(growth, GrowthBench.Point::states, GrowthBench.Point::seconds));
  }

  private static List<LinePlot.Series> series(
      List<GrowthBench.Axis> growth,
      ToDoubleFunction<GrowthBench.Point> x,
      ToDoubleFunction<GrowthBench.Point> y) {
    return growth.stream()
        .map(
            axis ->
                new LinePlot.Series(
                    axis.name(),
                    axis.points().stream()
                        .map(
                            point ->
                                new LinePlot.Place(
                                    x.applyAsDouble(point), y.applyAsDouble(point), point.whole()))
                        .toList()))
        .toList();
  }
}
