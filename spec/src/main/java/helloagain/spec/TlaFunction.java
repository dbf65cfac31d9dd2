package helloagain.spec;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Holds a function that is neither a sequence nor a record.
 *
 * @param entries the values by argument, at least one
 */
public record TlaFunction(SortedMap<TlaValue, TlaValue> entries) implements TlaValue {
  /**
   * Copies the entries.
   *
   * @throws IllegalArgumentException if the function is a sequence or a record; {@link #of} makes
   *     the right one
   */
  public TlaFunction {
    if (isSequence(entries) || isRecord(entries)) {
      throw new IllegalArgumentException("a sequence or a record: " + entries);
    }
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  /** Makes the function of the given entries: a sequence, a record or neither. */
  public static TlaValue of(Map<? extends TlaValue, ? extends TlaValue> entries) {
    TreeMap<TlaValue, TlaValue> sorted = new TreeMap<>(entries);
    if (isSequence(sorted)) {
      return new TlaSequence(sorted.values().stream().toList());
    }
    if (isRecord(sorted)) {
      TreeMap<String, TlaValue> fields = new TreeMap<>();
      sorted.forEach((name, value) -> fields.put(name.asString(), value));
      return new TlaRecord(fields);
    }
    return new TlaFunction(sorted);
  }

  /**
   * Returns the value at {@code argument}.
   *
   * @throws IllegalArgumentException if it is not in the domain
   */
  public TlaValue get(TlaValue argument) {
    TlaValue value = entries.get(argument);
    if (value == null) {
      throw new IllegalArgumentException(argument + " is not in the domain of " + this);
    }
    return value;
  }

  /** Returns the domain. */
  public TlaSet domain() {
    return TlaSet.of(entries.keySet());
  }

  @Override
  public String toString() {
    return entries.entrySet().stream()
        .map(entry -> entry.getKey() + " :> " + entry.getValue())
        .collect(Collectors.joining(" @@ ", "(", ")"));
  }

  private static boolean isSequence(SortedMap<TlaValue, TlaValue> entries) {
    int index = 0;
    for (TlaValue argument : entries.keySet()) {
      index++;
      if (!(argument instanceof TlaInt number) || number.value() != index) {
        return false;
      }
    }
    return true;
  }

  private static boolean isRecord(SortedMap<TlaValue, TlaValue> entries) {
    return entries.keySet().stream().allMatch(TlaString.class::isInstance);
  }
}
