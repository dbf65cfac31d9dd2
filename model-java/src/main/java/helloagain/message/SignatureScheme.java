package helloagain.message;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;

/**
 * Names a signature algorithm (RFC 8446, 4.2.3).
 *
 * @param code the value on the wire, 0 to 65535
 */
public record SignatureScheme(int code) {
  public static final SignatureScheme RSA_PKCS1_SHA256 = new SignatureScheme(0x0401);
  public static final SignatureScheme RSA_PKCS1_SHA384 = new SignatureScheme(0x0501);
  public static final SignatureScheme RSA_PKCS1_SHA512 = new SignatureScheme(0x0601);
  public static final SignatureScheme ECDSA_SECP256R1_SHA256 = new SignatureScheme(0x0403);
  public static final SignatureScheme ECDSA_SECP384R1_SHA384 = new SignatureScheme(0x0503);
  public static final SignatureScheme ECDSA_SECP521R1_SHA512 = new SignatureScheme(0x0603);
  public static final SignatureScheme RSA_PSS_RSAE_SHA256 = new SignatureScheme(0x0804);
  public static final SignatureScheme RSA_PSS_RSAE_SHA384 = new SignatureScheme(0x0805);
  public static final SignatureScheme RSA_PSS_RSAE_SHA512 = new SignatureScheme(0x0806);
  public static final SignatureScheme ED25519 = new SignatureScheme(0x0807);
  public static final SignatureScheme ED448 = new SignatureScheme(0x0808);
  public static final SignatureScheme RSA_PSS_PSS_SHA256 = new SignatureScheme(0x0809);
  public static final SignatureScheme RSA_PSS_PSS_SHA384 = new SignatureScheme(0x080a);
  public static final SignatureScheme RSA_PSS_PSS_SHA512 = new SignatureScheme(0x080b);

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          entry(RSA_PKCS1_SHA256.code, "rsa_pkcs1_sha256"),
          entry(RSA_PKCS1_SHA384.code, "rsa_pkcs1_sha384"),
          entry(RSA_PKCS1_SHA512.code, "rsa_pkcs1_sha512"),
          entry(ECDSA_SECP256R1_SHA256.code, "ecdsa_secp256r1_sha256"),
          entry(ECDSA_SECP384R1_SHA384.code, "ecdsa_secp384r1_sha384"),
          entry(ECDSA_SECP521R1_SHA512.code, "ecdsa_secp521r1_sha512"),
          entry(RSA_PSS_RSAE_SHA256.code, "rsa_pss_rsae_sha256"),
          entry(RSA_PSS_RSAE_SHA384.code, "rsa_pss_rsae_sha384"),
          entry(RSA_PSS_RSAE_SHA512.code, "rsa_pss_rsae_sha512"),
          entry(ED25519.code, "ed25519"),
          entry(ED448.code, "ed448"),
          entry(RSA_PSS_PSS_SHA256.code, "rsa_pss_pss_sha256"),
          entry(RSA_PSS_PSS_SHA384.code, "rsa_pss_pss_sha384"),
          entry(RSA_PSS_PSS_SHA512.code, "rsa_pss_pss_sha512"));

  /** Checks the range of the code point. */
  public SignatureScheme {
    if (code < 0 || code > 0xffff) {
      throw new IllegalArgumentException("code point out of range: " + code);
    }
  }

  /**
   * Finds a code point by its registered name, or by the {@code 0x0a0a} form of one that has none.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  public static SignatureScheme named(String name) {
    return NAMES.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .map(entry -> new SignatureScheme(entry.getKey()))
        .findFirst()
        .orElseGet(() -> new SignatureScheme(CodePoints.parse(name)));
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
