package helloagain.message;

/** Shares the range checks of the records. */
final class Lengths {
  private Lengths() {}

  /**
   * Checks the length of a hello's random (RFC 8446, 4.1.2 and 4.1.3).
   *
   * @throws IllegalArgumentException if it is not 32 octets
   */
  static void requireRandom(Bytes random) {
    if (random.size() != 32) {
      throw new IllegalArgumentException("a random has 32 octets, not " + random.size());
    }
  }

  /**
   * Checks that an unsigned number fits its field.
   *
   * @throws IllegalArgumentException if it is negative or above {@code max}
   */
  static void requireRange(String field, long value, long max) {
    if (value < 0 || value > max) {
      throw new IllegalArgumentException(field + " is outside 0.." + max + ": " + value);
    }
  }
}
