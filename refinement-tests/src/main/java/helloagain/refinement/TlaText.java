package helloagain.refinement;

import helloagain.spec.TlaRecord;
import helloagain.spec.TlaSequence;
import helloagain.spec.TlaSet;
import helloagain.spec.TlaValue;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes a module that defines one value. Parts that occur several times become definitions of
 * their own, so that the module stays small and TLC evaluates each of them once.
 */
final class TlaText {
  private final Map<TlaValue, Integer> occurrences = new HashMap<>();
  private final Map<TlaValue, String> names = new HashMap<>();
  private final StringBuilder definitions = new StringBuilder();

  private TlaText() {}

  /**
   * Returns the text of a module.
   *
   * @param module the module's name
   * @param name the name of the sequence
   * @param elements its elements, each of them a definition as well
   */
  static String module(String module, String name, TlaSequence elements) {
    TlaText text = new TlaText();
    elements.elements().forEach(text::count);
    String tuple =
        elements.elements().stream().map(text::define).collect(Collectors.joining(",\n  "));
    return "---- MODULE "
        + module
        + " ----\n"
        + text.definitions
        + name
        + " == <<\n  "
        + tuple
        + " >>\n====\n";
  }

  /** Counts the parts of a value; those of a part that was seen before are not counted again. */
  private void count(TlaValue value) {
    Collection<TlaValue> parts = parts(value);
    if (!parts.isEmpty() && occurrences.merge(value, 1, Integer::sum) == 1) {
      parts.forEach(this::count);
    }
  }

  private String define(TlaValue value) {
    String known = names.get(value);
    if (known != null) {
      return known;
    }
    // The parts come first: a definition may use only what stands above it.
    String text = structure(value);
    String name = "v" + (names.size() + 1);
    names.put(value, name);
    definitions.append(name).append(" == ").append(text).append('\n');
    return name;
  }

  private String text(TlaValue value) {
    return occurrences.getOrDefault(value, 0) > 1 ? define(value) : structure(value);
  }

  private String structure(TlaValue value) {
    if (value instanceof TlaRecord record) {
      return record.fields().entrySet().stream()
          .map(field -> field.getKey() + " |-> " + text(field.getValue()))
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof TlaSequence sequence) {
      return sequence.elements().stream()
          .map(this::text)
          .collect(Collectors.joining(", ", "<<", ">>"));
    }
    if (value instanceof TlaSet set) {
      return set.elements().stream().map(this::text).collect(Collectors.joining(", ", "{", "}"));
    }
    return value.toString();
  }

  private static Collection<TlaValue> parts(TlaValue value) {
    if (value instanceof TlaRecord record) {
      return record.fields().values();
    }
    if (value instanceof TlaSequence sequence) {
      return sequence.elements();
    }
    return value instanceof TlaSet set ? set.elements() : List.of();
  }
}
