package helloagain.refinement;

import helloagain.rule.Profile;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.sessions.JqwikSession;

/**
 * Measures how fast the same runs are replayed and judged in several ways, taking turns, on the
 * machine as it is.
 *
 * <p>The ways do not do the same: a TLC process judges what was recorded and checks the invariants
 * in every state; so does this process, where the reference makes the whole run again, with its
 * octets and keys.
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
   * @param batches how often TLC judges all runs together, at least 1
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
      return new Options(traces, seed, Duration.ofSeconds(10), 7, 5, 3);
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
   * @param oneRun the specification alone, all runs judged by TLC together, see {@link TlcBatch}; a
   *     sample is all runs
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
    try (Judges judges = new Judges()) {
      progress.accept("drawing " + options.traces() + " traces");
      Drawn drawn = draw(judges, options.traces(), options.seed());
      List<Trace> traces = drawn.verdicts().stream().map(Verdict::trace).toList();
      List<RecordedRun> runs =
          drawn.verdicts().stream().map(verdict -> RecordedRun.of(judges, verdict)).toList();

      Round inProcess =
          () -> {
            for (Trace trace : traces) {
              requireAgreement(Replay.replay(judges, Reference.HELLO_AGAIN, trace).agrees());
            }
          };
      Round specification =
          () -> {
            for (RecordedRun run : runs) {
              requireAgreement(run.isAllowedBy(judges));
            }
          };
      progress.accept("replaying them until this process is warm");
      warmUp(inProcess, options.warmUp());
      warmUp(specification, options.warmUp());

      List<Double> replayed = new ArrayList<>();
      List<Double> judged = new ArrayList<>();
      List<Double> apart = new ArrayList<>();
      List<Double> together = new ArrayList<>();
      int turns = Math.max(options.rounds(), Math.max(options.processes(), options.batches()));
      // The ways take turns, so that what else the machine does falls on all of them.
      for (int turn = 0; turn < turns; turn++) {
        progress.accept("measuring, turn " + (turn + 1) + " of " + turns);
        if (turn < options.rounds()) {
          replayed.add(rate(runs.size(), inProcess));
          judged.add(rate(runs.size(), specification));
        }
        if (turn < options.processes()) {
          RecordedRun run = runs.get((int) ((long) turn * runs.size() / options.processes()));
          apart.add(rate(1, () -> requireAcceptance(judges, List.of(run))));
        }
        if (turn < options.batches()) {
          together.add(rate(runs.size(), () -> requireAcceptance(judges, runs)));
        }
      }
      return new Report(
          options,
          drawn.verdicts().stream().mapToLong(Verdict::steps).sum(),
          drawn.differing(),
          Rate.of(replayed),
          Rate.of(apart),
          Rate.of(together),
          Rate.of(judged),
          loadBefore,
          load());
    }
  }

  /** Holds runs in which both sides agree, and how many do not. */
  record Drawn(List<Verdict> verdicts, int differing) {}

  /**
   * Draws scripts by RFC 8446 as {@link Refinement} does, and keeps the runs in which both sides
   * agree.
   */
  static Drawn draw(Judges judges, int traces, long seed) {
    return draw(judges, traces, seed, Profile.RFC8446);
  }

  /** Draws scripts by a document in the same way. */
  static Drawn draw(Judges judges, int traces, long seed, Profile profile) {
    List<Verdict> verdicts = new ArrayList<>();
    List<Verdict> differing = new ArrayList<>();
    JqwikSession.run(
        () -> {
          RandomGenerator<Script> scripts = Scripts.any(profile).generator(GENERATOR_SIZE);
          long number = 0;
          while (verdicts.size() < traces && differing.size() <= verdicts.size()) {
            Random random = new Random(Refinement.mix(seed, number));
            Verdict verdict = scripts.next(random).value().run(judges, Reference.HELLO_AGAIN);
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

  private static void warmUp(Round round, Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      round.run();
    }
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

  private static void requireAcceptance(Judges judges, List<RecordedRun> runs)
      throws InterruptedException {
    List<TlcBatch.Rejection> rejections = TlcBatch.judge(judges, runs).rejections();
    if (!rejections.isEmpty()) {
      throw new IllegalStateException(rejections.get(0) + " of TLC, but lock-step accepts the run");
    }
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
