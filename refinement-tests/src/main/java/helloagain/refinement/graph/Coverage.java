package helloagain.refinement.graph;

import helloagain.refinement.Judges;
import helloagain.refinement.LockStep;
import helloagain.refinement.Reference;
import helloagain.refinement.Replay;
import helloagain.refinement.Trace;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaValue;
import helloagain.spec.ValueNumbers;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds out which edges of a bounded world runs have taken. An edge leads from one state of {@code
 * Handshake.tla} to another; how many faults a hostile peer had to spend is not seen in a run, and
 * makes no edges apart. That an ended exchange stutters is no edge. Confined to one thread.
 */
public final class Coverage {
  private static final List<String> VARIABLES = List.of("client", "server", "toServer", "toClient");
  private static final String STUTTER = "Ended";
  private static final String HOSTILE = "Hostile";

  private final BoundedWorld world;
  private final Profile profile;
  private final ValueNumbers numbers = new ValueNumbers();
  private final Map<Edge, Integer> edges = new LinkedHashMap<>();
  private final List<Kind> kinds = new ArrayList<>();
  private final BitSet taken = new BitSet();
  private int states;

  /** An edge, by the numbers of the values at its ends. */
  private record Edge(List<Integer> source, String action, List<Integer> target) {}

  /**
   * Says what an edge is about.
   *
   * @param action the action of the specification
   * @param rule the rule that decides, where a peer aborts
   */
  public record Kind(String action, Optional<Rule> rule) {}

  /**
   * Counts the edges of a kind.
   *
   * @param edges how many there are
   * @param taken how many of them were taken
   */
  public record Count(long edges, long taken) {
    /** Returns the sum of two counts. */
    public Count plus(Count other) {
      return new Count(edges + other.edges, taken + other.taken);
    }
  }

  private Coverage(BoundedWorld world, Profile profile) {
    this.world = world;
    this.profile = profile;
  }

  /** Explores a world of {@code Handshake.tla}; no run has taken any edge yet. */
  public static Coverage of(BoundedWorld world, Profile profile) {
    Coverage coverage = new Coverage(world, profile);
    coverage.explore(BoundedWorld.space(Setting.of(world, profile)));
    return coverage;
  }

  private <N> void explore(StateSpace<N> space) {
    Graph<N> graph = Graph.of(space, () -> Integer.MAX_VALUE);
    List<List<Integer>> keys = new ArrayList<>();
    for (int i = 0; i < graph.size(); i++) {
      keys.add(key(space.project(graph.state(i))));
    }
    for (int i = 0; i < graph.size(); i++) {
      for (Graph.Edge edge : graph.edges(i)) {
        Edge found = new Edge(keys.get(i), action(edge.label()), keys.get(edge.target()));
        if (!edge.label().equals(STUTTER) && edges.putIfAbsent(found, kinds.size()) == null) {
          kinds.add(
              new Kind(
                  edge.label(), rule(edge.label(), space.project(graph.state(edge.target())))));
        }
      }
    }
    states = new HashSet<>(keys).size();
  }

  /** A run does not tell which of its actions a hostile peer takes, only what it sends. */
  private static String action(String label) {
    return label.startsWith(HOSTILE) ? HOSTILE : label;
  }

  private List<Integer> key(Map<String, TlaValue> variables) {
    return VARIABLES.stream()
        .map(name -> numbers.of(Objects.requireNonNull(variables.get(name))))
        .toList();
  }

  private static Optional<Rule> rule(String label, Map<String, TlaValue> target) {
    if (!label.endsWith("Aborts")) {
      return Optional.empty();
    }
    TlaRecord peer =
        Objects.requireNonNull(target.get(label.startsWith("Client") ? "client" : "server"))
            .asRecord();
    return Rule.withOperator(peer.get("rule").asString());
  }

  /**
   * Makes the run of a trace again, up to ServerHello, and notes the edges that it takes. A run
   * outside the world, or by another document, takes none.
   *
   * @return how many steps of the run are edges of the world
   * @throws IllegalArgumentException if a move of the trace is not possible where it stands
   */
  public int take(Judges judges, Trace trace) {
    if (trace.profile() != profile || !world.isPlayedIn(trace)) {
      return 0;
    }
    Trace hellos = trace.hellos();
    LockStep run = LockStep.of(judges, Reference.HELLO_AGAIN, hellos);
    List<List<Integer>> reached = new ArrayList<>();
    reached.add(key(run.spec().variables()));
    Replay.follow(run, hellos, () -> reached.add(key(run.spec().variables())));
    int inside = 0;
    for (int i = 1; i < reached.size(); i++) {
      String action = action(run.events().get(i - 1).action());
      Integer edge = edges.get(new Edge(reached.get(i - 1), action, reached.get(i)));
      if (edge != null) {
        taken.set(edge);
        inside++;
      }
    }
    return inside;
  }

  /** Returns the edges that were taken, a bit for each in the order in which they were found. */
  public byte[] taken() {
    return taken.toByteArray();
  }

  /** Adds edges that were taken in another run of this world. */
  public void add(byte[] others) {
    taken.or(BitSet.valueOf(others));
  }

  /** Returns the number of states that the edges lie between. */
  public int states() {
    return states;
  }

  /** Returns the world. */
  public BoundedWorld world() {
    return world;
  }

  /** Returns the document. */
  public Profile profile() {
    return profile;
  }

  /** Returns all edges together. */
  public Count total() {
    return new Count(edges.size(), taken.cardinality());
  }

  /** Returns the counts by kind, in the order of actions and rules. */
  public Map<Kind, Count> byKind() {
    Map<Kind, Count> counts =
        new TreeMap<>(
            Comparator.comparing(Kind::action)
                .thenComparing(kind -> kind.rule().map(Rule::ordinal).orElse(-1)));
    for (int i = 0; i < kinds.size(); i++) {
      counts.merge(kinds.get(i), new Count(1, taken.get(i) ? 1 : 0), Count::plus);
    }
    return counts;
  }
}
