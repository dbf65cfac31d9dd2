package helloagain.workbench;

import helloagain.refinement.graph.Equality;
import helloagain.rule.Rule;
import helloagain.spec.Counterexample.Moment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lays out for programs whether the graphs are the same. */
final class EqualJson {
  /** Holds the fields of the object. */
  record Report(List<OfWorld> worlds, long states, long edges, double seconds, String verdict) {
    /** Copies the list. */
    Report {
      worlds = List.copyOf(worlds);
    }

    /** Sums up worlds. */
    static Report of(List<OfWorld> worlds, double seconds) {
      return new Report(
          worlds,
          worlds.stream().mapToLong(OfWorld::specStates).sum(),
          worlds.stream().mapToLong(OfWorld::specEdges).sum(),
          Json.tenths(seconds),
          (worlds.stream().allMatch(OfWorld::equal) ? World.Outcome.HOLDS : World.Outcome.VIOLATED)
              .word());
    }
  }

  /** What a merge needs besides: nothing, for the worlds are dealt in their order. */
  record Part() {}

  /** Is what was found in a world. */
  record OfWorld(
      String world,
      String profile,
      long specStates,
      long referenceStates,
      long specEdges,
      long referenceEdges,
      long inclusionOnlyEdges,
      int depth,
      boolean equal,
      double seconds,
      double tlcSeconds,
      @Nullable Parting difference) {}

  /**
   * Where graphs part.
   *
   * @param actions the actions that lead there
   * @param rule the id of the rule that decides, if one does
   */
  record Parting(
      List<String> actions,
      @Nullable String rule,
      @Nullable String section,
      List<String> onlySpecification,
      List<String> onlyReference) {}

  private EqualJson() {}

  /** Returns one JSON object, with an end of line. */
  static String text(List<Equality> results, double seconds) {
    return Json.text(report(results, seconds));
  }

  /** Returns the fields of the object. */
  static Report report(List<Equality> results, double seconds) {
    return Report.of(results.stream().map(EqualJson::ofWorld).toList(), seconds);
  }

  private static OfWorld ofWorld(Equality equality) {
    return new OfWorld(
        equality.setting().world().title(),
        equality.setting().profile().word(),
        equality.specStates(),
        equality.referenceStates(),
        equality.specEdges(),
        equality.referenceEdges(),
        equality.inclusionOnlyEdges(),
        equality.depth(),
        equality.equal(),
        Json.tenths(equality.seconds()),
        Json.tenths(equality.tlcSeconds()),
        equality.difference().map(EqualJson::parting).orElse(null));
  }

  private static Parting parting(Equality.Difference difference) {
    List<Moment> run = difference.run();
    return new Parting(
        run.stream().skip(1).map(Moment::action).toList(),
        difference.rule().map(Rule::id).orElse(null),
        difference.rule().map(Rule::section).orElse(null),
        difference.onlySpec().stream().map(way -> EqualWay.words(way, run, List.of())).toList(),
        difference.onlyReference().stream()
            .map(way -> EqualWay.words(way, run, difference.onlySpec()))
            .toList());
  }
}
