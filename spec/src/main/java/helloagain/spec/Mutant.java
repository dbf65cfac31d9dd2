package helloagain.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds a configuration of {@code spec/mutants}: a small world, at most one operator replaced by
 * another, and the one property that must be violated.
 *
 * @param name the name of the configuration, without {@code .cfg}; it begins with its {@link Kind}
 * @param module the root module: {@code MCMutants}, unless the configuration names another one
 * @param reason the rule or section and what becomes of it
 * @param world the configuration without the replacement and without the property
 * @param replacements the lines {@code Operator <- Other}
 * @param property the property that must be violated
 */
public record Mutant(
    String name,
    String module,
    String reason,
    String world,
    List<String> replacements,
    String property) {
  /** The module of a configuration that names none. */
  public static final String MODULE = "MCMutants";

  private static final Pattern ROOT = Pattern.compile("\\\\\\* Module: (\\w+)\\.");
  private static final Pattern REASON = Pattern.compile("\\\\\\* (.+)");
  private static final Pattern REPLACEMENT =
      Pattern.compile("\\s*(?:CONSTANTS? +)?((\\w+) *<- *(?:\\[\\w+] *)?\\w+)\\s*");
  private static final Pattern PROPERTY = Pattern.compile("(?:INVARIANT|PROPERTY) (\\w+)");
  private static final Pattern RULE = Pattern.compile("\\b[A-Z][A-Z0-9]*-\\d+\\b");

  /** Says what a configuration shows; its name begins with that of its kind. */
  public enum Kind {
    /** One operator is replaced, and a property that holds without is violated. */
    MUTANT("Mutant"),
    /** Nothing is replaced: what the property denies can happen, and is meant to. */
    WITNESS("Witness"),
    /** Nothing is replaced: a guarantee that one might wish for and that the protocol lacks. */
    ABSENT("Absent");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }
  }

  /** Copies the list and checks the name. */
  public Mutant {
    replacements = List.copyOf(replacements);
    if (Set.of(Kind.values()).stream().noneMatch(kind -> name.startsWith(kind.prefix))) {
      throw new IllegalStateException(
          name + ".cfg must have a name that begins with Mutant, Witness or Absent");
    }
  }

  /**
   * Reads all of them: the configurations that are not of a world.
   *
   * @throws IllegalStateException if one has not the form above
   */
  public static List<Mutant> all(SpecSource source) {
    Set<String> constants = SpecText.constants(source);
    return source.names().stream()
        .filter(name -> name.endsWith(".cfg") && !SpecText.isOfWorld(name))
        .map(name -> read(name.substring(0, name.length() - 4), source.text(name), constants))
        .toList();
  }

  private static Mutant read(String name, String text, Set<String> constants) {
    String module = MODULE;
    List<String> reasons = new ArrayList<>();
    List<String> properties = new ArrayList<>();
    List<String> replacements = new ArrayList<>();
    StringBuilder world = new StringBuilder();
    for (String line : text.lines().toList()) {
      Matcher root = ROOT.matcher(line);
      Matcher reason = REASON.matcher(line);
      Matcher property = PROPERTY.matcher(line);
      Matcher replacement = REPLACEMENT.matcher(line);
      if (root.matches()) {
        module = root.group(1);
      } else if (reason.matches()) {
        reasons.add(reason.group(1));
      } else if (property.matches()) {
        properties.add(property.group(1));
      } else if (replacement.matches() && !constants.contains(replacement.group(2))) {
        replacements.add(replacement.group(1));
      } else {
        world.append(line).append('\n');
      }
    }
    if (reasons.size() != 1 || properties.size() != 1) {
      throw new IllegalStateException(
          name + ".cfg must have one comment and one property: " + reasons + ", " + properties);
    }
    return new Mutant(
        name, module, reasons.get(0), world.toString(), replacements, properties.get(0));
  }

  /** Returns what the configuration shows. */
  public Kind kind() {
    for (Kind kind : Kind.values()) {
      if (name.startsWith(kind.prefix)) {
        return kind;
      }
    }
    throw new IllegalStateException(name);
  }

  /** Returns the name of the replaced operator, empty if there is none. */
  public String replaced() {
    return replacements.isEmpty() ? "" : replacements.get(0).replaceFirst(" *<-.*", "");
  }

  /** Returns the ids of the rules that the reason begins with, such as {@code HRR-08}. */
  public List<String> ids() {
    int colon = reason.indexOf(':');
    return RULE.matcher(colon < 0 ? "" : reason.substring(0, colon))
        .results()
        .map(MatchResult::group)
        .toList();
  }

  /** Tells whether the property speaks of whole runs, which only TLC's own search decides. */
  public boolean isOfRuns() {
    return !isOfStates() && !property.endsWith("Prop");
  }

  private boolean isOfStates() {
    return isOfStates(property);
  }

  private static boolean isOfStates(String property) {
    return property.endsWith("Inv") || property.endsWith("Witness") || property.endsWith("TypeOK");
  }

  /** Returns the section of a configuration that asks for a property. */
  static String asking(String property) {
    return (isOfStates(property) ? "INVARIANT " : "PROPERTY ") + property + "\n";
  }

  /** Returns the line of a configuration that asks for the property. */
  public String asking() {
    return asking(property);
  }

  /** Returns the exit code with which TLC says that the property is violated. */
  public int exitCode() {
    return isOfStates() ? 12 : 13;
  }

  @Override
  public String toString() {
    return name + ": " + property;
  }
}
