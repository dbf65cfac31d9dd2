package helloagain.spec;

/**
 * Holds the size of a state graph, in TLC's own terms.
 *
 * @param initialStates the distinct initial states
 * @param generatedStates all states that were generated, also those seen before
 * @param transitions {@code generatedStates} without the generated initial states
 * @param distinctStates the distinct states
 * @param labelledEdges the distinct edges by source, action, arguments and target
 * @param depth the number of states on the longest of the shortest paths from an initial state
 * @param deadlocks the states without a successor
 */
public record GraphSummary(
    long initialStates,
    long generatedStates,
    long transitions,
    long distinctStates,
    long labelledEdges,
    int depth,
    long deadlocks) {}
