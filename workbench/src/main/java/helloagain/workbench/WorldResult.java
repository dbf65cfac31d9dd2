package helloagain.workbench;

import helloagain.spec.TlcResult;
import helloagain.spec.TlcVerdict;
import helloagain.workbench.World.Outcome;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Holds what the check of a world gave.
 *
 * @param world the world, with what was expected
 * @param properties the invariants and properties that its configuration asks for
 * @param tlc what TLC found
 * @param violated what was violated, in words; empty if nothing
 * @param exact the numbers that have to be those of the catalogue
 */
record WorldResult(World world, int properties, TlcResult tlc, String violated, Set<Count> exact) {
  /** Names a number that a check gives. */
  enum Count {
    STATES,
    /** All steps, and those of each action. */
    EDGES,
    DEPTH;

    /** Returns all of them, which a run in one process with one worker gives. */
    static Set<Count> all() {
      return EnumSet.allOf(Count.class);
    }
  }

  /** Copies the set. */
  WorldResult {
    exact = Set.copyOf(exact);
  }

  /** Returns how the check ended. */
  Outcome outcome() {
    return tlc.verdict() == TlcVerdict.HOLDS ? Outcome.HOLDS : Outcome.VIOLATED;
  }

  /** Tells whether everything came out as the catalogue says. */
  boolean asExpected() {
    return difference().isEmpty();
  }

  /** Returns what was expected and what came instead, in one line; empty if all is as expected. */
  String difference() {
    if (outcome() != world.outcome()) {
      // The counts of a check that ended early would say nothing.
      return "expected " + world.outcome().word() + ", got " + verdict();
    }
    List<String> expected = new ArrayList<>();
    List<String> got = new ArrayList<>();
    if (compares(Count.STATES)) {
      compare("states", world.states(), tlc.distinctStates(), expected, got);
    }
    if (compares(Count.EDGES)) {
      compare("edges", world.edges(), tlc.transitions(), expected, got);
    }
    if (compares(Count.DEPTH)) {
      compare("depth", world.depth(), tlc.depth(), expected, got);
    }
    compare("properties", world.properties(), properties, expected, got);
    // A TLC of another version may not tell the edges of its actions.
    boolean tellsActions = compares(Count.EDGES) && !tlc.actions().isEmpty();
    if (tellsActions) {
      Set<String> names = new LinkedHashSet<>(world.actions().keySet());
      names.addAll(tlc.actions().keySet());
      names.forEach(name -> compare(name, expected, got));
    }
    List<String> differences = new ArrayList<>();
    if (!expected.isEmpty()) {
      differences.add("expected " + String.join(", ", expected));
      differences.add("got " + String.join(", ", got));
    }
    if (tellsActions) {
      tlc.actions().forEach((name, edges) -> differences.addAll(untold(name, edges)));
    }
    return String.join("; ", differences);
  }

  private boolean compares(Count count) {
    return world.isCounted() && exact.contains(count);
  }

  private void compare(String action, List<String> expected, List<String> got) {
    Long wanted = world.actions().get(action);
    Long found = tlc.actions().get(action);
    if (!Objects.equals(wanted, found)) {
      expected.add(wanted == null ? "no " + action : action + " " + wanted);
      got.add(found == null ? "no " + action : action + " " + found);
    }
  }

  /** Says that an action is never taken without a reason, or is taken in spite of one. */
  private List<String> untold(String action, long edges) {
    boolean isMeantToBeDead = world.untaken().containsKey(action);
    if (edges == 0 && !isMeantToBeDead) {
      return List.of(action + " is never taken, and untaken gives no reason");
    }
    return edges > 0 && isMeantToBeDead
        ? List.of(action + " is taken, though " + world.untaken().get(action))
        : List.of();
  }

  /** Returns the outcome, with what was violated. */
  String verdict() {
    return violated.isEmpty() ? outcome().word() : outcome().word() + " (" + violated + ")";
  }

  /** Returns the world with the counts of this result. */
  World recorded() {
    return world.withCounts(
        tlc.distinctStates(), tlc.transitions(), tlc.depth(), properties, tlc.actions());
  }

  private static void compare(
      String what, long wanted, long found, List<String> expected, List<String> got) {
    if (wanted != found) {
      expected.add(what + " " + wanted);
      got.add(what + " " + found);
    }
  }
}
