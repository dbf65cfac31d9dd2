package helloagain.workbench;

import helloagain.refinement.ReplayBench;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
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
    header = "Measures how fast runs are replayed.",
    description = {
      "",
      "Draws runs of the reference and has them judged by the specification again: beside the"
          + " reference in this process, by a TLC process for each, and by TLC for all"
          + " together. Says how many traces per second each way manages, on the machine as it is.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  hello bench replay                      1,000 traces, in a minute or so",
      "  hello bench replay --traces 200 --seed 7",
      "  hello bench replay --json > bench.json  for programs"
    })
final class BenchCommand implements Callable<Integer> {
  private static final String REPLAY = "replay";

  /** The module that one TLC run reads grows by a kilobyte or so with each trace. */
  private static final int MOST_TRACES = 10_000;

  private final Benchmark benchmark;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "WHAT", description = "what to measure: " + REPLAY)
  private String what = "";

  @Option(
      names = "--traces",
      paramLabel = "N",
      defaultValue = "1000",
      description = "how many traces to draw, 1 to 10,000; default: ${DEFAULT-VALUE}")
  private int traces;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "the seed to draw them from; default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(names = "--json", description = "print one JSON object instead of the table")
  private boolean json;

  /** Makes the command. */
  BenchCommand(Benchmark benchmark) {
    this.benchmark = benchmark;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (!what.equals(REPLAY)) {
      throw new ParameterException(
          spec.commandLine(), "there is no benchmark '" + what + "'; there is " + REPLAY);
    }
    if (traces < 1 || traces > MOST_TRACES) {
      throw new ParameterException(
          spec.commandLine(),
          "--traces takes 1 to " + Columns.count(MOST_TRACES) + ", not " + Columns.count(traces));
    }
    PrintWriter err = spec.commandLine().getErr();
    ReplayBench.Report report =
        benchmark.run(
            traces,
            seed,
            step -> {
              err.println("hello: " + step);
              err.flush();
            });
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? BenchReport.json(report) : BenchReport.table(report));
    out.flush();
    return ExitCode.HOLDS.code();
  }
}
