package helloagain.workbench;

import helloagain.spec.SpecSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the operators of the specification, and the ids of rules in the comments above them.
 *
 * <p>A comment carries ids in two forms. {@code \* HRR-08 . 4.1.4 . client . MUST} says that the
 * operator is the rule, TRUE when it is kept. A line that begins with ids, such as {@code \*
 * HRR-20: why}, says that the operator does what these rules ask for. Ids elsewhere in the comment
 * say what else it covers. The rules on a message's type and on a share's value are no operators
 * but names in {@code Alerts}; there the id follows the name.
 */
final class TlaOperators {
  private static final Pattern DEFINITION =
      Pattern.compile("^(\\w+)(?:\\([^)]*\\))? ==|^(\\w+)\\(");
  private static final Pattern RULE_NAME =
      Pattern.compile("\\b([A-Z][a-z]\\w+) (" + RuleText.ID + "(?:, " + RuleText.ID + ")*)");
  private static final Pattern HEADER =
      Pattern.compile(
          "^(" + RuleText.ID + ") \\. ([^.]+(?:\\.[^. ]+)*) \\. (client|server|both) \\. (\\w+).*");

  private final Map<String, List<Operator>> byName;

  private TlaOperators(Map<String, List<Operator>> byName) {
    this.byName = byName;
  }

  /**
   * Holds a definition, or a name of {@code Alerts} that is none.
   *
   * @param file the path from the project's root
   * @param line the line of the definition, from 1
   * @param comment the lines of the comment directly above it, without their marks
   */
  record Operator(String name, String file, int line, List<String> comment) {
    /** Copies the list. */
    Operator {
      comment = List.copyOf(comment);
    }

    /** Returns the id, section, receiver and level by which the operator is a rule. */
    Optional<Header> header() {
      return comment.stream()
          .map(HEADER::matcher)
          .filter(Matcher::matches)
          .findFirst()
          .map(
              found ->
                  new Header(
                      found.group(1),
                      found.group(2).replaceAll("(RFC \\d+), ", "$1 "),
                      found.group(3),
                      found.group(4)));
    }

    /** Returns the ids for which the operator stands: the header's, and those that begin a line. */
    Set<String> leadingIds() {
      Set<String> ids = new LinkedHashSet<>();
      comment.forEach(line -> ids.addAll(RuleText.leadingIds(line)));
      return ids;
    }

    /** Returns every id in the comment. */
    Set<String> ids() {
      return RuleText.ids(String.join("\n", comment));
    }
  }

  /** Holds the first line above an operator that is a rule. */
  record Header(String id, String section, String who, String level) {}

  /** Reads the modules of the specification, without those of the bounded worlds. */
  static TlaOperators of(SpecSource source) {
    Map<String, String> modules = new TreeMap<>();
    for (String name : source.names()) {
      if (name.endsWith(".tla") && !name.startsWith("MC")) {
        modules.put("spec/" + name, source.text(name));
      }
    }
    return of(modules);
  }

  /** Reads modules by their paths. */
  static TlaOperators of(Map<String, String> modules) {
    Map<String, List<Operator>> byName = new TreeMap<>();
    modules.forEach(
        (file, text) -> {
          List<String> comment = new ArrayList<>();
          List<String> lines = text.lines().toList();
          for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher definition = DEFINITION.matcher(line);
            if (line.startsWith("\\* ")) {
              comment.add(line.substring(3));
            } else if (definition.find()) {
              String name = definition.group(1) == null ? definition.group(2) : definition.group(1);
              add(byName, new Operator(name, file, i + 1, comment));
              comment.clear();
            } else {
              comment.clear();
            }
            Matcher names = RULE_NAME.matcher(line);
            while (isComment(line) && names.find()) {
              add(byName, new Operator(names.group(1), file, i + 1, List.of(names.group(2))));
            }
          }
        });
    return new TlaOperators(byName);
  }

  private static boolean isComment(String line) {
    return line.stripLeading().startsWith("(*") || line.contains("\\* ");
  }

  private static void add(Map<String, List<Operator>> byName, Operator operator) {
    byName.computeIfAbsent(operator.name(), name -> new ArrayList<>()).add(operator);
  }

  /** Returns everything of a name, nothing if there is none. */
  List<Operator> named(String name) {
    return byName.getOrDefault(name, List.of());
  }

  /** Returns everything that carries an id. */
  List<Operator> carrying() {
    return byName.values().stream()
        .flatMap(List::stream)
        .filter(operator -> !operator.ids().isEmpty())
        .toList();
  }

  /** Returns what a row means by a name: that which carries the row's id, or else the first. */
  Optional<Operator> of(String name, String id) {
    List<Operator> found = named(name);
    return found.stream()
        .filter(operator -> operator.ids().contains(id))
        .findFirst()
        .or(() -> found.stream().findFirst());
  }
}
