package helloagain.refinement;

/**
 * States that a text is no trace. The message is one line for people: the file, the line and the
 * column, the field, what stands there, and what was expected.
 */
public final class TraceFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int LONGEST = 400;

  /**
   * Makes an exception.
   *
   * @param place the file, and the place in it as far as it is known
   * @param found what stands there
   * @param expected what has to stand there
   */
  TraceFormatException(String place, String found, String expected) {
    super(oneLine(place + ": " + found + "; expected " + expected));
  }

  /** Keeps names and contents of files from breaking the line. */
  private static String oneLine(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }
}
