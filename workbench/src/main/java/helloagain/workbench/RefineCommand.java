package helloagain.workbench;

import helloagain.refinement.Confirmation;
import helloagain.refinement.Judges;
import helloagain.refinement.Refinement;
import helloagain.refinement.Trace;
import helloagain.refinement.TraceFile;
import helloagain.refinement.Verdict;
import helloagain.refinement.jdk.JdkExchange;
import helloagain.refinement.jdk.JdkScenarios;
import helloagain.spec.SpecSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs {@code hello refine}. */
@Command(
    name = "refine",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    header = "Holds the reference to the specification, on runs drawn at random.",
    description = {
      "",
      "Draws runs far outside the worlds, with hostile peers and down to the records, and makes"
          + " each in the reference and in the specification, step by step; runs that were recorded"
          + " with the TLS of this JDK are among them. A run on which they differ is made as short"
          + " as it gets, judged by TLC once more as a whole, and told; after "
          + RefineCommand.MAX_DIFFERENCES
          + " of them the search ends. An action that no run takes, and a label that too few runs"
          + " have, are violations too, for then too little was seen.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  hello refine                     20,000 runs",
      "  hello refine --tries 2000 --seed 7",
      "                                   the same 2,000 each time",
      "  hello refine --broken HRR-08 --save traces",
      "                                   sees that a peer that follows a second",
      "                                   HelloRetryRequest is found, keeps the runs",
      "  hello refine --json > refine.json",
      "                                   for programs; progress stays on the screen",
      "  hello refine --seed 7 --shard 2/4 --json > two.json",
      "                                   a quarter of the runs, for 'hello merge'"
    })
final class RefineCommand implements Callable<Integer> {
  /** A broken rule shows in many runs, and each takes a while to be made short. */
  static final int MAX_DIFFERENCES = 3;

  /** What a random seed stays below: short enough to be typed, exact in every reader of JSON. */
  private static final long SEEDS = 1_000_000_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--tries",
      paramLabel = "N",
      defaultValue = "20000",
      description = "how many runs to make, at least 1; default: ${DEFAULT-VALUE}")
  private long tries;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "the seed to draw them from; default: a random one, which is printed")
  private @Nullable Long seed;

  @Option(
      names = "--broken",
      paramLabel = "RULE-ID",
      arity = "1..*",
      description = "leave these rules unchecked in client and server, such as HRR-08")
  private List<String> broken = new ArrayList<>();

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      description = "draw runs by one document, rfc8446 or rfc9846; default: by both")
  private @Nullable String profile;

  @Option(
      names = "--save",
      paramLabel = "DIR",
      description = "write each run that differs to a trace file in this folder")
  private @Nullable Path folder;

  @Option(names = "--json", description = "print one JSON object instead of the text")
  private boolean json;

  @Mixin private ShardOption part = new ShardOption();

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (tries < 1) {
      throw new ParameterException(spec.commandLine(), "--tries takes at least 1, not " + tries);
    }
    Optional<Shard> shard = part.shard();
    if (shard.isPresent() && seed == null) {
      throw new ParameterException(
          spec.commandLine(), "--shard takes --seed, so that all shards draw the same runs");
    }
    // An unknown one is told before anything is drawn.
    Profiles.of(profile);
    BrokenReference reference = new BrokenReference(RuleIds.rules(broken));
    if (folder != null && Files.exists(folder) && !Files.isDirectory(folder)) {
      throw UserError.unusable(folder + ": this is no folder");
    }
    long drawnFrom = seed == null ? ThreadLocalRandom.current().nextLong(SEEDS) : seed;
    Refinement.Report report = run(reference, drawnFrom, shard);
    // A run that was interrupted returns what it has, which is no result.
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    RefineReport result =
        new RefineReport(
            report,
            again(drawnFrom) + shard.map(one -> " --shard " + one).orElse(""),
            save(reference, report, shard),
            confirmed(report.differing()),
            shard);
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        json
            ? shard.map(one -> shardJson(one, result)).orElseGet(() -> RefineJson.text(result))
            : ShardOption.headline(shard)
                + RefineText.text(result, Terminal.takesColours(System.getenv())));
    out.flush();
    return (result.holds() ? ExitCode.HOLDS : ExitCode.VIOLATED).code();
  }

  private String shardJson(Shard shard, RefineReport result) {
    Map<String, String> asked = ShardJson.asked(SpecSource.project());
    // Some of the runs are recorded with it.
    asked.put("jdk", System.getProperty("java.runtime.version", ""));
    asked.put("tries", Long.toString(tries));
    asked.put("seed", Long.toString(result.found().seed()));
    asked.put(RefineMerge.PROFILE, profile == null ? "both" : profile);
    asked.put("broken", String.join(" ", broken));
    return ShardJson.text(
        RefineMerge.COMMAND,
        shard,
        asked,
        RefineJson.report(result),
        new RefineJson.Part(again(result.found().seed())));
  }

  private Refinement.Report run(BrokenReference reference, long drawnFrom, Optional<Shard> shard) {
    PrintWriter err = spec.commandLine().getErr();
    // Whatever ends the run early, it can be made again.
    err.println("hello: drawing from seed " + drawnFrom);
    err.flush();
    try (CheckProgress progress = CheckProgress.open(err)) {
      return Refinement.run(
          new Refinement.Options(tries, drawnFrom, MAX_DIFFERENCES, Profiles.of(profile))
              .with(recorded())
              .in(shard.map(Shard::number).orElse(1), shard.map(Shard::of).orElse(1)),
          reference,
          progress::replayed);
    }
  }

  /** Records the exchanges with this JDK, both roles, as {@code hello demo jdk} makes them. */
  private static List<Trace> recorded() {
    return JdkScenarios.all().stream().map(JdkExchange::run).map(JdkExchange::trace).toList();
  }

  /** Asks TLC, in a process of its own for each run that differs. */
  private static List<Boolean> confirmed(List<Verdict> differing) throws InterruptedException {
    List<Boolean> confirmed = new ArrayList<>();
    if (differing.isEmpty()) {
      return confirmed;
    }
    try (Judges judges = new Judges()) {
      for (Verdict verdict : differing) {
        confirmed.add(Confirmation.isRejected(judges, verdict));
      }
    }
    return confirmed;
  }

  /** Returns the command that makes the same run again. */
  private String again(long drawnFrom) {
    return "hello refine --tries "
        + tries
        + " --seed "
        + drawnFrom
        + (profile == null ? "" : " --profile " + profile)
        + (broken.isEmpty() ? "" : " --broken " + String.join(" ", broken));
  }

  private List<Path> save(
      BrokenReference reference, Refinement.Report report, Optional<Shard> shard)
      throws IOException {
    List<Path> files = new ArrayList<>();
    // Shards may share the folder.
    String prefix = shard.map(one -> one.number() + "-of-" + one.of() + "-").orElse("");
    if (folder == null) {
      return files;
    }
    for (Verdict verdict : report.differing()) {
      Files.createDirectories(folder);
      Finding finding = Finding.of(verdict).orElseThrow();
      Path file = folder.resolve(prefix + (files.size() + 1) + "-" + finding.name() + ".json");
      TraceFile.write(
          file,
          reference.ownTrace(
              verdict.trace(), "differs at " + finding.headline() + "; " + again(report.seed())));
      files.add(file);
    }
    return files;
  }
}
