package helloagain.workbench;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads amounts of memory and of room on a disk, such as {@code 4g}, {@code 500m} or {@code 2t}.
 */
final class MemorySize {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,5})([mgt])");
  private static final int STEP = 1024;

  private MemorySize() {}

  /**
   * Returns an amount in megabytes.
   *
   * @param option the option that has it, for the message
   * @throws UserError if the text has another form
   */
  static long megabytes(String option, String text) {
    Matcher form = FORM.matcher(text.toLowerCase(Locale.ROOT));
    if (!form.matches()) {
      throw UserError.unusable(option + " is a size such as 500m or 4g, not '" + text + "'");
    }
    long number = Long.parseLong(form.group(1));
    return switch (form.group(2)) {
      case "m" -> number;
      case "g" -> number * STEP;
      default -> number * STEP * STEP;
    };
  }
}
