package helloagain.message;

/**
 * Holds an alert (RFC 8446, 6).
 *
 * @param level 0 to 255, in practice {@link #WARNING} or {@link #FATAL}
 * @param description what went wrong
 */
public record Alert(int level, AlertDescription description) {
  public static final int WARNING = 1;
  public static final int FATAL = 2;

  /**
   * Checks the range of the level.
   *
   * @throws IllegalArgumentException if it does not fit an octet
   */
  public Alert {
    Lengths.requireRange("level", level, 0xff);
  }

  /** Makes an alert of level warning, which close_notify and user_canceled have (RFC 8446, 6.1). */
  public static Alert warning(AlertDescription description) {
    return new Alert(WARNING, description);
  }

  /** Makes an alert of level fatal. */
  public static Alert fatal(AlertDescription description) {
    return new Alert(FATAL, description);
  }
}
