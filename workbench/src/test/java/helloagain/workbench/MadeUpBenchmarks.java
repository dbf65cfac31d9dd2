package helloagain.workbench;

import helloagain.refinement.ReplayBench;
import helloagain.refinement.ReplayBench.Ceiling;
import helloagain.refinement.Samples;
import helloagain.refinement.bench.EqualityBench;
import helloagain.refinement.bench.GrowthBench;
import helloagain.refinement.bench.GrowthBench.Point;
import helloagain.refinement.bench.HelloBench;
import helloagain.refinement.bench.HelloBench.Keys;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures nothing and reports round numbers.
 *
 * @param differing how many traces differ
 */
record MadeUpBenchmarks(int differing) implements Benchmarks {
  @Override
  public ReplayBench.Report replay(int traces, long seed, Consumer<String> progress) {
    progress.accept("replaying");
    return new ReplayBench.Report(
        ReplayBench.Options.usual(traces, seed),
        4L * traces,
        5L * traces,
        3L * traces,
        differing,
        new Samples(1500, 1200.25, 1600, 7),
        new Samples(0.75, 0.5, 0.8125, 5),
        new Samples(250, 240, 260, 3),
        new Samples(12_345.6, 12_000, 13_000, 7),
        new Ceiling(new Samples(60_000, 50_000, 70_000, 3), new Samples(30_000, 25_000, 35_000, 3)),
        new Ceiling(new Samples(12_000, 10_000, 14_000, 3), new Samples(6_000, 5_000, 7_000, 3)));
  }

  @Override
  public List<EqualityBench.Row> equal(Consumer<String> progress) {
    progress.accept("comparing");
    return List.of(
        new EqualityBench.Row(
            "ResumptionHostileClient",
            2_000,
            4_000,
            new Samples(10, 9, 12, 3),
            new Samples(20, 19, 21, 3),
            new Samples(50, 48, 60, 3)));
  }

  @Override
  public List<CheckBench.Row> check(Consumer<String> progress) {
    progress.accept("checking");
    Map<CheckBench.Way, Samples> rates = new EnumMap<>(CheckBench.Way.class);
    int rate = 10_000;
    for (CheckBench.Way way : CheckBench.Way.values()) {
      rates.put(way, new Samples(rate, rate - 10, rate + 10, 3));
      rate -= 100;
    }
    return List.of(new CheckBench.Row("Attacker", 100_000, rates));
  }

  @Override
  public List<GrowthBench.Axis> growth(Consumer<String> progress) {
    progress.accept("exploring");
    return List.of(
        new GrowthBench.Axis(
            "groups",
            "made up",
            List.of(
                new Point(2, 100, 200, 0.01, true),
                new Point(3, 1_000, 2_000, 0.1, true),
                new Point(4, 1_500, 3_000, 60, false))));
  }

  @Override
  public List<HelloBench.Row> hello(Consumer<String> progress) {
    progress.accept("encoding");
    return List.of(
        new HelloBench.Row(
            new HelloBench.Piece("encodeRetry", "encode", "HelloRetryRequest", Keys.NONE),
            new Samples(1_500, 1_400, 1_600, 7)),
        new HelloBench.Row(
            new HelloBench.Piece("clientRetries", "decide", "client answers", Keys.KNOWN),
            new Samples(25_000, 24_000, 26_000, 7)));
  }

  @Override
  public Optional<String> missing(BenchPart part) {
    return Optional.empty();
  }

  @Override
  public ProbeBench.Report probe(Consumer<String> progress) {
    progress.accept("probing");
    return new ProbeBench.Report(
        "OpenSSL 3",
        1_400,
        5,
        1,
        8,
        new Samples(100, 90, 110, 3),
        new Samples(250, 240, 260, 3),
        new Samples(400, 380, 420, 3),
        new Samples(200, 190, 210, 3),
        new Samples(500, 480, 520, 3),
        List.of(
            new ProbeBench.InJvm("jdk as client", 3_000, 2, new Samples(2_000, 1_900, 2_100, 3))),
        new ProbeBench.Generation(10, 20_000, 12.3));
  }
}
