package helloagain.spec.internal;

import helloagain.spec.GraphSummary;
import helloagain.spec.GraphVisitor;
import helloagain.spec.SpecException;
import helloagain.spec.SpecStep;
import helloagain.spec.TlaValue;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tlc2.tool.EvalException;
import tlc2.tool.TLCState;
import util.Assert.TLCRuntimeException;

/** Visits the reachable states breadth first and counts them the way TLC does. */
final class Exploration {
  private record Found(int number, int depth, TlcState state) {}

  private record Edge(String action, List<TlaValue> arguments, int target) {}

  private final TlcModel model;
  private final GraphVisitor visitor;
  private final ValueReader reader = new ValueReader();
  private final Map<Long, Integer> numbers = new HashMap<>();
  private final Queue<Found> frontier = new ArrayDeque<>();
  private long generated;
  private long edges;
  private int depth;
  private long deadlocks;

  Exploration(TlcModel model, GraphVisitor visitor) {
    this.model = model;
    this.visitor = visitor;
  }

  GraphSummary run() {
    for (TLCState state : model.generateInitial()) {
      generated++;
      if (model.isInModel(state)) {
        find(new TlcState(model, state, reader), 1);
      }
    }
    int initialStates = numbers.size();
    long generatedInitial = generated;
    for (@Nullable Found source = frontier.poll(); source != null; source = frontier.poll()) {
      if (Thread.interrupted()) {
        Thread.currentThread().interrupt();
        throw new SpecException("interrupted after " + numbers.size() + " states");
      }
      try {
        expand(source);
      } catch (EvalException | TLCRuntimeException e) {
        // The same failure with its place.
        model.successors(source.state());
        throw e;
      }
    }
    return new GraphSummary(
        initialStates,
        generated,
        generated - generatedInitial,
        numbers.size(),
        edges,
        depth,
        deadlocks);
  }

  private void expand(Found source) {
    long before = generated;
    Set<Edge> seen = new HashSet<>();
    model.generate(
        source.state().state,
        (part, next) -> {
          generated++;
          if (model.isInModel(source.state().state, next)) {
            TlcState target = new TlcState(model, next, reader);
            int number = find(target, source.depth() + 1);
            if (seen.add(new Edge(part.name(), part.arguments(), number))) {
              edges++;
              visitor.edge(
                  source.number(), new SpecStep(part.name(), part.arguments(), target), number);
            }
          }
        });
    if (generated == before) {
      deadlocks++;
    }
  }

  /** Returns the number of a state, new or known. */
  private int find(TlcState state, int at) {
    Integer known = numbers.get(state.fingerprint());
    if (known != null) {
      return known;
    }
    int number = numbers.size();
    numbers.put(state.fingerprint(), number);
    depth = Math.max(depth, at);
    visitor.state(number, state, at);
    frontier.add(new Found(number, at, state));
    return number;
  }
}
