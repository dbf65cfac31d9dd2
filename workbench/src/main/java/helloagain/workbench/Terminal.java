package helloagain.workbench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Map;

/** Tells where a terminal listens. */
final class Terminal {
  private static final String GREEN = "32";
  private static final String RED = "31";

  private Terminal() {}

  /** Returns a verdict, green if it is a good one and red if not. */
  static String verdict(String text, boolean isGood, boolean coloured) {
    return coloured ? "\033[" + (isGood ? GREEN : RED) + "m" + text + "\033[0m" : text;
  }

  /** Tells whether standard output is a terminal that may be coloured. */
  static boolean takesColours(Map<String, String> environment) {
    // https://no-color.org: any value but the empty one says no.
    return environment.getOrDefault("NO_COLOR", "").isEmpty() && isTerminal(environment, 1);
  }

  /** Tells whether standard error is a terminal on which lines can be written over. */
  static boolean showsProgress(Map<String, String> environment) {
    return isTerminal(environment, 2);
  }

  /**
   * Asks the shell, since Java only tells whether input and output both are terminals.
   *
   * @param descriptor 1 for standard output, 2 for standard error
   */
  private static boolean isTerminal(Map<String, String> environment, int descriptor) {
    String kind = environment.getOrDefault("TERM", "");
    if (kind.isEmpty() || kind.equals("dumb")) {
      return false;
    }
    try {
      return new ProcessBuilder("sh", "-c", "test -t " + descriptor)
              .redirectOutput(Redirect.INHERIT)
              .redirectError(Redirect.INHERIT)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      // A system without sh.
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
