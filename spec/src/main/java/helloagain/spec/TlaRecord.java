package helloagain.spec;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Holds a record, which is also a function whose domain is a set of strings.
 *
 * @param fields the fields by name, at least one
 */
public record TlaRecord(SortedMap<String, TlaValue> fields) implements TlaValue {
  private static final Pattern IDENTIFIER = Pattern.compile("\\w*[A-Za-z]\\w*");

  /**
   * Copies the fields.
   *
   * @throws IllegalArgumentException if there is none; that would be the empty sequence
   */
  public TlaRecord {
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("a record has at least one field");
    }
    fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
  }

  /** Makes a record of the given fields. */
  public static TlaRecord of(Map<String, ? extends TlaValue> fields) {
    return new TlaRecord(new TreeMap<>(fields));
  }

  /** Tells whether there is a field of that name. */
  public boolean has(String field) {
    return fields.containsKey(field);
  }

  /**
   * Returns the value of a field.
   *
   * @throws IllegalArgumentException if there is no field of that name
   */
  public TlaValue get(String field) {
    TlaValue value = fields.get(field);
    if (value == null) {
      throw new IllegalArgumentException("no field " + field + " in " + this);
    }
    return value;
  }

  /** Returns this record with one field added or replaced. */
  public TlaRecord with(String field, TlaValue value) {
    TreeMap<String, TlaValue> changed = new TreeMap<>(fields);
    changed.put(field, value);
    return new TlaRecord(changed);
  }

  /** Returns TLA+ text; names that are no identifiers cannot stand between brackets. */
  @Override
  public String toString() {
    if (fields.keySet().stream().allMatch(IDENTIFIER.asMatchPredicate())) {
      return fields.entrySet().stream()
          .map(field -> field.getKey() + " |-> " + field.getValue())
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return fields.entrySet().stream()
        .map(field -> new TlaString(field.getKey()) + " :> " + field.getValue())
        .collect(Collectors.joining(" @@ ", "(", ")"));
  }
}
