package helloagain.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds what matters in the text that TLC and its parser print. */
final class TlcMessages {
  private static final Pattern PARSING = Pattern.compile("Parsing file .*?(\\w+)\\.tla(?: .*)?");
  private static final Pattern AT_LINE = Pattern.compile("line (\\d+)");
  private static final Pattern PLACE = Pattern.compile("line (\\d+), col \\d+ .* of module (\\w+)");

  private TlcMessages() {}

  /**
   * Returns the parser's first error.
   *
   * @param output what the parser printed
   * @return nothing if it printed no error
   */
  static @Nullable SpecException parseError(List<String> output) {
    @Nullable String module = null;
    for (int i = 0; i < output.size(); i++) {
      String line = output.get(i).strip();
      Matcher parsing = PARSING.matcher(line);
      if (parsing.matches()) {
        module = parsing.group(1);
      } else if (line.contains("Parse Error") || line.startsWith("Lexical error")) {
        String text = paragraph(output, line.contains("Parse Error") ? i + 1 : i, "Residual stack");
        Matcher at = AT_LINE.matcher(text);
        return error(module, at.find() ? Integer.parseInt(at.group(1)) : 0, text);
      } else if (line.startsWith("*** Errors:") || line.startsWith("*** Abort messages:")) {
        int place = skipBlank(output, i + 1);
        String text = paragraph(output, skipBlank(output, place + 1), "***");
        Matcher at = PLACE.matcher(place < output.size() ? output.get(place) : "");
        return at.find()
            ? error(at.group(2), Integer.parseInt(at.group(1)), text)
            : error(module, 0, text);
      }
    }
    return null;
  }

  /** Returns the lines of a message of TLC that say something, without its framing. */
  static List<String> essence(String message) {
    List<String> lines = new ArrayList<>();
    for (String line : message.lines().toList()) {
      String text = line.replaceAll("@!@!@(START|END)MSG \\S+ @!@!@", "").strip();
      if (!text.isEmpty() && !text.equals(":")) {
        lines.add(text);
      }
    }
    return lines;
  }

  private static SpecException error(@Nullable String module, int line, String text) {
    String place =
        module == null ? "" : line == 0 ? module + ": " : module + ", line " + line + ": ";
    return new SpecException(place + text, module, line);
  }

  private static int skipBlank(List<String> lines, int from) {
    int i = from;
    while (i < lines.size() && lines.get(i).isBlank()) {
      i++;
    }
    return i;
  }

  /** Joins the lines up to a blank one or one that begins with {@code end}. */
  private static String paragraph(List<String> lines, int from, String end) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith(end)) {
        break;
      }
      text.append(text.isEmpty() ? "" : " ").append(line);
    }
    return text.toString();
  }
}
