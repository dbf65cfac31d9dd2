package helloagain.workbench;

import helloagain.live.Capture;
import helloagain.peers.Materials;
import helloagain.probe.KnownFindings;
import helloagain.probe.ProbeResult;
import helloagain.probe.Subject;
import helloagain.refinement.graph.Side;
import helloagain.rule.Profile;
import helloagain.spec.SpecSource;
import helloagain.vectors.VectorSet;
import helloagain.vectors.VectorSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
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
      "A stack that is known, a server somewhere, or a client that is started for each test. It is"
          + " first found out what it is like; a test for other peers is not applicable. A client"
          + " that is to go on after a ServerHello has to show that it does: the server's flight"
          + " follows with the secrets of the hellos.",
      ""
    },
    footer = {
      "",
      "Stacks in this JVM: jdk, bouncycastle (bc), conscrypt, netty. Programs, where they are",
      "installed: openssl, gnutls, nss, boringssl, wolfssl, go, erlang, node, python.",
      "",
      "Examples:",
      "  hello probe jdk --role client",
      "  hello probe jdk --role client --test c3b41afb032fe",
      "  hello probe openssl --role server",
      "  hello probe org.example.TlsProvider --class-path tls.jar --role server",
      "  hello probe server localhost:4433 --junit probe.xml",
      "  hello probe jdk --role client --shard 2/4 --json > two.json",
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

  @Mixin private ShardOption part = new ShardOption();

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
    Optional<Shard> shard = part.shard();
    Profile judged = Profiles.of(profile).orElse(Profile.RFC8446);
    KnownFindings expectations = expected == null ? KnownFindings.NONE : ProbeRun.known(expected);
    ProbeReport report;
    try (Materials materials = Materials.make();
        Subject subject = target.subject(spec, seconds, materials)) {
      report = report(subject, judged, expectations, materials, shard);
    }
    write(report);
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        json
            ? shard.map(one -> shardJson(one, report)).orElseGet(() -> ProbeJson.text(report))
            : ShardOption.headline(shard)
                + ProbeText.text(report, Terminal.takesColours(System.getenv())));
    out.flush();
    if (!report.isWhole()) {
      return ExitCode.ENVIRONMENT_FAILED.code();
    }
    return (report.holds() ? ExitCode.HOLDS : ExitCode.VIOLATED).code();
  }

  private String shardJson(Shard shard, ProbeReport report) {
    Map<String, String> asked = ShardJson.asked(SpecSource.project());
    asked.put("stack", report.stack());
    asked.put("version", report.version());
    asked.put("role", report.role());
    asked.put("profile", report.profile().word());
    asked.put("vectors", String.join(", ", files));
    asked.put("tests", String.join(", ", tests));
    asked.put("time-out", Integer.toString(seconds));
    asked.put("again", report.again());
    asked.put(
        "expected findings",
        ShardJson.digest(
            report.expectations().rows().stream().map(KnownFindings.Row::toString).toList()));
    asked.put("traits", ShardJson.digest(report.traits()));
    return ShardJson.text(
        ProbeMerge.COMMAND, shard, asked, ProbeJson.report(report), ProbeJson.part(report));
  }

  private ProbeReport report(
      Subject subject,
      Profile judged,
      KnownFindings expectations,
      Materials materials,
      Optional<Shard> shard)
      throws IOException, InterruptedException {
    return new ProbeRun(
            vectors,
            sources(subject.role()),
            tests,
            judged,
            ProbeRun.limits(seconds),
            materials.reference().credentials(),
            shard,
            captures != null)
        .report(
            subject,
            tests.isEmpty() && files.isEmpty(),
            expectations,
            target.again(judged),
            spec.commandLine().getErr());
  }

  private List<VectorSource> sources(Side role) {
    if (files.isEmpty()) {
      return ProbeRun.sources(role);
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
