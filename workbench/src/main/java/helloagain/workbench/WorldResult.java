package helloagain.workbench;

import helloagain.spec.TlcResult;
import helloagain.spec.TlcVerdict;
import helloagain.workbench.World.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds what the check of a world gave.
 *
 * @param world the world, with what was expected
 * @param properties the invariants and properties that its configuration asks for
 * @param tlc what TLC found
 * @param violated what was violated, in words; empty if nothing
 */
record WorldResult(World world, int properties, TlcResult tlc, String violated) {
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
    compare("states", world.states(), tlc.distinctStates(), expected, got);
    compare("edges", world.edges(), tlc.transitions(), expected, got);
    compare("depth", world.depth(), tlc.depth(), expected, got);
    compare("properties", world.properties(), properties, expected, got);
    return expected.isEmpty()
        ? ""
        : "expected " + String.join(", ", expected) + "; got " + String.join(", ", got);
  }

  /** Returns the outcome, with what was violated. */
  String verdict() {
    return violated.isEmpty() ? outcome().word() : outcome().word() + " (" + violated + ")";
  }

  /** Returns the world with the counts of this result. */
  World recorded() {
    return world.withCounts(tlc.distinctStates(), tlc.transitions(), tlc.depth(), properties);
  }

  private static void compare(
      String what, long wanted, long found, List<String> expected, List<String> got) {
    if (wanted != found) {
      expected.add(what + " " + wanted);
      got.add(what + " " + found);
    }
  }
}
