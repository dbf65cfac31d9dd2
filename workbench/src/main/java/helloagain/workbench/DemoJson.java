package helloagain.workbench;

import helloagain.refinement.jdk.JdkVerdict;
import java.util.List;

/** Lays out exchanges with the JDK for programs. */
final class DemoJson {
  private record Report(String jdk, List<Scenario> scenarios) {}

  private record Scenario(
      String title,
      String role,
      boolean retried,
      boolean agrees,
      String outcome,
      List<String> faults,
      List<Deviation> deviations) {}

  private record Deviation(String operator, String reason) {}

  private DemoJson() {}

  /** Returns one JSON object, with an end of line. */
  static String text(DemoReport report) {
    return Json.text(
        new Report(report.jdk(), report.verdicts().stream().map(DemoJson::scenario).toList()));
  }

  private static Scenario scenario(JdkVerdict verdict) {
    return new Scenario(
        verdict.exchange().title(),
        DemoReport.role(verdict),
        verdict.exchange().retried(),
        verdict.agrees(),
        DemoReport.outcome(verdict.exchange()),
        verdict.faults(),
        verdict.deviations().stream()
            .map(deviation -> new Deviation(deviation.operator(), deviation.reason()))
            .toList());
  }
}
