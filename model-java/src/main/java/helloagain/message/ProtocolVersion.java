package helloagain.message;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;

/**
 * Names a protocol version (RFC 8446, 4.2.1 and D).
 *
 * @param code the value on the wire, 0 to 65535
 */
public record ProtocolVersion(int code) {
  public static final ProtocolVersion SSL_30 = new ProtocolVersion(0x0300);
  public static final ProtocolVersion TLS_10 = new ProtocolVersion(0x0301);
  public static final ProtocolVersion TLS_11 = new ProtocolVersion(0x0302);
  public static final ProtocolVersion TLS_12 = new ProtocolVersion(0x0303);
  public static final ProtocolVersion TLS_13 = new ProtocolVersion(0x0304);

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          entry(SSL_30.code, "SSL 3.0"),
          entry(TLS_10.code, "TLS 1.0"),
          entry(TLS_11.code, "TLS 1.1"),
          entry(TLS_12.code, "TLS 1.2"),
          entry(TLS_13.code, "TLS 1.3"));

  /** Checks the range of the code point. */
  public ProtocolVersion {
    if (code < 0 || code > 0xffff) {
      throw new IllegalArgumentException("code point out of range: " + code);
    }
  }

  /**
   * Finds a code point by its registered name, or by the {@code 0x0a0a} form of one that has none.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  public static ProtocolVersion named(String name) {
    return NAMES.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .map(entry -> new ProtocolVersion(entry.getKey()))
        .findFirst()
        .orElseGet(() -> new ProtocolVersion(CodePoints.parse(name)));
  }

  /** Tells whether this project knows a name for the code point. */
  public boolean isKnown() {
    return NAMES.containsKey(code);
  }

  /** Tells whether the value is reserved for GREASE (RFC 8701, 2). */
  public boolean isGrease() {
    return CodePoints.isGrease(code);
  }

  /** Returns the registered name, or the code in the form {@code 0x0a0a}. */
  public String name() {
    String name = NAMES.get(code);
    return name != null ? name : String.format(Locale.ROOT, "0x%04x", code);
  }

  @Override
  public String toString() {
    return name();
  }
}
