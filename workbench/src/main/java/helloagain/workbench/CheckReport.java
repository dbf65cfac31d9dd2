package helloagain.workbench;

import helloagain.workbench.World.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds what {@code hello check} has to say.
 *
 * @param tlc the line in which TLC names itself
 * @param file the catalogue's name
 * @param worlds the results, in the order of the catalogue
 * @param batch what the replayed traces gave; nothing if none were, for the worlds are larger ones
 */
record CheckReport(String tlc, String file, List<WorldResult> worlds, @Nullable BatchResult batch) {
  /** Copies the list. */
  CheckReport {
    worlds = List.copyOf(worlds);
  }

  /** Makes the report; TLC is the one of the first world. */
  static CheckReport of(String file, List<WorldResult> worlds, @Nullable BatchResult batch) {
    return new CheckReport(worlds.get(0).tlc().version(), file, worlds, batch);
  }

  /** Returns one line for each world that is not as expected: file, world, expected, got. */
  List<String> differences() {
    return worlds.stream()
        .filter(result -> !result.asExpected())
        .map(result -> file + ": " + result.world().label() + ": " + result.difference())
        .toList();
  }

  ExitCode exitCode() {
    return differences().isEmpty() && (batch == null || batch.outcome() == Outcome.HOLDS)
        ? ExitCode.HOLDS
        : ExitCode.VIOLATED;
  }
}
