package helloagain.message;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;

/**
 * Names a mode of PSK key exchange (RFC 8446, 4.2.9).
 *
 * @param code the value on the wire, 0 to 255
 */
public record PskKeyExchangeMode(int code) {
  public static final PskKeyExchangeMode PSK_KE = new PskKeyExchangeMode(0);
  public static final PskKeyExchangeMode PSK_DHE_KE = new PskKeyExchangeMode(1);

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(entry(PSK_KE.code, "psk_ke"), entry(PSK_DHE_KE.code, "psk_dhe_ke"));

  /** Checks the range of the code point. */
  public PskKeyExchangeMode {
    if (code < 0 || code > 0xff) {
      throw new IllegalArgumentException("code point out of range: " + code);
    }
  }

  /**
   * Finds a code point by its registered name, or by the {@code 0x0b} form of one that has none.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  public static PskKeyExchangeMode named(String name) {
    return NAMES.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .map(entry -> new PskKeyExchangeMode(entry.getKey()))
        .findFirst()
        .orElseGet(() -> new PskKeyExchangeMode(CodePoints.parse(name)));
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
