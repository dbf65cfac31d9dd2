package helloagain.spec.internal;

import helloagain.spec.SpecException;
import helloagain.spec.TlaBool;
import helloagain.spec.TlaFunction;
import helloagain.spec.TlaInt;
import helloagain.spec.TlaModelValue;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaSequence;
import helloagain.spec.TlaSet;
import helloagain.spec.TlaString;
import helloagain.spec.TlaValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tlc2.value.IValue;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.Enumerable;
import tlc2.value.impl.FcnLambdaValue;
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
import tlc2.value.impl.ValueEnumeration;
import util.UniqueString;

/** Turns TLC's values into ours and back. */
final class Values {
  private Values() {}

  static TlaValue fromTlc(IValue value) {
    if (value instanceof BoolValue bool) {
      return TlaValue.of(bool.val);
    }
    if (value instanceof IntValue number) {
      return TlaValue.of(number.val);
    }
    if (value instanceof StringValue string) {
      return TlaValue.of(string.val.toString());
    }
    if (value instanceof ModelValue model) {
      return new TlaModelValue(model.val.toString());
    }
    if (value instanceof TupleValue tuple) {
      return new TlaSequence(Arrays.stream(tuple.elems).map(Values::fromTlc).toList());
    }
    if (value instanceof RecordValue record) {
      return fromRecord(record);
    }
    if (value instanceof FcnRcdValue function) {
      return fromFunction(function);
    }
    if (value instanceof FcnLambdaValue lambda) {
      return fromTlc(lambda.toFcnRcd());
    }
    if (value instanceof Enumerable set) {
      List<TlaValue> elements = new ArrayList<>();
      ValueEnumeration rest = set.elements();
      for (@Nullable Value element = rest.nextElement();
          element != null;
          element = rest.nextElement()) {
        elements.add(fromTlc(element));
      }
      return new TlaSet(elements);
    }
    throw new SpecException("no value to read: " + value);
  }

  private static TlaValue fromRecord(RecordValue record) {
    if (record.names.length == 0) {
      return TlaSequence.EMPTY;
    }
    TreeMap<String, TlaValue> fields = new TreeMap<>();
    for (int i = 0; i < record.names.length; i++) {
      fields.put(record.names[i].toString(), fromTlc(record.values[i]));
    }
    return new TlaRecord(fields);
  }

  private static TlaValue fromFunction(FcnRcdValue function) {
    Value[] domain = function.getDomainAsValues();
    TreeMap<TlaValue, TlaValue> entries = new TreeMap<>();
    for (int i = 0; i < domain.length; i++) {
      entries.put(fromTlc(domain[i]), fromTlc(function.values[i]));
    }
    return TlaFunction.of(entries);
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
