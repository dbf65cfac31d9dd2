package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import helloagain.refinement.ReplayBench;
import helloagain.refinement.bench.EqualityBench;
import helloagain.refinement.bench.GrowthBench;
import helloagain.refinement.bench.HelloBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchCommandTests {
  private static final MadeUpBenchmarks MADE_UP = new MadeUpBenchmarks(0);

  @TempDir private Path docs;

  @Test
  void tablesOfWhatWasAskedForFitTheScreen() {
    CommandRun run = run(MADE_UP, "replay");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith(Runtime.getRuntime().availableProcessors() + " processor")
        .contains(
            """
            Replay: traces per second, 1,000 traces, 4,000 steps, seed 1

            way                          median     min     max  n
            reference and specification   1,500   1,200   1,600  7
            specification alone          12,346  12,000  13,000  7
            one TLC process per trace     0.750   0.500   0.813  5
            TLC for all together            250     240     260  3
            """)
        .contains("ResumptionHostileClient")
        .doesNotContain("Growth", "Equality", "microseconds");
    assertThat(withSingleSpaces(run.out()))
        .contains("replay through both, traces a second 10,000 1,500 no\n")
        .contains("the same in steps, eight for a trace 80,000 6,000 no\n")
        .contains("replay against one TLC run for all, times 1.00 6.00 yes\n")
        .contains("TLC explores, in this process 60,000 50,000 70,000 3\n")
        .containsPattern("target of steps is\\s+1\\.33\\s+times\\s+the\\s+ceiling")
        .containsPattern(
            "of\\s+the\\s+5,000\\s+states\\s+of\\s+these\\s+runs\\s+3,000\\s+are\\s+distinct")
        .contains("one TLC process per trace 2,000 1,477 3,200\n");
    assertThat(run.errLines()).containsExactly("hello: replaying");
    assertThat(run.fitsTheScreen()).isTrue();
  }

  @Test
  void withoutNamesAllIsMeasured() {
    CommandRun run = run(MADE_UP);

    assertThat(run.exitCode()).isZero();
    assertThat(withSingleSpaces(run.out()))
        .contains("ResumptionHostileClient: equality 50.0 48.0 60.0 3 5.00 / 2.50\n")
        .contains("4 1,500+ 3,000+ 60.0+\n")
        .contains("With one more there are 10.0")
        .contains("decide: client answers, keys known 25.0 24.0 26.0 7\n")
        .contains("equality against TLC in its own process, times 3.00 2.50 yes\n")
        .contains("equality against TLC in this process, times 3.00 5.00 no\n");
    assertThat(run.errLines())
        .containsExactly(
            "hello: replaying",
            "hello: comparing",
            "hello: exploring",
            "hello: encoding",
            "hello: checking",
            "hello: probing");
    assertThat(run.fitsTheScreen()).isTrue();
  }

  @Test
  void jsonIsOneObjectWithAllThatWasMeasured() throws JsonProcessingException {
    JsonNode report = run(MADE_UP, "--json", "--traces", "20", "--seed", "-3").json();

    assertThat(report.get("command").asText()).isEqualTo("./hello bench --traces 20 --seed -3");
    assertThat(report.at("/machine/processors").asInt()).isPositive();
    assertThat(report.at("/machine/java").asText()).isNotEmpty();
    assertThat(report.at("/machine/loadAverage").has("before")).isTrue();
    JsonNode replay = report.get("replay");
    assertThat(replay.get("traces").asInt()).isEqualTo(20);
    assertThat(replay.get("seed").asLong()).isEqualTo(-3);
    assertThat(replay.get("steps").asLong()).isEqualTo(80);
    assertThat(replay.get("states").asLong()).isEqualTo(100);
    assertThat(replay.get("distinctStates").asLong()).isEqualTo(60);
    assertThat(replay.get("threads").asInt()).isEqualTo(1);
    assertNumbers(replay.at("/inProcess/tracesPerSecond"), 1500, 1200, 1600, 7);
    assertNumbers(replay.at("/inProcess/stepsPerSecond"), 6000, 4801, 6400, 7);
    assertNumbers(replay.at("/oneProcessPerTrace/tracesPerSecond"), 0.75, 0.5, 0.8125, 5);
    assertNumbers(replay.at("/ceiling/inOwnProcess/stepsPerSecond"), 12_000, 10_000, 14_000, 3);
    assertNumbers(report.at("/equal/0/seconds/equality"), 50, 48, 60, 3);
    assertThat(report.at("/growth/0/of").asText()).isEqualTo("groups");
    assertThat(report.at("/growth/0/factor").asDouble()).isEqualTo(10);
    assertThat(report.at("/growth/0/exponent").asDouble()).isEqualTo(1);
    assertThat(report.at("/growth/0/points/2/whole").asBoolean()).isFalse();
    assertNumbers(report.at("/hello/0/nanoseconds"), 1500, 1400, 1600, 7);
    assertThat(report.at("/hello/1/keys").asText()).isEqualTo("known");
    JsonNode ratios = report.get("ratios");
    assertThat(ratios.at("/inProcessToOneProcessPerTrace/median").asDouble()).isEqualTo(2000);
    assertThat(ratios.at("/inProcessToOneRun/median").asDouble()).isEqualTo(6);
    assertThat(ratios.at("/inProcessToCeilingInProcess/median").asDouble()).isEqualTo(0.1);
    assertThat(ratios.at("/inProcessToCeilingInOwnProcess/most").asDouble()).isEqualTo(0.64);
    assertThat(ratios.at("/equalityToTlcInOwnProcess.ResumptionHostileClient/median").asDouble())
        .isEqualTo(2.5);
    assertThat(report.get("targets")).hasSize(7);
  }

  @Test
  void checkIsMeasuredBesideTlcAlone() throws JsonProcessingException {
    CommandRun run = run(MADE_UP, "check");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().replaceAll(" +", " "))
        .contains("Check: states per second, Attacker, 100,000 states\n")
        .contains("TLC alone, one worker 10,000 9,990 10,010 3\n")
        .contains("a check against TLC alone, one worker, times 1.05 1.01 yes\n");
    JsonNode report = run(MADE_UP, "check", "--json").json();
    assertThat(report.at("/check/0/states").asInt()).isEqualTo(100_000);
    assertNumbers(
        report.at("/check/0/statesPerSecond/hello check, one worker"), 9900, 9890, 9910, 3);
  }

  @Test
  void probeIsMeasuredBesideHandshakesWithTheSameServer() throws JsonProcessingException {
    CommandRun run = run(MADE_UP, "probe");
    assertThat(withSingleSpaces(run.out()))
        .contains("Probe: tests per second with OpenSSL 3 on loopback\n")
        .contains("one server, one connection at a time 100 90.0 110 3\n")
        .contains("the same, tests that it answers 250 240 260 3\n")
        .contains("8 servers at a time, one connection each 400 380 420 3\n")
        .contains("jdk as client, 3,000 tests 2,000 1,900 2,100 3\n")
        .contains("probe of OpenSSL by one process, tests a second 180 400 yes\n");
    assertThat(run.fitsTheScreen()).isTrue();

    JsonNode report = run(MADE_UP, "probe", "--json").json();
    assertThat(report.at("/probe/silent").asInt()).isEqualTo(5);
    assertNumbers(report.at("/probe/answered"), 250, 240, 260, 3);
    assertNumbers(report.at("/probe/inThisJvm/0/testsPerSecond"), 2000, 1900, 2100, 3);
    assertThat(report.at("/probe/generation/seconds").asDouble()).isEqualTo(12.3);
    assertThat(report.at("/ratios/probeToHandshakes/median").asDouble()).isEqualTo(1.25);
    assertThat(report.at("/ratios/probeToOwnHandshakes/median").asDouble()).isEqualTo(0.5);
  }

  @Test
  void withoutAProgramThatItTakesNothingIsMeasured() {
    CommandRun run = run(new Interrupted(Optional.of("openssl is absent: no such file")), "probe");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo("hello: openssl is absent: no such file; 'hello bench probe' takes it\n");
  }

  @Test
  void whatWasNotMeasuredIsNull() throws JsonProcessingException {
    JsonNode report = run(MADE_UP, "hello", "--json").json();

    assertThat(report.get("replay").isNull()).isTrue();
    assertThat(report.get("equal").isNull()).isTrue();
    assertThat(report.get("growth").isNull()).isTrue();
    assertThat(report.get("probe").isNull()).isTrue();
    assertThat(report.get("ratios")).isEmpty();
    assertThat(report.get("targets")).isEmpty();
  }

  @Test
  void tracesThatDifferAreMentioned() {
    CommandRun run = run(new MadeUpBenchmarks(12), "replay");

    assertThat(run.out())
        .contains("\n12 more were drawn and left out: reference and specification differ.\n");
  }

  @Test
  void pageAndPlotsAreWrittenFromTheRun() throws IOException {
    Files.writeString(docs.resolve("commands.md"), "a neighbour");

    assertThat(run(MADE_UP, "--write", "--traces", "20").exitCode()).isZero();

    assertThat(names())
        .containsExactly(
            "commands.md", "growth-seconds.svg", "growth-states.svg", "performance.md");
    assertThat(Files.readString(docs.resolve("performance.md")))
        .startsWith("# Performance\n\nMeasured and written by `./hello bench --traces 20 --write`")
        .contains("4 of 7 targets are met.", "Not met: replay through both, traces a second: 1,500")
        .contains("| reference and specification | 1,500 | 1,200 | 1,600 | 7 |\n")
        .contains("| 4 | 1,500+ | 3,000+ | 60.0+ |\n")
        .contains("](growth-states.svg)", "](growth-seconds.svg)")
        .endsWith("\n");
  }

  @Test
  void nothingIsWrittenWhenAMeasurementFails() throws IOException {
    Files.writeString(docs.resolve("commands.md"), "a neighbour");

    assertThat(run(new Interrupted(Optional.empty()), "--write").exitCode()).isEqualTo(3);
    assertThat(names()).containsExactly("commands.md");
  }

  @Test
  void writingTakesEverythingAndTheSourceTree() {
    CommandRun part = run(MADE_UP, "replay", "--write");
    assertThat(part.exitCode()).isEqualTo(2);
    assertThat(part.err()).contains("--write takes everything, not only replay");

    CommandRun alone = run(MADE_UP, "--write");
    assertThat(alone.exitCode()).isEqualTo(2);
    assertThat(alone.errLines()).hasSize(1);
    assertThat(alone.err()).contains("--write needs the source tree");
  }

  @Test
  void unusableArgumentsAreExitCodeTwo() {
    assertRefused(
        "there is no benchmark 'rewind'; there are replay, equal, growth, hello, check, probe",
        "rewind");
    assertRefused("--traces takes 1 to 10,000, not 0", "replay", "--traces", "0");
    assertRefused("not 10,001", "replay", "--traces", "10001");
    assertRefused("one", "replay", "--seed", "one");
  }

  @Test
  void interruptIsExitCodeThree() {
    CommandRun run = run(new Interrupted(Optional.empty()), "replay");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).isEqualTo("hello: interrupted\n");
  }

  private static String withSingleSpaces(String text) {
    return text.replaceAll(" +", " ");
  }

  private static void assertNumbers(
      JsonNode numbers, double median, double min, double max, int n) {
    assertThat(numbers.get("median").asDouble()).isEqualTo(median);
    assertThat(numbers.get("min").asDouble()).isEqualTo(min);
    assertThat(numbers.get("max").asDouble()).isEqualTo(max);
    assertThat(numbers.get("n").asInt()).isEqualTo(n);
  }

  private void assertRefused(String complaint, String... arguments) {
    CommandRun run = run(MADE_UP, arguments);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errLines()).hasSize(1);
    assertThat(run.err())
        .startsWith("hello: ")
        .contains(complaint)
        .endsWith("see 'hello bench --help'\n");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(docs)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private CommandRun run(Benchmarks benchmarks, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "bench";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return CommandRun.of(
        Main.commandLine(new BenchCommand(benchmarks, () -> docs.resolve("commands.md"))), all);
  }

  /**
   * Is interrupted in what comes first and what comes last.
   *
   * @param missing what the probe takes and is not there
   */
  private record Interrupted(Optional<String> missing) implements Benchmarks {
    @Override
    public ReplayBench.Report replay(int traces, long seed, Consumer<String> progress)
        throws InterruptedException {
      throw new InterruptedException();
    }

    @Override
    public List<EqualityBench.Row> equal(Consumer<String> progress) {
      return List.of();
    }

    @Override
    public List<GrowthBench.Axis> growth(Consumer<String> progress) {
      return List.of();
    }

    @Override
    public List<HelloBench.Row> hello(Consumer<String> progress) {
      return List.of();
    }

    @Override
    public List<CheckBench.Row> check(Consumer<String> progress) {
      return List.of();
    }

    @Override
    public Optional<String> missing(BenchPart part) {
      return part == BenchPart.PROBE ? missing : Optional.empty();
    }

    @Override
    public ProbeBench.Report probe(Consumer<String> progress) throws InterruptedException {
      throw new InterruptedException();
    }
  }
}
