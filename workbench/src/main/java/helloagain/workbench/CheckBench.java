package helloagain.workbench;

import helloagain.refinement.Samples;
import helloagain.rule.Profile;
import helloagain.spec.BareTlc;
import helloagain.spec.DistributedHelper;
import helloagain.spec.DistributedHelper.Joined;
import helloagain.spec.DistributedHelper.Kind;
import helloagain.spec.DistributedRun;
import helloagain.spec.SpecSource;
import helloagain.spec.TlcMemory;
import helloagain.spec.TlcResult;
import helloagain.spec.TlcRun;
import helloagain.spec.TlcVerdict;
import helloagain.workbench.World.Size;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures how many states a second TLC finds in a world: as a person starts it, as {@code hello
 * check} does, and in its distributed mode. The start of the JVM counts. The ways take turns, so
 * that what else the machine does falls on all of them.
 */
final class CheckBench {
  private static final String LOOPBACK = "127.0.0.1";
  private static final String PARALLEL = "-XX:+UseParallelGC";
  private static final int OFF_HEAP_MEGABYTES = 2048;

  private CheckBench() {}

  /** Names a way to check a world. */
  enum Way {
    BARE_ONE("TLC alone, one worker"),
    CHECK_ONE("hello check, one worker"),
    BARE_TWO("TLC alone, two workers"),
    CHECK_TWO("hello check, two workers"),
    BARE_TWO_G1("TLC alone, two workers, the G1 collector"),
    OFF_HEAP("hello check, two workers, --off-heap 2g"),
    DISTRIBUTED("hello check, --distributed with two workers");

    private final String words;

    Way(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /**
   * States what was measured of a world.
   *
   * @param world the world
   * @param states how many states it has
   * @param rates states a second by way
   */
  record Row(String world, long states, Map<Way, Samples> rates) {
    /** Copies the map. */
    Row {
      rates = new EnumMap<>(rates);
    }

    Samples of(Way way) {
      return Optional.ofNullable(rates.get(way)).orElseThrow();
    }
  }

  /** Returns the worlds that are measured: without liveness, which the distributed mode lacks. */
  static List<World> usual() {
    return WorldCatalog.ofProject()
        .select(
            List.of("AttackerTwoSessions", "ResumptionHostileClient"),
            EnumSet.of(Profile.RFC8446),
            Size.SMALL);
  }

  /**
   * Measures.
   *
   * @param rounds how often each way is taken, at least 1
   * @param progress is told in one line what comes next
   */
  static List<Row> run(SpecSource source, List<World> worlds, int rounds, Consumer<String> progress)
      throws InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (World world : worlds) {
      Map<Way, List<Double>> rates = new EnumMap<>(Way.class);
      for (int round = 1; round <= rounds; round++) {
        progress.accept("checking " + world.label() + ", turn " + round + " of " + rounds);
        for (Way way : Way.values()) {
          rates
              .computeIfAbsent(way, any -> new ArrayList<>())
              .add(world.states() / seconds(way, source, world));
        }
      }
      Map<Way, Samples> samples = new EnumMap<>(Way.class);
      rates.forEach((way, values) -> samples.put(way, Samples.of(values)));
      rows.add(new Row(world.label(), world.states(), samples));
    }
    return rows;
  }

  private static double seconds(Way way, SpecSource source, World world)
      throws InterruptedException {
    TlcRun one = TlcRun.of(source, world.module(), world.cfg());
    TlcRun two = one.withWorkers(2);
    return switch (way) {
      case BARE_ONE -> BareTlc.seconds(one, List.of(PARALLEL));
      case BARE_TWO -> BareTlc.seconds(two, List.of(PARALLEL));
      case BARE_TWO_G1 -> BareTlc.seconds(two, List.of("-XX:+UseG1GC"));
      case CHECK_ONE -> seconds(world, one.run());
      case CHECK_TWO -> seconds(world, two.run());
      case OFF_HEAP -> seconds(world, two.withMemory(new TlcMemory(0, OFF_HEAP_MEGABYTES)).run());
      case DISTRIBUTED -> distributed(world, one);
    };
  }

  private static double distributed(World world, TlcRun run) throws InterruptedException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("looking for a free port", e);
    }
    DistributedHelper worker =
        new DistributedHelper(
            Kind.WORKER, LOOPBACK, port, 1, TlcMemory.DEFAULT, Optional.of(LOOPBACK));
    try (Joined first = worker.join(line -> {});
        Joined second = worker.join(line -> {})) {
      TlcResult result = new DistributedRun(run, LOOPBACK, port, 0).run(report -> {}, event -> {});
      first.await();
      second.await();
      return seconds(world, result);
    }
  }

  /** A run that finds other states measures nothing. */
  private static double seconds(World world, TlcResult result) {
    if (result.verdict() != TlcVerdict.HOLDS || result.distinctStates() != world.states()) {
      throw UserError.failed(
          world.label() + " gave " + result.verdict() + ", " + result.distinctStates() + " states");
    }
    return result.seconds();
  }
}
