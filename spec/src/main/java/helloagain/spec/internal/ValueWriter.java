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
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.stream.Stream;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/**
 * Turns our values into TLC's, each object of ours once: the states of a run share most of their
 * parts. What comes out is normalized. Confined to one thread at a time.
 */
final class ValueWriter {
  /** So many values are kept, and then forgotten together. */
  private static final int MOST = 10_000;

  private final IdentityHashMap<TlaValue, Value> known = new IdentityHashMap<>();
  private final Map<String, Value> strings = new HashMap<>();

  Value write(TlaValue value) {
    if (value instanceof TlaBool bool) {
      return bool.value() ? BoolValue.ValTrue : BoolValue.ValFalse;
    }
    if (value instanceof TlaInt number) {
      return IntValue.gen(number.value());
    }
    if (value instanceof TlaString string) {
      return strings.computeIfAbsent(string.value(), StringValue::new);
    }
    if (value instanceof TlaModelValue model) {
      return modelValue(model);
    }
    Value written = known.get(value);
    if (written == null) {
      written = whole(value).normalize();
      known.put(value, written);
    }
    return written;
  }

  /** Forgets what it has written once that is much. */
  void tidy() {
    if (known.size() + strings.size() > MOST) {
      known.clear();
      strings.clear();
    }
  }

  private static Value modelValue(TlaModelValue model) {
    return Stream.of(ModelValue.mvs)
        .filter(known -> known.val.equals(model.name()))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("the model has no model value " + model.name()));
  }

  private Value whole(TlaValue value) {
    if (value instanceof TlaSequence sequence) {
      return new TupleValue(all(sequence.elements()));
    }
    if (value instanceof TlaSet set) {
      return new SetEnumValue(all(set.elements()), false);
    }
    if (value instanceof TlaRecord record) {
      UniqueString[] names = new UniqueString[record.fields().size()];
      int i = 0;
      for (String name : record.fields().keySet()) {
        names[i++] = UniqueString.uniqueStringOf(name);
      }
      return new RecordValue(names, all(record.fields().values()), false);
    }
    if (value instanceof TlaFunction function) {
      Map<TlaValue, TlaValue> entries = function.entries();
      return new FcnRcdValue(all(entries.keySet()), all(entries.values()), false);
    }
    throw new IllegalStateException("no such kind of value: " + value.getClass());
  }

  private Value[] all(Collection<TlaValue> values) {
    Value[] written = new Value[values.size()];
    int i = 0;
    for (TlaValue value : values) {
      written[i++] = write(value);
    }
    return written;
  }
}
