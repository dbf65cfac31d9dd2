package helloagain.workbench;

import helloagain.refinement.Judges;
import helloagain.refinement.jdk.JdkExchange;
import helloagain.refinement.jdk.JdkJudge;
import helloagain.refinement.jdk.JdkScenario;
import helloagain.refinement.jdk.JdkVerdict;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs {@code hello demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    header = "Lets the reference speak with the TLS of this JDK.",
    description = {
      "",
      "Makes exchanges with and without a HelloRetryRequest, with the JDK as client and as server"
          + " (SSLEngine, no sockets), and judges each step of the reference by the specification."
          + " Where the JDK itself leaves a rule, it is said; that is no violation.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  hello demo jdk                      a line for each exchange",
      "  hello demo jdk --diagrams           and its messages",
      "  hello demo jdk --json > demo.json   for programs"
    })
final class DemoCommand implements Callable<Integer> {
  private static final String JDK = "jdk";

  private final Supplier<List<JdkScenario>> scenarios;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "WHAT", description = "whom to speak with: " + JDK)
  private String what = "";

  @Option(names = "--diagrams", description = "draw the messages of each exchange")
  private boolean diagrams;

  @Option(names = "--json", description = "print one JSON object instead of the text")
  private boolean json;

  /** Makes the command; its scenarios are made when it runs. */
  DemoCommand(Supplier<List<JdkScenario>> scenarios) {
    this.scenarios = scenarios;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (!what.equals(JDK)) {
      throw new ParameterException(
          spec.commandLine(), "there is no demo '" + what + "'; there is " + JDK);
    }
    DemoReport report = new DemoReport(System.getProperty("java.runtime.version", ""), verdicts());
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        json
            ? DemoJson.text(report)
            : DemoText.text(report, diagrams, Terminal.takesColours(System.getenv())));
    out.flush();
    return (report.holds() ? ExitCode.HOLDS : ExitCode.VIOLATED).code();
  }

  private List<JdkVerdict> verdicts() throws InterruptedException {
    List<JdkVerdict> verdicts = new ArrayList<>();
    try (CheckProgress progress = CheckProgress.open(spec.commandLine().getErr());
        Judges judges = new Judges()) {
      for (JdkScenario scenario : scenarios.get()) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        verdicts.add(JdkJudge.judge(judges, scenario, JdkExchange.run(scenario)));
        progress.replayed(verdicts.size());
      }
    }
    return verdicts;
  }
}
