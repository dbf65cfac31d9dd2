package helloagain.workbench;

import helloagain.refinement.graph.Coverage;
import helloagain.refinement.graph.Coverage.Count;
import helloagain.refinement.graph.Coverage.Kind;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lays out which edges were taken.
 *
 * @param traces how many traces there were
 * @param outside how many of them take no edge of any world
 * @param worlds the worlds
 */
record CoverageReport(int traces, int outside, List<Coverage> worlds) {
  private static final int NUMBER = 11;

  /** Copies the list. */
  CoverageReport {
    worlds = List.copyOf(worlds);
  }

  private record Report(int traces, int outside, List<OfWorld> worlds) {}

  private record OfWorld(
      String world,
      String profile,
      long states,
      long edges,
      long taken,
      String fraction,
      List<OfKind> kinds) {}

  private record OfKind(String action, @Nullable String rule, long edges, long taken) {}

  /** Returns one JSON object, with an end of line. */
  String json() {
    return Json.text(
        new Report(traces, outside, worlds.stream().map(CoverageReport::ofWorld).toList()));
  }

  private static OfWorld ofWorld(Coverage world) {
    Count total = world.total();
    return new OfWorld(
        world.world().title(),
        world.profile().word(),
        world.states(),
        total.edges(),
        total.taken(),
        total.taken() + "/" + total.edges(),
        world.byKind().entrySet().stream()
            .map(
                kind ->
                    new OfKind(
                        kind.getKey().action(),
                        kind.getKey().rule().map(Rule::id).orElse(null),
                        kind.getValue().edges(),
                        kind.getValue().taken()))
            .toList());
  }

  /** Returns a table for each world: the actions and rules with edges that were not taken. */
  String text() {
    List<String> lines = new ArrayList<>();
    lines.add(
        Columns.count(traces, "trace")
            + (outside == 0 ? "" : ", " + Columns.count(outside) + " outside every world"));
    for (Coverage world : worlds) {
      lines.add("");
      Count total = world.total();
      lines.add(label(world) + ": " + share(total) + " edges taken");
      lines.add(row("not taken yet", "edges", "taken"));
      for (Map.Entry<Kind, Count> kind : world.byKind().entrySet()) {
        if (kind.getValue().taken() < kind.getValue().edges()) {
          lines.add(
              row(
                  "  " + name(kind.getKey()),
                  Columns.count(kind.getValue().edges()),
                  Columns.count(kind.getValue().taken())));
        }
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static String label(Coverage world) {
    return world.world().title()
        + (world.profile() == Profile.RFC8446 ? "" : " " + world.profile().word());
  }

  private static String share(Count count) {
    return String.format(
        Locale.ROOT,
        "%s of %s (%.2f%%)",
        Columns.count(count.taken()),
        Columns.count(count.edges()),
        100.0 * count.taken() / Math.max(1, count.edges()));
  }

  private static String name(Kind kind) {
    return kind.action()
        + kind.rule().map(rule -> " for " + rule.id() + " " + rule.operator()).orElse("");
  }

  private static String row(String name, String edges, String taken) {
    return Columns.left(Columns.WIDTH - 2 * NUMBER, name)
        + Columns.right(NUMBER, edges)
        + Columns.right(NUMBER, taken);
  }
}
