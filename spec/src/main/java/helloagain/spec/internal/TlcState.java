package helloagain.spec.internal;

import helloagain.spec.SpecState;
import helloagain.spec.TlaValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import tlc2.tool.TLCState;
import tlc2.value.IValue;

/** Holds a state of TLC that nothing changes any more. */
final class TlcState implements SpecState {
  final TlcModel model;
  final TLCState state;
  private final @Nullable ValueReader reader;
  private long fingerprint;
  private volatile boolean hasFingerprint;
  private final AtomicReferenceArray<@Nullable TlaValue> values;

  /** Takes over a state: TLC's values are shared safely only after they are normalized. */
  TlcState(TlcModel model, TLCState state) {
    this(model, state, null);
  }

  /** Takes over a state whose values are read by a reader that other states have, too. */
  TlcState(TlcModel model, TLCState state, @Nullable ValueReader reader) {
    this(model, state, reader, false);
  }

  private TlcState(
      TlcModel model, TLCState state, @Nullable ValueReader reader, boolean normalized) {
    if (!normalized) {
      state.deepNormalize();
    }
    this.model = model;
    this.state = state;
    this.reader = reader;
    this.values = new AtomicReferenceArray<>(model.variableNames().size());
  }

  /** Takes over a state whose values are normalized. */
  static TlcState normalized(TlcModel model, TLCState state) {
    return new TlcState(model, state, null, true);
  }

  @Override
  public TlaValue get(String variable) {
    int index = model.variableNames().indexOf(variable);
    if (index < 0) {
      throw new IllegalArgumentException("the model has no variable " + variable);
    }
    return get(index);
  }

  private TlaValue get(int index) {
    TlaValue value = values.get(index);
    if (value == null) {
      IValue found = state.lookup(model.variable(index));
      value = reader == null ? Values.fromTlc(found) : reader.read(found);
      values.set(index, value);
    }
    return value;
  }

  @Override
  public Map<String, TlaValue> variables() {
    Map<String, TlaValue> all = new LinkedHashMap<>();
    for (int i = 0; i < model.variableNames().size(); i++) {
      all.put(model.variableNames().get(i), get(i));
    }
    return Collections.unmodifiableMap(all);
  }

  @Override
  public long fingerprint() {
    if (!hasFingerprint) {
      // Two threads that come here at once compute the same.
      fingerprint = state.fingerPrint();
      hasFingerprint = true;
    }
    return fingerprint;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    return other instanceof TlcState that
        && model == that.model
        && fingerprint() == that.fingerprint()
        && hasSameValues(that);
  }

  /** Falls back on our values where TLC refuses to compare, say, a string with a record. */
  private boolean hasSameValues(TlcState that) {
    try {
      return state.equals(that.state);
    } catch (RuntimeException e) {
      return variables().equals(that.variables());
    }
  }

  @Override
  public int hashCode() {
    return Long.hashCode(fingerprint());
  }

  /** Returns the state as a TLA+ conjunction, one line for each variable. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    variables()
        .forEach(
            (name, value) ->
                text.append(text.isEmpty() ? "/\\ " : "\n/\\ ")
                    .append(name)
                    .append(" = ")
                    .append(value));
    return text.toString();
  }
}
