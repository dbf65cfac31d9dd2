package helloagain.workbench;

import helloagain.rule.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lays out a finding for programs.
 *
 * @param step the place in the run, counted from 1
 * @param action the action of {@code Handshake.tla}
 * @param rule the id of the rule that decides there, if one does
 * @param section its section
 * @param allowed what the specification allows there
 * @param observed what the reference did
 * @param savedAs the trace file, if one was written
 */
record FoundJson(
    int step,
    String action,
    @Nullable String rule,
    @Nullable String section,
    List<String> allowed,
    String observed,
    @Nullable String savedAs) {
  /** Takes a finding. */
  static FoundJson of(Finding finding, @Nullable String savedAs) {
    return new FoundJson(
        finding.step(),
        finding.action(),
        finding.rule().map(Rule::id).orElse(null),
        finding.rule().map(Rule::section).orElse(null),
        finding.allowed(),
        finding.observed(),
        savedAs);
  }
}
