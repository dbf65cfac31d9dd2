package helloagain.workbench;

import helloagain.probe.KnownFindings;
import helloagain.probe.ProbeResult;
import helloagain.rule.Profile;
import helloagain.vectors.Verdict.Grade;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Holds what a probe found.
 *
 * @param stack the name of the stack, or where it is
 * @param version its version
 * @param role what it was
 * @param profile the document by which it was judged
 * @param traits what was found out about it, a line for each setup
 * @param results what came of the tests, in the order of their ids
 * @param seconds how long it took
 * @param isWhole whether all tests that were asked for were run; else the run was interrupted
 * @param isOfAll whether these were all that there are
 * @param expectations which findings are known
 * @param again the command that runs the same again, without a test
 * @param shard which part of the tests these were, if not all that were asked for
 */
record ProbeReport(
    String stack,
    String version,
    String role,
    Profile profile,
    List<String> traits,
    List<ProbeResult> results,
    double seconds,
    boolean isWhole,
    boolean isOfAll,
    KnownFindings expectations,
    String again,
    Optional<Shard> shard) {
  /** Copies the lists. */
  ProbeReport {
    traits = List.copyOf(traits);
    results = List.copyOf(results);
  }

  /** Returns the findings, the worst first. */
  List<ProbeResult> findings() {
    return results.stream()
        .filter(ProbeResult::isFinding)
        .sorted((one, other) -> one.grade().compareTo(other.grade()))
        .toList();
  }

  /** Returns the findings that are not known. */
  List<ProbeResult> news() {
    return findings().stream().filter(finding -> expectations.of(finding).isEmpty()).toList();
  }

  /** Returns what is known and was not found any more. A part of the tests says nothing of it. */
  List<KnownFindings.Row> gone() {
    return isOfAll && shard.isEmpty() ? expectations.unmet(findings()) : List.of();
  }

  /** Returns how many results have a grade. */
  Map<Grade, Integer> grades() {
    Map<Grade, Integer> grades = new TreeMap<>();
    results.forEach(result -> grades.merge(result.grade(), 1, Integer::sum));
    return grades;
  }

  int count(Grade grade) {
    return grades().getOrDefault(grade, 0);
  }

  /** Returns how many tests were tried. */
  int tests() {
    return results.size() - count(Grade.NOT_APPLICABLE);
  }

  double testsPerSecond() {
    return Json.tenths(tests() / Math.max(seconds, 0.001));
  }

  /**
   * Tells whether everything that was found is known; nothing tried is nothing shown, but that a
   * part may leave it to others to try something.
   */
  boolean holds() {
    return (shard.isPresent() || tests() > 0) && news().isEmpty() && gone().isEmpty();
  }

  /** Returns the command that runs one test again. */
  String again(ProbeResult result) {
    int command = again.indexOf(" -- ");
    String option = " --test " + result.id();
    return command < 0
        ? again + option
        : again.substring(0, command) + option + again.substring(command);
  }
}
