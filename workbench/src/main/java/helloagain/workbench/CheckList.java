package helloagain.workbench;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Lays out which worlds there are, and how large they are. */
final class CheckList {
  private record Listing(List<Listed> worlds) {}

  /** States that nobody has counted are estimated, or not known. */
  private record Listed(
      String world,
      String profile,
      String size,
      String mode,
      String purpose,
      @Nullable Long states,
      @Nullable Long estimatedStates) {}

  private CheckList() {}

  /** Returns a table. */
  static String text(WorldCatalog catalog) {
    StringBuilder text = new StringBuilder();
    int names = catalog.worlds().stream().mapToInt(world -> world.label().length()).max().orElse(0);
    for (World world : catalog.worlds()) {
      text.append(Columns.left(names + 2, world.label()))
          .append(Columns.right(16, states(catalog, world)))
          .append(" states  ")
          .append(world.mode())
          .append('\n');
    }
    return text
        + "\nabout: an estimate, for nobody has counted them; the world grows from the medium one"
        + "\nas that one grows from the small one.\n";
  }

  private static String states(WorldCatalog catalog, World world) {
    if (world.isCounted()) {
      return Columns.count(world.states());
    }
    OptionalLong estimated = catalog.estimatedStates(world);
    return estimated.isPresent() ? "about " + rounded(estimated.getAsLong()) : "unknown";
  }

  /** An estimate has two digits at most. */
  private static String rounded(long number) {
    long unit = 1;
    while (number / unit >= 100) {
      unit *= 10;
    }
    return Columns.count(Math.round(number / (double) unit) * unit);
  }

  /** Returns one JSON object, with an end of line. */
  static String json(WorldCatalog catalog) {
    return Json.text(
        new Listing(
            catalog.worlds().stream()
                .map(
                    world ->
                        new Listed(
                            world.name(),
                            world.profile(),
                            world.size().word(),
                            world.mode(),
                            world.purpose(),
                            world.isCounted() ? world.states() : null,
                            estimate(catalog, world)))
                .toList()));
  }

  private static @Nullable Long estimate(WorldCatalog catalog, World world) {
    OptionalLong estimated = catalog.estimatedStates(world);
    return world.isCounted() || estimated.isEmpty() ? null : estimated.getAsLong();
  }
}
