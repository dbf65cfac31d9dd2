package helloagain.message;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;

/**
 * Names the content of a record (RFC 8446, 5.1).
 *
 * @param code the value on the wire, 0 to 255
 */
public record ContentType(int code) {
  public static final ContentType CHANGE_CIPHER_SPEC = new ContentType(20);
  public static final ContentType ALERT = new ContentType(21);
  public static final ContentType HANDSHAKE = new ContentType(22);
  public static final ContentType APPLICATION_DATA = new ContentType(23);

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          entry(CHANGE_CIPHER_SPEC.code, "change_cipher_spec"),
          entry(ALERT.code, "alert"),
          entry(HANDSHAKE.code, "handshake"),
          entry(APPLICATION_DATA.code, "application_data"));

  /** Checks the range of the code point. */
  public ContentType {
    if (code < 0 || code > 0xff) {
      throw new IllegalArgumentException("code point out of range: " + code);
    }
  }

  /**
   * Finds a code point by its registered name, or by the {@code 0x0b} form of one that has none.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  public static ContentType named(String name) {
    return NAMES.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .map(entry -> new ContentType(entry.getKey()))
        .findFirst()
        .orElseGet(() -> new ContentType(CodePoints.parse(name)));
  }

  /** Tells whether this project knows a name for the code point. */
  public boolean isKnown() {
    return NAMES.containsKey(code);
  }

  /** Returns the registered name, or the code in the form {@code 0x0b}. */
  public String name() {
    String name = NAMES.get(code);
    return name != null ? name : String.format(Locale.ROOT, "0x%02x", code);
  }

  @Override
  public String toString() {
    return name();
  }
}
