package helloagain.workbench;

import helloagain.probe.ProbeResult;
import helloagain.vectors.Verdict.Grade;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Knows which findings are no news.
 *
 * @param rows in the order of the file; the first that fits counts
 */
record ProbeExpectations(List<Row> rows) {
  /** Nothing is known. */
  static final ProbeExpectations NONE = new ProbeExpectations(List.of());

  /** What a finding without a rule goes by: the peer refused what keeps them all. */
  static final String NO_RULE = "none";

  private static final List<String> COLUMNS = List.of("finding", "grade", "reason", "link");

  /** Copies the list. */
  ProbeExpectations {
    rows = List.copyOf(rows);
  }

  /**
   * Is a row.
   *
   * @param finding the id of a test, or of a rule, in which {@code *} stands for anything
   * @param grade the grade that it has
   * @param reason why it is no news
   * @param link where more is said, possibly empty
   */
  record Row(String finding, Grade grade, String reason, String link) {
    boolean isOf(ProbeResult result) {
      return result.grade() == grade
          && (matches(result.id())
              || (result.rules().isEmpty()
                  ? matches(NO_RULE)
                  : result.rules().stream().anyMatch(this::matches)));
    }

    private boolean matches(String name) {
      String pattern =
          Arrays.stream(finding.split("\\*", -1))
              .map(Pattern::quote)
              .collect(Collectors.joining(".*"));
      return name.matches(pattern);
    }
  }

  /**
   * Reads a table.
   *
   * @throws UserError if a row is not as it should be
   */
  static ProbeExpectations parse(String place, String text) {
    return new ProbeExpectations(
        Csv.rows(place, text, COLUMNS).stream().map(row -> row(place, row)).toList());
  }

  private static Row row(String place, Map<String, String> row) {
    String word = row.getOrDefault("grade", "");
    Grade grade =
        Arrays.stream(Grade.values())
            .filter(each -> word(each).equals(word))
            .findFirst()
            .orElseThrow(() -> UserError.unusable(place + ": there is no grade '" + word + "'"));
    String reason = row.getOrDefault("reason", "");
    String finding = row.getOrDefault("finding", "");
    if (finding.isBlank() || reason.isBlank()) {
      throw UserError.unusable(place + ": a row says which finding, and why it is no news");
    }
    return new Row(finding, grade, reason, row.getOrDefault("link", ""));
  }

  /** Returns the word for a grade in files and on the screen. */
  static String word(Grade grade) {
    return grade.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the row that knows a finding. */
  Optional<Row> of(ProbeResult finding) {
    return rows.stream().filter(row -> row.isOf(finding)).findFirst();
  }

  /** Returns the rows of which there is no finding. */
  List<Row> unmet(List<ProbeResult> findings) {
    return rows.stream().filter(row -> findings.stream().noneMatch(row::isOf)).toList();
  }
}
