package helloagain.workbench;

import helloagain.probe.KnownFindings;
import helloagain.vectors.Verdict.Grade;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Puts the shards of {@code hello probe} together. */
final class ProbeMerge {
  static final String COMMAND = "probe";

  /** Less than is ever printed: no rate is made of nothing. */
  private static final double LEAST_SECONDS = 0.1;

  private static final List<String> GRADES =
      Stream.of(Grade.values()).map(KnownFindings::word).toList();

  private ProbeMerge() {}

  /**
   * Sums up shards, and judges what only all tests show: that something was tried, and what is
   * expected and gone.
   *
   * @throws UserError if one of them was interrupted
   */
  static Merged of(List<ShardFile> shards) {
    List<ProbeJson.Report> reports = new ArrayList<>();
    List<ProbeJson.Part> parts = new ArrayList<>();
    for (ShardFile shard : shards) {
      reports.add(shard.report(ProbeJson.Report.class));
      parts.add(shard.part(ProbeJson.Part.class));
      if (!reports.get(reports.size() - 1).whole()) {
        throw shard.unusable("its run was interrupted");
      }
    }
    ProbeJson.Report first = reports.get(0);
    int tests = reports.stream().mapToInt(ProbeJson.Report::tests).sum();
    double seconds = Json.tenths(reports.stream().mapToDouble(ProbeJson.Report::seconds).sum());
    List<ProbeJson.Finding> findings =
        reports.stream()
            .flatMap(report -> report.findings().stream())
            .sorted(
                Comparator.comparingInt(
                        (ProbeJson.Finding finding) -> GRADES.indexOf(finding.grade()))
                    .thenComparing(ProbeJson.Finding::id))
            .toList();
    List<String> gone = gone(parts);
    boolean holds =
        tests > 0
            && gone.isEmpty()
            && findings.stream().noneMatch(finding -> finding.expected() == null);
    return new Merged(
        new ProbeJson.Report(
            first.stack(),
            first.version(),
            first.role(),
            first.profile(),
            (holds ? World.Outcome.HOLDS : World.Outcome.VIOLATED).word(),
            true,
            tests,
            reports.stream().mapToInt(ProbeJson.Report::notApplicable).sum(),
            seconds,
            Json.tenths(tests / Math.max(seconds, LEAST_SECONDS)),
            grades(reports),
            first.traits(),
            reasons(reports, parts),
            findings,
            gone),
        holds);
  }

  /** Returns what is known and was found by no shard. */
  private static List<String> gone(List<ProbeJson.Part> parts) {
    ProbeJson.Part first = parts.get(0);
    if (!first.ofAll()) {
      return List.of();
    }
    return IntStream.range(0, first.expected().size())
        .filter(
            row ->
                parts.stream()
                    .flatMap(part -> part.expected().stream().skip(row).limit(1))
                    .noneMatch(ProbeJson.Expected::found))
        .mapToObj(row -> first.expected().get(row).finding())
        .toList();
  }

  private static Map<String, Integer> grades(List<ProbeJson.Report> reports) {
    Map<String, Integer> grades = new TreeMap<>(Comparator.comparingInt(GRADES::indexOf));
    reports.forEach(
        report ->
            report.grades().forEach((grade, count) -> grades.merge(grade, count, Integer::sum)));
    return grades;
  }

  /** Returns why tests were not applicable, in the order of the first test of which it is said. */
  private static Map<String, Integer> reasons(
      List<ProbeJson.Report> reports, List<ProbeJson.Part> parts) {
    Map<String, String> firstTests = new LinkedHashMap<>();
    Map<String, Integer> counts = new LinkedHashMap<>();
    parts.forEach(
        part ->
            part.reasons()
                .forEach(
                    (reason, test) ->
                        firstTests.merge(
                            reason, test, (one, other) -> one.compareTo(other) < 0 ? one : other)));
    reports.forEach(
        report ->
            report.reasons().forEach((reason, count) -> counts.merge(reason, count, Integer::sum)));
    Map<String, Integer> reasons = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(Comparator.comparing(entry -> firstTests.getOrDefault(entry.getKey(), "")))
        .forEach(entry -> reasons.put(entry.getKey(), entry.getValue()));
    return reasons;
  }
}
