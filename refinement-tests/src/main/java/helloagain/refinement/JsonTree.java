package helloagain.refinement;

import com.fasterxml.jackson.core.JsonLocation;
import java.util.List;
import java.util.Map;

/** Holds a JSON value together with its place, so that a complaint can name it. */
sealed interface JsonTree {
  /** Returns where the value begins. */
  Place place();

  /** Returns a few words for complaints. */
  String describe();

  /**
   * Names a place.
   *
   * @param file the name of the file
   * @param line from 1
   * @param column from 1
   * @param path the field, such as {@code moves[3].handshake}; empty for the whole text
   */
  record Place(String file, int line, int column, String path) {
    Place field(String name) {
      return new Place(file, line, column, path.isEmpty() ? name : path + "." + name);
    }

    Place element(int index) {
      return new Place(file, line, column, path + "[" + index + "]");
    }

    Place at(JsonLocation location) {
      return new Place(file, location.getLineNr(), location.getColumnNr(), path);
    }

    TraceFormatException complaint(String found, String expected) {
      return new TraceFormatException(toString(), found, expected);
    }

    @Override
    public String toString() {
      String position = file + ":" + line + ":" + column;
      return path.isEmpty() ? position : position + ": " + path;
    }
  }

  /** Holds a string. */
  record Text(Place place, String value) implements JsonTree {
    private static final int SHOWN = 60;

    @Override
    public String describe() {
      return value.length() <= SHOWN
          ? "\"" + value + "\""
          : "\"" + value.substring(0, SHOWN) + "...\" of " + value.length() + " characters";
    }
  }

  /** Holds a number as it is written. */
  record Digits(Place place, String value) implements JsonTree {
    @Override
    public String describe() {
      return "the number " + value;
    }
  }

  /** Holds {@code true}, {@code false} or {@code null}. */
  record Literal(Place place, String word) implements JsonTree {
    @Override
    public String describe() {
      return word;
    }
  }

  /** Holds a list. */
  record Array(Place place, List<JsonTree> elements) implements JsonTree {
    /** Copies the elements. */
    public Array {
      elements = List.copyOf(elements);
    }

    @Override
    public String describe() {
      return "a list";
    }
  }

  /** Holds an object, its fields in the order of the text. */
  record Fields(Place place, Map<String, JsonTree> values) implements JsonTree {
    @Override
    public String describe() {
      return "an object";
    }
  }
}
