package helloagain.workbench;

import helloagain.refinement.Verdict;
import helloagain.rule.Rule;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lays out replayed traces for programs. */
final class ReplayJson {
  private record Report(String engine, int planted, List<Replayed> traces) {}

  private record Replayed(
      String file,
      String comment,
      int steps,
      int flightSteps,
      boolean agrees,
      @Nullable String rule,
      @Nullable String section,
      @Nullable String action,
      @Nullable Integer step,
      @Nullable Integer line,
      List<String> allowed,
      @Nullable String observed) {}

  private ReplayJson() {}

  /** Returns one JSON object, with an end of line. */
  static String text(ReplayReport report) {
    return Json.text(
        new Report(
            report.engine().word(),
            report.planted(),
            report.traces().stream().map(ReplayJson::replayed).toList()));
  }

  private static Replayed replayed(ReplayedTrace trace) {
    Verdict verdict = trace.verdict();
    Optional<Finding> finding = trace.finding();
    Optional<Rule> rule = finding.flatMap(Finding::rule);
    return new Replayed(
        trace.file().toString(),
        verdict.trace().comment(),
        verdict.steps(),
        verdict.flightSteps(),
        verdict.agrees(),
        rule.map(Rule::id).orElse(null),
        rule.map(Rule::section).orElse(null),
        finding.map(Finding::action).orElse(null),
        finding.map(Finding::step).orElse(null),
        trace.line().orElse(null),
        finding.map(Finding::allowed).orElse(List.of()),
        finding.map(Finding::observed).orElse(null));
  }
}
