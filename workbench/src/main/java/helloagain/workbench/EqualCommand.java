package helloagain.workbench;

import helloagain.refinement.BrokenFlight;
import helloagain.refinement.BrokenPeer;
import helloagain.refinement.Reference;
import helloagain.refinement.graph.BoundedWorld;
import helloagain.refinement.graph.Equality;
import helloagain.refinement.graph.Setting;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.spec.SpecSource;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs {@code hello equal}. */
@Command(
    name = "equal",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    header = "Compares specification and reference state for state.",
    description = {
      "",
      "In each world TLC explores all states of the specification, and the machines of the"
          + " reference are let loose on real messages, with every choice that the RFC leaves"
          + " them: which of several broken rules decides, with which of its alerts, whether an"
          + " optional rule is applied. The two graphs must be the same: states down to the last"
          + " field, and edges with their actions. Where they part, the shortest run to it is"
          + " drawn.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  hello equal                       all worlds, by RFC 8446 and by RFC 9846",
      "  hello equal Honest --profile rfc8446",
      "  hello equal HostileServer --broken HRR-08",
      "                                    sees where a client without this check parts",
      "  hello equal Figure2HostileServer --broken FIN-01",
      "                                    the same of a rule on what follows the hellos",
      "  hello equal Honest --broken CLIENT_CHANGES_RANDOM",
      "                                    the same with a peer that is broken otherwise",
      "  hello equal --json > equal.json   for programs; progress stays on the screen",
      "  hello equal --shard 2/4 --json > two.json",
      "                                    every fourth world, for 'hello merge'"
    })
final class EqualCommand implements Callable<Integer> {
  /** What two of the largest worlds take at once. */
  private static final long HEAP_FOR_TWO = 5L << 30;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "WORLD",
      arity = "0..*",
      description = "the worlds to compare, such as Honest; default: all")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      description = "compare by one document, rfc8446 or rfc9846; default: by both")
  private @Nullable String profile;

  @Option(
      names = "--broken",
      paramLabel = "WHAT",
      arity = "1..*",
      description =
          "leave these rules unchecked, such as HRR-08, or break a duty of a sender, such as"
              + " CLIENT_CHANGES_RANDOM in the hellos or SERVER_OMITS_CERTIFICATE_VERIFY after them")
  private List<String> broken = new ArrayList<>();

  @Option(names = "--json", description = "print one JSON object instead of the table")
  private boolean json;

  @Mixin private ShardOption part = new ShardOption();

  @Override
  public Integer call() throws InterruptedException {
    long start = System.nanoTime();
    PrintWriter err = spec.commandLine().getErr();
    Optional<Shard> shard = part.shard();
    List<Setting> all = settings();
    List<Callable<Equality>> jobs = new ArrayList<>();
    for (Setting setting : shard.map(one -> one.part(all)).orElse(all)) {
      jobs.add(
          () -> {
            Equality equality = Equality.of(setting);
            synchronized (err) {
              err.println("hello: " + EqualText.progress(equality));
              err.flush();
            }
            return equality;
          });
    }
    int parallel = Runtime.getRuntime().maxMemory() < HEAP_FOR_TWO ? 1 : 2;
    List<Equality> results = Parallel.all(jobs, parallel, (done, of) -> {});
    double seconds = (System.nanoTime() - start) / 1e9;
    boolean equal = results.stream().allMatch(Equality::equal);
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        json
            ? shard
                .map(one -> shardJson(one, all, EqualJson.report(results, seconds)))
                .orElseGet(() -> EqualJson.text(results, seconds))
            : ShardOption.headline(shard)
                + EqualText.text(results, seconds, Terminal.takesColours(System.getenv())));
    out.flush();
    return (equal ? ExitCode.HOLDS : ExitCode.VIOLATED).code();
  }

  private String shardJson(Shard shard, List<Setting> all, EqualJson.Report report) {
    Map<String, String> asked = ShardJson.asked(SpecSource.project());
    asked.put(
        "worlds",
        all.stream()
            .map(setting -> setting.world().title() + " " + setting.profile().word())
            .collect(Collectors.joining(", ")));
    asked.put("broken", String.join(" ", broken));
    return ShardJson.text(EqualMerge.COMMAND, shard, asked, report, new EqualJson.Part());
  }

  private List<Setting> settings() {
    Set<Profile> profiles =
        Profiles.of(profile).<Set<Profile>>map(EnumSet::of).orElse(EnumSet.allOf(Profile.class));
    List<BoundedWorld> worlds =
        names.isEmpty()
            ? Arrays.asList(BoundedWorld.values())
            : names.stream().map(EqualCommand::world).toList();
    List<Reference> peers = broken.stream().flatMap(name -> brokenPeer(name).stream()).toList();
    if (peers.size() > 1) {
      throw UserError.unusable("one broken peer at a time, not " + peers.size());
    }
    Set<Rule> rules =
        RuleIds.rulesOfMessages(
            broken.stream().filter(name -> brokenPeer(name).isEmpty()).toList());
    List<Setting> settings = new ArrayList<>();
    for (BoundedWorld world : new LinkedHashSet<>(worlds)) {
      for (Profile each : profiles) {
        Setting setting = Setting.of(world, each).without(rules);
        settings.add(peers.isEmpty() ? setting : setting.with(peers.get(0)));
      }
    }
    return settings;
  }

  /** Finds a reference that breaks a duty of a sender, in the hellos or after them. */
  private static Optional<Reference> brokenPeer(String name) {
    return BrokenPeer.named(name).<Reference>map(peer -> peer).or(() -> BrokenFlight.named(name));
  }

  private static BoundedWorld world(String name) {
    return BoundedWorld.named(name)
        .orElseThrow(
            () ->
                UserError.unusable(
                    "there is no world "
                        + name
                        + " to compare; there are "
                        + Arrays.stream(BoundedWorld.values())
                            .map(BoundedWorld::title)
                            .collect(Collectors.joining(", "))));
  }
}
