package helloagain.workbench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * States what became of what has a defect on purpose.
 *
 * @param killed the names of what is noticed
 * @param faults what is not, or is not there, one line each
 */
record PatternKills(List<String> killed, List<String> faults) {
  /** Copies the lists. */
  PatternKills {
    killed = List.copyOf(killed);
    faults = List.copyOf(faults);
  }

  /**
   * Judges a pattern.
   *
   * @param pattern its id
   * @param names what has the defect
   * @param isKilled whether something is noticed; empty if there is no such thing
   */
  static PatternKills of(
      String pattern, List<String> names, Function<String, Optional<Boolean>> isKilled) {
    List<String> killed = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    for (String name : names) {
      Optional<Boolean> found = isKilled.apply(name);
      if (found.isEmpty()) {
        faults.add(pattern + ": there is no mutant " + name);
      } else if (found.orElseThrow()) {
        killed.add(name);
      } else {
        faults.add(pattern + ": nothing notices " + name);
      }
    }
    return new PatternKills(killed, faults);
  }
}
