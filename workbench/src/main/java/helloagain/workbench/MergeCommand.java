package helloagain.workbench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs {@code hello merge}. */
@Command(
    name = "merge",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    header = "Puts the JSON of shards together to that of the whole run.",
    description = {
      "",
      "Takes what refine, equal, mutants or probe printed with --shard I/N and --json, each I from 1"
          + " to N once, and prints what one run without --shard would have, but for the times."
          + " What only the whole can show is judged here. The exit code is that of the whole run.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  hello merge one.json two.json three.json four.json",
      "  hello merge shards/*.json > refine.json"
    })
final class MergeCommand implements Callable<Integer> {
  private static final String REMEDY = "; merge shards of one run";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "what a shard has printed with --json")
  private List<Path> files = new ArrayList<>();

  /** Takes the option that every command takes; there is nothing else to print here. */
  @Option(names = "--json", description = "print one JSON object, as is done anyway")
  void json(boolean isAsked) {}

  @Override
  public Integer call() throws IOException {
    List<ShardFile> shards = new ArrayList<>();
    for (Path file : files) {
      shards.add(ShardFile.read(file));
    }
    Merged merged = merged(whole(shards));
    PrintWriter out = spec.commandLine().getOut();
    out.print(Json.text(merged.report()));
    out.flush();
    PrintWriter err = spec.commandLine().getErr();
    merged.faults().forEach(fault -> err.println("hello: " + fault));
    err.flush();
    return (merged.holds() ? ExitCode.HOLDS : ExitCode.VIOLATED).code();
  }

  private static Merged merged(List<ShardFile> shards) throws IOException {
    ShardFile first = shards.get(0);
    return switch (first.command()) {
      case RefineMerge.COMMAND -> RefineMerge.of(shards);
      case EqualMerge.COMMAND -> EqualMerge.of(shards);
      case MutantsMerge.COMMAND -> MutantsMerge.of(shards);
      case ProbeMerge.COMMAND -> ProbeMerge.of(shards);
      default -> throw first.unusable("there is no '" + first.command() + "' to merge");
    };
  }

  /**
   * Returns the shards in their order.
   *
   * @throws UserError if they are not of one run, or not all of it, each once
   */
  private static List<ShardFile> whole(List<ShardFile> shards) {
    ShardFile first = shards.get(0);
    Map<Integer, ShardFile> byNumber = new TreeMap<>();
    for (ShardFile shard : shards) {
      requireSame("command", first, first.command(), shard, shard.command());
      requireSame("N =", first, "" + first.shard().of(), shard, "" + shard.shard().of());
      requireSame(first, shard);
      ShardFile before = byNumber.putIfAbsent(shard.shard().number(), shard);
      if (before != null) {
        throw UserError.unusable(
            shard.file()
                + " has shard "
                + shard.shard()
                + " as "
                + before.file()
                + " has; give each shard once");
      }
    }
    for (int number = 1; number <= first.shard().of(); number++) {
      if (!byNumber.containsKey(number)) {
        Shard missing = new Shard(number, first.shard().of());
        throw UserError.unusable(
            first.file()
                + " is of "
                + missing.of()
                + " shards, and "
                + missing
                + " is missing; give its file, too, or make it with --shard "
                + missing);
      }
    }
    return List.copyOf(byNumber.values());
  }

  private static void requireSame(ShardFile first, ShardFile other) {
    List<String> names = new ArrayList<>(first.asked().keySet());
    other.asked().keySet().stream().filter(name -> !names.contains(name)).forEach(names::add);
    for (String name : names) {
      requireSame(
          name,
          first,
          first.asked().getOrDefault(name, "nothing"),
          other,
          other.asked().getOrDefault(name, "nothing"));
    }
  }

  private static void requireSame(
      String what, ShardFile first, String one, ShardFile other, String another) {
    if (!one.equals(another)) {
      throw UserError.unusable(
          other.file()
              + " has "
              + what
              + " "
              + another
              + ", and "
              + first.file()
              + " has "
              + one
              + REMEDY);
    }
  }
}
