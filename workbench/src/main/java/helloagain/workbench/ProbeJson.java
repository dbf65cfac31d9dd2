package helloagain.workbench;

import helloagain.probe.KnownFindings;
import helloagain.probe.ProbeResult;
import helloagain.vectors.Verdict.Grade;
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
      List<String> gone) {}

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
