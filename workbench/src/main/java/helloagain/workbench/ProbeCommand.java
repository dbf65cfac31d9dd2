package helloagain.workbench;

import helloagain.live.Capture;
import helloagain.live.Limits;
import helloagain.peers.Materials;
import helloagain.probe.KnownFindings;
import helloagain.probe.Planner;
import helloagain.probe.ProbeResult;
import helloagain.probe.Subject;
import helloagain.probe.TestPlan;
import helloagain.probe.TestRun;
import helloagain.refinement.graph.Side;
import helloagain.rule.Profile;
import helloagain.table.CsvTable;
import helloagain.vectors.Vector;
import helloagain.vectors.VectorSet;
import helloagain.vectors.VectorSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs {@code hello probe}. */
@Command(
    name = "probe",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    header = "Runs the vectors with another TLS stack and says which rules it leaves.",
    description = {
      "",
      "A stack of this JVM, a server somewhere, or a client that is started for each test. It is"
          + " first found out what it is like; a test for other peers is not applicable. A client"
          + " that is to go on after a ServerHello has to show that it does: the server's flight"
          + " follows with the secrets of the hellos.",
      ""
    },
    footer = {
      "",
      "In this JVM: jdk, bouncycastle, conscrypt, netty.",
      "",
      "Examples:",
      "  hello probe jdk --role client",
      "  hello probe jdk --role client --test c3b41afb032fe",
      "  hello probe server localhost:4433 --junit probe.xml",
      "  hello probe client -- openssl s_client -connect 127.0.0.1:{port}"
    })
final class ProbeCommand implements Callable<Integer> {
  private final Function<VectorSource, VectorSet> vectors;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ProbeTarget target = new ProbeTarget();

  @Option(
      names = "--test",
      paramLabel = "ID",
      description = "run this test alone; may be given more than once")
  private List<String> tests = new ArrayList<>();

  @Option(
      names = "--vectors",
      paramLabel = "NAME",
      split = ",",
      description = "take these files of vectors; default: all of the role but those of pairs")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      description = "judge by rfc8446 or rfc9846; default: rfc8446")
  private @Nullable String profile;

  @Option(
      names = "--time-out",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "take silence of so long for a hang; default: ${DEFAULT-VALUE}")
  private int seconds;

  @Option(
      names = "--expected",
      paramLabel = "FILE",
      description = "know these findings (CSV: finding, grade, reason, link)")
  private @Nullable Path expected;

  @Option(names = "--json", description = "print one JSON object instead of the text")
  private boolean json;

  @Option(names = "--junit", paramLabel = "FILE", description = "write the results as JUnit does")
  private @Nullable Path junit;

  @Option(names = "--html", paramLabel = "FILE", description = "write the findings as a page")
  private @Nullable Path html;

  @Option(
      names = "--captures",
      paramLabel = "DIR",
      description = "write a capture file for each finding")
  private @Nullable Path captures;

  /**
   * Makes the command.
   *
   * @param vectors gives what a source of vectors has
   */
  ProbeCommand(Function<VectorSource, VectorSet> vectors) {
    this.vectors = vectors;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (seconds < 1) {
      throw UserError.unusable("--time-out is 1 or more");
    }
    Profile judged = Profiles.of(profile).orElse(Profile.RFC8446);
    KnownFindings expectations = expected == null ? KnownFindings.NONE : known(expected);
    ProbeReport report;
    try (Materials materials = Materials.make()) {
      report = report(target.subject(spec, seconds, materials), judged, expectations, materials);
    }
    write(report);
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        json
            ? ProbeJson.text(report)
            : ProbeText.text(report, Terminal.takesColours(System.getenv())));
    out.flush();
    if (!report.isWhole()) {
      return ExitCode.ENVIRONMENT_FAILED.code();
    }
    return (report.holds() ? ExitCode.HOLDS : ExitCode.VIOLATED).code();
  }

  private static KnownFindings known(Path file) throws IOException {
    try {
      return KnownFindings.parse(file.toString(), Files.readString(file));
    } catch (CsvTable.UnusableException e) {
      throw UserError.unusable(String.valueOf(e.getMessage()));
    }
  }

  private ProbeReport report(
      Subject subject, Profile judged, KnownFindings expectations, Materials materials)
      throws IOException, InterruptedException {
    List<VectorSource> sources = sources(subject.role());
    Limits limits =
        new Limits(
            Duration.ofSeconds(seconds), Duration.ofSeconds(6L * seconds), Limits.DEFAULT.octets());
    Planner planner = Planner.of(subject, limits, judged);
    List<TestPlan> plans = plans(planner, sources, judged);
    Queue<ProbeResult> results = new ConcurrentLinkedQueue<>();
    long start = System.nanoTime();
    boolean isWhole = true;
    try (CheckProgress progress = CheckProgress.open(spec.commandLine().getErr());
        TestRun run = new TestRun(limits, judged, materials.reference().credentials())) {
      List<Callable<Boolean>> jobs =
          plans.stream().<Callable<Boolean>>map(plan -> () -> results.add(run.run(plan))).toList();
      Parallel.all(jobs, subject.parallel(), (done, of) -> progress.replayed(done));
    } catch (InterruptedException e) {
      // What was found so far is worth to be kept.
      isWhole = false;
    }
    return new ProbeReport(
        subject.name(),
        subject.version(),
        subject.role().name().toLowerCase(Locale.ROOT),
        judged,
        planner.words(),
        results.stream().sorted(Comparator.comparing(ProbeResult::id)).toList(),
        (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1),
        isWhole,
        isWhole && tests.isEmpty() && files.isEmpty(),
        expectations,
        target.again(judged));
  }

  private List<VectorSource> sources(Side role) {
    if (files.isEmpty()) {
      return List.of(VectorSource.values()).stream()
          .filter(source -> source.role() == role && !source.isOfPairs())
          .toList();
    }
    return files.stream()
        .map(
            name ->
                VectorSource.titled(name)
                    .filter(source -> source.role() == role)
                    .orElseThrow(
                        () -> UserError.unusable("there is no file of vectors '" + name + "'")))
        .toList();
  }

  private List<TestPlan> plans(Planner planner, List<VectorSource> sources, Profile judged) {
    List<TestPlan> plans = new ArrayList<>();
    for (VectorSource source : sources) {
      VectorSet set = vectors.apply(source);
      for (Vector vector : set.vectors().values()) {
        boolean isChosen = tests.isEmpty() || tests.contains(vector.id());
        if (isChosen && vector.profiles().contains(judged.word())) {
          plans.add(planner.plan(source.title(), set, vector));
        }
      }
    }
    Set<String> found =
        plans.stream().map(plan -> plan.vector().id()).collect(Collectors.toUnmodifiableSet());
    for (String test : tests) {
      if (!found.contains(test)) {
        throw UserError.unusable("there is no test '" + test + "' of this role and profile");
      }
    }
    return plans;
  }

  private void write(ProbeReport report) throws IOException {
    if (junit != null) {
      WholeFiles.write(junit, ProbeJunit.text(report));
    }
    if (html != null) {
      WholeFiles.write(html, ProbeHtml.text(report));
    }
    if (captures != null) {
      Files.createDirectories(captures);
      for (ProbeResult finding : report.findings()) {
        Files.write(
            captures.resolve(finding.id() + ".pcapng"),
            Capture.of(finding.chunks(), report.role().equals("server"), List.of()));
      }
    }
  }
}
