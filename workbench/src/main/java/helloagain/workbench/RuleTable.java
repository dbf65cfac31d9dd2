package helloagain.workbench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import helloagain.workbench.RuleRow.Disposition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Holds every rule of the hello exchange, as {@code spec/rules.csv} lists them.
 *
 * <p>One line is one rule. Lists within a cell are separated by blanks, sections by a comma.
 *
 * @param rows the rules, in the order of the file
 */
record RuleTable(List<RuleRow> rows) {
  /** The project's own table, as a path from the project's root. */
  static final String PROJECT_FILE = "spec/rules.csv";

  private static final String RESOURCE = "tla/rules.csv";

  private static final CsvSchema SCHEMA =
      CsvSchema.builder()
          .addColumns(
              List.of(
                  "id",
                  "section",
                  "rfc9846",
                  "level",
                  "who",
                  "when",
                  "statement",
                  "alerts",
                  "named",
                  "basis",
                  "profile",
                  "disposition",
                  "receiver",
                  "operators",
                  "checks",
                  "tests",
                  "reason"),
              CsvSchema.ColumnType.STRING)
          .setUseHeader(true)
          .setReorderColumns(false)
          .setStrictHeaders(true)
          .build();

  private static final CsvMapper CSV =
      CsvMapper.builder()
          .enable(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS)
          .enable(CsvParser.Feature.FAIL_ON_MISSING_HEADER_COLUMNS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private record Line(
      String id,
      String section,
      String rfc9846,
      String level,
      String who,
      String when,
      String statement,
      String alerts,
      String named,
      String basis,
      String profile,
      String disposition,
      String receiver,
      String operators,
      String checks,
      String tests,
      String reason) {
    Optional<RuleRow> row() {
      return Disposition.of(disposition)
          .map(
              found ->
                  new RuleRow(
                      id,
                      split(section, ", "),
                      split(rfc9846, ", "),
                      level,
                      who,
                      when,
                      statement,
                      split(alerts, " "),
                      named,
                      basis,
                      profile,
                      found,
                      receiver,
                      split(operators, " "),
                      split(checks, " "),
                      split(tests, " "),
                      reason));
    }

    private static List<String> split(String cell, String between) {
      return cell.isEmpty() ? List.of() : List.of(cell.split(between, -1));
    }
  }

  /** Copies the list. */
  RuleTable {
    rows = List.copyOf(rows);
  }

  /** Reads the table that the specification brings along on the class path. */
  static RuleTable ofProject() {
    return parse(PROJECT_FILE, projectText());
  }

  /** Returns the text of the project's own table. */
  static String projectText() {
    try (InputStream in = RuleTable.class.getClassLoader().getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw UserError.unusable(PROJECT_FILE + ": missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw UserError.unusable(PROJECT_FILE + ": " + e.getMessage());
    }
  }

  /**
   * Reads a table.
   *
   * @throws UserError if it is no table, if a row does not say what its disposition asks for, or if
   *     an id comes twice
   */
  static RuleTable parse(String file, String text) {
    Map<String, RuleRow> rows = new LinkedHashMap<>();
    int lineNumber = 1;
    try (MappingIterator<Line> lines = CSV.readerFor(Line.class).with(SCHEMA).readValues(text)) {
      while (lines.hasNext()) {
        Line line = lines.next();
        lineNumber++;
        String place = file + ":" + lineNumber + ": " + line.id() + ": ";
        RuleRow row =
            line.row()
                .orElseThrow(
                    () ->
                        UserError.unusable(
                            place + "the disposition is '" + line.disposition() + "'"));
        row.fault()
            .ifPresent(
                fault -> {
                  throw UserError.unusable(place + fault);
                });
        if (rows.putIfAbsent(row.id(), row) != null) {
          throw UserError.unusable(place + "the id stands there already");
        }
      }
    } catch (RuntimeJsonMappingException | IOException e) {
      throw UserError.unusable(file + ":" + (lineNumber + 1) + ": " + reason(e));
    }
    if (rows.isEmpty()) {
      throw UserError.unusable(file + ": there is no rule in it");
    }
    return new RuleTable(new ArrayList<>(rows.values()));
  }

  private static String reason(Exception e) {
    return e instanceof JsonProcessingException broken
        ? broken.getOriginalMessage()
        : String.valueOf(e.getMessage());
  }

  /** Finds a rule. */
  Optional<RuleRow> row(String id) {
    return rows.stream().filter(row -> row.id().equals(id)).findFirst();
  }

  /** Counts the rules of a disposition. */
  long count(Disposition disposition) {
    return stream(disposition).count();
  }

  /** Returns the rules of a disposition. */
  Stream<RuleRow> stream(Disposition disposition) {
    return rows.stream().filter(row -> row.disposition() == disposition);
  }
}
