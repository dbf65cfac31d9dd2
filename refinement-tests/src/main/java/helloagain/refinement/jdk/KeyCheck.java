package helloagain.refinement.jdk;

/** Tells whether both sides have the same handshake keys after the hellos (RFC 8446, 7.3). */
public enum KeyCheck {
  /** What one protects, the other opens. */
  AGREE,
  /** What one protects, the other does not open. */
  DIFFER,
  /** There are no keys, or the JDK sent nothing to try them on. */
  NOT_MADE
}
