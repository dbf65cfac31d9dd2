package helloagain.workbench;

import helloagain.spec.SpecState;
import helloagain.spec.SpecStep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers the steps of the states that were asked for last. Runs begin alike, and what a hostile
 * peer can send in a state takes TLC a second where faults come in pairs.
 */
final class RecentSteps {
  private static final int MOST_STEPS = 400_000;

  private final Map<SpecState, List<SpecStep>> states = new LinkedHashMap<>(16, 0.75f, true);
  private long steps;

  /** Returns the steps of a state, if they are remembered. */
  synchronized Optional<List<SpecStep>> of(SpecState state) {
    return Optional.ofNullable(states.get(state));
  }

  /** Remembers the steps of a state, and forgets those that were not asked for since longest. */
  synchronized void remember(SpecState state, List<SpecStep> possible) {
    if (states.put(state, possible) == null) {
      steps += possible.size();
    }
    var oldest = states.entrySet().iterator();
    while (steps > MOST_STEPS && states.size() > 1) {
      steps -= oldest.next().getValue().size();
      oldest.remove();
    }
  }
}
