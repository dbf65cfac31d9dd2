package helloagain.spec;

import java.util.List;
import java.util.stream.Collectors;

/** Holds a sequence, which is also a tuple, and a function whose domain is {@code 1..n}. */
public record TlaSequence(List<TlaValue> elements) implements TlaValue {
  /** The empty sequence, which is also the empty function. */
  public static final TlaSequence EMPTY = new TlaSequence(List.of());

  /** Copies the elements. */
  public TlaSequence {
    elements = List.copyOf(elements);
  }

  /** Makes a sequence of the given elements. */
  public static TlaSequence of(TlaValue... elements) {
    return new TlaSequence(List.of(elements));
  }

  /** Returns the number of elements. */
  public int size() {
    return elements.size();
  }

  /** Tells whether there is no element. */
  public boolean isEmpty() {
    return elements.isEmpty();
  }

  /**
   * Returns the element at {@code index}, counted from 1 as in TLA+.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public TlaValue at(int index) {
    return elements.get(index - 1);
  }

  @Override
  public String toString() {
    return elements.stream().map(TlaValue::toString).collect(Collectors.joining(", ", "<<", ">>"));
  }
}
