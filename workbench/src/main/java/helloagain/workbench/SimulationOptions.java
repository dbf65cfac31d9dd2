package helloagain.workbench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Says how {@code hello check} draws runs at random, of a world that nobody can exhaust. */
final class SimulationOptions {
  @Option(
      names = "--simulate",
      description = "draw runs of one world at random instead, and check each state and step")
  private boolean isWanted;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "draw runs for so long; default: ${DEFAULT-VALUE}")
  private int seconds;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "draw so many runs instead; the same ones each time for a seed")
  private @Nullable Integer runs;

  @Option(
      names = "--depth",
      paramLabel = "N",
      defaultValue = "100",
      description = "the most states of a run; default: ${DEFAULT-VALUE}")
  private int depth;

  @Option(names = "--seed", paramLabel = "N", description = "the seed; default: a new one")
  private @Nullable Long seed;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description =
          "keep the first run that comes to a rule or a pair of rules, as a trace for hello replay")
  private @Nullable Path folder;

  boolean isWanted() {
    return isWanted;
  }

  Optional<Path> folder() {
    return Optional.ofNullable(folder);
  }

  /**
   * Returns what is to be drawn.
   *
   * @throws UserError if it is not one world, or a number is none
   */
  Simulation of(List<World> worlds) {
    if (worlds.size() != 1) {
      throw UserError.unusable("--simulate is for one world at a time; name it");
    }
    if (seconds < 1 || depth < 2 || (runs != null && runs < 1)) {
      throw UserError.unusable("--seconds and --runs are 1 or more, --depth is 2 or more");
    }
    return new Simulation(
        worlds.get(0),
        seed == null ? RandomGenerator.getDefault().nextLong(Integer.MAX_VALUE) : seed,
        depth,
        runs == null ? Optional.empty() : Optional.of(runs),
        seconds);
  }
}
