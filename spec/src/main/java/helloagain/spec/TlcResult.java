package helloagain.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds what a run of TLC found. Counts are 0 where TLC did not come to print them.
 *
 * @param verdict how the run ended
 * @param violated the violated invariant or property; empty if nothing was violated or TLC does not
 *     say which
 * @param exitCode the exit code of TLC
 * @param initialStates the distinct initial states
 * @param generatedStates all generated states
 * @param transitions {@code generatedStates} without the generated initial states
 * @param distinctStates the distinct states
 * @param depth the number of states on the longest of the shortest paths; exact with one worker
 * @param seconds the time that the run took, with the start of its JVM
 * @param version the line in which TLC names itself
 * @param errorLines what TLC says went wrong, without its framing
 * @param counterexample the states of the error trace in order, each as TLC prints it
 * @param actions the edges of each action of the next-state relation, in its order, also those of
 *     none; together they are the transitions. Actions that TLC takes as a whole stand together,
 *     with {@code or} between their names. Empty if this TLC does not let them be counted
 */
public record TlcResult(
    TlcVerdict verdict,
    String violated,
    int exitCode,
    long initialStates,
    long generatedStates,
    long transitions,
    long distinctStates,
    int depth,
    double seconds,
    String version,
    List<String> errorLines,
    List<String> counterexample,
    Map<String, Long> actions) {
  /** Copies the collections. */
  public TlcResult {
    errorLines = List.copyOf(errorLines);
    counterexample = List.copyOf(counterexample);
    actions = Collections.unmodifiableMap(new LinkedHashMap<>(actions));
  }
}
