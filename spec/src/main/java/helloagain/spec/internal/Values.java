package helloagain.spec.internal;

import helloagain.spec.TlaBool;
import helloagain.spec.TlaFunction;
import helloagain.spec.TlaInt;
import helloagain.spec.TlaModelValue;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaSequence;
import helloagain.spec.TlaSet;
import helloagain.spec.TlaString;
import helloagain.spec.TlaValue;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
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
import tlc2.value.impl.Value;
import util.UniqueString;

/** Turns TLC's values into ours and back. */
final class Values {
  private Values() {}

  static TlaValue fromTlc(IValue value) {
    return new ValueReader().read(value);
  }

  static Value toTlc(TlaValue value) {
    if (value instanceof TlaBool bool) {
      return bool.value() ? BoolValue.ValTrue : BoolValue.ValFalse;
    }
    if (value instanceof TlaInt number) {
      return IntValue.gen(number.value());
    }
    if (value instanceof TlaString string) {
      return new StringValue(string.value());
    }
    if (value instanceof TlaModelValue model) {
      return Stream.of(ModelValue.mvs)
          .filter(known -> known.val.equals(model.name()))
          .findFirst()
          .orElseThrow(
              () -> new IllegalArgumentException("the model has no model value " + model.name()));
    }
    if (value instanceof TlaSequence sequence) {
      return new TupleValue(toTlc(sequence.elements()));
    }
    if (value instanceof TlaSet set) {
      return normalized(new SetEnumValue(toTlc(set.elements()), false));
    }
    if (value instanceof TlaRecord record) {
      UniqueString[] names =
          record.fields().keySet().stream()
              .map(UniqueString::uniqueStringOf)
              .toArray(UniqueString[]::new);
      return normalized(new RecordValue(names, toTlc(record.fields().values()), false));
    }
    if (value instanceof TlaFunction function) {
      Map<TlaValue, TlaValue> entries = function.entries();
      return normalized(new FcnRcdValue(toTlc(entries.keySet()), toTlc(entries.values()), false));
    }
    throw new IllegalStateException("no such kind of value: " + value.getClass());
  }

  private static Value[] toTlc(Collection<TlaValue> values) {
    return values.stream().map(Values::toTlc).toArray(Value[]::new);
  }

  private static Value normalized(Value value) {
    return value.normalize();
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
