package helloagain.workbench;

import helloagain.refinement.Judges;
import helloagain.refinement.Reference;
import helloagain.refinement.SpecRun;
import helloagain.refinement.Trace;
import helloagain.refinement.TraceFile;
import helloagain.refinement.Verdict;
import helloagain.rule.Profile;
import helloagain.spec.Counterexample;
import helloagain.spec.RandomWalk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Lays out what came of runs that were drawn at random.
 *
 * @param found what came of them
 * @param kept the files of traces that were kept
 */
record SimulationReport(Simulation.Found found, List<Path> kept) {
  private record Report(
      String world,
      String profile,
      String size,
      long seed,
      int depth,
      double seconds,
      long runs,
      long steps,
      int longest,
      Map<String, Long> actions,
      Map<String, Long> rules,
      Map<String, Long> pairs,
      List<String> kept,
      String verdict,
      String violated,
      List<String> trace) {}

  /** Copies the list. */
  SimulationReport {
    kept = List.copyOf(kept);
  }

  /**
   * Keeps the first run that came to each rule and each pair of rules, as a trace of the reference,
   * where it is one of the exchange of hellos; the reference makes the same run, or it is not kept.
   *
   * @throws UserError if the reference does not make the same run
   */
  static List<Path> keep(Simulation.Found found, Path folder) throws IOException {
    Profile profile = Profile.withWord(found.simulation().world().profile()).orElseThrow();
    List<Path> files = new ArrayList<>();
    try (Judges judges = new Judges()) {
      for (Map.Entry<String, RandomWalk> first : found.firsts().entrySet()) {
        List<Counterexample.Moment> run = first.getValue().moments();
        if (!SpecRun.isPossible(run)) {
          continue;
        }
        Verdict verdict = new SpecRun(run, profile).follow(judges, Reference.HELLO_AGAIN);
        if (!verdict.agrees()) {
          throw UserError.failed("a run to " + first.getKey() + " differs in the reference");
        }
        Trace trace = verdict.trace();
        Files.createDirectories(folder);
        Path file = folder.resolve(first.getKey().replace(' ', '-') + ".json");
        TraceFile.write(
            file,
            new Trace(
                first.getKey() + ", drawn from seed " + found.simulation().seed(),
                trace.client(),
                trace.server(),
                trace.moves()));
        files.add(file);
      }
    }
    return files;
  }

  boolean holds() {
    return found.violation().isEmpty() && found.walks() > 0;
  }

  private String violated() {
    return found
        .violation()
        .map(violation -> violation.getValue().violated().orElseThrow())
        .orElse("");
  }

  private List<String> actionsOfViolation() {
    return found
        .violation()
        .map(violation -> violation.getValue().steps().stream().map(step -> step.action()).toList())
        .orElse(List.of());
  }

  /** Returns one JSON object, with an end of line. */
  String json() {
    Simulation simulation = found.simulation();
    return Json.text(
        new Report(
            simulation.world().name(),
            simulation.world().profile(),
            simulation.world().size().word(),
            simulation.seed(),
            simulation.depth(),
            Json.tenths(found.seconds()),
            found.walks(),
            found.steps(),
            found.longest(),
            found.actions(),
            found.rules(),
            found.pairs(),
            kept.stream().map(Path::toString).toList(),
            holds() ? "holds" : "violated",
            violated(),
            actionsOfViolation()));
  }

  /** Returns some lines for people. */
  String text() {
    List<String> lines = new ArrayList<>();
    lines.add(
        found.simulation().world().label()
            + ", seed "
            + found.simulation().seed()
            + ": "
            + Columns.count(found.walks(), "run")
            + ", "
            + Columns.count(found.steps(), "step")
            + " in "
            + Columns.seconds(found.seconds())
            + " s, the longest has "
            + Columns.count(found.longest())
            + " states");
    lines.add("");
    found
        .actions()
        .forEach((name, steps) -> lines.add(Columns.right(14, Columns.count(steps)) + "  " + name));
    if (!found.rules().isEmpty()) {
      lines.add("");
      lines.addAll(
          Columns.wrap(
              "",
              Columns.count(found.rules().size(), "rule")
                  + " broken, and "
                  + Columns.count(found.pairs().size(), "pair")
                  + " of them at once: "
                  + found.rules().keySet().stream().collect(Collectors.joining(" "))));
    }
    if (!kept.isEmpty()) {
      lines.add("");
      lines.add(Columns.count(kept.size(), "trace") + " kept in " + kept.get(0).getParent());
    }
    lines.add("");
    lines.add(
        holds()
            ? "holds in all of them"
            : "violated: " + violated() + " by " + String.join(", ", actionsOfViolation()));
    return String.join("\n", lines) + "\n";
  }
}
