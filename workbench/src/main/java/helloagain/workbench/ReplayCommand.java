package helloagain.workbench;

import helloagain.refinement.Judges;
import helloagain.refinement.Reference;
import helloagain.refinement.Replay;
import helloagain.refinement.Trace;
import helloagain.refinement.TraceFile;
import helloagain.refinement.TraceFormatException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
      "Makes each run in the reference and in the specification, step by step, draws it and says"
          + " whether they agree; if not, where they part and which rule decides there.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  hello replay 1-HRR-08.json           one trace",
      "  hello replay traces                  every *.json in a folder",
      "  hello replay traces --json > r.json  for programs",
      "",
      "'hello refine --save DIR' writes such files."
    })
final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "trace files, or folders of them")
  private List<Path> paths = new ArrayList<>();

  @Option(names = "--json", description = "print one JSON object instead of the diagrams")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException, IOException {
    List<String> complaints = new ArrayList<>();
    Map<Path, Trace> traces = read(TracePaths.files(paths), complaints);
    // A file that is no trace fails all: a part of what was asked for is no answer.
    List<ReplayedTrace> replayed = complaints.isEmpty() ? replay(traces, complaints) : List.of();
    if (!complaints.isEmpty()) {
      PrintWriter err = spec.commandLine().getErr();
      complaints.forEach(line -> err.println("hello: " + line));
      err.flush();
      return ExitCode.INPUT_UNUSABLE.code();
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        json
            ? ReplayJson.text(replayed)
            : ReplayText.text(replayed, Terminal.takesColours(System.getenv())));
    out.flush();
    boolean agree = replayed.stream().allMatch(trace -> trace.verdict().agrees());
    return (agree ? ExitCode.HOLDS : ExitCode.VIOLATED).code();
  }

  private static Map<Path, Trace> read(List<Path> files, List<String> complaints) {
    Map<Path, Trace> traces = new LinkedHashMap<>();
    for (Path file : files) {
      try {
        traces.put(file, TraceFile.read(file));
      } catch (TraceFormatException e) {
        complaints.add(e.getMessage());
      }
    }
    return traces;
  }

  private List<ReplayedTrace> replay(Map<Path, Trace> traces, List<String> complaints)
      throws InterruptedException {
    List<ReplayedTrace> replayed = new ArrayList<>();
    try (CheckProgress progress = CheckProgress.open(spec.commandLine().getErr());
        Judges judges = new Judges()) {
      for (Map.Entry<Path, Trace> trace : traces.entrySet()) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        try {
          replayed.add(
              new ReplayedTrace(
                  trace.getKey(), Replay.replay(judges, Reference.HELLO_AGAIN, trace.getValue())));
        } catch (IllegalArgumentException e) {
          complaints.add(trace.getKey() + ": " + Failures.oneLine(String.valueOf(e.getMessage())));
        }
        progress.replayed(replayed.size());
      }
    }
    return replayed;
  }
}
