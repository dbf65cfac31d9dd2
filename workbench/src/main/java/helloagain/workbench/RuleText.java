package helloagain.workbench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the ids of rules in comments. */
final class RuleText {
  /** An id, such as {@code CH2-09}. */
  static final Pattern ID = Pattern.compile("[A-Z]+[0-9]?-[0-9]{2}");

  /** What a check begins with that is a constant of the rulebook. */
  static final String CONSTANT = "Rule.";

  private static final Pattern MENTION = Pattern.compile("\\b(" + ID + ")(?: to (" + ID + "))?\\b");
  private static final Pattern LEADING =
      Pattern.compile("^" + ID + "(?:(?:, (?:and )?| and | to )" + ID + ")*");

  private RuleText() {}

  /** Returns the ids in a text in their order; {@code } stands for all three. */
  static Set<String> ids(String text) {
    Set<String> ids = new LinkedHashSet<>();
    Matcher mentions = MENTION.matcher(text);
    while (mentions.find()) {
      ids.addAll(range(mentions.group(1), mentions.group(2)));
    }
    return ids;
  }

  /** Returns the ids with which a line begins. */
  static Set<String> leadingIds(String line) {
    Matcher leading = LEADING.matcher(line);
    return leading.find() ? ids(leading.group()) : Set.of();
  }

  private static List<String> range(String first, String last) {
    if (last == null) {
      return List.of(first);
    }
    String group = first.substring(0, first.indexOf('-') + 1);
    List<String> ids = new ArrayList<>();
    for (int number = number(first); number <= number(last); number++) {
      ids.add(String.format(Locale.ROOT, "%s%02d", group, number));
    }
    return ids;
  }

  private static int number(String id) {
    return Integer.parseInt(id.substring(id.indexOf('-') + 1));
  }
}
