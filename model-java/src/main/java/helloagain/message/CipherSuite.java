package helloagain.message;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;

/**
 * Names a cipher suite of TLS 1.3 (RFC 8446, B.4).
 *
 * @param code the value on the wire, 0 to 65535
 */
public record CipherSuite(int code) {
  public static final CipherSuite TLS_AES_128_GCM_SHA256 = new CipherSuite(0x1301);
  public static final CipherSuite TLS_AES_256_GCM_SHA384 = new CipherSuite(0x1302);
  public static final CipherSuite TLS_CHACHA20_POLY1305_SHA256 = new CipherSuite(0x1303);
  public static final CipherSuite TLS_AES_128_CCM_SHA256 = new CipherSuite(0x1304);
  public static final CipherSuite TLS_AES_128_CCM_8_SHA256 = new CipherSuite(0x1305);

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          entry(TLS_AES_128_GCM_SHA256.code, "TLS_AES_128_GCM_SHA256"),
          entry(TLS_AES_256_GCM_SHA384.code, "TLS_AES_256_GCM_SHA384"),
          entry(TLS_CHACHA20_POLY1305_SHA256.code, "TLS_CHACHA20_POLY1305_SHA256"),
          entry(TLS_AES_128_CCM_SHA256.code, "TLS_AES_128_CCM_SHA256"),
          entry(TLS_AES_128_CCM_8_SHA256.code, "TLS_AES_128_CCM_8_SHA256"));

  /** Checks the range of the code point. */
  public CipherSuite {
    if (code < 0 || code > 0xffff) {
      throw new IllegalArgumentException("code point out of range: " + code);
    }
  }

  /**
   * Finds a code point by its registered name, or by the {@code 0x0a0a} form of one that has none.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  public static CipherSuite named(String name) {
    return NAMES.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .map(entry -> new CipherSuite(entry.getKey()))
        .findFirst()
        .orElseGet(() -> new CipherSuite(CodePoints.parse(name)));
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
