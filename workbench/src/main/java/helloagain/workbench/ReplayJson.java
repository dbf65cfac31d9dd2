package helloagain.workbench;

import helloagain.refinement.Verdict;
import helloagain.rule.Rule;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lays out replayed traces for programs. */
final class ReplayJson {
  private record Report(List<Replayed> traces) {}

  private record Replayed(
      String file,
      String comment,
      int steps,
      boolean agrees,
      @Nullable String rule,
      @Nullable String section,
      @Nullable String action,
      @Nullable Integer step,
      List<String> allowed,
      @Nullable String observed) {}

  private ReplayJson() {}

  /** Returns one JSON object, with an end of line. */
  static String text(List<ReplayedTrace> traces) {
    return Json.text(new Report(traces.stream().map(ReplayJson::replayed).toList()));
  }

  private static Replayed replayed(ReplayedTrace trace) {
    Verdict verdict = trace.verdict();
    Optional<Finding> finding = Finding.of(verdict);
    Optional<Rule> rule = finding.flatMap(Finding::rule);
    return new Replayed(
        trace.file().toString(),
        verdict.trace().comment(),
        verdict.steps(),
        verdict.agrees(),
        rule.map(Rule::id).orElse(null),
        rule.map(Rule::section).orElse(null),
        finding.map(Finding::action).orElse(null),
        finding.map(Finding::step).orElse(null),
        finding.map(Finding::allowed).orElse(List.of()),
        finding.map(Finding::observed).orElse(null));
  }
}
