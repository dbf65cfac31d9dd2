package helloagain.workbench;

import helloagain.message.AlertDescription;
import helloagain.peers.PeerRun;
import helloagain.peers.PeerRun.Result;
import helloagain.rule.Rule;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Lays out the handshakes with other stacks for programs. */
final class PeersJson {
  private record Report(
      String verdict,
      long completed,
      long refused,
      long absent,
      long failed,
      int judged,
      List<Run> runs) {}

  private record Run(
      String stack,
      @Nullable String version,
      String role,
      String scenario,
      String result,
      @Nullable String alert,
      @Nullable String rule,
      @Nullable Boolean agrees,
      int judged,
      @Nullable Boolean exportsSame,
      @Nullable String detail) {}

  private PeersJson() {}

  /** Returns one JSON object, with an end of line. */
  static String text(PeersReport report) {
    return Json.text(
        new Report(
            report.holds() ? "holds" : "violated",
            report.count(Result.COMPLETED),
            report.count(Result.REFUSED),
            report.count(Result.ABSENT),
            report.count(Result.FAILED),
            report.judged(),
            report.runs().stream().map(PeersJson::run).toList()));
  }

  private static Run run(PeerRun run) {
    return new Run(
        run.stack(),
        run.version().orElse(null),
        run.role().name().toLowerCase(Locale.ROOT),
        run.scenario().id(),
        run.result().name().toLowerCase(Locale.ROOT),
        run.alert().map(AlertDescription::name).orElse(null),
        run.rule().map(Rule::id).orElse(null),
        run.agrees().orElse(null),
        run.judged(),
        run.exportsSame().orElse(null),
        run.detail().orElse(null));
  }
}
