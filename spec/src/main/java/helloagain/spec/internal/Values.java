package helloagain.spec.internal;

import helloagain.spec.TlaValue;
import java.util.Arrays;
import java.util.stream.Stream;
import tlc2.value.IValue;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.IntervalValue;
import tlc2.value.impl.MethodValue;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;

/** Looks at single values of TLC. */
final class Values {
  private Values() {}

  static TlaValue fromTlc(IValue value) {
    return new ValueReader().read(value);
  }

  /**
   * Tells whether TLC has nothing left to compute inside a value. Any other value changes when it
   * is read, and must not be read by two threads at once.
   */
  static boolean isSettled(IValue value) {
    if (value instanceof TupleValue tuple) {
      return Arrays.stream(tuple.elems).allMatch(Values::isSettled);
    }
    if (value instanceof RecordValue record) {
      return Arrays.stream(record.values).allMatch(Values::isSettled);
    }
    if (value instanceof FcnRcdValue function) {
      return Arrays.stream(function.values).allMatch(Values::isSettled)
          && (function.domain == null
              || Arrays.stream(function.domain).allMatch(Values::isSettled));
    }
    if (value instanceof SetEnumValue set) {
      return set.isNormalized() && Stream.of(set.elems.toArray()).allMatch(Values::isSettled);
    }
    return value instanceof BoolValue
        || value instanceof IntValue
        || value instanceof StringValue
        || value instanceof ModelValue
        || value instanceof IntervalValue
        // A method of TLC's own, such as Nat in every module that extends Naturals.
        || value instanceof MethodValue;
  }
}
