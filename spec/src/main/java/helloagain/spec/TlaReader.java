package helloagain.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads values in the notation in which TLC prints them; what {@link TlaValue} prints is read as
 * well. Model values are not known here.
 */
public final class TlaReader {
  private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+");
  private static final Pattern WORD = Pattern.compile("\\w+");
  private static final Pattern SPACE = Pattern.compile("\\s*");

  private final String text;
  private int at;

  private TlaReader(String text) {
    this.text = text;
  }

  /**
   * Reads one value.
   *
   * @throws IllegalArgumentException if the text is none, with the offset where it ends to be one
   */
  public static TlaValue value(String text) {
    TlaReader reader = new TlaReader(text);
    TlaValue value = reader.value();
    reader.skip(SPACE);
    if (reader.at < text.length()) {
      throw reader.unreadable();
    }
    return value;
  }

  private TlaValue value() {
    skip(SPACE);
    if (takes("<<")) {
      return new TlaSequence(values(">>"));
    }
    if (takes("{")) {
      return TlaSet.of(values("}"));
    }
    if (takes("[")) {
      return record();
    }
    if (takes("(")) {
      return function();
    }
    if (takes("TRUE")) {
      return TlaBool.TRUE;
    }
    if (takes("FALSE")) {
      return TlaBool.FALSE;
    }
    Matcher string = matcher(STRING);
    if (string.lookingAt()) {
      at = string.end();
      return new TlaString(string.group(1).translateEscapes());
    }
    return TlaValue.of(Integer.parseInt(token(NUMBER)));
  }

  private List<TlaValue> values(String end) {
    List<TlaValue> values = new ArrayList<>();
    while (!takes(end)) {
      if (!values.isEmpty()) {
        expect(",");
      }
      values.add(value());
    }
    return values;
  }

  private TlaRecord record() {
    Map<String, TlaValue> fields = new TreeMap<>();
    do {
      skip(SPACE);
      String name = token(WORD);
      expect("|->");
      fields.put(name, value());
    } while (takes(","));
    expect("]");
    return TlaRecord.of(fields);
  }

  private TlaValue function() {
    Map<TlaValue, TlaValue> entries = new TreeMap<>();
    do {
      TlaValue argument = value();
      expect(":>");
      entries.put(argument, value());
    } while (takes("@@"));
    expect(")");
    return TlaFunction.of(entries);
  }

  private boolean takes(String sign) {
    skip(SPACE);
    if (!text.startsWith(sign, at)) {
      return false;
    }
    at += sign.length();
    return true;
  }

  private void expect(String sign) {
    if (!takes(sign)) {
      throw unreadable();
    }
  }

  private String token(Pattern pattern) {
    Matcher matcher = matcher(pattern);
    if (!matcher.lookingAt()) {
      throw unreadable();
    }
    at = matcher.end();
    return matcher.group();
  }

  private void skip(Pattern pattern) {
    Matcher matcher = matcher(pattern);
    if (matcher.lookingAt()) {
      at = matcher.end();
    }
  }

  private Matcher matcher(Pattern pattern) {
    return pattern.matcher(text).region(at, text.length());
  }

  private IllegalArgumentException unreadable() {
    return new IllegalArgumentException("no value of TLA+ at offset " + at + " of: " + text);
  }
}
