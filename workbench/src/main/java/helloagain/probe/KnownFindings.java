package helloagain.probe;

import helloagain.table.CsvTable;
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
public record KnownFindings(List<Row> rows) {
  /** Nothing is known. */
  public static final KnownFindings NONE = new KnownFindings(List.of());

  /** What a finding without a rule goes by: the peer refused what keeps them all. */
  public static final String NO_RULE = "none";

  private static final List<String> COLUMNS = List.of("finding", "grade", "reason", "link");

  /** Copies the list. */
  public KnownFindings {
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
  public record Row(String finding, Grade grade, String reason, String link) {
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
   * @throws CsvTable.UnusableException if a row is not as it should be
   */
  public static KnownFindings parse(String place, String text) {
    return new KnownFindings(
        CsvTable.rows(place, text, COLUMNS).stream().map(row -> row(place, row)).toList());
  }

  private static Row row(String place, Map<String, String> row) {
    String word = row.getOrDefault("grade", "");
    Grade grade =
        Arrays.stream(Grade.values())
            .filter(each -> word(each).equals(word))
            .findFirst()
            .orElseThrow(
                () -> new CsvTable.UnusableException(place + ": there is no grade '" + word + "'"));
    String reason = row.getOrDefault("reason", "");
    String finding = row.getOrDefault("finding", "");
    if (finding.isBlank() || reason.isBlank()) {
      throw new CsvTable.UnusableException(
          place + ": a row says which finding, and why it is no news");
    }
    return new Row(finding, grade, reason, row.getOrDefault("link", ""));
  }

  /** Returns the word for a grade in files and on the screen. */
  public static String word(Grade grade) {
    return grade.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the row that knows a finding. */
  public Optional<Row> of(ProbeResult finding) {
    return rows.stream().filter(row -> row.isOf(finding)).findFirst();
  }

  /** Returns the rows of which there is no finding. */
  public List<Row> unmet(List<ProbeResult> findings) {
    return rows.stream().filter(row -> findings.stream().noneMatch(row::isOf)).toList();
  }
}
