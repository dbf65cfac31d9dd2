package helloagain.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds a configuration of {@code spec/mutants}: a small world, at most one operator replaced by
 * another, and the one property that must be violated.
 *
 * @param name the name of the configuration, without {@code .cfg}
 * @param reason the rule or section and what becomes of it
 * @param world the configuration without the replacement and without the property
 * @param replacements the lines {@code Operator <- Other}
 * @param property the property that must be violated
 */
record Mutant(
    String name, String reason, String world, List<String> replacements, String property) {
  static final String MODULE = "MCMutants";

  /** The constants that Handshake and HostilePeers declare; all else is a definition. */
  private static final Set<String> CONSTANTS = Set.of("Groups", "Suites", "Offers", "Policies");

  private static final Pattern REASON = Pattern.compile("\\\\\\* (.+)");
  private static final Pattern REPLACEMENT = Pattern.compile("  (\\w+) <- \\w+");
  private static final Pattern PROPERTY = Pattern.compile("(?:INVARIANT|PROPERTY) (\\w+)");

  /** Reads the mutants of the project: the configurations that are not of a world. */
  static List<Mutant> all(SpecSource source) {
    return source.names().stream()
        .filter(name -> name.endsWith(".cfg") && !name.startsWith("MC"))
        .map(name -> read(name.substring(0, name.length() - 4), source.text(name)))
        .toList();
  }

  private static Mutant read(String name, String text) {
    List<String> reasons = new ArrayList<>();
    List<String> properties = new ArrayList<>();
    List<String> replacements = new ArrayList<>();
    StringBuilder world = new StringBuilder();
    for (String line : text.lines().toList()) {
      Matcher reason = REASON.matcher(line);
      Matcher property = PROPERTY.matcher(line);
      Matcher replacement = REPLACEMENT.matcher(line);
      if (reason.matches()) {
        reasons.add(reason.group(1));
      } else if (property.matches()) {
        properties.add(property.group(1));
      } else if (replacement.matches() && !CONSTANTS.contains(replacement.group(1))) {
        replacements.add(line.strip());
      } else {
        world.append(line).append('\n');
      }
    }
    if (reasons.size() != 1 || properties.size() != 1) {
      throw new IllegalStateException(
          name + ".cfg must have one comment and one property: " + reasons + ", " + properties);
    }
    return new Mutant(
        name, reasons.get(0), world.toString(), List.copyOf(replacements), properties.get(0));
  }

  /** Returns the name of the replaced operator, empty if there is none. */
  String replaced() {
    return replacements.isEmpty() ? "" : replacements.get(0).replaceFirst(" <- .*", "");
  }

  boolean isWitness() {
    return property.endsWith("Witness");
  }

  /** Tells whether the property speaks of whole runs, which only TLC's own search decides. */
  boolean isOfRuns() {
    return isOfRuns(property);
  }

  static boolean isOfRuns(String property) {
    return property.endsWith("Live") || property.equals("HandshakeImplementsNegotiation");
  }

  /** Returns the section of a configuration that asks for a property. */
  static String asking(String property) {
    boolean isOfStates =
        property.endsWith("Inv") || property.endsWith("Witness") || property.equals("TypeOK");
    return (isOfStates ? "INVARIANT " : "PROPERTY ") + property + "\n";
  }

  @Override
  public String toString() {
    return name + ": " + property;
  }
}
