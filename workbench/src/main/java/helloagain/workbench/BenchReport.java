package helloagain.workbench;

import helloagain.refinement.ReplayBench;
import helloagain.refinement.Samples;
import helloagain.refinement.bench.EqualityBench;
import helloagain.refinement.bench.GrowthBench;
import helloagain.refinement.bench.HelloBench;
import helloagain.workbench.CheckBench.Way;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds what {@code hello bench} measured, and what follows from it.
 *
 * @param command the command that measures the same again
 * @param machine what it ran on
 * @param seconds how long it took
 * @param replay how fast runs are replayed, if that was measured
 * @param equal how long comparisons take; empty if that was not measured
 * @param growth how worlds grow; empty if that was not measured
 * @param hello how long the reference works; empty if that was not measured
 * @param check how fast worlds are checked; empty if that was not measured
 * @param probe how fast the probe is, if that was measured
 */
record BenchReport(
    String command,
    Machine machine,
    double seconds,
    Optional<ReplayBench.Report> replay,
    List<EqualityBench.Row> equal,
    List<GrowthBench.Axis> growth,
    List<HelloBench.Row> hello,
    List<CheckBench.Row> check,
    Optional<ProbeBench.Report> probe) {
  /** Ten times the 18 conversations a second that a suite in Python has at best. */
  private static final double TESTS_PER_SECOND = 180;

  private static final double TRACES_PER_SECOND = 10_000;
  private static final double STEPS_PER_TRACE = 8;
  static final double STEPS_PER_SECOND = TRACES_PER_SECOND * STEPS_PER_TRACE;
  private static final double TIMES_TLC = 3;

  private static final String TO_OWN_PROCESS = "equalityToTlcInOwnProcess";
  private static final String TO_IN_PROCESS = "equalityToTlcInProcess";

  /** What a check may cost beside TLC alone, with the same number of workers. */
  private static final double TIMES_BARE = 1.05;

  static final String BARE_TO_CHECK = "bareTlcToCheck";
  static final String BARE_TO_CHECK_TWO = "bareTlcToCheckOfTwoWorkers";
  private static final String TO_ONE_RUN = "inProcessToOneRun";

  /** Copies the lists. */
  BenchReport {
    equal = List.copyOf(equal);
    growth = List.copyOf(growth);
    hello = List.copyOf(hello);
    check = List.copyOf(check);
  }

  /**
   * States whether the project keeps what it wants to.
   *
   * @param target what it wants
   * @param bound the bound, which the measured value must reach or must not exceed
   * @param measured the median, or that of the worst world
   */
  record Target(String target, double bound, double measured, boolean met) {
    private static Target atLeast(String target, double bound, double measured) {
      return new Target(target, bound, measured, measured >= bound);
    }

    private static Target atMost(String target, double bound, double measured) {
      return new Target(target, bound, measured, measured <= bound);
    }
  }

  /** Returns the ratios of what was measured, by name. */
  Map<String, Ratio> ratios() {
    Map<String, Ratio> ratios = new LinkedHashMap<>();
    replay.ifPresent(
        report -> {
          Samples both = report.inProcess();
          Samples bothSteps = both.times(report.stepsPerTrace());
          Samples judgedSteps = report.specificationInProcess().times(report.stepsPerTrace());
          Samples ceiling = report.ceilingInProcess().steps();
          ratios.put("inProcessToOneProcessPerTrace", Ratio.of(both, report.oneProcessPerTrace()));
          ratios.put(TO_ONE_RUN, Ratio.of(both, report.oneRun()));
          ratios.put("inProcessToCeilingInProcess", Ratio.of(bothSteps, ceiling));
          ratios.put(
              "inProcessToCeilingInOwnProcess",
              Ratio.of(bothSteps, report.ceilingInOwnProcess().steps()));
          ratios.put("specificationToCeilingInProcess", Ratio.of(judgedSteps, ceiling));
        });
    for (EqualityBench.Row row : equal) {
      ratios.put(
          TO_OWN_PROCESS + "." + row.world(), Ratio.of(row.equality(), row.tlcInOwnProcess()));
      ratios.put(TO_IN_PROCESS + "." + row.world(), Ratio.of(row.equality(), row.tlcInProcess()));
    }
    for (CheckBench.Row row : check) {
      ratios.put(
          BARE_TO_CHECK + "." + row.world(), Ratio.of(row.of(Way.BARE_ONE), row.of(Way.CHECK_ONE)));
      ratios.put(
          BARE_TO_CHECK_TWO + "." + row.world(),
          Ratio.of(row.of(Way.BARE_TWO), row.of(Way.CHECK_TWO)));
    }
    probe.ifPresent(
        report -> {
          ratios.put("probeToHandshakes", Ratio.of(report.answered(), report.handshakes()));
          ratios.put("probeToOwnHandshakes", Ratio.of(report.answered(), report.ownHandshakes()));
        });
    return Collections.unmodifiableMap(ratios);
  }

  /** Returns the targets on which something was measured. */
  List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    Map<String, Ratio> ratios = ratios();
    replay.ifPresent(
        report -> {
          double traces = report.inProcess().median();
          targets.add(
              Target.atLeast("replay through both, traces a second", TRACES_PER_SECOND, traces));
          targets.add(
              Target.atLeast(
                  "the same in steps, eight for a trace",
                  STEPS_PER_SECOND,
                  traces * report.stepsPerTrace()));
        });
    Optional.ofNullable(ratios.get(TO_ONE_RUN))
        .ifPresent(
            ratio ->
                targets.add(
                    Target.atLeast(
                        "replay against one TLC run for all, times", 1, ratio.median())));
    worst(ratios, TO_OWN_PROCESS)
        .ifPresent(
            times ->
                targets.add(
                    Target.atMost(
                        "equality against TLC in its own process, times", TIMES_TLC, times)));
    worst(ratios, TO_IN_PROCESS)
        .ifPresent(
            times ->
                targets.add(
                    Target.atMost(
                        "equality against TLC in this process, times", TIMES_TLC, times)));
    worst(ratios, BARE_TO_CHECK)
        .ifPresent(
            times ->
                targets.add(
                    Target.atMost(
                        "a check against TLC alone, one worker, times", TIMES_BARE, times)));
    probe.ifPresent(
        report ->
            targets.add(
                Target.atLeast(
                    "probe of OpenSSL by one process, tests a second",
                    TESTS_PER_SECOND,
                    report.together().median())));
    return List.copyOf(targets);
  }

  private static Optional<Double> worst(Map<String, Ratio> ratios, String name) {
    return ratios.entrySet().stream()
        .filter(ratio -> ratio.getKey().startsWith(name + "."))
        .map(ratio -> ratio.getValue().median())
        .max(Comparator.naturalOrder());
  }
}
