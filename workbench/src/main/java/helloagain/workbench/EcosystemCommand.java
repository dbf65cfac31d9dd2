package helloagain.workbench;

import helloagain.peers.Materials;
import helloagain.peers.Presence;
import helloagain.peers.Stack;
import helloagain.peers.Stacks;
import helloagain.probe.KnownFindings;
import helloagain.probe.StackSubjects;
import helloagain.probe.Subject;
import helloagain.refinement.graph.Side;
import helloagain.rule.Profile;
import helloagain.vectors.VectorSet;
import helloagain.vectors.VectorSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs {@code hello ecosystem}. */
@Command(
    name = "ecosystem",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    header =
        "Probes every stack that is there, and writes a page of what they make of the vectors.",
    description = {
      "",
      "Each stack is probed as hello probe STACK does, in both roles. Findings that a table names are"
          + " described on the page; any other is counted there and not described.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  hello ecosystem openssl gnutls",
      "  hello ecosystem --write docs/ecosystem.md"
    })
final class EcosystemCommand implements Callable<Integer> {
  private final Function<VectorSource, VectorSet> vectors;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "STACK", arity = "0..*", description = "these stacks; default: all")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--findings",
      paramLabel = "DIR",
      description =
          "the folder of the tables of findings that may be described, STACK-ROLE.csv; default:"
              + " docs/findings")
  private @Nullable Path findings;

  @Option(
      names = "--time-out",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "take silence of so long for a hang; default: ${DEFAULT-VALUE}")
  private int seconds;

  @Option(names = "--json", description = "print one JSON object instead of the text")
  private boolean json;

  @Option(names = "--write", paramLabel = "FILE", description = "write the page to this file")
  private @Nullable Path file;

  private record Found(List<ProbeJson.Report> runs, List<EcosystemPage.Absent> absent) {}

  /**
   * Makes the command.
   *
   * @param vectors gives what a source of vectors has
   */
  EcosystemCommand(Function<VectorSource, VectorSet> vectors) {
    this.vectors = vectors;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (seconds < 1) {
      throw UserError.unusable("--time-out is 1 or more");
    }
    PrintWriter out = spec.commandLine().getOut();
    List<ProbeReport> reports = new ArrayList<>();
    List<EcosystemPage.Absent> absent = new ArrayList<>();
    try (Materials materials = Materials.make()) {
      for (Stack stack : stacks()) {
        for (Side role : Side.values()) {
          if (stack.presence() instanceof Presence.Absent without) {
            absent.add(new EcosystemPage.Absent(stack.name(), without.reason()));
            break;
          }
          ProbeReport report = report(stack, role, materials);
          if (!report.isWhole()) {
            throw UserError.failed("interrupted at " + stack.name() + "; nothing is written");
          }
          reports.add(report);
          if (!json) {
            out.println(EcosystemPage.line(report));
            out.flush();
          }
        }
      }
    }
    String page = EcosystemPage.text(reports, absent);
    if (file != null) {
      WholeFiles.write(file, page);
    }
    if (json) {
      out.print(Json.text(new Found(reports.stream().map(ProbeJson::report).toList(), absent)));
    } else if (file == null) {
      out.print("\n" + page);
    }
    out.flush();
    boolean isShown = !reports.isEmpty() && reports.stream().allMatch(report -> report.tests() > 0);
    return (isShown ? ExitCode.HOLDS : ExitCode.ENVIRONMENT_FAILED).code();
  }

  private List<Stack> stacks() {
    if (names.isEmpty()) {
      return Stacks.all();
    }
    return names.stream()
        .map(
            name ->
                Stacks.named(name)
                    .orElseThrow(
                        () ->
                            new ParameterException(
                                spec.commandLine(), "there is no stack '" + name + "'")))
        .toList();
  }

  private ProbeReport report(Stack stack, Side role, Materials materials)
      throws IOException, InterruptedException {
    String word = role.name().toLowerCase(Locale.ROOT);
    try (Subject subject = StackSubjects.of(stack, role, Optional.empty(), materials)) {
      return new ProbeRun(
              vectors,
              ProbeRun.sources(role),
              List.of(),
              Profile.RFC8446,
              ProbeRun.limits(seconds),
              materials.reference().credentials(),
              Optional.empty(),
              false)
          .report(
              subject,
              true,
              expectations(stack.name() + "-" + word),
              "hello probe " + stack.name() + " --role " + word,
              spec.commandLine().getErr());
    } catch (IOException e) {
      throw new IOException(stack.name() + " as a " + word + ": " + e.getMessage(), e);
    }
  }

  private KnownFindings expectations(String name) throws IOException {
    Path folder = findings == null ? SourceTree.file("docs/findings") : findings;
    Path table = folder.resolve(name + ".csv");
    return Files.exists(table) ? ProbeRun.known(table) : KnownFindings.NONE;
  }
}
