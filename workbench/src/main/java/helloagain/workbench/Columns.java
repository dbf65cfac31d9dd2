package helloagain.workbench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lays out text for a screen of 80 columns. */
final class Columns {
  static final int WIDTH = 80;

  private Columns() {}

  /** Returns a count with its thousands set apart. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Returns a count of things; their name takes a plain plural. */
  static String count(long number, String thing) {
    return count(number) + " " + thing + (number == 1 ? "" : "s");
  }

  /** Returns seconds with one digit after the point. */
  static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f", seconds);
  }

  static String right(int width, String text) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  static String left(int width, String text) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /** Breaks a paragraph between words. */
  static List<String> wrapText(String text) {
    return wrap("", text).stream().map(String::strip).toList();
  }

  /** Breaks a line between words; the lines that follow stand two columns further to the right. */
  static List<String> wrap(String indent, String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(indent);
    boolean isEmpty = true;
    for (String word : text.split(" ", -1)) {
      if (!isEmpty && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(indent).append("  ");
        isEmpty = true;
      }
      line.append(isEmpty ? "" : " ").append(word);
      isEmpty = false;
    }
    lines.add(line.toString());
    return lines;
  }
}
