package helloagain.refinement.graph;

import helloagain.spec.SpecState;
import helloagain.spec.TlaValue;
import helloagain.spec.ValueNumbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Compares the graph of the specification with that of the reference: the same initial states, and
 * from the same state the same edges, with the same labels, to the same states. States are the same
 * when all their variables have the same values, down to the last field.
 *
 * @param <N> the states of the reference
 */
public final class Comparison<N> {
  private static final int NONE = -1;

  private final Graph<SpecState> spec;
  private final Graph<N> reference;
  private final Function<N, Map<String, TlaValue>> projection;
  private final int[] specOf;

  /**
   * Holds the first difference on a shortest run.
   *
   * @param at the number of the state of the reference in which the ways part, or none if the
   *     initial states differ
   * @param onlySpec what only the specification allows there
   * @param onlyReference what only the reference does there
   */
  public record Unlike(Optional<Integer> at, List<Way> onlySpec, List<Way> onlyReference) {
    /** Copies the lists. */
    public Unlike {
      onlySpec = List.copyOf(onlySpec);
      onlyReference = List.copyOf(onlyReference);
    }
  }

  /**
   * Holds an edge and the state that it leads to.
   *
   * @param label the label of the edge; {@code Init} for an initial state
   * @param variables the values of the state
   */
  public record Way(String label, Map<String, TlaValue> variables) {}

  private Comparison(
      Graph<SpecState> spec, Graph<N> reference, Function<N, Map<String, TlaValue>> projection) {
    this.spec = spec;
    this.reference = reference;
    this.projection = projection;
    this.specOf = match();
  }

  /**
   * Compares two graphs.
   *
   * @param projection gives the values of a state of the reference
   * @return the first difference, if there is one
   */
  public static <N> Optional<Unlike> first(
      Graph<SpecState> spec, Graph<N> reference, Function<N, Map<String, TlaValue>> projection) {
    return new Comparison<>(spec, reference, projection).first();
  }

  /**
   * Finds the state of the specification for each of the reference. Of several states of the
   * reference that look the same only the first has one: the specification has no more.
   */
  private int[] match() {
    ValueNumbers numbers = new ValueNumbers();
    Map<List<Integer>, Integer> known = new HashMap<>();
    for (int i = 0; i < spec.size(); i++) {
      known.put(key(numbers, spec.state(i).variables()), i);
    }
    int[] matches = new int[reference.size()];
    for (int i = 0; i < matches.length; i++) {
      Integer match = known.remove(key(numbers, projection.apply(reference.state(i))));
      matches[i] = match == null ? NONE : match;
    }
    return matches;
  }

  private static List<Integer> key(ValueNumbers numbers, Map<String, TlaValue> variables) {
    List<Integer> key = new ArrayList<>(variables.size());
    new TreeMap<>(variables).values().forEach(value -> key.add(numbers.of(value)));
    return key;
  }

  private Optional<Unlike> first() {
    Set<Integer> initial = new HashSet<>();
    for (int i = 0; i < spec.initialStates(); i++) {
      initial.add(i);
    }
    List<Integer> strange = new ArrayList<>();
    for (int i = 0; i < reference.initialStates(); i++) {
      if (!initial.remove(specOf[i])) {
        strange.add(i);
      }
    }
    if (!initial.isEmpty() || !strange.isEmpty()) {
      return Optional.of(
          new Unlike(
              Optional.empty(),
              initial.stream().map(i -> new Way("Init", spec.state(i).variables())).toList(),
              strange.stream().map(i -> way(new Graph.Edge("Init", i))).toList()));
    }
    for (int i = 0; i < reference.size(); i++) {
      if (!isAlike(i)) {
        return Optional.of(unlike(i));
      }
    }
    return Optional.empty();
  }

  private boolean isAlike(int at) {
    Set<Graph.Edge> allowed = spec.edges(specOf[at]);
    Set<Graph.Edge> done = reference.edges(at);
    return allowed.size() == done.size()
        && done.stream().allMatch(edge -> allowed.contains(asOfSpec(edge)));
  }

  private Unlike unlike(int at) {
    Set<Graph.Edge> missing = new HashSet<>(spec.edges(specOf[at]));
    List<Way> strange = new ArrayList<>();
    for (Graph.Edge edge : reference.edges(at)) {
      if (!missing.remove(asOfSpec(edge))) {
        strange.add(way(edge));
      }
    }
    return new Unlike(
        Optional.of(at),
        missing.stream()
            .sorted(Comparator.comparing(Graph.Edge::label).thenComparing(Graph.Edge::target))
            .map(edge -> new Way(edge.label(), spec.state(edge.target()).variables()))
            .toList(),
        strange);
  }

  private Graph.Edge asOfSpec(Graph.Edge edge) {
    return new Graph.Edge(edge.label(), specOf[edge.target()]);
  }

  private Way way(Graph.Edge edge) {
    return new Way(edge.label(), projection.apply(reference.state(edge.target())));
  }
}
