package helloagain.spec;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers values: equal values get the same number, whoever made them, and others another one. A
 * value whose parts are known already is looked at no deeper than these, so that many large values
 * that share most of their parts are compared at the cost of what differs. Confined to one thread.
 */
public final class ValueNumbers {
  /** Objects that were asked for before; they are kept. */
  private final IdentityHashMap<TlaValue, Integer> known = new IdentityHashMap<>();

  private final Map<Object, Integer> numbers = new HashMap<>();

  /** Names a value by its kind, its names if it has some, and the numbers of its parts. */
  private static final class Parts {
    private final Object kind;
    private final int[] numbers;

    Parts(Object kind, int... numbers) {
      this.kind = kind;
      this.numbers = numbers;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Parts that
          && Arrays.equals(numbers, that.numbers)
          && kind.equals(that.kind);
    }

    @Override
    public int hashCode() {
      return 31 * kind.hashCode() + Arrays.hashCode(numbers);
    }
  }

  /** Returns the number of a value, counted from 0. */
  public int of(TlaValue value) {
    if (value instanceof TlaRecord record) {
      return number(
          value,
          () -> new Parts(List.copyOf(record.fields().keySet()), all(record.fields().values())));
    }
    if (value instanceof TlaSequence sequence) {
      return number(value, () -> new Parts(TlaSequence.class, all(sequence.elements())));
    }
    if (value instanceof TlaSet set) {
      return number(value, () -> new Parts(TlaSet.class, all(set.elements())));
    }
    if (value instanceof TlaFunction function) {
      return number(
          value,
          () ->
              new Parts(
                  TlaFunction.class,
                  of(new TlaSequence(List.copyOf(function.entries().keySet()))),
                  of(new TlaSequence(List.copyOf(function.entries().values())))));
    }
    return next(value);
  }

  private interface Taking {
    Parts apart();
  }

  private int number(TlaValue value, Taking taking) {
    Integer number = known.get(value);
    if (number == null) {
      number = next(taking.apart());
      known.put(value, number);
    }
    return number;
  }

  private int next(Object key) {
    Integer number = numbers.putIfAbsent(key, numbers.size());
    return number == null ? numbers.size() - 1 : number;
  }

  private int[] all(Collection<TlaValue> values) {
    int[] parts = new int[values.size()];
    int i = 0;
    for (TlaValue value : values) {
      parts[i++] = of(value);
    }
    return parts;
  }
}
