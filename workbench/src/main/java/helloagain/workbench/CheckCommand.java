package helloagain.workbench;

import helloagain.rule.Profile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs {@code hello check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    header = "Model-checks the specification and replays traces.",
    description = {
      "",
      "Checks the worlds with TLC, several side by side, and holds each to its recorded"
          + " result: verdict, states, edges, depth, properties. Then replays a batch of traces"
          + " through the specification and the reference.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  hello check                       the worlds that are checked by default",
      "  hello check HostileServer         one of them",
      "  hello check --all                 all worlds, those that differ also by RFC 9846",
      "  hello check --profile rfc9846     those that differ, by RFC 9846 alone",
      "  hello check --list                which worlds there are, and how large they are",
      "  hello check Attacker --size medium",
      "                                    a larger one, with checkpoints; --resume goes on",
      "  hello check Attacker --size medium --distributed --local-workers 2",
      "                                    the same, with workers of other machines as well",
      "  hello check HostileServer --size large --simulate --seconds 600 --keep traces",
      "                                    runs drawn at random, where nobody can see all",
      "  hello check --json > check.json   for programs; progress stays on the screen",
      "  hello check --tla2tools tla2tools.jar",
      "                                    the same worlds with another TLC"
    })
final class CheckCommand implements Callable<Integer> {
  private final Supplier<CheckSetup> setup;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "WORLD",
      arity = "0..*",
      description =
          "the worlds to check, such as Honest; default: those that the list of worlds"
              + " marks byDefault")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      description = "check the worlds of a document: rfc8446 (the default) or rfc9846")
  private @Nullable String profile;

  @Option(names = "--all", description = "check all worlds, of both documents")
  private boolean all;

  @Option(names = "--list", description = "list the worlds and their sizes, and check none")
  private boolean list;

  @Mixin private SizeOptions sizes = new SizeOptions();

  @Mixin private FleetOptions fleet = new FleetOptions();

  @Mixin private SimulationOptions simulation = new SimulationOptions();

  @Option(names = "--json", description = "print one JSON object instead of the table")
  private boolean json;

  @Option(
      names = "--tla2tools",
      paramLabel = "FILE",
      description = "use the TLC of this jar instead of the bundled one")
  private @Nullable Path jar;

  @Option(
      names = "--update",
      description = "for developers: record the counts of this run as the expected ones")
  private boolean update;

  /** Makes the command; its setup is read when it runs. */
  CheckCommand(Supplier<CheckSetup> setup) {
    this.setup = setup;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (update && jar != null) {
      throw new ParameterException(
          spec.commandLine(), "--update records the counts of the bundled TLC, not of another one");
    }
    if (all && profile != null) {
      throw new ParameterException(
          spec.commandLine(), "--all takes the worlds of both documents; leave --profile away");
    }
    sizes.requireSense();
    if (fleet.isDistributed() && (update || jar != null)) {
      throw new ParameterException(
          spec.commandLine(), "--distributed goes neither with --update nor with --tla2tools");
    }
    Set<Profile> profiles =
        all
            ? EnumSet.allOf(Profile.class)
            : EnumSet.of(Profiles.of(profile).orElse(Profile.RFC8446));
    CheckSetup given = setup.get();
    WorldCatalog catalog = update ? WorldCatalog.read(given.catalogFile()) : given.catalog();
    if (list) {
      print(json ? CheckList.json(catalog) : CheckList.text(catalog));
      return ExitCode.HOLDS.code();
    }
    List<World> worlds =
        names.isEmpty() && !all && profile == null && !sizes.areLarger()
            ? catalog.byDefault()
            : catalog.select(names, profiles, sizes.size());
    if (simulation.isWanted()) {
      return simulate(given, simulation.of(worlds));
    }
    fleet.requireSense(worlds);
    CheckReport report = check(given, catalog, worlds);
    if (update) {
      report = record(catalog, report, given.catalogFile());
    }
    print(
        json
            ? CheckJson.text(report)
            : CheckTable.text(report, Terminal.takesColours(System.getenv())));
    for (String difference : report.differences()) {
      complain(difference);
    }
    return report.exitCode().code();
  }

  private int simulate(CheckSetup given, Simulation wanted)
      throws InterruptedException, IOException {
    Simulation.Found found;
    try (CheckProgress progress = CheckProgress.open(spec.commandLine().getErr())) {
      found = wanted.run(given.source(), progress::replayed);
    }
    List<Path> kept =
        simulation.folder().isPresent()
            ? SimulationReport.keep(found, simulation.folder().get())
            : List.of();
    SimulationReport report = new SimulationReport(found, kept);
    print(json ? report.json() : report.text());
    return (report.holds() ? ExitCode.HOLDS : ExitCode.VIOLATED).code();
  }

  private CheckReport check(CheckSetup given, WorldCatalog catalog, List<World> worlds)
      throws InterruptedException {
    boolean countsSteps = !fleet.isDistributed() && !sizes.resumes();
    try (CheckProgress progress = CheckProgress.open(spec.commandLine().getErr(), countsSteps)) {
      if (sizes.areLarger()) {
        worlds.forEach(
            world -> progress.told(sizes.announcement(world, catalog.estimatedStates(world))));
      }
      int parallel = Math.max(1, Runtime.getRuntime().availableProcessors() / sizes.workers());
      List<WorldResult> results =
          CheckRunner.run(
              worlds,
              given.source(),
              checker(progress),
              Math.min(worlds.size(), parallel),
              progress);
      // The batch is of small worlds.
      return CheckReport.of(
          catalog.file(),
          results,
          sizes.areLarger() || fleet.isDistributed()
              ? null
              : given.batch().replay(progress::replayed));
    }
  }

  private ModelChecker checker(CheckProgress progress) {
    return fleet.isDistributed()
        ? fleet.checker(sizes, progress::told)
        : SizedChecker.of(jar, sizes);
  }

  private void print(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(text);
    out.flush();
  }

  /** Records the counts, unless a world ended otherwise than expected: those counts are no news. */
  private CheckReport record(WorldCatalog catalog, CheckReport report, Path file)
      throws IOException {
    if (report.worlds().stream().anyMatch(r -> r.outcome() != r.world().outcome())) {
      complain(file + " stays as it is");
      return report;
    }
    for (WorldResult result : report.worlds()) {
      if (!result.asExpected()) {
        complain(file + ": " + result.world().label() + ": was: " + result.difference());
      }
    }
    List<WorldResult> recorded =
        report.worlds().stream()
            .map(
                r ->
                    new WorldResult(r.recorded(), r.properties(), r.tlc(), r.violated(), r.exact()))
            .toList();
    catalog.with(recorded.stream().map(WorldResult::world).toList()).write(file);
    return new CheckReport(report.tlc(), report.file(), recorded, report.batch());
  }

  private void complain(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("hello: " + line);
    err.flush();
  }
}
