package helloagain.spec;

import java.util.Comparator;
import java.util.Iterator;

/**
 * Represents a TLA+ value, independent of TLC.
 *
 * <p>Two values are equal when TLA+ says so, in whatever order their parts were given: the sets
 * {@code {1, 2}} and {@code {2, 1}} are equal, and a function whose domain is {@code 1..n} is a
 * {@link TlaSequence}, one whose domain is a set of strings a {@link TlaRecord}. The empty function
 * is the empty sequence; the empty set is neither.
 *
 * <p>{@code toString} gives TLA+ text in a fixed order. {@code compareTo} is a total order over all
 * values, consistent with {@code equals}; it has no meaning in TLA+.
 */
public sealed interface TlaValue extends Comparable<TlaValue>
    permits TlaBool, TlaFunction, TlaInt, TlaModelValue, TlaRecord, TlaSequence, TlaSet, TlaString {
  /** Makes a truth value. */
  static TlaBool of(boolean value) {
    return value ? TlaBool.TRUE : TlaBool.FALSE;
  }

  /** Makes a number. */
  static TlaInt of(int value) {
    return new TlaInt(value);
  }

  /** Makes a string. */
  static TlaString of(String value) {
    return new TlaString(value);
  }

  /** Returns the truth value that this is. */
  default boolean asBool() {
    if (this instanceof TlaBool bool) {
      return bool.value();
    }
    throw mismatch("a truth value");
  }

  /** Returns the number that this is. */
  default int asInt() {
    if (this instanceof TlaInt number) {
      return number.value();
    }
    throw mismatch("a number");
  }

  /** Returns the characters of the string that this is. */
  default String asString() {
    if (this instanceof TlaString string) {
      return string.value();
    }
    throw mismatch("a string");
  }

  /** Returns this as a sequence. */
  default TlaSequence asSequence() {
    if (this instanceof TlaSequence sequence) {
      return sequence;
    }
    throw mismatch("a sequence");
  }

  /** Returns this as a set. */
  default TlaSet asSet() {
    if (this instanceof TlaSet set) {
      return set;
    }
    throw mismatch("a set");
  }

  /** Returns this as a record. */
  default TlaRecord asRecord() {
    if (this instanceof TlaRecord record) {
      return record;
    }
    throw mismatch("a record");
  }

  private IllegalStateException mismatch(String wanted) {
    return new IllegalStateException("not " + wanted + ": " + this);
  }

  @Override
  default int compareTo(TlaValue other) {
    int byKind = Integer.compare(rank(this), rank(other));
    if (byKind != 0) {
      return byKind;
    }
    if (this instanceof TlaBool a && other instanceof TlaBool b) {
      return Boolean.compare(a.value(), b.value());
    }
    if (this instanceof TlaInt a && other instanceof TlaInt b) {
      return Integer.compare(a.value(), b.value());
    }
    if (this instanceof TlaString a && other instanceof TlaString b) {
      return a.value().compareTo(b.value());
    }
    if (this instanceof TlaModelValue a && other instanceof TlaModelValue b) {
      return a.name().compareTo(b.name());
    }
    if (this instanceof TlaSequence a && other instanceof TlaSequence b) {
      return compareAll(a.elements(), b.elements(), Comparator.naturalOrder());
    }
    if (this instanceof TlaSet a && other instanceof TlaSet b) {
      return compareAll(a.elements(), b.elements(), Comparator.naturalOrder());
    }
    if (this instanceof TlaRecord a && other instanceof TlaRecord b) {
      int byNames = compareAll(a.fields().keySet(), b.fields().keySet(), Comparator.naturalOrder());
      return byNames != 0
          ? byNames
          : compareAll(a.fields().values(), b.fields().values(), Comparator.naturalOrder());
    }
    if (this instanceof TlaFunction a && other instanceof TlaFunction b) {
      int byDomains =
          compareAll(a.entries().keySet(), b.entries().keySet(), Comparator.naturalOrder());
      return byDomains != 0
          ? byDomains
          : compareAll(a.entries().values(), b.entries().values(), Comparator.naturalOrder());
    }
    throw new IllegalStateException("no order for " + getClass());
  }

  private static int rank(TlaValue value) {
    if (value instanceof TlaBool) {
      return 0;
    }
    if (value instanceof TlaInt) {
      return 1;
    }
    if (value instanceof TlaString) {
      return 2;
    }
    if (value instanceof TlaModelValue) {
      return 3;
    }
    if (value instanceof TlaSequence) {
      return 4;
    }
    if (value instanceof TlaRecord) {
      return 5;
    }
    return value instanceof TlaFunction ? 6 : 7;
  }

  private static <T> int compareAll(Iterable<T> as, Iterable<T> bs, Comparator<? super T> order) {
    Iterator<T> a = as.iterator();
    Iterator<T> b = bs.iterator();
    while (a.hasNext() && b.hasNext()) {
      int result = order.compare(a.next(), b.next());
      if (result != 0) {
        return result;
      }
    }
    return Boolean.compare(a.hasNext(), b.hasNext());
  }
}
