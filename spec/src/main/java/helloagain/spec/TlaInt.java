package helloagain.spec;

/** Holds an integer; TLC has no larger ones than 32 bits. */
public record TlaInt(int value) implements TlaValue {
  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
