package helloagain.workbench;

import helloagain.refinement.ReplayBench.Rate;
import helloagain.refinement.ReplayBench.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Lays out what a benchmark measured, for people and for programs. */
final class BenchReport {
  private static final int NAME = 32;
  private static final int NUMBER = 10;

  private record Measured(
      Way inProcess,
      Way oneProcessPerTrace,
      Way oneRun,
      Way specificationInProcess,
      int traces,
      long steps,
      int differing,
      long seed,
      double ratio,
      Load loadAverage) {}

  private record Way(Numbers tracesPerSecond, int n) {}

  private record Numbers(double median, double min, double max) {}

  private record Load(@Nullable Double before, @Nullable Double after) {}

  private BenchReport() {}

  /** Returns one JSON object, with an end of line. */
  static String json(Report report) {
    return Json.text(
        new Measured(
            way(report.inProcess()),
            way(report.oneProcessPerTrace()),
            way(report.oneRun()),
            way(report.specificationInProcess()),
            report.options().traces(),
            report.steps(),
            report.differing(),
            report.options().seed(),
            rounded(report.ratio()),
            new Load(load(report.loadBefore()), load(report.loadAfter()))));
  }

  /** Returns the table, a line for each way, and below it what they come to. */
  static String table(Report report) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s traces, %s steps, seed %d",
            Columns.count(report.options().traces()),
            Columns.count(report.steps()),
            report.options().seed()));
    if (report.differing() > 0) {
      lines.add(
          Columns.count(report.differing())
              + " more were drawn and left out: reference and specification differ");
    }
    lines.add("load average " + word(report.loadBefore()) + ", then " + word(report.loadAfter()));
    lines.add("");
    lines.add(row("traces per second", "median", "min", "max", "n"));
    lines.add(row("reference and specification", report.inProcess()));
    lines.add(row("specification alone", report.specificationInProcess()));
    lines.add(row("one TLC process per trace", report.oneProcessPerTrace()));
    lines.add(row("TLC for all together", report.oneRun()));
    lines.add("");
    lines.add(
        "Reference and specification in this process replay "
            + Columns.count(Math.round(report.ratio())));
    lines.add("times as many traces as TLC judges with a process for each (medians).");
    return String.join("\n", lines) + "\n";
  }

  private static Way way(Rate rate) {
    return new Way(
        new Numbers(rounded(rate.median()), rounded(rate.min()), rounded(rate.max())), rate.n());
  }

  private static @Nullable Double load(double average) {
    return average < 0 ? null : rounded(average);
  }

  private static String word(double load) {
    return load < 0 ? "unknown" : String.format(Locale.ROOT, "%.1f", load);
  }

  private static String row(String name, Rate rate) {
    return row(
        name,
        number(rate.median()),
        number(rate.min()),
        number(rate.max()),
        Integer.toString(rate.n()));
  }

  private static String row(String name, String median, String min, String max, String n) {
    return Columns.left(NAME, name)
        + Columns.right(NUMBER, median)
        + Columns.right(NUMBER, min)
        + Columns.right(NUMBER, max)
        + Columns.right(4, n);
  }

  /** Returns a rate with three digits at least. */
  private static String number(double rate) {
    return rate < 100
        ? String.format(Locale.ROOT, rate < 10 ? "%.2f" : "%.1f", rate)
        : Columns.count(Math.round(rate));
  }

  /** Keeps what a measurement can bear. */
  private static double rounded(double number) {
    return Math.round(number * 1000) / 1000.0;
  }
}
