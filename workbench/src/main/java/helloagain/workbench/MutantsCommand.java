package helloagain.workbench;

import helloagain.rule.Rule;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs {@code hello mutants}. */
@Command(
    name = "mutants",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    header = "Removes each check and breaks each duty, and sees what notices.",
    description = {
      "",
      "For every rule that binds a receiver: its operator is weakened in the specification, and a"
          + " property must break; the check is removed in the reference: a run must leave the"
          + " specification, and a published vector must tell it. What nothing notices needs a reason"
          + " in spec/survivors.csv; what no vector tells, in vectors/survivors.csv. What breaks in the specification"
          + " stands in spec/counterexamples, a page for each rule, and is compared with that.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  hello mutants                     the whole matrix",
      "  hello mutants --rule HRR-07       one rule: the shortest run that shows it",
      "  hello mutants --json > mutants.json",
      "                                    for programs; progress stays on the screen",
      "  hello mutants --shard 2/4 --json > two.json",
      "                                    every fourth rule, for 'hello merge'"
    })
final class MutantsCommand implements Callable<Integer> {
  private final Supplier<KillMatrix.Input> given;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--rule",
      paramLabel = "RULE-ID",
      description = "show this rule alone, with the shortest run that breaks something without it")
  private @Nullable String rule;

  @Option(names = "--json", description = "print one JSON object instead of the text")
  private boolean json;

  @Mixin private ShardOption option = new ShardOption();

  @Option(
      names = "--write",
      description =
          "for developers: write the pages of " + CounterexamplePages.FOLDER + " from this run")
  private boolean write;

  /** Makes the command; its input is read when it runs. */
  MutantsCommand(Supplier<KillMatrix.Input> given) {
    this.given = given;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    long start = System.nanoTime();
    Optional<Shard> shard = option.shard();
    if (write && shard.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "--write takes the whole matrix, not a shard");
    }
    KillMatrix.Input input = given.get();
    if (rule != null) {
      if (write) {
        throw new ParameterException(
            spec.commandLine(), "--write takes the whole matrix, not one rule");
      }
      input = input.only(only(rule));
    }
    PrintWriter err = spec.commandLine().getErr();
    KillPart part = KillPart.of(input, shard);
    KillMatrix matrix = KillMatrix.of(input, part, MutantsProgress.open(err));
    Map<String, String> pages =
        CounterexamplePages.of(matrix, input.source(), DefectPattern.ofProject());
    List<String> faults = new ArrayList<>(matrix.faults());
    if (rule == null && shard.isEmpty()) {
      faults.addAll(keep(pages, matrix));
    }
    matrix = matrix.with(faults);
    double seconds = (System.nanoTime() - start) / 1e9;
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(
          shard.isPresent()
              ? shardJson(
                  shard.orElseThrow(),
                  input,
                  MutantsJson.report(matrix, seconds),
                  MutantsJson.part(matrix, input, part, pages))
              : MutantsJson.text(matrix, seconds));
    } else {
      out.print(ShardOption.headline(shard));
      if (rule != null) {
        pages.forEach((name, page) -> out.print(isPage(name) ? page + "\n" : ""));
      }
      out.print(MutantsText.text(matrix, seconds, Terminal.takesColours(System.getenv())));
    }
    out.flush();
    for (String fault : matrix.faults()) {
      err.println("hello: " + fault);
    }
    err.flush();
    return matrix.exitCode().code();
  }

  private String shardJson(
      Shard shard, KillMatrix.Input input, MutantsJson.Matrix matrix, MutantsJson.Part part) {
    Map<String, String> asked = ShardJson.asked(input.source());
    asked.put(MutantsMerge.RULE, rule == null ? "" : rule);
    asked.put(
        "tables",
        ShardJson.digest(
            List.of(
                input.rules().toString(),
                input.mutants().toString(),
                input.survivors().toString(),
                new TreeMap<>(input.untold()).toString(),
                input.patterns().toString())));
    return ShardJson.text(MutantsMerge.COMMAND, shard, asked, matrix, part);
  }

  private static boolean isPage(String name) {
    return !name.equals(CounterexamplePages.INDEX);
  }

  /** Writes the pages, or compares them with those that are there. */
  private List<String> keep(Map<String, String> pages, KillMatrix matrix) throws IOException {
    if (!write) {
      return CounterexamplePages.faults(pages);
    }
    if (matrix.faults().isEmpty()) {
      CounterexamplePages.write(pages, CounterexamplePages.folder());
      return List.of();
    }
    return List.of(CounterexamplePages.FOLDER + ": stays as it is");
  }

  private static Rule only(String id) {
    return Rule.withId(id)
        .filter(KillMatrix::binds)
        .orElseGet(() -> RuleIds.rules(List.of(id)).iterator().next());
  }
}
