package helloagain.table;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads tables with a line of names (RFC 4180). */
public final class CsvTable {
  private CsvTable() {}

  /** Says in one line what is wrong with a table. */
  public static final class UnusableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Takes the line. */
    public UnusableException(String line) {
      super(line);
    }
  }

  /**
   * Reads the rows of a table, each by its columns.
   *
   * @param place what a complaint names
   * @param columns the names that the first line must have, in order
   * @throws UnusableException if the text is no such table, or has no row
   */
  public static List<Map<String, String>> rows(String place, String text, List<String> columns) {
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
      throw new UnusableException(place + ":" + (rows.size() + 2) + ": " + oneLine(e));
    }
    if (rows.isEmpty()) {
      throw new UnusableException(place + ": there is no row in it");
    }
    return rows;
  }

  private static String oneLine(IOException failure) {
    return String.valueOf(failure.getMessage())
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("; "));
  }
}
