package helloagain.spec.internal;

import helloagain.spec.SpecException;
import helloagain.spec.TlaFunction;
import helloagain.spec.TlaModelValue;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaSequence;
import helloagain.spec.TlaSet;
import helloagain.spec.TlaValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tlc2.value.IValue;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.Enumerable;
import tlc2.value.impl.FcnLambdaValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import tlc2.value.impl.ValueEnumeration;

/**
 * Turns TLC's values into ours, each object of TLC once: states share most of their parts. Keeps
 * all that it has read. For several threads, which take turns.
 */
final class ValueReader {
  private final IdentityHashMap<IValue, TlaValue> known = new IdentityHashMap<>(8);

  synchronized TlaValue read(IValue value) {
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
    TlaValue read = known.get(value);
    if (read == null) {
      read = whole(value);
      known.put(value, read);
    }
    return read;
  }

  private TlaValue whole(IValue value) {
    if (value instanceof TupleValue tuple) {
      return new TlaSequence(Arrays.stream(tuple.elems).map(this::read).toList());
    }
    if (value instanceof RecordValue record) {
      return record(record);
    }
    if (value instanceof FcnRcdValue function) {
      return function(function);
    }
    if (value instanceof FcnLambdaValue lambda) {
      return read(lambda.toFcnRcd());
    }
    if (value instanceof Enumerable set) {
      List<TlaValue> elements = new ArrayList<>();
      ValueEnumeration rest = set.elements();
      for (@Nullable Value element = rest.nextElement();
          element != null;
          element = rest.nextElement()) {
        elements.add(read(element));
      }
      return new TlaSet(elements);
    }
    throw new SpecException("no value to read: " + value);
  }

  private TlaValue record(RecordValue record) {
    if (record.names.length == 0) {
      return TlaSequence.EMPTY;
    }
    TreeMap<String, TlaValue> fields = new TreeMap<>();
    for (int i = 0; i < record.names.length; i++) {
      fields.put(record.names[i].toString(), read(record.values[i]));
    }
    return new TlaRecord(fields);
  }

  private TlaValue function(FcnRcdValue function) {
    Value[] domain = function.getDomainAsValues();
    TreeMap<TlaValue, TlaValue> entries = new TreeMap<>();
    for (int i = 0; i < domain.length; i++) {
      entries.put(read(domain[i]), read(function.values[i]));
    }
    return TlaFunction.of(entries);
  }
}
