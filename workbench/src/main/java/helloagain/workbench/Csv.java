package helloagain.workbench;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the small tables that stand beside the specification. */
final class Csv {
  private Csv() {}

  /**
   * Returns the text of a table that the specification brings along on the class path.
   *
   * @param name the name of the file, such as {@code patterns.csv}
   */
  static String text(String name) {
    return text("spec/" + name, "tla/" + name);
  }

  /**
   * Returns the text of a table on the class path.
   *
   * @param place what a complaint names
   * @param resource where it is on the class path
   */
  static String text(String place, String resource) {
    try (InputStream in = Csv.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw UserError.unusable(place + ": missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw UserError.unusable(place + ": " + e.getMessage());
    }
  }

  /**
   * Reads the rows of a table, each by its columns.
   *
   * @param place what a complaint names
   * @param columns the names that the first line must have, in order
   * @throws UserError if the text is no such table, or has no row
   */
  static List<Map<String, String>> rows(String place, String text, List<String> columns) {
    CsvSchema schema =
        CsvSchema.builder()
            .addColumns(columns, CsvSchema.ColumnType.STRING)
            .setUseHeader(true)
            .setReorderColumns(false)
            .setStrictHeaders(true)
            .build();
    CsvMapper mapper =
        CsvMapper.builder()
            .enable(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS)
            .enable(CsvParser.Feature.FAIL_ON_MISSING_HEADER_COLUMNS)
            .build();
    List<Map<String, String>> rows = new ArrayList<>();
    try (MappingIterator<Map<String, String>> lines =
        mapper.readerForMapOf(String.class).with(schema).readValues(text)) {
      while (lines.hasNextValue()) {
        rows.add(lines.nextValue());
      }
    } catch (IOException e) {
      throw UserError.unusable(
          place
              + ":"
              + (rows.size() + 2)
              + ": "
              + Failures.oneLine(String.valueOf(e.getMessage())));
    }
    if (rows.isEmpty()) {
      throw UserError.unusable(place + ": there is no row in it");
    }
    return rows;
  }

  /** Splits a cell at its blanks. */
  static List<String> words(String cell) {
    return cell.isBlank() ? List.of() : List.of(cell.strip().split("\\s+", -1));
  }
}
