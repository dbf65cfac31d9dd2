package helloagain.workbench;

import helloagain.probe.KnownFindings;
import helloagain.probe.ProbeResult;
import helloagain.vectors.Verdict.Grade;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lays out what a probe found for programs. */
final class ProbeJson {
  /** Holds the fields of the object. */
  record Report(
      String stack,
      String version,
      String role,
      String profile,
      String verdict,
      boolean whole,
      int tests,
      int notApplicable,
      double seconds,
      double testsPerSecond,
      Map<String, Integer> grades,
      List<String> traits,
      Map<String, Integer> reasons,
      List<Finding> findings,
      List<String> gone) {
    /** Copies the collections. */
    Report {
      grades = Collections.unmodifiableMap(new LinkedHashMap<>(grades));
      traits = List.copyOf(traits);
      reasons = Collections.unmodifiableMap(new LinkedHashMap<>(reasons));
      findings = List.copyOf(findings);
      gone = List.copyOf(gone);
    }
  }

  /**
   * What a merge needs besides.
   *
   * @param ofAll whether the whole run has all tests that there are
   * @param expected which findings are known
   * @param reasons why tests were not applicable, each with the first test of which it is said
   */
  record Part(boolean ofAll, List<Expected> expected, Map<String, String> reasons) {
    /** Copies the collections. */
    Part {
      expected = List.copyOf(expected);
      reasons = Map.copyOf(reasons);
    }
  }

  /** Is a finding that is known, and whether it was found. */
  record Expected(String finding, boolean found) {}

  /** Holds the fields of a finding. */
  record Finding(
      String id,
      String file,
      String grade,
      List<String> rules,
      List<String> sections,
      List<String> sent,
      List<String> allowed,
      String observed,
      String octets,
      List<String> path,
      String setup,
      @Nullable String expected,
      String again) {}

  private ProbeJson() {}

  /** Returns one JSON object, with an end of line. */
  static String text(ProbeReport report) {
    return Json.text(report(report));
  }

  /** Returns the fields of the object. */
  static Report report(ProbeReport report) {
    Map<String, Integer> grades = new LinkedHashMap<>();
    report.grades().forEach((grade, count) -> grades.put(KnownFindings.word(grade), count));
    return new Report(
        report.stack(),
        report.version(),
        report.role(),
        report.profile().word(),
        report.holds() ? "holds" : "violated",
        report.isWhole(),
        report.tests(),
        report.count(Grade.NOT_APPLICABLE),
        Json.tenths(report.seconds()),
        report.testsPerSecond(),
        grades,
        report.traits(),
        ProbeText.reasons(report),
        report.findings().stream().map(finding -> finding(report, finding)).toList(),
        report.gone().stream().map(KnownFindings.Row::finding).toList());
  }

  /** Returns what a merge needs besides. */
  static Part part(ProbeReport report) {
    List<KnownFindings.Row> unmet = report.expectations().unmet(report.findings());
    Map<String, String> reasons = new LinkedHashMap<>();
    report
        .results()
        .forEach(result -> result.reason().ifPresent(why -> reasons.putIfAbsent(why, result.id())));
    return new Part(
        report.isOfAll(),
        report.expectations().rows().stream()
            .map(row -> new Expected(row.finding(), !unmet.contains(row)))
            .toList(),
        reasons);
  }

  private static Finding finding(ProbeReport report, ProbeResult result) {
    return new Finding(
        result.id(),
        result.file(),
        KnownFindings.word(result.grade()),
        result.rules(),
        ProbeText.sections(result.rules()),
        result.sent(),
        result.allowed(),
        result.observed(),
        result.octets(),
        result.path(),
        result.setup(),
        report.expectations().of(result).map(KnownFindings.Row::reason).orElse(null),
        report.again(result));
  }
}
