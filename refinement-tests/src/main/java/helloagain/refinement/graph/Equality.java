package helloagain.refinement.graph;

import helloagain.refinement.Reference;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.spec.SpecModel;
import helloagain.spec.SpecSource;
import helloagain.spec.SpecState;
import helloagain.spec.TlaValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * States whether the graphs of specification and reference are the same in one world.
 *
 * @param world the world
 * @param profile the document that both follow
 * @param specStates the states that TLC found
 * @param referenceStates the states that the reference was found in, before they are projected
 * @param specEdges the labelled edges of the specification
 * @param referenceEdges the labelled edges of the reference
 * @param depth the number of states on a shortest run to the farthest state
 * @param difference the first difference, if there is one
 * @param run the states on a shortest run to the difference
 * @param labels the labels of the steps between them
 * @param seconds the time for both graphs and the comparison
 * @param tlcSeconds the time of that in which TLC explored
 */
public record Equality(
    BoundedWorld world,
    Profile profile,
    long specStates,
    long referenceStates,
    long specEdges,
    long referenceEdges,
    int depth,
    Optional<Comparison.Unlike> difference,
    List<Map<String, TlaValue>> run,
    List<String> labels,
    double seconds,
    double tlcSeconds) {
  /** Copies the lists. */
  public Equality {
    run = List.copyOf(run);
    labels = List.copyOf(labels);
  }

  /** Tells whether both graphs are the same. */
  public boolean equal() {
    return difference.isEmpty();
  }

  /** Explores both graphs beside each other and compares them. */
  public static Equality of(
      BoundedWorld world, Profile profile, Reference reference, Set<Rule> unenforced) {
    long start = System.nanoTime();
    CompletableFuture<TimedGraph> spec =
        CompletableFuture.supplyAsync(() -> explore(world, profile));
    Equality equality =
        compared(world, profile, world.space(reference, profile, unenforced), spec, start);
    spec.join().model().close();
    return equality;
  }

  private record TimedGraph(SpecModel model, Graph<SpecState> graph, double seconds) {}

  private static TimedGraph explore(BoundedWorld world, Profile profile) {
    SpecModel model = load(world, profile);
    long start = System.nanoTime();
    Graph<SpecState> graph = SpecGraph.of(model);
    return new TimedGraph(model, graph, (System.nanoTime() - start) / 1e9);
  }

  private static <N> Equality compared(
      BoundedWorld world,
      Profile profile,
      StateSpace<N> space,
      CompletableFuture<TimedGraph> exploring,
      long start) {
    Graph<N> played = Graph.of(space);
    TimedGraph explored = exploring.join();
    Graph<SpecState> spec = explored.graph();
    Optional<Comparison.Unlike> difference = Comparison.first(spec, played, space::project);
    List<Integer> run =
        difference.flatMap(Comparison.Unlike::at).map(played::run).orElse(List.of());
    return new Equality(
        world,
        profile,
        spec.size(),
        played.size(),
        spec.edgeCount(),
        played.edgeCount(),
        spec.depth(),
        difference,
        run.stream().map(i -> space.project(played.state(i))).toList(),
        played.labels(run),
        (System.nanoTime() - start) / 1e9,
        explored.seconds());
  }

  /** Loads the model of a world; where its configurations do not say the profile, it is put in. */
  static SpecModel load(BoundedWorld world, Profile profile) {
    SpecSource source = SpecSource.project();
    String plain = world.configuration() + ".cfg";
    String other = world.configuration() + "As" + profile + ".cfg";
    String text =
        source
            .text(plain)
            .replaceAll(
                "Profile = \"\\w+\"",
                "Profile = \"" + profile.name().toLowerCase(Locale.ROOT) + "\"");
    return SpecModel.load(source.with(other, text), world.module(), other);
  }
}
