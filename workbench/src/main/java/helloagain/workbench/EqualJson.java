package helloagain.workbench;

import helloagain.refinement.graph.Equality;
import helloagain.rule.Rule;
import helloagain.spec.Counterexample.Moment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lays out for programs whether the graphs are the same. */
final class EqualJson {
  private record Report(
      List<OfWorld> worlds, long states, long edges, double seconds, String verdict) {}

  private record OfWorld(
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
  private record Parting(
      List<String> actions,
      @Nullable String rule,
      @Nullable String section,
      List<String> onlySpecification,
      List<String> onlyReference) {}

  private EqualJson() {}

  /** Returns one JSON object, with an end of line. */
  static String text(List<Equality> results, double seconds) {
    return Json.text(
        new Report(
            results.stream().map(EqualJson::ofWorld).toList(),
            results.stream().mapToLong(Equality::specStates).sum(),
            results.stream().mapToLong(Equality::specEdges).sum(),
            Json.tenths(seconds),
            (results.stream().allMatch(Equality::equal)
                    ? World.Outcome.HOLDS
                    : World.Outcome.VIOLATED)
                .word()));
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
