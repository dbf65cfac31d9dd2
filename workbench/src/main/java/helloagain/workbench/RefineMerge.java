package helloagain.workbench;

import helloagain.refinement.Label;
import helloagain.refinement.LabelCount;
import helloagain.refinement.Refinement;
import helloagain.rule.Profile;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts the shards of {@code hello refine} together. */
final class RefineMerge {
  static final String COMMAND = "refine";
  static final String PROFILE = "profile";

  /** Less than is ever printed: no rate is made of nothing. */
  private static final double LEAST_SECONDS = 0.1;

  private RefineMerge() {}

  /**
   * Sums up shards, in their order, and judges what needs all runs. Where runs differ, those that a
   * whole run would have told are told; but the shards have gone on, and all that they have seen
   * counts.
   */
  static Merged of(List<ShardFile> shards) {
    ShardFile first = shards.get(0);
    List<RefineJson.Report> reports =
        shards.stream().map(shard -> shard.report(RefineJson.Report.class)).toList();
    long traces = sum(reports, RefineJson.Report::traces);
    long steps = sum(reports, RefineJson.Report::steps);
    double seconds = Json.tenths(reports.stream().mapToDouble(RefineJson.Report::seconds).sum());
    long last = lastRun(reports);
    List<RefineJson.Differing> differing =
        reports.stream()
            .flatMap(report -> report.differing().stream())
            .filter(run -> run.run() <= last)
            .sorted(Comparator.comparingLong(RefineJson.Differing::run))
            .toList();
    List<RefineJson.DifferingRecords> differingRecords =
        reports.stream()
            .flatMap(report -> report.differingRecords().stream())
            .filter(run -> run.run() <= last)
            .sorted(Comparator.comparingLong(RefineJson.DifferingRecords::run))
            .toList();
    Map<String, Long> actions = new LinkedHashMap<>();
    for (String action : Refinement.ACTIONS) {
      actions.put(action, sum(reports, report -> report.actions().getOrDefault(action, 0L)));
    }
    Set<String> taken =
        actions.keySet().stream()
            .filter(action -> actions.getOrDefault(action, 0L) > 0)
            .collect(Collectors.toSet());
    List<String> untaken =
        Refinement.untaken(Profile.withWord(first.asked().getOrDefault(PROFILE, "")), taken);
    List<LabelCount> labels = labels(reports, traces);
    List<String> shortLabels =
        labels.stream().filter(LabelCount::fallsShort).map(label -> label.label().words()).toList();
    int differences = differing.size() + differingRecords.size();
    boolean holds = differences == 0 && untaken.isEmpty() && shortLabels.isEmpty();
    return new Merged(
        new RefineJson.Report(
            traces,
            steps,
            seconds,
            Json.tenths(traces / Math.max(seconds, LEAST_SECONDS)),
            Json.tenths(steps / Math.max(seconds, LEAST_SECONDS)),
            (holds ? World.Outcome.HOLDS : World.Outcome.VIOLATED).word(),
            differences,
            differing,
            differingRecords,
            untaken,
            actions,
            labels.stream().map(RefineJson.LabelJson::of).toList(),
            shortLabels,
            reports.get(0).seed(),
            first.part(RefineJson.Part.class).again()),
        holds);
  }

  /** Returns the number of the run with which a whole run would have ended its search. */
  private static long lastRun(List<RefineJson.Report> reports) {
    return reports.stream()
        .flatMap(
            report ->
                Stream.concat(
                    report.differing().stream().map(RefineJson.Differing::run),
                    report.differingRecords().stream().map(RefineJson.DifferingRecords::run)))
        .sorted()
        .skip(RefineCommand.MAX_DIFFERENCES - 1)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  private static List<LabelCount> labels(List<RefineJson.Report> reports, long traces) {
    return Stream.of(Label.values())
        .filter(label -> reports.stream().anyMatch(report -> !counts(report, label).isEmpty()))
        .map(
            label ->
                new LabelCount(
                    label,
                    sum(
                        reports,
                        report -> counts(report, label).stream().mapToLong(Long::longValue).sum()),
                    traces))
        .toList();
  }

  private static List<Long> counts(RefineJson.Report report, Label label) {
    return report.labels().stream()
        .filter(count -> count.label().equals(label.words()))
        .map(RefineJson.LabelJson::count)
        .toList();
  }

  private static long sum(
      List<RefineJson.Report> reports, ToLongFunction<RefineJson.Report> number) {
    return reports.stream().mapToLong(number).sum();
  }
}
