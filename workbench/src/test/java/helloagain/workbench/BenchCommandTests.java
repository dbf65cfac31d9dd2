package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import helloagain.refinement.ReplayBench;
import helloagain.refinement.ReplayBench.Rate;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class BenchCommandTests {
  private static final Benchmark MADE_UP =
      (traces, seed, progress) -> {
        progress.accept("measuring");
        return new ReplayBench.Report(
            ReplayBench.Options.usual(traces, seed),
            5500,
            0,
            new Rate(1500, 1200.25, 1600, 7),
            new Rate(0.75, 0.5, 0.8125, 5),
            new Rate(250.5, 240, 260, 3),
            new Rate(12_345.6, 12_000, 13_000, 7),
            1.25,
            -1);
      };

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void tableHasALineForEachWayAndTheRatio() {
    assertThat(run(MADE_UP, "replay")).isZero();
    assertThat(out.toString())
        .isEqualTo(
            """
            1,000 traces, 5,500 steps, seed 1
            load average 1.3, then unknown

            traces per second                   median       min       max   n
            reference and specification          1,500     1,200     1,600   7
            specification alone                 12,346    12,000    13,000   7
            one TLC process per trace             0.75      0.50      0.81   5
            TLC for all together                   251       240       260   3

            Reference and specification in this process replay 2,000
            times as many traces as TLC judges with a process for each (medians).
            """);
    assertThat(err.toString()).isEqualTo("hello: measuring\n");
  }

  @Test
  void jsonIsOneObjectAndNothingElse() throws IOException {
    assertThat(run(MADE_UP, "replay", "--json", "--traces", "20", "--seed", "-3")).isZero();

    JsonNode report = JsonMapper.builder().build().readTree(out.toString());
    assertThat(report.get("traces").asInt()).isEqualTo(20);
    assertThat(report.get("seed").asLong()).isEqualTo(-3);
    assertThat(report.get("steps").asLong()).isEqualTo(5500);
    assertThat(report.get("ratio").asDouble()).isEqualTo(2000);
    assertWay(report.get("inProcess"), 1500, 1200.25, 1600, 7);
    assertWay(report.get("oneProcessPerTrace"), 0.75, 0.5, 0.813, 5);
    assertWay(report.get("oneRun"), 250.5, 240, 260, 3);
    assertWay(report.get("specificationInProcess"), 12_345.6, 12_000, 13_000, 7);
    assertThat(report.get("loadAverage").get("before").asDouble()).isEqualTo(1.25);
    assertThat(report.get("loadAverage").get("after").isNull()).isTrue();
  }

  @Test
  void tracesThatDifferAreMentioned() {
    Benchmark differing =
        (traces, seed, progress) -> {
          ReplayBench.Report report = MADE_UP.run(traces, seed, progress);
          return new ReplayBench.Report(
              report.options(),
              report.steps(),
              12,
              report.inProcess(),
              report.oneProcessPerTrace(),
              report.oneRun(),
              report.specificationInProcess(),
              report.loadBefore(),
              report.loadAfter());
        };

    assertThat(run(differing, "replay")).isZero();
    assertThat(out.toString())
        .contains("\n12 more were drawn and left out: reference and specification differ\n");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= Columns.WIDTH);
  }

  @Test
  void unusableArgumentsAreExitCodeTwo() {
    assertThat(run(MADE_UP)).isEqualTo(2);
    assertThat(run(MADE_UP, "rewind")).isEqualTo(2);
    assertThat(run(MADE_UP, "replay", "--traces", "0")).isEqualTo(2);
    assertThat(run(MADE_UP, "replay", "--traces", "10001")).isEqualTo(2);
    assertThat(run(MADE_UP, "replay", "--seed", "one")).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines())
        .hasSize(5)
        .allMatch(line -> line.startsWith("hello: ") && line.endsWith("see 'hello bench --help'"))
        .anyMatch(line -> line.contains("there is no benchmark 'rewind'; there is replay"))
        .anyMatch(line -> line.contains("--traces takes 1 to 10,000, not 0"))
        .anyMatch(line -> line.contains("not 10,001"));
  }

  @Test
  void interruptIsExitCodeThree() {
    Benchmark interrupted =
        (traces, seed, progress) -> {
          throw new InterruptedException();
        };

    assertThat(run(interrupted, "replay")).isEqualTo(3);
    assertThat(err.toString()).isEqualTo("hello: interrupted\n");
  }

  @Test
  void helpHasExitCodesAndExamplesInEightyColumns() {
    assertThat(run(MADE_UP, "--help")).isZero();
    assertThat(out.toString())
        .contains("Usage: hello bench", "a violation was found", "Examples:", "default: 1000");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= Columns.WIDTH);
  }

  private static void assertWay(JsonNode way, double median, double min, double max, int n) {
    JsonNode rates = way.get("tracesPerSecond");
    assertThat(rates.get("median").asDouble()).isEqualTo(median);
    assertThat(rates.get("min").asDouble()).isEqualTo(min);
    assertThat(rates.get("max").asDouble()).isEqualTo(max);
    assertThat(way.get("n").asInt()).isEqualTo(n);
  }

  private int run(Benchmark benchmark, String... arguments) {
    CommandLine commandLine =
        Main.commandLine(new BenchCommand(benchmark))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    String[] all = new String[arguments.length + 1];
    all[0] = "bench";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Main.execute(commandLine, all);
  }
}
