package helloagain.workbench;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import helloagain.refinement.LabelCount;
import helloagain.refinement.RecordMove;
import helloagain.refinement.RecordVerdict;
import helloagain.refinement.Refinement;
import helloagain.rule.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lays out what {@code hello refine} found for programs. */
final class RefineJson {
  /** Holds the fields of the object. */
  record Report(
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
      String again) {
    /** Copies the collections. */
    Report {
      differing = List.copyOf(differing);
      differingRecords = List.copyOf(differingRecords);
      untakenActions = List.copyOf(untakenActions);
      actions = Collections.unmodifiableMap(new LinkedHashMap<>(actions));
      labels = List.copyOf(labels);
      shortLabels = List.copyOf(shortLabels);
    }
  }

  /**
   * What a merge needs besides.
   *
   * @param again the command that makes all runs again
   */
  record Part(String again) {}

  /**
   * Is a run of the hellos that differs.
   *
   * @param run which run it is, counted from 1
   */
  record Differing(@JsonUnwrapped FoundJson found, int moves, boolean confirmed, long run) {}

  /**
   * Is a stream of records that differs.
   *
   * @param run which run it is, counted from 1
   */
  record DifferingRecords(
      String reader,
      int record,
      List<String> rules,
      List<String> allowed,
      String observed,
      List<String> moves,
      long run) {
    static DifferingRecords of(RecordVerdict verdict, long run) {
      RecordVerdict.Difference difference = verdict.difference().orElseThrow();
      return new DifferingRecords(
          verdict.script().reader().name().toLowerCase(Locale.ROOT),
          difference.number(),
          difference.broken().stream().map(Rule::id).sorted().toList(),
          difference.allowed(),
          difference.observed(),
          verdict.script().moves().stream().map(RecordMove::toString).toList(),
          run);
    }
  }

  /** Is how often a label was seen. */
  record LabelJson(
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
    return Json.text(report(report));
  }

  /** Returns the fields of the object. */
  static Report report(RefineReport report) {
    Refinement.Report found = report.found();
    List<Differing> differing = new ArrayList<>();
    for (int i = 0; i < found.differing().size(); i++) {
      Finding finding = Finding.of(found.differing().get(i)).orElseThrow();
      differing.add(
          new Differing(
              FoundJson.of(
                  finding, report.saved().isEmpty() ? null : report.saved().get(i).toString()),
              found.differing().get(i).trace().moves().size(),
              report.confirmed().get(i),
              found.numbers().get(i)));
    }
    Map<String, Long> actions = new LinkedHashMap<>();
    for (String action : Refinement.ACTIONS) {
      actions.put(action, found.actions().getOrDefault(action, 0L));
    }
    List<DifferingRecords> differingRecords = new ArrayList<>();
    for (int i = 0; i < found.differingRecords().size(); i++) {
      differingRecords.add(
          DifferingRecords.of(
              found.differingRecords().get(i), found.numbers().get(differing.size() + i)));
    }
    return new Report(
        found.traces(),
        found.steps(),
        Json.tenths(found.seconds()),
        Json.tenths(report.tracesPerSecond()),
        Json.tenths(report.stepsPerSecond()),
        (report.holds() ? World.Outcome.HOLDS : World.Outcome.VIOLATED).word(),
        found.differences(),
        differing,
        differingRecords,
        found.untakenActions(),
        actions,
        found.labels().stream().map(LabelJson::of).toList(),
        found.shortLabels().stream().map(label -> label.label().words()).toList(),
        found.seed(),
        report.again());
  }
}
