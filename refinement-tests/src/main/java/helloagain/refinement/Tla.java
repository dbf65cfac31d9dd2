package helloagain.refinement;

import helloagain.spec.TlaRecord;
import helloagain.spec.TlaSequence;
import helloagain.spec.TlaString;
import helloagain.spec.TlaValue;
import java.util.Arrays;
import java.util.Collection;
import java.util.TreeMap;
import java.util.function.Function;

/** Builds TLA+ values in few words. */
public final class Tla {
  /** The message that stands where none has been seen, {@code None} in {@code Messages.tla}. */
  public static final TlaRecord NONE = message("none");

  /** What stands for a cookie that is not there, {@code NoCookie} in {@code Messages.tla}. */
  public static final TlaRecord NO_COOKIE = cookie("none");

  /** The empty sequence. */
  public static final TlaSequence EMPTY = sequence();

  private Tla() {}

  /** Makes a string. */
  public static TlaString string(String value) {
    return TlaValue.of(value);
  }

  /** Makes a sequence. */
  public static TlaSequence sequence(TlaValue... elements) {
    return new TlaSequence(Arrays.asList(elements));
  }

  /** Makes the sequence of what a function makes of each element. */
  public static <T> TlaSequence sequence(
      Collection<T> elements, Function<T, ? extends TlaValue> value) {
    return new TlaSequence(elements.stream().<TlaValue>map(value).toList());
  }

  /** Makes the sequence of the names of elements. */
  public static <T> TlaSequence names(Collection<T> elements, Function<T, String> name) {
    return sequence(elements, name.andThen(Tla::string));
  }

  /** Makes a record of alternating names and values. */
  public static TlaRecord record(Object... namesAndValues) {
    TreeMap<String, TlaValue> fields = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      fields.put(
          (String) namesAndValues[i],
          value instanceof String text ? string(text) : (TlaValue) value);
    }
    return new TlaRecord(fields);
  }

  /** Makes a message that has nothing but a type. */
  public static TlaRecord message(String type) {
    return record("type", type);
  }

  /** Makes a cookie that has nothing but a maker; see {@code Messages.tla}. */
  public static TlaRecord cookie(String by) {
    return record("by", by);
  }

  /** Makes a share, {@code Share} in {@code Messages.tla}. */
  public static TlaRecord share(String group, String key) {
    return record("group", group, "key", key);
  }
}
