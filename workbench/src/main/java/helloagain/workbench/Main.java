package helloagain.workbench;

import helloagain.peers.Stacks;
import helloagain.refinement.jdk.JdkScenarios;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs the command {@code hello}; {@link ExitCode} says what its exit codes mean. */
@Command(
    name = "hello",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    header = "Checks the TLS 1.3 hello exchange: specification and reference.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "'hello COMMAND --help' says more.",
      "",
      "Examples:",
      "  hello check",
      "  hello check HostileServer --json",
      "  hello equal HostileServer --broken HRR-08",
      "  hello refine --broken HRR-08 --save traces",
      "  hello replay traces",
      "  hello mutants --rule HRR-07",
      "  hello demo jdk",
      "  hello connect localhost:4433",
      "  hello serve 4433 --groups secp384r1",
      "  hello peers",
      "  hello probe jdk",
      "  hello merge shards/*.json",
      "  hello rules HRR-07",
      "  hello bench"
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private Main() {}

  /** Runs one command and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    CommandLine commandLine = commandLine();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> report(failure, commandLine.getErr()));
    Interrupts.sendTo(Thread.currentThread());
    int exitCode = execute(commandLine, arguments);
    // A result that nobody could read is none; the disk may be full.
    if (System.out.checkError()) {
      exitCode = report(UserError.failed("cannot write to standard output"), commandLine.getErr());
    }
    System.exit(exitCode);
  }

  /**
   * Runs one command.
   *
   * @return its exit code; whatever happened, it was told in one line
   */
  static int execute(CommandLine commandLine, String... arguments) {
    try {
      return commandLine.execute(arguments);
    } catch (Throwable failure) {
      // Errors pass by picocli's handler, which hears of exceptions alone.
      return report(failure, commandLine.getErr());
    }
  }

  /** Builds the command line of the project; a test gives it writers of its own. */
  static CommandLine commandLine() {
    return commandLine(
        new CheckCommand(() -> CheckSetup.ofProject(RefinementBatch.OF_PROJECT)),
        new HelperCommand.Worker(),
        new HelperCommand.Fingerprints(),
        new EqualCommand(),
        new RefineCommand(),
        new ReplayCommand(),
        new CoverageCommand(),
        new MutantsCommand(KillMatrix.Input::ofProject),
        new DemoCommand(JdkScenarios::all),
        new ConnectCommand(),
        new ServeCommand(),
        new PeersCommand(Stacks::all),
        new VectorsCommand(),
        new ProbeCommand(VectorsCommand::known),
        new EcosystemCommand(VectorsCommand::known),
        new MergeCommand(),
        new RulesCommand(),
        new BenchCommand(Benchmarks.OF_PROJECT, () -> SourceTree.file("docs/commands.md")));
  }

  /** Builds a command line of other commands. */
  static CommandLine commandLine(Object... commands) {
    CommandLine commandLine = new CommandLine(new Main());
    for (Object command : commands) {
      commandLine.addSubcommand(command);
    }
    explainExitCodes(commandLine);
    // picocli hands its settings only to the commands that are there when they are made.
    return commandLine
        .setColorScheme(
            Help.defaultColorScheme(Terminal.takesColours(System.getenv()) ? Ansi.ON : Ansi.OFF))
        .setUsageHelpWidth(Columns.WIDTH)
        .setParameterExceptionHandler(Main::refuseArguments)
        .setExecutionExceptionHandler(
            (failure, failed, parsed) -> report(failure, failed.getErr()));
  }

  /** Refuses a run without a command, so that an empty argument never passes for "holds". */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command or an option is missing");
  }

  private static void explainExitCodes(CommandLine commandLine) {
    commandLine
        .getCommandSpec()
        .usageMessage()
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(ExitCode.meanings());
    commandLine.getSubcommands().values().forEach(Main::explainExitCodes);
  }

  private static int report(Throwable failure, PrintWriter err) {
    return Failures.report(failure, err, "1".equals(System.getenv("HELLO_DEBUG"))).code();
  }

  private static int refuseArguments(ParameterException refusal, String[] arguments) {
    CommandLine refusing = refusal.getCommandLine();
    String name = refusing.getCommandSpec().qualifiedName();
    UserError error =
        UserError.unusable(Failures.oneLine(reason(refusal)) + "; see '" + name + " --help'");
    return report(error, refusing.getErr());
  }

  private static String reason(ParameterException refusal) {
    if (refusal instanceof UnmatchedArgumentException unmatched) {
      String argument = unmatched.getUnmatched().get(0);
      String kind = unmatched.isUnknownOption() ? "option" : "command";
      List<String> close = unmatched.getSuggestions();
      return "there is no "
          + kind
          + " '"
          + argument
          + "'"
          + (close.isEmpty() ? "" : " (did you mean " + String.join(", ", close) + "?)");
    }
    return String.valueOf(refusal.getMessage());
  }

  /** Reads the version from the manifest of the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"hello " + (version == null ? "(unpackaged)" : version)};
    }
  }
}
