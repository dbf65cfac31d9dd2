package helloagain.spec;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Holds a finite set.
 *
 * @param elements the elements, each once, in the order of {@link TlaValue#compareTo}
 */
public record TlaSet(List<TlaValue> elements) implements TlaValue {
  /** The empty set. */
  public static final TlaSet EMPTY = new TlaSet(List.of());

  /** Sorts the elements and drops those that occur again. */
  public TlaSet {
    elements = elements.size() < 2 ? List.copyOf(elements) : List.copyOf(new TreeSet<>(elements));
  }

  /** Makes the set of the given elements. */
  public static TlaSet of(TlaValue... elements) {
    return new TlaSet(List.of(elements));
  }

  /** Makes the set of the given elements. */
  public static TlaSet of(Collection<? extends TlaValue> elements) {
    return new TlaSet(List.copyOf(elements));
  }

  /** Makes the set of the given strings. */
  public static TlaSet ofStrings(Collection<String> strings) {
    return new TlaSet(strings.stream().<TlaValue>map(TlaString::new).toList());
  }

  /** Returns the number of elements. */
  public int size() {
    return elements.size();
  }

  /** Tells whether there is no element. */
  public boolean isEmpty() {
    return elements.isEmpty();
  }

  /** Tells whether {@code value} is an element. */
  public boolean contains(TlaValue value) {
    return Collections.binarySearch(elements, value) >= 0;
  }

  @Override
  public String toString() {
    return elements.stream().map(TlaValue::toString).collect(Collectors.joining(", ", "{", "}"));
  }
}
