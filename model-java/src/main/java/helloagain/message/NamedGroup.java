package helloagain.message;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;

/**
 * Names a group or hybrid for key exchange (RFC 8446, 4.2.7; RFC 7919; RFC 10024).
 *
 * @param code the value on the wire, 0 to 65535
 */
public record NamedGroup(int code) {
  public static final NamedGroup SECP256R1 = new NamedGroup(0x0017);
  public static final NamedGroup SECP384R1 = new NamedGroup(0x0018);
  public static final NamedGroup SECP521R1 = new NamedGroup(0x0019);
  public static final NamedGroup X25519 = new NamedGroup(0x001d);
  public static final NamedGroup X448 = new NamedGroup(0x001e);
  public static final NamedGroup FFDHE2048 = new NamedGroup(0x0100);
  public static final NamedGroup FFDHE3072 = new NamedGroup(0x0101);
  public static final NamedGroup FFDHE4096 = new NamedGroup(0x0102);
  public static final NamedGroup FFDHE6144 = new NamedGroup(0x0103);
  public static final NamedGroup FFDHE8192 = new NamedGroup(0x0104);
  public static final NamedGroup SECP256R1MLKEM768 = new NamedGroup(0x11eb);
  public static final NamedGroup X25519MLKEM768 = new NamedGroup(0x11ec);
  public static final NamedGroup SECP384R1MLKEM1024 = new NamedGroup(0x11ed);

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          entry(SECP256R1.code, "secp256r1"),
          entry(SECP384R1.code, "secp384r1"),
          entry(SECP521R1.code, "secp521r1"),
          entry(X25519.code, "x25519"),
          entry(X448.code, "x448"),
          entry(FFDHE2048.code, "ffdhe2048"),
          entry(FFDHE3072.code, "ffdhe3072"),
          entry(FFDHE4096.code, "ffdhe4096"),
          entry(FFDHE6144.code, "ffdhe6144"),
          entry(FFDHE8192.code, "ffdhe8192"),
          entry(SECP256R1MLKEM768.code, "SecP256r1MLKEM768"),
          entry(X25519MLKEM768.code, "X25519MLKEM768"),
          entry(SECP384R1MLKEM1024.code, "SecP384r1MLKEM1024"));

  /** Checks the range of the code point. */
  public NamedGroup {
    if (code < 0 || code > 0xffff) {
      throw new IllegalArgumentException("code point out of range: " + code);
    }
  }

  /**
   * Finds a code point by its registered name, or by the {@code 0x0a0a} form of one that has none.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  public static NamedGroup named(String name) {
    return NAMES.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .map(entry -> new NamedGroup(entry.getKey()))
        .findFirst()
        .orElseGet(() -> new NamedGroup(CodePoints.parse(name)));
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
