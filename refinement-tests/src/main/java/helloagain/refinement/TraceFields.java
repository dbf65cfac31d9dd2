package helloagain.refinement;

import helloagain.message.Bytes;
import helloagain.refinement.JsonTree.Fields;
import helloagain.refinement.JsonTree.Literal;
import helloagain.refinement.JsonTree.Text;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Takes values out of the JSON of a trace file, with a complaint about what is none. */
final class TraceFields {
  private TraceFields() {}

  static Fields object(JsonTree tree, String expected) {
    if (tree instanceof Fields fields) {
      return fields;
    }
    throw tree.place().complaint(tree.describe(), expected);
  }

  static void onlyFields(Fields fields, List<String> names) {
    fields
        .values()
        .forEach(
            (name, value) -> {
              if (!names.contains(name)) {
                throw value
                    .place()
                    .complaint("there is no such field", "one of " + String.join(", ", names));
              }
            });
  }

  static Optional<JsonTree> optional(Fields fields, String name) {
    return Optional.ofNullable(fields.values().get(name));
  }

  /** Finds a field that is neither absent nor {@code null}. */
  static Optional<JsonTree> present(Fields fields, String name) {
    return optional(fields, name)
        .filter(value -> !(value instanceof Literal literal && literal.word().equals("null")));
  }

  static JsonTree required(Fields fields, String name, String expected) {
    return optional(fields, name)
        .orElseThrow(() -> fields.place().field(name).complaint("this field is missing", expected));
  }

  static String text(JsonTree tree, String expected) {
    if (tree instanceof Text text) {
      return text.value();
    }
    throw tree.place().complaint(tree.describe(), expected);
  }

  static <T> List<T> list(JsonTree tree, String of, Function<JsonTree, T> element) {
    if (tree instanceof JsonTree.Array array) {
      return array.elements().stream().map(element).toList();
    }
    throw tree.place().complaint(tree.describe(), "a list of " + of);
  }

  /** Reads a list of at least one element. */
  static <T> List<T> filled(Fields fields, String name, Function<JsonTree, T> element) {
    JsonTree tree = required(fields, name, "a list of " + name);
    List<T> values = list(tree, name, element);
    if (values.isEmpty()) {
      throw tree.place().complaint("this list is empty", "at least one of the " + name);
    }
    return values;
  }

  static <T> List<T> distinct(JsonTree tree, List<T> values) {
    if (new HashSet<>(values).size() != values.size()) {
      throw tree.place().complaint("something stands here twice", "each element once");
    }
    return values;
  }

  static <T> T matching(JsonTree tree, T value, Predicate<T> predicate, String expected) {
    if (predicate.test(value)) {
      return value;
    }
    throw tree.place().complaint(tree.describe(), expected);
  }

  static <T> T named(JsonTree tree, Function<String, T> named, String expected) {
    String name = text(tree, expected);
    try {
      return named.apply(name);
    } catch (IllegalArgumentException e) {
      throw tree.place().complaint(tree.describe(), expected);
    }
  }

  /** Reads a truth value, false if it is absent. */
  static boolean flag(Fields fields, String name) {
    return optional(fields, name)
        .map(
            value -> {
              if (value instanceof Literal literal
                  && (literal.word().equals("true") || literal.word().equals("false"))) {
                return literal.word().equals("true");
              }
              throw value.place().complaint(value.describe(), "true or false");
            })
        .orElse(false);
  }

  static String code(String name, String code) {
    return name + ", or a code such as " + code;
  }

  static int number(JsonTree tree, int limit) {
    if (tree instanceof JsonTree.Digits number && number.value().matches("[0-9]{1,9}")) {
      int value = Integer.parseInt(number.value());
      if (value <= limit) {
        return value;
      }
    }
    throw tree.place().complaint(tree.describe(), "a whole number from 0 to " + limit);
  }

  static Bytes octets(JsonTree tree, int least, int most) {
    String expected = hexadecimal(least, most);
    String digits = text(tree, expected);
    for (int i = 0; i < digits.length(); i++) {
      if (!HexFormat.isHexDigit(digits.charAt(i))) {
        throw tree.place().complaint("character " + (i + 1) + " is no hexadecimal digit", expected);
      }
    }
    if (digits.length() % 2 != 0) {
      throw tree.place().complaint("an odd number of hexadecimal digits", expected);
    }
    int size = digits.length() / 2;
    if (size < least || size > most) {
      throw tree.place().complaint(size + " octets", expected);
    }
    return Bytes.hex(digits);
  }

  static String hexadecimal(int least, int most) {
    String size = most == Integer.MAX_VALUE ? "octets" : least + " to " + most + " octets";
    return size + " of two hexadecimal digits each";
  }
}
