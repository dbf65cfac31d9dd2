package helloagain.workbench;

import helloagain.table.CsvTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
    try {
      return CsvTable.rows(place, text, columns);
    } catch (CsvTable.UnusableException e) {
      throw UserError.unusable(String.valueOf(e.getMessage()));
    }
  }

  /** Splits a cell at its blanks. */
  static List<String> words(String cell) {
    return cell.isBlank() ? List.of() : List.of(cell.strip().split("\\s+", -1));
  }
}
