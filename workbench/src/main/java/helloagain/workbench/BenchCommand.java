package helloagain.workbench;

import helloagain.refinement.ReplayBench;
import helloagain.refinement.bench.EqualityBench;
import helloagain.refinement.bench.GrowthBench;
import helloagain.refinement.bench.HelloBench;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs {@code hello bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    header = "Measures how fast all this is, and what it costs beside TLC alone.",
    description = {
      "",
      "On the machine as it is, taking turns, with median and spread:",
      "",
      "  replay  runs of the reference judged again by the specification: beside the",
      "          reference in this process, by a TLC process for each, and by TLC for",
      "          all together; and how fast TLC explores, the ceiling for all of them",
      "  equal   comparing the graphs of specification and reference, beside TLC alone",
      "  growth  states and time with more groups, suites and faults",
      "  hello   the reference's own work: decode, decide and encode each hello",
      "  check   states that TLC finds: alone, by hello check, and in its distributed mode",
      "  probe   tests of the probe with openssl s_server, beside whole handshakes with it,",
      "          and with peers in this JVM; and how long the vectors take to make",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  hello bench                             all, in twenty minutes or so",
      "  hello bench replay --traces 200 --seed 7",
      "  hello bench equal growth",
      "  hello bench --json > bench.json         for programs"
    })
final class BenchCommand implements Callable<Integer> {
  /** The module that one TLC run reads grows by a kilobyte or so with each trace. */
  private static final int MOST_TRACES = 10_000;

  private static final String DEFAULT_TRACES = "1000";
  private static final String DEFAULT_SEED = "1";

  private final Benchmarks benchmarks;
  private final Supplier<Path> neighbour;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "WHAT",
      arity = "0..*",
      description = "what to measure: replay, equal, growth, hello, check or probe; default: all")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--traces",
      paramLabel = "N",
      defaultValue = DEFAULT_TRACES,
      description = "how many traces to replay, 1 to 10,000; default: ${DEFAULT-VALUE}")
  private int traces;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = DEFAULT_SEED,
      description = "the seed to draw them from; default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(names = "--json", description = "print one JSON object instead of the tables")
  private boolean json;

  @Option(
      names = "--write",
      description = "for developers: write docs/" + BenchPage.PAGE + " and its plots from this run")
  private boolean write;

  /**
   * Makes the command.
   *
   * @param neighbour finds a file that stands where the page is to stand
   */
  BenchCommand(Benchmarks benchmarks, Supplier<Path> neighbour) {
    this.benchmarks = benchmarks;
    this.neighbour = neighbour;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    Set<BenchPart> parts = parts();
    if (traces < 1 || traces > MOST_TRACES) {
      throw new ParameterException(
          spec.commandLine(),
          "--traces takes 1 to " + Columns.count(MOST_TRACES) + ", not " + Columns.count(traces));
    }
    // Before anything is measured, for its lack would be found minutes later.
    for (BenchPart part : parts) {
      benchmarks
          .missing(part)
          .ifPresent(
              words -> {
                throw UserError.failed(words + "; 'hello bench " + part.word() + "' takes it");
              });
    }
    Optional<Path> folder = write ? Optional.of(folder(parts)) : Optional.empty();
    BenchReport report = measure(parts);
    if (folder.isPresent()) {
      Map<Path, String> files = new LinkedHashMap<>();
      BenchPage.files(report)
          .forEach((name, text) -> files.put(folder.orElseThrow().resolve(name), text));
      WholeFiles.write(files);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? BenchJson.text(report) : BenchText.text(report));
    out.flush();
    return ExitCode.HOLDS.code();
  }

  private Set<BenchPart> parts() {
    if (names.isEmpty()) {
      return EnumSet.allOf(BenchPart.class);
    }
    Set<BenchPart> parts = EnumSet.noneOf(BenchPart.class);
    for (String name : names) {
      parts.add(
          BenchPart.withWord(name)
              .orElseThrow(
                  () ->
                      new ParameterException(
                          spec.commandLine(),
                          "there is no benchmark '" + name + "'; there are " + BenchPart.words())));
    }
    return parts;
  }

  /** Finds the folder before anything is measured: its lack would be found minutes later. */
  private Path folder(Set<BenchPart> parts) {
    if (parts.size() < BenchPart.values().length) {
      throw new ParameterException(
          spec.commandLine(), "--write takes everything, not only " + String.join(" ", names));
    }
    Path file = neighbour.get().toAbsolutePath();
    Path folder = file.getParent();
    if (folder == null || !Files.isRegularFile(file) || !Files.isWritable(folder)) {
      throw UserError.unusable(
          "--write needs the source tree; there is no " + file + " to stand by");
    }
    return folder;
  }

  private BenchReport measure(Set<BenchPart> parts) throws InterruptedException {
    long start = System.nanoTime();
    @Nullable Double loadBefore = Machine.loadNow();
    Consumer<String> progress = progress();
    Optional<ReplayBench.Report> replay =
        parts.contains(BenchPart.REPLAY)
            ? Optional.of(benchmarks.replay(traces, seed, progress))
            : Optional.empty();
    List<EqualityBench.Row> equal =
        parts.contains(BenchPart.EQUAL) ? benchmarks.equal(progress) : List.of();
    List<GrowthBench.Axis> growth =
        parts.contains(BenchPart.GROWTH) ? benchmarks.growth(progress) : List.of();
    List<HelloBench.Row> hello =
        parts.contains(BenchPart.HELLO) ? benchmarks.hello(progress) : List.of();
    List<CheckBench.Row> check =
        parts.contains(BenchPart.CHECK) ? benchmarks.check(progress) : List.of();
    Optional<ProbeBench.Report> probe =
        parts.contains(BenchPart.PROBE)
            ? Optional.of(benchmarks.probe(progress))
            : Optional.empty();
    return new BenchReport(
        command(),
        Machine.after(loadBefore),
        (System.nanoTime() - start) / 1e9,
        replay,
        equal,
        growth,
        hello,
        check,
        probe);
  }

  private Consumer<String> progress() {
    PrintWriter err = spec.commandLine().getErr();
    return step -> {
      err.println("hello: " + step);
      err.flush();
    };
  }

  private String command() {
    StringBuilder command = new StringBuilder("./hello bench");
    names.forEach(name -> command.append(' ').append(name));
    if (traces != Integer.parseInt(DEFAULT_TRACES)) {
      command.append(" --traces ").append(traces);
    }
    if (seed != Long.parseLong(DEFAULT_SEED)) {
      command.append(" --seed ").append(seed);
    }
    return command.append(write ? " --write" : "").toString();
  }
}
