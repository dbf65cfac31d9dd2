package helloagain.refinement.bench;

import helloagain.refinement.Samples;
import helloagain.refinement.graph.BoundedWorld;
import helloagain.refinement.graph.ConfiguredModel;
import helloagain.refinement.graph.Equality;
import helloagain.refinement.graph.Setting;
import helloagain.refinement.graph.TlcExploration;
import helloagain.rule.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Measures how long the comparison of specification and reference takes beside TLC alone, in the
 * same worlds, taking turns.
 *
 * <p>Nothing is warmed up: the first round is among the samples. The comparison has two threads,
 * one for each graph, until it compares them; TLC has one.
 */
public final class EqualityBench {
  private EqualityBench() {}

  /**
   * States what was measured in one world, in seconds.
   *
   * @param world the name of the world
   * @param states its states
   * @param edges its labelled edges
   * @param tlcInProcess TLC loads and explores it in this process
   * @param tlcInOwnProcess TLC does so in a process of its own, with the start of its JVM
   * @param equality both graphs are made and compared, see {@link Equality}
   */
  public record Row(
      String world,
      long states,
      long edges,
      Samples tlcInProcess,
      Samples tlcInOwnProcess,
      Samples equality) {}

  /** Returns the worlds that are usual: a small, a middle and a large one. */
  public static List<Setting> usual() {
    return Stream.of(
            BoundedWorld.STATELESS_LOSSY,
            BoundedWorld.RESUMPTION_HOSTILE_CLIENT,
            BoundedWorld.HOSTILE_SERVER)
        .map(world -> Setting.of(world, Profile.RFC8446))
        .toList();
  }

  /**
   * Measures.
   *
   * @param rounds how often each is done, at least 1
   * @param progress is told in one line what comes next
   * @throws IllegalStateException if specification and reference differ
   * @throws InterruptedException if the thread is interrupted
   */
  public static List<Row> run(List<Setting> settings, int rounds, Consumer<String> progress)
      throws InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (Setting setting : settings) {
      rows.add(row(setting, rounds, progress));
    }
    return List.copyOf(rows);
  }

  private static Row row(Setting setting, int rounds, Consumer<String> progress)
      throws InterruptedException {
    ConfiguredModel model = ConfiguredModel.of(setting);
    String world = setting.world().title();
    List<Double> inProcess = new ArrayList<>();
    List<Double> inOwnProcess = new ArrayList<>();
    List<Double> equality = new ArrayList<>();
    long states = 0;
    long edges = 0;
    for (int round = 1; round <= rounds; round++) {
      progress.accept("comparing " + world + ", turn " + round + " of " + rounds);
      inProcess.add(TlcExploration.inProcess(model).seconds());
      inOwnProcess.add(TlcExploration.inOwnProcess(model).seconds());
      Equality compared = compared(setting);
      equality.add(compared.seconds());
      states = compared.specStates();
      edges = compared.specEdges();
    }
    return new Row(
        world,
        states,
        edges,
        Samples.of(inProcess),
        Samples.of(inOwnProcess),
        Samples.of(equality));
  }

  private static Equality compared(Setting setting) throws InterruptedException {
    try {
      Equality equality = Equality.of(setting);
      if (!equality.equal()) {
        throw new IllegalStateException(
            "specification and reference differ in " + setting.world().title());
      }
      return equality;
    } catch (IllegalStateException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw e;
    }
  }
}
