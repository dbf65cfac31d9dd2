package helloagain.refinement.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * A graph of states with labelled edges. States are numbered from 0 in the order in which they were
 * found, breadth first, the initial ones first. Two edges of one state differ in label or target.
 *
 * @param <N> what a state is
 */
public final class Graph<N> {
  private static final int NONE = -1;

  private final List<N> states = new ArrayList<>();
  private final List<Set<Edge>> edges = new ArrayList<>();
  private final List<Integer> parents = new ArrayList<>();
  private int initialStates;
  private long edgeCount;

  /**
   * An edge from a state.
   *
   * @param label the action, with its arguments if it has some
   * @param target the number of the state that it leads to
   */
  public record Edge(String label, int target) {}

  /**
   * Explores a world breadth first.
   *
   * @param most tells how many states are worth finding; the states beyond have no edges
   * @throws IllegalStateException if the thread is interrupted
   */
  public static <N> Graph<N> of(StateSpace<N> space, IntSupplier most) {
    Graph<N> graph = new Graph<>();
    Map<N, Integer> numbers = new HashMap<>();
    for (N state : space.initial()) {
      numbers.computeIfAbsent(state, graph::addInitial);
    }
    for (int i = 0; i < graph.size() && graph.size() <= most.getAsInt(); i++) {
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("interrupted after " + graph.size() + " states");
      }
      int source = i;
      try {
        space.steps(
            graph.state(i),
            (label, target) ->
                graph.addEdge(source, label, numbers.computeIfAbsent(target, graph::add)));
      } catch (IllegalStateException | IllegalArgumentException e) {
        // A reference that is broken on purpose may leave nothing to go on with.
        graph.addEdge(source, "no way on: " + e, source);
      }
    }
    return graph;
  }

  /** Adds an initial state and returns its number; all of them come before all others. */
  int addInitial(N state) {
    initialStates++;
    return add(state);
  }

  /** Adds a state and returns its number; the first edge to it says from where it was found. */
  int add(N state) {
    states.add(state);
    edges.add(new LinkedHashSet<>());
    parents.add(NONE);
    return states.size() - 1;
  }

  /** Adds an edge, unless it is there. */
  void addEdge(int source, String label, int target) {
    if (edges.get(source).add(new Edge(label, target))) {
      edgeCount++;
      if (target >= initialStates && parents.get(target) == NONE) {
        parents.set(target, source);
      }
    }
  }

  /** Returns the number of states. */
  public int size() {
    return states.size();
  }

  /** Returns the number of initial states. */
  public int initialStates() {
    return initialStates;
  }

  /** Returns the number of edges. */
  public long edgeCount() {
    return edgeCount;
  }

  /** Returns a state. */
  public N state(int number) {
    return states.get(number);
  }

  /** Returns the edges of a state, in the order in which they were found. */
  public Set<Edge> edges(int source) {
    return Collections.unmodifiableSet(edges.get(source));
  }

  /** Returns the number of states on a shortest run to the farthest state. */
  public int depth() {
    int[] depths = new int[size()];
    int deepest = 0;
    for (int i = 0; i < size(); i++) {
      depths[i] = parents.get(i) == NONE ? 1 : depths[parents.get(i)] + 1;
      deepest = Math.max(deepest, depths[i]);
    }
    return deepest;
  }

  /** Returns the numbers of the states on a shortest run to a state, which is the last. */
  public List<Integer> run(int number) {
    Deque<Integer> run = new ArrayDeque<>();
    for (int at = number; at != NONE; at = parents.get(at)) {
      run.addFirst(at);
    }
    return List.copyOf(run);
  }

  /** Returns the labels of edges that lead along a run. */
  public List<String> labels(List<Integer> run) {
    List<String> labels = new ArrayList<>();
    for (int i = 1; i < run.size(); i++) {
      int target = run.get(i);
      labels.add(
          edges(run.get(i - 1)).stream()
              .filter(edge -> edge.target() == target)
              .map(Edge::label)
              .findFirst()
              .orElseThrow());
    }
    return labels;
  }
}
