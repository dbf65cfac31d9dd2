package helloagain.workbench;

import helloagain.refinement.Refinement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
      List<FoundJson> differing,
      List<String> untakenActions,
      Map<String, Long> actions,
      long seed,
      String again) {}

  private RefineJson() {}

  /** Returns one JSON object, with an end of line. */
  static String text(RefineReport report) {
    Refinement.Report found = report.found();
    List<FoundJson> differing = new ArrayList<>();
    for (int i = 0; i < found.differing().size(); i++) {
      Finding finding = Finding.of(found.differing().get(i)).orElseThrow();
      differing.add(
          FoundJson.of(
              finding, report.saved().isEmpty() ? null : report.saved().get(i).toString()));
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
            differing.size(),
            differing,
            found.untakenActions(),
            actions,
            found.seed(),
            report.again()));
  }
}
