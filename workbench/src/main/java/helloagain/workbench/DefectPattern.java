package helloagain.workbench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Holds a root cause of real defects, and the mutants that have it.
 *
 * @param id such as {@code P01}
 * @param title what went wrong, in a few words
 * @param exchange the smallest exchange that shows it
 * @param verdict what must come of it
 * @param mutants what has the defect on purpose: names of configurations of {@code spec/mutants},
 *     ids of rules that the reference leaves unchecked, and names of {@link
 *     helloagain.refinement.BrokenPeer} and {@link helloagain.vectors.BrokenReceiver}; empty if out
 *     of scope
 * @param scope what part of it a model can reach where that is not all; why not, where it is none
 * @param isAfterRetry whether it shows only after a HelloRetryRequest that was sent and followed
 * @param untold why no published vector tells who has the defect; empty if one does
 */
record DefectPattern(
    String id,
    String title,
    String exchange,
    String verdict,
    List<String> mutants,
    String scope,
    boolean isAfterRetry,
    String untold) {
  static final String FILE = "patterns.csv";

  /** How many there are: a table that has lost one is no table. */
  static final int COUNT = 30;

  private static final String ORDER = "order";

  /** The word for an order of messages in which a HelloRetryRequest comes first. */
  private static final String RETRY = "retry";

  private static final List<String> COLUMNS =
      List.of("pattern", "title", "exchange", "verdict", "mutants", "scope", ORDER, "untold");

  /** Copies the list. */
  DefectPattern {
    mutants = List.copyOf(mutants);
  }

  /** Tells whether the defect is of something else than this exchange. */
  boolean isOutOfScope() {
    return mutants.isEmpty();
  }

  /** Reads the project's own table. */
  static List<DefectPattern> ofProject() {
    return parse("spec/" + FILE, Csv.text(FILE));
  }

  /**
   * Reads a table.
   *
   * @throws UserError if it has not the patterns P01 to P30, or a row has neither mutant nor
   *     reason, or another order than {@code retry}
   */
  static List<DefectPattern> parse(String place, String text) {
    List<DefectPattern> patterns = new ArrayList<>();
    for (Map<String, String> row : Csv.rows(place, text, COLUMNS)) {
      DefectPattern pattern =
          new DefectPattern(
              row.getOrDefault("pattern", ""),
              row.getOrDefault("title", ""),
              row.getOrDefault("exchange", ""),
              row.getOrDefault("verdict", ""),
              Csv.words(row.getOrDefault("mutants", "")),
              row.getOrDefault("scope", ""),
              row.getOrDefault(ORDER, "").equals(RETRY),
              row.getOrDefault("untold", ""));
      patterns.add(pattern);
      String expected = String.format(java.util.Locale.ROOT, "P%02d", patterns.size());
      if (!pattern.id().equals(expected)) {
        throw UserError.unusable(
            place
                + ":"
                + (patterns.size() + 1)
                + ": "
                + expected
                + " is due here, not "
                + pattern.id());
      }
      if (!List.of("", RETRY).contains(row.getOrDefault(ORDER, ""))) {
        throw UserError.unusable(
            place
                + ":"
                + (patterns.size() + 1)
                + ": the order is "
                + RETRY
                + " or empty, not "
                + row.get(ORDER));
      }
      if (pattern.isOutOfScope() && pattern.scope().isEmpty()) {
        throw UserError.unusable(
            place
                + ":"
                + (patterns.size() + 1)
                + ": "
                + pattern.id()
                + " has no mutant and no reason why not");
      }
    }
    if (patterns.size() != COUNT) {
      throw UserError.unusable(
          place + ": there are " + patterns.size() + " patterns, not " + COUNT);
    }
    return patterns;
  }
}
