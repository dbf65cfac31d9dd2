package helloagain.refinement.bench;

import helloagain.refinement.graph.BoundedWorld;
import helloagain.refinement.graph.ConfiguredModel;
import helloagain.refinement.graph.Setting;
import helloagain.refinement.graph.TlcExploration;
import helloagain.rule.Profile;
import helloagain.spec.SpecModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Measures how a world and TLC's time for it grow with one of its bounds. */
public final class GrowthBench {
  private GrowthBench() {}

  /**
   * States how a world grows.
   *
   * @param name what is counted, in the plural
   * @param world the world or family of worlds, in a few words
   * @param points a point for each value, in their order
   */
  public record Axis(String name, String world, List<Point> points) {
    /** Copies the list. */
    public Axis {
      points = List.copyOf(points);
    }

    /** Returns the factor by which the states grow with one more, if two points are whole. */
    public Optional<Double> factor() {
      return fit(point -> new LineFit.Point(point.value(), Math.log((double) point.states())))
          .map(line -> Math.exp(line.slope()));
    }

    /**
     * Returns the exponent of the time: seconds grow as that power of the states, if two points are
     * whole.
     */
    public Optional<Double> exponent() {
      return fit(point ->
              new LineFit.Point(Math.log((double) point.states()), Math.log(point.seconds())))
          .map(LineFit::slope);
    }

    private Optional<LineFit> fit(Function<Point, LineFit.Point> place) {
      List<LineFit.Point> places = points.stream().filter(Point::whole).map(place).toList();
      return places.stream().map(LineFit.Point::x).distinct().count() < 2
          ? Optional.empty()
          : Optional.of(LineFit.of(places));
    }
  }

  /**
   * States what one world takes.
   *
   * @param value the bound
   * @param states its states, or those found in the time that there was
   * @param edges its steps, likewise
   * @param seconds how long TLC explored with one thread in this process
   * @param whole false if the time was up; such a point is in no fit
   */
  public record Point(int value, long states, long edges, double seconds, boolean whole) {}

  /**
   * Says what to explore.
   *
   * @param name what is counted, in the plural
   * @param world the world or family of worlds, in a few words
   * @param values the values of the bound
   * @param model gives the world of a value
   */
  record Plan(
      String name, String world, List<Integer> values, IntFunction<ConfiguredModel> model) {}

  /** Returns what is usual: groups, suites and faults. */
  static List<Plan> usual() {
    return List.of(
        new Plan(
            "groups",
            "as Honest, with one suite, TLS 1.3 alone, no session id and no cookie",
            List.of(2, 3, 4, 5),
            groups -> new HonestFamily(groups, 1, true).model()),
        new Plan(
            "suites",
            "as Honest, with three groups; with two suites it is Honest",
            List.of(1, 2, 3),
            suites -> new HonestFamily(3, suites, false).model()),
        new Plan(
            "faults",
            "HostileServer; with two faults it is that of hello check",
            List.of(0, 1, 2, 3),
            faults ->
                ConfiguredModel.of(Setting.of(BoundedWorld.HOSTILE_SERVER, Profile.RFC8446))
                    .withFaults(faults)));
  }

  /**
   * Measures what is usual.
   *
   * @param most the time for each point
   * @param warmUp the time for which a world is explored again and again; the last time counts
   * @param progress is told in one line what comes next
   * @throws InterruptedException if the thread is interrupted
   */
  public static List<Axis> run(Duration most, Duration warmUp, Consumer<String> progress)
      throws InterruptedException {
    return run(usual(), most, warmUp, progress);
  }

  static List<Axis> run(List<Plan> plans, Duration most, Duration warmUp, Consumer<String> progress)
      throws InterruptedException {
    List<Axis> axes = new ArrayList<>();
    for (Plan plan : plans) {
      List<Point> points = new ArrayList<>();
      for (int value : plan.values()) {
        progress.accept("exploring with " + value + " " + plan.name());
        TlcExploration explored = explored(plan.model().apply(value), most, warmUp);
        points.add(
            new Point(
                value,
                explored.states(),
                explored.edges(),
                explored.exploring(),
                explored.whole()));
      }
      axes.add(new Axis(plan.name(), plan.world(), points));
    }
    return List.copyOf(axes);
  }

  private static TlcExploration explored(ConfiguredModel world, Duration most, Duration warmUp)
      throws InterruptedException {
    long end = System.nanoTime() + warmUp.toNanos();
    try (SpecModel model = world.load()) {
      TlcExploration explored = TlcExploration.of(model, most);
      while (System.nanoTime() < end) {
        explored = TlcExploration.of(model, most);
      }
      return explored;
    }
  }
}
