package helloagain.workbench;

import helloagain.spec.SpecSource;
import helloagain.spec.TlcResult;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the name of a violated property. TLC names a property of steps by its place in a module,
 * and one of behaviours not at all.
 */
final class ViolatedProperty {
  private static final Pattern PLACE = Pattern.compile("line (\\d+), .* of module (\\w+)");
  private static final Pattern DEFINITION = Pattern.compile("(\\w+)\\s*==.*");

  /** Tells whether a property holds when it is checked alone. */
  @FunctionalInterface
  interface Alone {
    boolean holds(String property) throws InterruptedException;
  }

  private ViolatedProperty() {}

  /**
   * Returns the property's name: from TLC's words, from the definition at the place that TLC gives,
   * or by checking the candidates alone.
   */
  static String name(ModelConfig config, SpecSource source, TlcResult result, Alone alone)
      throws InterruptedException {
    List<String> properties = config.properties();
    if (properties.contains(result.violated())) {
      return result.violated();
    }
    Matcher place = PLACE.matcher(result.violated());
    if (place.find() && source.has(place.group(2) + ".tla")) {
      String defined =
          definitionAt(source.text(place.group(2) + ".tla"), Integer.parseInt(place.group(1)));
      if (properties.contains(defined)) {
        return defined;
      }
    }
    for (int i = 0; i < properties.size() - 1; i++) {
      if (!alone.holds(properties.get(i))) {
        return properties.get(i);
      }
    }
    // One of them is violated, and it is none of the others.
    return properties.isEmpty() ? result.violated() : properties.get(properties.size() - 1);
  }

  /** Returns the name of the definition that a line, counted from 1, stands in. */
  private static String definitionAt(String module, int line) {
    List<String> names =
        module
            .lines()
            .limit(line)
            .flatMap(
                text -> {
                  Matcher definition = DEFINITION.matcher(text);
                  return definition.matches() ? Stream.of(definition.group(1)) : Stream.empty();
                })
            .toList();
    return names.isEmpty() ? "" : names.get(names.size() - 1);
  }
}
