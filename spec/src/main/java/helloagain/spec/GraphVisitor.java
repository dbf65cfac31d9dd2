package helloagain.spec;

/**
 * Receives the state graph as {@link SpecModel#explore} finds it, breadth first. States are
 * numbered from 0 in the order in which they are found; both ends of an edge are found before it.
 */
public interface GraphVisitor {
  /**
   * Receives a state that was not seen before.
   *
   * @param number the state's number
   * @param state the state
   * @param depth the number of states on a shortest path to it; 1 for an initial state
   */
  default void state(int number, SpecState state, int depth) {}

  /**
   * Receives an edge, once for each source, action, arguments and target. A step that leaves the
   * configuration's {@code CONSTRAINT} is no edge.
   */
  default void edge(int source, SpecStep step, int target) {}
}
