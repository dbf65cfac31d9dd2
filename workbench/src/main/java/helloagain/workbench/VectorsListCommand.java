package helloagain.workbench;

import helloagain.vectors.Vector;
import helloagain.vectors.VectorSet;
import helloagain.vectors.VectorSource;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs {@code hello vectors list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    header = "Lists vectors: id, result, rules, what is sent.",
    description = "",
    footer = {
      "",
      "Examples:",
      "  hello vectors list client-legal",
      "  hello vectors list server-faults --rule CH-14"
    })
final class VectorsListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "NAME", arity = "0..*", description = "of these files; default: all")
  private List<String> names = new ArrayList<>();

  @Option(names = "--rule", paramLabel = "ID", description = "those that name this rule")
  private @Nullable String rule;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "the folder of the files; default: vectors")
  private @Nullable Path dir;

  @Override
  public Integer call() {
    Path folder = VectorsCommand.folder(dir);
    if (rule != null) {
      // A word that is no rule has a remedy of its own.
      RuleIds.rules(List.of(rule));
    }
    PrintWriter out = spec.commandLine().getOut();
    int count = 0;
    for (VectorSource source : VectorsCommand.sources(names)) {
      VectorSet set = VectorsCommand.read(folder, source);
      for (Vector vector : set.vectors().values()) {
        if (rule == null || vector.rules().contains(rule)) {
          out.println(line(set, vector));
          count++;
        }
      }
    }
    out.flush();
    if (count == 0) {
      throw UserError.unusable("no vector names " + rule);
    }
    return ExitCode.HOLDS.code();
  }

  private static String line(VectorSet set, Vector vector) {
    return vector.id()
        + " "
        + String.format("%-13s", vector.result().name().toLowerCase(Locale.ROOT))
        + " "
        + (vector.rules().isEmpty() ? "-" : String.join(" ", vector.rules()))
        + " | "
        + vector.steps().stream()
            .map(step -> Objects.requireNonNull(set.messages().get(step.message())).words())
            .collect(Collectors.joining(" | "));
  }
}
