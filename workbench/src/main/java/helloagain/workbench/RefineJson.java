package helloagain.workbench;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import helloagain.refinement.LabelCount;
import helloagain.refinement.RecordMove;
import helloagain.refinement.RecordVerdict;
import helloagain.refinement.Refinement;
import helloagain.rule.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lays out what {@code hello refine} found for programs. */
final class RefineJson {
  private record Report(
      long traces,
      long steps,
      double seconds,
      double tracesPerSecond,
      double stepsPerSecond,
      String verdict,
      int differences,
      List<Differing> differing,
      List<DifferingRecords> differingRecords,
      List<String> untakenActions,
      Map<String, Long> actions,
      List<LabelJson> labels,
      List<String> shortLabels,
      long seed,
      String again) {}

  private record Differing(@JsonUnwrapped FoundJson found, int moves, boolean confirmed) {}

  private record DifferingRecords(
      String reader,
      int record,
      List<String> rules,
      List<String> allowed,
      String observed,
      List<String> moves) {
    static DifferingRecords of(RecordVerdict verdict) {
      RecordVerdict.Difference difference = verdict.difference().orElseThrow();
      return new DifferingRecords(
          verdict.script().reader().name().toLowerCase(Locale.ROOT),
          difference.number(),
          difference.broken().stream().map(Rule::id).sorted().toList(),
          difference.allowed(),
          difference.observed(),
          verdict.script().moves().stream().map(RecordMove::toString).toList());
    }
  }

  private record LabelJson(
      String label,
      long count,
      double percentage,
      double minimum,
      long required,
      boolean fallsShort) {
    static LabelJson of(LabelCount label) {
      return new LabelJson(
          label.label().words(),
          label.count(),
          Math.round(label.percentage() * 1000) / 1000.0,
          label.label().minimum(),
          label.required(),
          label.fallsShort());
    }
  }

  private RefineJson() {}

  /** Returns one JSON object, with an end of line. */
  static String text(RefineReport report) {
    Refinement.Report found = report.found();
    List<Differing> differing = new ArrayList<>();
    for (int i = 0; i < found.differing().size(); i++) {
      Finding finding = Finding.of(found.differing().get(i)).orElseThrow();
      differing.add(
          new Differing(
              FoundJson.of(
                  finding, report.saved().isEmpty() ? null : report.saved().get(i).toString()),
              found.differing().get(i).trace().moves().size(),
              report.confirmed().get(i)));
    }
    Map<String, Long> actions = new LinkedHashMap<>();
    for (String action : Refinement.ACTIONS) {
      actions.put(action, found.actions().getOrDefault(action, 0L));
    }
    return Json.text(
        new Report(
            found.traces(),
            found.steps(),
            Json.tenths(found.seconds()),
            Json.tenths(report.tracesPerSecond()),
            Json.tenths(report.stepsPerSecond()),
            (found.holds() ? World.Outcome.HOLDS : World.Outcome.VIOLATED).word(),
            found.differences(),
            differing,
            found.differingRecords().stream().map(DifferingRecords::of).toList(),
            found.untakenActions(),
            actions,
            found.labels().stream().map(LabelJson::of).toList(),
            found.shortLabels().stream().map(label -> label.label().words()).toList(),
            found.seed(),
            report.again()));
  }
}
