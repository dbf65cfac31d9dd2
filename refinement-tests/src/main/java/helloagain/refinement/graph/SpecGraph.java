package helloagain.refinement.graph;

import helloagain.spec.GraphVisitor;
import helloagain.spec.SpecModel;
import helloagain.spec.SpecSource;
import helloagain.spec.SpecState;
import helloagain.spec.SpecStep;

/**
 * Holds the graph of the specification in one world, as TLC explored it.
 *
 * @param model the model, which its states belong to
 * @param graph the graph
 * @param seconds how long TLC explored
 */
public record SpecGraph(SpecModel model, Graph<SpecState> graph, double seconds)
    implements AutoCloseable {
  /**
   * Explores the world of a setting.
   *
   * @throws helloagain.spec.SpecException if TLC cannot explore it
   */
  public static SpecGraph of(Setting setting) {
    SpecModel model = load(setting);
    long start = System.nanoTime();
    Graph<SpecState> graph = explored(model);
    return new SpecGraph(model, graph, (System.nanoTime() - start) / 1e9);
  }

  private static Graph<SpecState> explored(SpecModel model) {
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

  /** Loads the model of a world with the document and the number of faults of the setting. */
  private static SpecModel load(Setting setting) {
    String module = setting.world().module();
    SpecSource source = SpecSource.project();
    String text =
        source
            .text(setting.world().configuration() + ".cfg")
            .replaceAll("Profile = \"\\w+\"", "Profile = \"" + setting.profile().word() + "\"");
    if (setting.maxFaults() != Integer.MAX_VALUE) {
      text = text.replaceAll("MaxFaults = \\d+", "MaxFaults = " + setting.maxFaults());
    }
    String config = module + "Compared";
    return SpecModel.load(source.with(config + ".cfg", text), module, config);
  }

  @Override
  public void close() {
    model.close();
  }
}
