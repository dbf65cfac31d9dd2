package helloagain.refinement;

import helloagain.refinement.graph.BoundedWorld;
import helloagain.refinement.graph.ConfiguredModel;
import helloagain.refinement.graph.Setting;
import helloagain.refinement.graph.TlcExploration;
import helloagain.rule.Profile;
import helloagain.spec.SpecModel;
import helloagain.spec.SpecState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.sessions.JqwikSession;

/**
 * Measures how fast the same runs are replayed and judged in several ways, taking turns, on the
 * machine as it is.
 *
 * <p>The ways do not do the same: a TLC process judges what was recorded and checks the invariants
 * in every state; so does this process, where the reference makes the whole run again, with its
 * octets and keys. What TLC manages when it explores and nothing is asked of it is the ceiling for
 * all of them.
 */
public final class ReplayBench {
  private static final int GENERATOR_SIZE = 1000;

  private ReplayBench() {}

  /**
   * Says what to measure.
   *
   * @param traces the number of runs, at least 1
   * @param seed the seed that the runs are drawn from
   * @param warmUp the time for which runs are replayed in this process before that is measured, and
   *     for which TLC explores there
   * @param rounds how often all runs are replayed in this process, at least 1
   * @param processes how many runs get a process of their own, at least 1
   * @param batches how often TLC judges all runs together, at least 1
   * @param world what TLC explores to show how fast it takes steps
   * @param explorations how often it does so in this process and in one of its own, at least 1
   */
  public record Options(
      int traces,
      long seed,
      Duration warmUp,
      int rounds,
      int processes,
      int batches,
      Setting world,
      int explorations) {
    /** Checks the numbers. */
    public Options {
      if (traces < 1 || rounds < 1 || processes < 1 || batches < 1 || explorations < 1) {
        throw new IllegalArgumentException("nothing to measure");
      }
    }

    /** Returns what is usual: enough to tell the ways apart, in a minute or so. */
    public static Options usual(int traces, long seed) {
      return new Options(
          traces,
          seed,
          Duration.ofSeconds(10),
          7,
          5,
          3,
          Setting.of(BoundedWorld.RESUMPTION_HOSTILE_CLIENT, Profile.RFC8446),
          3);
    }
  }

  /**
   * States what was measured: runs per second, each by one thread.
   *
   * @param options what was asked for
   * @param steps the steps of all runs together
   * @param states the states of all runs together, each run's first one among them
   * @param distinctStates how many of them are distinct
   * @param differing the drawn runs that were left out because reference and specification differ
   * @param inProcess reference and specification beside each other in this process; a sample is all
   *     runs
   * @param oneProcessPerTrace the specification alone, a TLC process for each run; a sample is one
   *     run
   * @param oneRun the specification alone, all runs judged by TLC together, see {@link TlcBatch}; a
   *     sample is all runs
   * @param specificationInProcess the specification alone in this process; a sample is all runs
   * @param ceilingInProcess how fast TLC explores in this process, once warm, when nothing is asked
   *     of it
   * @param ceilingInOwnProcess the same in a process of its own, with the start of its JVM
   */
  public record Report(
      Options options,
      long steps,
      long states,
      long distinctStates,
      int differing,
      Samples inProcess,
      Samples oneProcessPerTrace,
      Samples oneRun,
      Samples specificationInProcess,
      Ceiling ceilingInProcess,
      Ceiling ceilingInOwnProcess) {
    /** Returns how many steps a run has, on the average. */
    public double stepsPerTrace() {
      return (double) steps / options.traces();
    }
  }

  /**
   * States how fast TLC explores.
   *
   * @param steps the steps that it takes in a second
   * @param states the states that it finds in a second
   */
  public record Ceiling(Samples steps, Samples states) {
    private static Ceiling of(List<TlcExploration> explorations) {
      return new Ceiling(
          Samples.of(explorations.stream().map(TlcExploration::edgesPerSecond).toList()),
          Samples.of(explorations.stream().map(TlcExploration::statesPerSecond).toList()));
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
    ConfiguredModel world = ConfiguredModel.of(options.world());
    try (Judges judges = new Judges();
        SpecModel loaded = world.load()) {
      progress.accept("drawing " + options.traces() + " traces");
      Drawn drawn = draw(judges, options.traces(), options.seed());
      List<Trace> traces = drawn.verdicts().stream().map(Verdict::trace).toList();
      List<RecordedRun> runs =
          drawn.verdicts().stream().map(verdict -> RecordedRun.of(judges, verdict)).toList();

      List<SpecState> states = traces.stream().flatMap(trace -> states(judges, trace)).toList();
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
      warmUp(() -> loaded.explore(), options.warmUp());

      List<Double> replayed = new ArrayList<>();
      List<Double> judged = new ArrayList<>();
      List<Double> apart = new ArrayList<>();
      List<Double> together = new ArrayList<>();
      List<TlcExploration> explored = new ArrayList<>();
      List<TlcExploration> exploredApart = new ArrayList<>();
      int turns =
          IntStream.of(
                  options.rounds(), options.processes(), options.batches(), options.explorations())
              .max()
              .orElseThrow();
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
        if (turn < options.explorations()) {
          explored.add(TlcExploration.of(loaded, TlcExploration.NO_LIMIT));
          exploredApart.add(TlcExploration.inOwnProcess(world));
        }
      }
      return new Report(
          options,
          drawn.verdicts().stream().mapToLong(Verdict::steps).sum(),
          states.size(),
          states.stream().distinct().count(),
          drawn.differing(),
          Samples.of(replayed),
          Samples.of(apart),
          Samples.of(together),
          Samples.of(judged),
          Ceiling.of(explored),
          Ceiling.of(exploredApart));
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

  private static Stream<SpecState> states(Judges judges, Trace trace) {
    LockStep run = LockStep.of(judges, Reference.HELLO_AGAIN, trace);
    List<SpecState> states = new ArrayList<>(List.of(run.spec()));
    Replay.follow(run, trace, () -> states.add(run.spec()));
    return states.stream();
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
}
