package helloagain.workbench;

import helloagain.workbench.ErrorTrace.Step;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lays out the report of a check for programs. */
final class CheckJson {
  private record Report(String tlc, List<Checked> worlds, @Nullable Batch batch) {}

  private record Checked(
      String world,
      String profile,
      String size,
      String mode,
      int properties,
      long states,
      long edges,
      int depth,
      Map<String, Long> actions,
      List<String> exact,
      double seconds,
      String verdict,
      String violated,
      boolean asExpected,
      String difference,
      List<Step> trace) {}

  private record Batch(
      long traces,
      long steps,
      double seconds,
      String verdict,
      int differences,
      List<String> differing,
      List<String> untakenActions) {}

  private CheckJson() {}

  /** Returns one JSON object, with an end of line. */
  static String text(CheckReport report) {
    return Json.text(
        new Report(
            report.tlc(),
            report.worlds().stream().map(CheckJson::checked).toList(),
            batch(report.batch())));
  }

  private static @Nullable Batch batch(@Nullable BatchResult batch) {
    return batch == null
        ? null
        : new Batch(
            batch.traces(),
            batch.steps(),
            Json.tenths(batch.seconds()),
            batch.outcome().word(),
            batch.differences().size(),
            batch.differences(),
            batch.untakenActions());
  }

  private static Checked checked(WorldResult result) {
    return new Checked(
        result.world().name(),
        result.world().profile(),
        result.world().size().word(),
        result.world().mode(),
        result.properties(),
        result.tlc().distinctStates(),
        result.tlc().transitions(),
        result.tlc().depth(),
        result.tlc().actions(),
        result.exact().stream()
            .map(count -> count.name().toLowerCase(Locale.ROOT))
            .sorted()
            .toList(),
        Json.tenths(result.tlc().seconds()),
        result.outcome().word(),
        result.violated(),
        result.asExpected(),
        result.difference(),
        ErrorTrace.parse(result.tlc().counterexample()).steps());
  }
}
