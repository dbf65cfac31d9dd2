package helloagain.workbench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Says why nothing notices that a check is missing.
 *
 * @param rule the id of the rule
 * @param receiver who does not check it
 * @param where what does not notice: {@code spec}, no property; {@code replay}, no replayed run
 * @param why {@code redundant}: each message that breaks the rule breaks another one as well;
 *     {@code unobservable}: what the receiver does with such a message is the same either way;
 *     {@code tested}: no run of the harness comes to the check, and a named test holds it
 * @param by the ids of the rules that cover a redundant one; of a tested one the tests, such as
 *     {@code StatelessServerTests#cookieIsRefused}
 * @param reason a sentence
 */
record Survivor(
    String rule, Receiver receiver, String where, String why, List<String> by, String reason) {
  static final String FILE = "survivors.csv";
  static final String SPEC = "spec";
  static final String REPLAY = "replay";
  static final String REDUNDANT = "redundant";
  static final String UNOBSERVABLE = "unobservable";
  static final String TESTED = "tested";

  private static final List<String> COLUMNS =
      List.of("rule", "receiver", "where", "why", "by", "reason");

  /** Copies the list. */
  Survivor {
    by = List.copyOf(by);
  }

  /** Reads the project's own table. */
  static List<Survivor> ofProject() {
    return parse("spec/" + FILE, Csv.text(FILE));
  }

  /**
   * Reads a table.
   *
   * @throws UserError if a row is not as it should be
   */
  static List<Survivor> parse(String place, String text) {
    List<Survivor> survivors = new ArrayList<>();
    for (Map<String, String> row : Csv.rows(place, text, COLUMNS)) {
      survivors.add(of(place + ":" + (survivors.size() + 2) + ": ", row));
    }
    return survivors;
  }

  private static Survivor of(String place, Map<String, String> row) {
    Receiver receiver =
        List.of(Receiver.values()).stream()
            .filter(each -> each.word().equals(row.get("receiver")))
            .findFirst()
            .orElseThrow(() -> UserError.unusable(place + "the receiver is client or server"));
    String where = cell(row, "where");
    String why = cell(row, "why");
    List<String> by = Csv.words(cell(row, "by"));
    String reason = cell(row, "reason");
    if (!List.of(SPEC, REPLAY).contains(where)) {
      throw UserError.unusable(place + "where is spec or replay, not '" + where + "'");
    }
    if (!List.of(REDUNDANT, UNOBSERVABLE, TESTED).contains(why)) {
      throw UserError.unusable(
          place + "why is redundant, unobservable or tested, not '" + why + "'");
    }
    if (why.equals(UNOBSERVABLE) != by.isEmpty()) {
      throw UserError.unusable(
          place + "a redundant or tested rule, and no other, names what covers it");
    }
    if (why.equals(TESTED) && !where.equals(REPLAY)) {
      throw UserError.unusable(place + "a test says nothing of the specification");
    }
    if (reason.length() < 20 || !reason.endsWith(".")) {
      throw UserError.unusable(place + "the reason is a sentence");
    }
    return new Survivor(cell(row, "rule"), receiver, where, why, by, reason);
  }

  /** Tells whether what refuses a message that breaks the rule is what this says. */
  boolean isRefusedBy(List<String> ids) {
    return ids.isEmpty() == by.isEmpty() && by.containsAll(ids);
  }

  private static String cell(Map<String, String> row, String column) {
    return row.getOrDefault(column, "");
  }
}
