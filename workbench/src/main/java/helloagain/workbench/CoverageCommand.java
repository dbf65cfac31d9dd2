package helloagain.workbench;

import helloagain.refinement.Judges;
import helloagain.refinement.Trace;
import helloagain.refinement.TraceFile;
import helloagain.refinement.TraceFormatException;
import helloagain.refinement.graph.BoundedWorld;
import helloagain.refinement.graph.Coverage;
import helloagain.rule.Profile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs {@code hello coverage}. */
@Command(
    name = "coverage",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    header = "Tells which edges of the worlds a set of traces has taken.",
    description = {
      "",
      "Makes each run again and looks its steps up in the graphs of the worlds that it can be of:"
          + " by its document, and by who keeps the rules. A run with an offer or a policy that a"
          + " world does not have takes none of its edges. Says the exact share, and what was not"
          + " taken by action and rule.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  hello coverage traces                 every *.json in a folder",
      "  hello coverage monday --merge taken.json",
      "  hello coverage tuesday --merge taken.json",
      "                                        the edges of both runs together",
      "  hello coverage traces --json > c.json for programs"
    })
final class CoverageCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "trace files, or folders of them")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--world",
      paramLabel = "WORLD",
      arity = "1..*",
      description = "look in these worlds alone; default: in all that the traces can be of")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--merge",
      paramLabel = "FILE",
      description = "add the edges that this file knows as taken, and keep them all in it")
  private @Nullable Path store;

  @Option(names = "--json", description = "print one JSON object instead of the table")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException, IOException {
    Map<Path, Trace> traces = new LinkedHashMap<>();
    for (Path file : TracePaths.files(paths)) {
      try {
        traces.put(file, TraceFile.read(file));
      } catch (TraceFormatException e) {
        throw UserError.unusable(String.valueOf(e.getMessage()));
      }
    }
    CoverageStore before =
        store != null && Files.exists(store) ? CoverageStore.read(store) : CoverageStore.EMPTY;
    List<Coverage> worlds = new ArrayList<>();
    for (Profile profile : Profile.values()) {
      for (BoundedWorld world : exchanges()) {
        boolean isAsked =
            before.knows(world, profile)
                || traces.values().stream()
                    .anyMatch(trace -> trace.profile() == profile && world.isPlayedIn(trace));
        if (isAsked) {
          Coverage coverage = Coverage.of(world, profile);
          before.addTo(coverage);
          worlds.add(coverage);
        }
      }
    }
    int outside = take(traces, worlds);
    if (store != null) {
      CoverageStore.of(worlds).write(store);
    }
    PrintWriter out = spec.commandLine().getOut();
    CoverageReport report = new CoverageReport(traces.size(), outside, worlds);
    out.print(json ? report.json() : report.text());
    out.flush();
    return ExitCode.HOLDS.code();
  }

  private List<BoundedWorld> exchanges() {
    List<BoundedWorld> all = BoundedWorld.ofExchanges();
    for (String name : names) {
      if (all.stream().noneMatch(world -> world.title().equals(name))) {
        throw UserError.unusable(
            "there is no world "
                + name
                + " of which there are traces; there are "
                + all.stream().map(BoundedWorld::title).collect(Collectors.joining(", ")));
      }
    }
    return all.stream().filter(world -> names.isEmpty() || names.contains(world.title())).toList();
  }

  /** Returns how many runs take no edge of any world. */
  private static int take(Map<Path, Trace> traces, List<Coverage> worlds)
      throws InterruptedException {
    int outside = 0;
    try (Judges judges = new Judges()) {
      for (Map.Entry<Path, Trace> trace : traces.entrySet()) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        int steps = 0;
        for (Coverage world : worlds) {
          try {
            steps += world.take(judges, trace.getValue());
          } catch (IllegalArgumentException e) {
            throw UserError.unusable(
                trace.getKey() + ": " + Failures.oneLine(String.valueOf(e.getMessage())));
          }
        }
        if (steps == 0) {
          outside++;
        }
      }
    }
    return outside;
  }
}
