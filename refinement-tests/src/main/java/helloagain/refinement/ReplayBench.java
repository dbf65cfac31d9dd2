package helloagain.refinement;

import helloagain.spec.SpecModel;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.sessions.JqwikSession;

/**
 * Measures how fast the same runs are replayed and judged in several ways, one after the other, on
 * the machine as it is.
 *
 * <p>The ways do not do the same: a TLC process judges what was recorded and checks the invariants
 * in every state; in this process the reference makes the whole run again, with its octets and
 * keys, and the invariants are checked in the last state.
 */
public final class ReplayBench {
  private static final int GENERATOR_SIZE = 1000;

  private ReplayBench() {}

  /**
   * Says what to measure.
   *
   * @param traces the number of runs, at least 1
   * @param seed the seed that the runs are drawn from
   * @param warmUp the time for which runs are replayed in this process before that is measured
   * @param rounds how often all runs are replayed in this process, at least 1
   * @param processes how many runs get a process of their own, at least 1
   * @param batches how often one process judges all runs, at least 1
   */
  public record Options(
      int traces, long seed, Duration warmUp, int rounds, int processes, int batches) {
    /** Checks the numbers. */
    public Options {
      if (traces < 1 || rounds < 1 || processes < 1 || batches < 1) {
        throw new IllegalArgumentException("nothing to measure");
      }
    }

    /** Returns what is usual: enough to tell the ways apart, in a minute or so. */
    public static Options usual(int traces, long seed) {
      return new Options(traces, seed, Duration.ofSeconds(5), 7, 5, 3);
    }
  }

  /**
   * Holds samples of one way, in runs per second.
   *
   * @param median the middle one, or the mean of both middle ones
   * @param min the slowest
   * @param max the fastest
   * @param n how many there are
   */
  public record Rate(double median, double min, double max, int n) {
    /** Sums up samples, at least one. */
    public static Rate of(List<Double> samples) {
      List<Double> sorted = samples.stream().sorted().toList();
      int n = sorted.size();
      double median = (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
      return new Rate(median, sorted.get(0), sorted.get(n - 1), n);
    }
  }

  /**
   * States what was measured.
   *
   * @param options what was asked for
   * @param steps the steps of all runs together
   * @param differing the drawn runs that were left out because reference and specification differ
   * @param inProcess reference and specification beside each other in this process; a sample is all
   *     runs
   * @param oneProcessPerTrace the specification alone, a TLC process for each run; a sample is one
   *     run
   * @param oneRun the specification alone, one TLC process for all runs; a sample is all runs
   * @param specificationInProcess the specification alone in this process; a sample is all runs
   * @param loadBefore the load average of the system before, negative if unknown
   * @param loadAfter the load average of the system after, negative if unknown
   */
  public record Report(
      Options options,
      long steps,
      int differing,
      Rate inProcess,
      Rate oneProcessPerTrace,
      Rate oneRun,
      Rate specificationInProcess,
      double loadBefore,
      double loadAfter) {
    /** Returns how many times as fast this process is as one process per run, by the medians. */
    public double ratio() {
      return inProcess.median() / oneProcessPerTrace.median();
    }
  }

  /** Replays all runs once. */
  @FunctionalInterface
  private interface Round {
    void run() throws InterruptedException;
  }

  /**
   * Measures.
   *
   * @param progress is told in one line what comes next
   * @throws IllegalStateException if a run is judged otherwise than when it was drawn
   * @throws InterruptedException if the thread is interrupted
   */
  public static Report run(Options options, Consumer<String> progress) throws InterruptedException {
    double loadBefore = load();
    try (SpecModel model = SpecModel.load(LockStep.MODEL, LockStep.MODEL)) {
      progress.accept("drawing " + options.traces() + " traces");
      Drawn drawn = draw(model, options.traces(), options.seed());
      List<Trace> traces = drawn.verdicts().stream().map(Verdict::trace).toList();
      List<RecordedRun> runs =
          drawn.verdicts().stream().map(verdict -> RecordedRun.of(model, verdict)).toList();

      progress.accept("replaying them in this process");
      Round inProcess =
          () -> {
            for (Trace trace : traces) {
              requireAgreement(Replay.replay(model, Reference.HELLO_AGAIN, trace).agrees());
            }
          };
      Rate replayed = warm(inProcess, options);
      Round specification =
          () -> {
            for (RecordedRun run : runs) {
              requireAgreement(run.isAllowedBy(model));
            }
          };
      progress.accept("judging them in this process by the specification alone");
      Rate specificationInProcess = warm(specification, options);

      progress.accept("judging " + options.processes() + " of them in a TLC process each");
      List<Double> single = new ArrayList<>();
      for (int i = 0; i < options.processes(); i++) {
        int number = (int) ((long) i * runs.size() / options.processes());
        single.add(rate(1, () -> requireAcceptance(List.of(runs.get(number)))));
      }
      progress.accept("judging all of them in one TLC process");
      Rate oneRun = rates(options.batches(), runs.size(), () -> requireAcceptance(runs));
      return new Report(
          options,
          drawn.verdicts().stream().mapToLong(Verdict::steps).sum(),
          drawn.differing(),
          replayed,
          Rate.of(single),
          oneRun,
          specificationInProcess,
          loadBefore,
          load());
    }
  }

  /** Holds runs in which both sides agree, and how many do not. */
  record Drawn(List<Verdict> verdicts, int differing) {}

  /** Draws as {@link Refinement} does, and keeps the runs in which both sides agree. */
  static Drawn draw(SpecModel model, int traces, long seed) {
    List<Verdict> verdicts = new ArrayList<>();
    List<Verdict> differing = new ArrayList<>();
    JqwikSession.run(
        () -> {
          RandomGenerator<Script> scripts = Scripts.any().generator(GENERATOR_SIZE, true);
          long number = 0;
          while (verdicts.size() < traces && differing.size() <= verdicts.size()) {
            Random random = new Random(Refinement.mix(seed, number));
            Verdict verdict = scripts.next(random).value().run(model, Reference.HELLO_AGAIN);
            (verdict.agrees() ? verdicts : differing).add(verdict);
            number++;
          }
        });
    if (verdicts.size() < traces) {
      throw new IllegalStateException(
          "reference and specification differ too often to measure anything");
    }
    return new Drawn(verdicts, differing.size());
  }

  private static Rate warm(Round round, Options options) throws InterruptedException {
    long end = System.nanoTime() + options.warmUp().toNanos();
    while (System.nanoTime() < end) {
      round.run();
    }
    return rates(options.rounds(), options.traces(), round);
  }

  private static Rate rates(int rounds, int traces, Round round) throws InterruptedException {
    List<Double> samples = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      samples.add(rate(traces, round));
    }
    return Rate.of(samples);
  }

  private static double rate(int traces, Round round) throws InterruptedException {
    long start = System.nanoTime();
    round.run();
    return traces * 1e9 / (System.nanoTime() - start);
  }

  private static void requireAgreement(boolean agrees) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (!agrees) {
      throw new IllegalStateException("a run is judged otherwise than when it was drawn");
    }
  }

  private static void requireAcceptance(List<RecordedRun> runs) throws InterruptedException {
    Optional<TlcBatch.Rejection> rejection = TlcBatch.judge(runs);
    if (rejection.isPresent()) {
      throw new IllegalStateException(
          rejection.orElseThrow() + " of TLC, but lock-step accepts the run");
    }
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
