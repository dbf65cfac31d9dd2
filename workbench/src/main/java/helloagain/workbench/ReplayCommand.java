package helloagain.workbench;

import helloagain.refinement.Engine;
import helloagain.refinement.Judges;
import helloagain.refinement.Reference;
import helloagain.refinement.TraceFile;
import helloagain.refinement.TraceFormatException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs {@code hello replay}. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    header = "Makes the runs of trace files again, and draws them.",
    description = {
      "",
      "Makes each run again in the reference, has the specification judge it, draws it and says"
          + " whether they agree; if not, where they part, on which line of the file that move"
          + " stands, and which rule decides there.",
      "",
      "The engine batch has TLC judge all runs together, in a process of its own, and checks that"
          + " it rejects runs that were damaged on purpose. The engine step has the specification"
          + " take each step beside the reference, in this process; it starts faster. Both judge"
          + " alike. A trace of a whole handshake is judged step by step whichever it is.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  hello replay 1-HRR-08.json           one trace",
      "  hello replay traces                  every *.json in a folder",
      "  hello replay traces --engine step    the same, step by step",
      "  hello replay traces --json > r.json  for programs",
      "",
      "'hello refine --save DIR' writes such files."
    })
final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "trace files, or folders of them")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      description = "who judges: step or batch; default: batch if a folder is named, else step")
  private @Nullable String engineName;

  @Option(names = "--json", description = "print one JSON object instead of the diagrams")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException, IOException {
    // An unknown one is told before anything is read.
    Engine engine = engine();
    List<String> complaints = new ArrayList<>();
    Map<Path, TraceFile.Located> traces = read(TracePaths.files(paths), complaints);
    // A file that is no trace fails all: a part of what was asked for is no answer.
    ReplayReport report =
        complaints.isEmpty()
            ? replay(engine, traces, complaints)
            : new ReplayReport(engine, 0, List.of());
    if (!complaints.isEmpty()) {
      PrintWriter err = spec.commandLine().getErr();
      complaints.forEach(line -> err.println("hello: " + line));
      err.flush();
      return ExitCode.INPUT_UNUSABLE.code();
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        json
            ? ReplayJson.text(report)
            : ReplayText.text(report, Terminal.takesColours(System.getenv())));
    out.flush();
    return (report.agrees() ? ExitCode.HOLDS : ExitCode.VIOLATED).code();
  }

  private Engine engine() {
    if (engineName == null) {
      return paths.stream().anyMatch(Files::isDirectory) ? Engine.BATCH : Engine.STEP;
    }
    return Engine.withWord(engineName)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(), "--engine takes step or batch, not " + engineName));
  }

  private static Map<Path, TraceFile.Located> read(List<Path> files, List<String> complaints) {
    Map<Path, TraceFile.Located> traces = new LinkedHashMap<>();
    for (Path file : files) {
      try {
        TraceFile.Located located = TraceFile.readLocated(file);
        if (located.trace().moves().isEmpty()) {
          complaints.add(
              file + ": moves: there are none, so that nothing would be judged; expected some");
        }
        traces.put(file, located);
      } catch (TraceFormatException e) {
        complaints.add(e.getMessage());
      }
    }
    return traces;
  }

  private ReplayReport replay(
      Engine engine, Map<Path, TraceFile.Located> traces, List<String> complaints)
      throws InterruptedException {
    List<ReplayedTrace> replayed = new ArrayList<>();
    try (CheckProgress progress = CheckProgress.open(spec.commandLine().getErr());
        Judges judges = new Judges()) {
      Engine.Report report =
          engine.replay(
              judges,
              Reference.HELLO_AGAIN,
              traces.values().stream().map(TraceFile.Located::trace).toList(),
              progress::replayed);
      Iterator<Engine.Outcome> outcomes = report.outcomes().iterator();
      traces.forEach(
          (file, located) -> {
            Engine.Outcome outcome = outcomes.next();
            if (outcome instanceof Engine.Outcome.Judged judged) {
              replayed.add(new ReplayedTrace(file, located, judged.verdict()));
            } else if (outcome instanceof Engine.Outcome.Impossible impossible) {
              complaints.add(file + ": " + Failures.oneLine(impossible.complaint()));
            }
          });
      return new ReplayReport(engine, report.planted(), replayed);
    }
  }
}
