package helloagain.spec;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads from the text of modules what needs no parser: names, and what extends what. */
public final class SpecText {
  /** Modules and configurations of bounded worlds begin so; all others are the specification. */
  private static final String WORLD_PREFIX = "MC";

  private static final Pattern COMMENT = Pattern.compile("\\\\\\*.*|(?s:\\(\\*.*?\\*\\))");
  private static final Pattern EXTENDS = Pattern.compile("EXTENDS\\s+(\\w+(?:\\s*,\\s*\\w+)*)");
  private static final Pattern CONSTANTS =
      Pattern.compile("(?m)^CONSTANTS?\\s+(\\w+(?:\\s*,\\s*\\w+)*)");
  private static final Pattern PROPERTY =
      Pattern.compile(
          "(?m)^(\\w*TypeOK|\\w+(?:Implements|Refines)\\w+|\\w+(?:Inv|Prop|Live|Witness)) ==");
  private static final Pattern LIST = Pattern.compile("\\s*,\\s*");

  private SpecText() {}

  /** Tells whether a file belongs to a bounded world: its name begins with {@code MC}. */
  public static boolean isOfWorld(String name) {
    return name.startsWith(WORLD_PREFIX);
  }

  /** Returns the names of the modules of the specification itself, in order. */
  public static List<String> modules(SpecSource source) {
    return source.names().stream()
        .filter(name -> name.endsWith(".tla") && !isOfWorld(name))
        .map(name -> name.substring(0, name.length() - ".tla".length()))
        .toList();
  }

  /** Returns a module and all that it extends, directly or not, as far as the source has them. */
  public static Set<String> withExtended(SpecSource source, String module) {
    Set<String> found = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(module));
    while (!open.isEmpty()) {
      String name = open.remove();
      if (source.has(name + ".tla") && found.add(name)) {
        open.addAll(names(EXTENDS, code(source, name)));
      }
    }
    return found;
  }

  /** Returns the constants that the modules of the source declare. */
  static Set<String> constants(SpecSource source) {
    return source.names().stream()
        .filter(name -> name.endsWith(".tla"))
        .flatMap(name -> names(CONSTANTS, withoutComments(source.text(name))).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Returns the properties that a module's text defines. The name tells: {@code ...TypeOK}, {@code
   * ...Inv}, {@code ...Prop}, {@code ...Live}, {@code ...Witness}, {@code A...ImplementsB} and
   * {@code ARefinesB}.
   */
  public static Set<String> properties(String text) {
    return PROPERTY
        .matcher(text)
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String code(SpecSource source, String module) {
    return withoutComments(source.text(module + ".tla"));
  }

  private static String withoutComments(String text) {
    return COMMENT.matcher(text).replaceAll("");
  }

  private static List<String> names(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult result) -> result.group(1))
        .flatMap(LIST::splitAsStream)
        .toList();
  }
}
