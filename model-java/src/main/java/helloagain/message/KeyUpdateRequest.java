package helloagain.message;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;

/**
 * Says whether a KeyUpdate asks for one in return (RFC 8446, 4.6.3).
 *
 * @param code the value on the wire, 0 to 255
 */
public record KeyUpdateRequest(int code) {
  public static final KeyUpdateRequest UPDATE_NOT_REQUESTED = new KeyUpdateRequest(0);
  public static final KeyUpdateRequest UPDATE_REQUESTED = new KeyUpdateRequest(1);

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          entry(UPDATE_NOT_REQUESTED.code, "update_not_requested"),
          entry(UPDATE_REQUESTED.code, "update_requested"));

  /** Checks the range of the code point. */
  public KeyUpdateRequest {
    if (code < 0 || code > 0xff) {
      throw new IllegalArgumentException("code point out of range: " + code);
    }
  }

  /**
   * Finds a code point by its registered name, or by the {@code 0x0b} form of one that has none.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  public static KeyUpdateRequest named(String name) {
    return NAMES.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .map(entry -> new KeyUpdateRequest(entry.getKey()))
        .findFirst()
        .orElseGet(() -> new KeyUpdateRequest(CodePoints.parse(name)));
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
