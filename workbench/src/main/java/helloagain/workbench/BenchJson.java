package helloagain.workbench;

import helloagain.refinement.ReplayBench;
import helloagain.refinement.Samples;
import helloagain.refinement.bench.EqualityBench;
import helloagain.refinement.bench.GrowthBench;
import helloagain.refinement.bench.HelloBench;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lays out what was measured, for programs. */
final class BenchJson {
  private static final int DIGITS = 4;

  private record Measured(
      String command,
      Machine machine,
      double seconds,
      @Nullable Replay replay,
      @Nullable List<Equal> equal,
      @Nullable List<Growth> growth,
      @Nullable List<Hello> hello,
      @Nullable List<Check> check,
      @Nullable Probe probe,
      Map<String, Ratio> ratios,
      List<BenchReport.Target> targets) {}

  private record Check(String world, long states, Map<String, Numbers> statesPerSecond) {}

  private record Numbers(double median, double min, double max, int n) {}

  private record Replay(
      int traces,
      long steps,
      double stepsPerTrace,
      long states,
      long distinctStates,
      int differing,
      long seed,
      int threads,
      Way inProcess,
      Way specificationInProcess,
      Way oneProcessPerTrace,
      Way oneRun,
      Ceiling ceiling) {}

  private record Way(Numbers tracesPerSecond, Numbers stepsPerSecond) {}

  private record Ceiling(String world, Explored inProcess, Explored inOwnProcess) {}

  private record Explored(Numbers stepsPerSecond, Numbers statesPerSecond) {}

  private record Equal(String world, long states, long edges, Seconds seconds) {}

  private record Seconds(Numbers tlcInProcess, Numbers tlcInOwnProcess, Numbers equality) {}

  private record Growth(
      String of,
      String world,
      List<Point> points,
      @Nullable Double factor,
      @Nullable Double exponent) {}

  private record Point(int value, long states, long edges, double seconds, boolean whole) {}

  private record Hello(String name, String kind, String work, String keys, Numbers nanoseconds) {}

  private record Probe(
      String server,
      int tests,
      int silent,
      double silenceSeconds,
      int servers,
      Numbers oneServer,
      Numbers answered,
      Numbers allServers,
      Numbers handshakes,
      Numbers ownHandshakes,
      List<InJvm> inThisJvm,
      Generation generation) {}

  private record InJvm(String peer, int tests, int threads, Numbers testsPerSecond) {}

  private record Generation(int files, int vectors, double seconds) {}

  private BenchJson() {}

  /** Returns one JSON object, with an end of line. What was not measured is null. */
  static String text(BenchReport report) {
    Map<String, Ratio> ratios = new LinkedHashMap<>();
    report
        .ratios()
        .forEach(
            (name, ratio) ->
                ratios.put(
                    name,
                    new Ratio(
                        rounded(ratio.median()), rounded(ratio.least()), rounded(ratio.most()))));
    return Json.text(
        new Measured(
            report.command(),
            report.machine(),
            Json.tenths(report.seconds()),
            report.replay().map(BenchJson::replay).orElse(null),
            orNull(report.equal().stream().map(BenchJson::equal).toList()),
            orNull(report.growth().stream().map(BenchJson::growth).toList()),
            orNull(report.hello().stream().map(BenchJson::hello).toList()),
            orNull(report.check().stream().map(BenchJson::check).toList()),
            report.probe().map(BenchJson::probe).orElse(null),
            ratios,
            report.targets().stream()
                .map(
                    target ->
                        new BenchReport.Target(
                            target.target(),
                            target.bound(),
                            rounded(target.measured()),
                            target.met()))
                .toList()));
  }

  private static <T> @Nullable List<T> orNull(List<T> rows) {
    return rows.isEmpty() ? null : rows;
  }

  private static Replay replay(ReplayBench.Report report) {
    return new Replay(
        report.options().traces(),
        report.steps(),
        rounded(report.stepsPerTrace()),
        report.states(),
        report.distinctStates(),
        report.differing(),
        report.options().seed(),
        1,
        way(report.inProcess(), report),
        way(report.specificationInProcess(), report),
        way(report.oneProcessPerTrace(), report),
        way(report.oneRun(), report),
        new Ceiling(
            report.options().world().world().title(),
            explored(report.ceilingInProcess()),
            explored(report.ceilingInOwnProcess())));
  }

  private static Way way(Samples traces, ReplayBench.Report report) {
    return new Way(numbers(traces), numbers(traces.times(report.stepsPerTrace())));
  }

  private static Explored explored(ReplayBench.Ceiling ceiling) {
    return new Explored(numbers(ceiling.steps()), numbers(ceiling.states()));
  }

  private static Equal equal(EqualityBench.Row row) {
    return new Equal(
        row.world(),
        row.states(),
        row.edges(),
        new Seconds(
            numbers(row.tlcInProcess()), numbers(row.tlcInOwnProcess()), numbers(row.equality())));
  }

  private static Growth growth(GrowthBench.Axis axis) {
    return new Growth(
        axis.name(),
        axis.world(),
        axis.points().stream()
            .map(
                point ->
                    new Point(
                        point.value(),
                        point.states(),
                        point.edges(),
                        rounded(point.seconds()),
                        point.whole()))
            .toList(),
        axis.factor().map(BenchJson::rounded).orElse(null),
        axis.exponent().map(BenchJson::rounded).orElse(null));
  }

  private static Hello hello(HelloBench.Row row) {
    return new Hello(
        row.piece().method(),
        row.piece().kind(),
        row.piece().work(),
        row.piece().keys().name().toLowerCase(Locale.ROOT),
        numbers(row.nanoseconds()));
  }

  private static Check check(CheckBench.Row row) {
    Map<String, Numbers> rates = new LinkedHashMap<>();
    for (CheckBench.Way way : CheckBench.Way.values()) {
      rates.put(way.words(), numbers(row.of(way)));
    }
    return new Check(row.world(), row.states(), rates);
  }

  private static Probe probe(ProbeBench.Report report) {
    return new Probe(
        report.version(),
        report.tests(),
        report.silent(),
        report.silence(),
        report.servers(),
        numbers(report.alone()),
        numbers(report.answered()),
        numbers(report.together()),
        numbers(report.handshakes()),
        numbers(report.ownHandshakes()),
        report.inJvm().stream()
            .map(peer -> new InJvm(peer.peer(), peer.tests(), peer.threads(), numbers(peer.rate())))
            .toList(),
        new Generation(
            report.generation().files(),
            report.generation().vectors(),
            rounded(report.generation().seconds())));
  }

  private static Numbers numbers(Samples samples) {
    return new Numbers(
        rounded(samples.median()), rounded(samples.min()), rounded(samples.max()), samples.n());
  }

  /** Keeps what a measurement can bear. */
  private static double rounded(double number) {
    if (number == 0) {
      return 0;
    }
    double power = Math.pow(10, DIGITS - 1 - Math.floor(Math.log10(Math.abs(number))));
    return Math.round(number * power) / power;
  }
}
