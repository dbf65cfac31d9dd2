package helloagain.refinement.graph;

import helloagain.spec.GraphVisitor;
import helloagain.spec.SpecModel;
import helloagain.spec.SpecState;
import helloagain.spec.SpecStep;

/** Explores the graph of a model by TLC. */
public final class SpecGraph {
  private SpecGraph() {}

  /** Explores the reachable states of a model. */
  public static Graph<SpecState> of(SpecModel model) {
    Graph<SpecState> graph = new Graph<>();
    model.explore(
        new GraphVisitor() {
          @Override
          public void state(int number, SpecState state, int depth) {
            if (depth == 1) {
              graph.addInitial(state);
            } else {
              graph.add(state);
            }
          }

          @Override
          public void edge(int source, SpecStep step, int target) {
            graph.addEdge(source, step.label(), target);
          }
        });
    return graph;
  }
}
