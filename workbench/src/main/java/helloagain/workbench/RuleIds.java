package helloagain.workbench;

import helloagain.rule.Rule;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the ids of rules from a command line. */
final class RuleIds {
  private static final int MAX_SUGGESTIONS = 5;

  private RuleIds() {}

  /**
   * Returns the rules of some ids, which judge hellos.
   *
   * @throws UserError if one of them is unknown, or judges no hello
   */
  static Set<Rule> rules(List<String> ids) {
    return rules(ids, Set.of(Rule.Layer.MODEL));
  }

  /**
   * Returns the rules of some ids, which judge hellos or what follows them.
   *
   * @throws UserError if one of them is unknown, or judges no message
   */
  static Set<Rule> rulesOfMessages(List<String> ids) {
    return rules(ids, Set.of(Rule.Layer.MODEL, Rule.Layer.FLIGHT));
  }

  private static Set<Rule> rules(List<String> ids, Set<Rule.Layer> layers) {
    Set<Rule> rules = EnumSet.noneOf(Rule.class);
    ids.forEach(id -> rules.add(rule(id, layers)));
    return rules;
  }

  private static Rule rule(String id, Set<Rule.Layer> layers) {
    Rule rule =
        Rule.withId(id)
            .orElseThrow(
                () ->
                    UserError.unusable(
                        "there is no rule '"
                            + id
                            + "'; close to it are "
                            + String.join(", ", close(id, idsOf(layers)))));
    if (!layers.contains(rule.layer())) {
      throw UserError.unusable(
          id
              + " ("
              + rule.operator()
              + ") judges "
              + (rule.layer() == Rule.Layer.RECORD
                  ? "records; these runs are made of messages"
                  : "what follows ServerHello; these runs end there"));
    }
    return rule;
  }

  private static Stream<String> idsOf(Set<Rule.Layer> layers) {
    return Arrays.stream(Rule.values()).filter(rule -> layers.contains(rule.layer())).map(Rule::id);
  }

  /** Returns the ids that need the fewest changes. */
  static List<String> close(String id, Stream<String> known) {
    String wanted = id.toUpperCase(Locale.ROOT);
    return known
        .sorted(
            Comparator.comparingInt((String other) -> distance(wanted, other))
                .thenComparing(Comparator.naturalOrder()))
        .limit(MAX_SUGGESTIONS)
        .collect(Collectors.toList());
  }

  /** Counts the characters to add, drop or replace (Levenshtein). */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    Arrays.setAll(row, column -> column);
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
