package helloagain.spec;

/** Holds {@code TRUE} or {@code FALSE}. */
public record TlaBool(boolean value) implements TlaValue {
  /** The value {@code TRUE}. */
  public static final TlaBool TRUE = new TlaBool(true);

  /** The value {@code FALSE}. */
  public static final TlaBool FALSE = new TlaBool(false);

  @Override
  public String toString() {
    return value ? "TRUE" : "FALSE";
  }
}
