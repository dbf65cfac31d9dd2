package helloagain.message;

/** Shares what all code points have in common. */
final class CodePoints {
  private CodePoints() {}

  /** Tells whether a 16-bit value is one of 0x0A0A, 0x1A1A, ..., 0xFAFA (RFC 8701, 2). */
  static boolean isGrease(int code) {
    return (code & 0x0f0f) == 0x0a0a && (code >> 8) == (code & 0xff);
  }

  /**
   * Reads the {@code 0x} form of a code point.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  static int parse(String text) {
    if (!text.matches("0x[0-9a-f]{2,4}")) {
      throw new IllegalArgumentException("no such code point: " + text);
    }
    return Integer.parseInt(text.substring(2), 16);
  }
}
