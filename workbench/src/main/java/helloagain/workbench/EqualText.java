package helloagain.workbench;

import helloagain.refinement.SpecRun;
import helloagain.refinement.graph.Comparison.Way;
import helloagain.refinement.graph.Equality;
import helloagain.rule.Profile;
import helloagain.spec.Counterexample.Moment;
import java.util.ArrayList;
import java.util.List;

/** Lays out for people whether the graphs are the same. */
final class EqualText {
  private static final List<String> HEADINGS =
      List.of("states", "edges", "depth", "seconds", "TLC alone");

  /** More ways than these say no more. */
  private static final int WAYS = 4;

  private EqualText() {}

  /** Returns one line about a world that is done. */
  static String progress(Equality equality) {
    return label(equality)
        + ": "
        + verdict(equality)
        + " after "
        + Columns.seconds(equality.seconds())
        + " s";
  }

  /**
   * Returns the table and, below it, where graphs part.
   *
   * @param seconds the time for all
   * @param coloured whether verdicts are coloured
   */
  static String text(List<Equality> results, double seconds, boolean coloured) {
    List<String> lines = new ArrayList<>();
    int width = results.stream().map(EqualText::label).mapToInt(String::length).max().orElse(0);
    lines.add(row(width, "world", HEADINGS) + "  verdict");
    for (Equality each : results) {
      lines.add(
          row(
                  width,
                  label(each),
                  List.of(
                      Columns.count(each.specStates()),
                      Columns.count(each.specEdges()),
                      Columns.count(each.depth()),
                      Columns.seconds(each.seconds()),
                      Columns.seconds(each.tlcSeconds())))
              + "  "
              + Terminal.verdict(verdict(each), each.equal(), coloured));
    }
    lines.add(
        row(
                width,
                "together",
                List.of(
                    Columns.count(results.stream().mapToLong(Equality::specStates).sum()),
                    Columns.count(results.stream().mapToLong(Equality::specEdges).sum()),
                    "",
                    Columns.seconds(seconds),
                    ""))
            .stripTrailing());
    for (Equality each : results) {
      each.difference()
          .ifPresent(
              difference -> {
                lines.add("");
                lines.addAll(difference(each, difference));
              });
    }
    return String.join("\n", lines) + "\n";
  }

  private static String label(Equality equality) {
    Profile profile = equality.setting().profile();
    return equality.setting().world().title()
        + (profile == Profile.RFC8446 ? "" : " " + profile.word());
  }

  private static String verdict(Equality equality) {
    return equality.equal() ? "equal" : "differs";
  }

  private static String row(int width, String name, List<String> cells) {
    StringBuilder line = new StringBuilder(Columns.left(width, name));
    for (int i = 0; i < cells.size(); i++) {
      line.append("  ").append(Columns.right(Math.max(8, HEADINGS.get(i).length()), cells.get(i)));
    }
    return line.toString();
  }

  private static List<String> difference(Equality equality, Equality.Difference difference) {
    List<String> lines = new ArrayList<>();
    lines.addAll(
        Columns.wrap(
            "",
            label(equality)
                + " differs after "
                + Columns.count(difference.steps(), "step")
                + ": "
                + difference.rule().map(Finding::named).orElse("no rule of a receiver")));
    lines.add(
        "the reference has "
            + Columns.count(equality.referenceStates(), "state")
            + " and "
            + Columns.count(equality.referenceEdges(), "edge"));
    lines.add("");
    List<Moment> run = difference.run();
    if (!run.isEmpty() && SpecRun.isPossible(run)) {
      new SpecRun(run, equality.setting().profile()).diagram().lines().forEach(lines::add);
    } else {
      run.forEach(
          moment -> lines.add("  " + (moment.action().isEmpty() ? "Init" : moment.action())));
    }
    List<Way> allowed = difference.onlySpec();
    List<Way> done = difference.onlyReference();
    ways("only the specification", allowed, run, List.of(), lines);
    ways("only the reference", done, run, allowed, lines);
    return lines;
  }

  private static void ways(
      String who, List<Way> ways, List<Moment> run, List<Way> others, List<String> lines) {
    for (Way way : ways.subList(0, Math.min(WAYS, ways.size()))) {
      lines.addAll(Columns.wrap("  ", who + ": " + EqualWay.words(way, run, others)));
    }
    if (ways.size() > WAYS) {
      lines.add("  " + who + ": and " + (ways.size() - WAYS) + " more");
    }
  }
}
