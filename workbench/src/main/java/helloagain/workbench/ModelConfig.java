package helloagain.workbench;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Holds what a configuration of TLC asks to be checked.
 *
 * @param invariants the names under {@code INVARIANTS}
 * @param properties the names under {@code PROPERTIES}
 * @param rest the text of everything else, without comments
 */
record ModelConfig(List<String> invariants, List<String> properties, String rest) {
  private static final Pattern COMMENT = Pattern.compile("\\\\\\*.*|(?s)\\(\\*.*?\\*\\)");
  private static final Pattern KEYWORD =
      Pattern.compile(
          "(?<![\\w\"])(SPECIFICATION|INIT|NEXT|CONSTANTS?|INVARIANTS?|PROPERTY|PROPERTIES"
              + "|CONSTRAINTS?|ACTION_CONSTRAINTS?|SYMMETRY|VIEW|CHECK_DEADLOCK|POSTCONDITION"
              + "|ALIAS)(?![\\w\"])");
  private static final Pattern BLANK = Pattern.compile("[\\s,]+");

  /** Copies the lists. */
  ModelConfig {
    invariants = List.copyOf(invariants);
    properties = List.copyOf(properties);
  }

  /** Reads the text of a {@code .cfg} file. */
  static ModelConfig parse(String text) {
    String bare = COMMENT.matcher(text).replaceAll(" ");
    Matcher keyword = KEYWORD.matcher(bare);
    List<MatchResult> found = keyword.results().toList();
    List<String> invariants = new ArrayList<>();
    List<String> properties = new ArrayList<>();
    StringBuilder rest = new StringBuilder();
    for (int i = 0; i < found.size(); i++) {
      int end = i + 1 < found.size() ? found.get(i + 1).start() : bare.length();
      String body = bare.substring(found.get(i).end(), end);
      String name = found.get(i).group();
      if (name.startsWith("INVARIANT")) {
        invariants.addAll(words(body));
      } else if (name.startsWith("PROPERT")) {
        properties.addAll(words(body));
      } else {
        rest.append(name).append(' ').append(body.strip()).append('\n');
      }
    }
    return new ModelConfig(invariants, properties, rest.toString());
  }

  /** Returns how many invariants and properties there are. */
  int count() {
    return invariants.size() + properties.size();
  }

  /** Returns the text of a configuration that asks for one property alone. */
  String only(String property) {
    return rest + "PROPERTY " + property + "\n";
  }

  private static List<String> words(String body) {
    return Stream.of(BLANK.split(body)).filter(word -> !word.isEmpty()).toList();
  }
}
