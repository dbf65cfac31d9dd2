package helloagain.workbench;

import helloagain.refinement.ReplayBench;
import helloagain.refinement.bench.EqualityBench;
import helloagain.refinement.bench.GrowthBench;
import helloagain.refinement.bench.HelloBench;
import helloagain.spec.SpecSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures. Each method is told where to say in one line what comes next, and throws {@link
 * InterruptedException} if the thread is interrupted.
 */
interface Benchmarks {
  /** Those of the project; all of them take twenty minutes or so on two idle processors. */
  Benchmarks OF_PROJECT =
      new Benchmarks() {
        private static final int ROUNDS = 3;
        private static final Duration MOST_FOR_A_POINT = Duration.ofSeconds(45);
        private static final Duration WARM_UP_OF_A_POINT = Duration.ofSeconds(3);

        @Override
        public ReplayBench.Report replay(int traces, long seed, Consumer<String> progress)
            throws InterruptedException {
          return ReplayBench.run(ReplayBench.Options.usual(traces, seed), progress);
        }

        @Override
        public List<EqualityBench.Row> equal(Consumer<String> progress)
            throws InterruptedException {
          return EqualityBench.run(EqualityBench.usual(), ROUNDS, progress);
        }

        @Override
        public List<GrowthBench.Axis> growth(Consumer<String> progress)
            throws InterruptedException {
          return GrowthBench.run(MOST_FOR_A_POINT, WARM_UP_OF_A_POINT, progress);
        }

        @Override
        public List<HelloBench.Row> hello(Consumer<String> progress) throws InterruptedException {
          return HelloBench.run(HelloBench.pieces(), HelloBench.Effort.USUAL, progress);
        }

        @Override
        public List<CheckBench.Row> check(Consumer<String> progress) throws InterruptedException {
          return CheckBench.run(SpecSource.project(), CheckBench.usual(), ROUNDS, progress);
        }

        @Override
        public Optional<String> missing(BenchPart part) {
          return part == BenchPart.PROBE ? ProbeBench.missing() : Optional.empty();
        }

        @Override
        public ProbeBench.Report probe(Consumer<String> progress) throws InterruptedException {
          return ProbeBench.run(ProbeBench.Effort.USUAL, progress);
        }
      };

  /**
   * Measures how fast runs are replayed.
   *
   * @param traces the number of runs, at least 1
   * @param seed the seed that they are drawn from
   */
  ReplayBench.Report replay(int traces, long seed, Consumer<String> progress)
      throws InterruptedException;

  /** Measures how long the comparison of specification and reference takes. */
  List<EqualityBench.Row> equal(Consumer<String> progress) throws InterruptedException;

  /** Measures how worlds grow. */
  List<GrowthBench.Axis> growth(Consumer<String> progress) throws InterruptedException;

  /** Measures how long the reference works for each hello. */
  List<HelloBench.Row> hello(Consumer<String> progress) throws InterruptedException;

  /** Measures how fast worlds are checked. */
  List<CheckBench.Row> check(Consumer<String> progress) throws InterruptedException;

  /** Says what a part takes and is not there, if so. */
  Optional<String> missing(BenchPart part);

  /** Measures how fast the probe is. */
  ProbeBench.Report probe(Consumer<String> progress) throws InterruptedException;
}
