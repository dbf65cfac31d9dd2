package helloagain.message;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;

/**
 * Names an alert (RFC 8446, 6 and B.2).
 *
 * @param code the value on the wire, 0 to 255
 */
public record AlertDescription(int code) {
  public static final AlertDescription CLOSE_NOTIFY = new AlertDescription(0);
  public static final AlertDescription UNEXPECTED_MESSAGE = new AlertDescription(10);
  public static final AlertDescription BAD_RECORD_MAC = new AlertDescription(20);
  public static final AlertDescription RECORD_OVERFLOW = new AlertDescription(22);
  public static final AlertDescription HANDSHAKE_FAILURE = new AlertDescription(40);
  public static final AlertDescription BAD_CERTIFICATE = new AlertDescription(42);
  public static final AlertDescription UNSUPPORTED_CERTIFICATE = new AlertDescription(43);
  public static final AlertDescription CERTIFICATE_REVOKED = new AlertDescription(44);
  public static final AlertDescription CERTIFICATE_EXPIRED = new AlertDescription(45);
  public static final AlertDescription CERTIFICATE_UNKNOWN = new AlertDescription(46);
  public static final AlertDescription ILLEGAL_PARAMETER = new AlertDescription(47);
  public static final AlertDescription UNKNOWN_CA = new AlertDescription(48);
  public static final AlertDescription ACCESS_DENIED = new AlertDescription(49);
  public static final AlertDescription DECODE_ERROR = new AlertDescription(50);
  public static final AlertDescription DECRYPT_ERROR = new AlertDescription(51);
  public static final AlertDescription PROTOCOL_VERSION = new AlertDescription(70);
  public static final AlertDescription INSUFFICIENT_SECURITY = new AlertDescription(71);
  public static final AlertDescription INTERNAL_ERROR = new AlertDescription(80);
  public static final AlertDescription INAPPROPRIATE_FALLBACK = new AlertDescription(86);
  public static final AlertDescription USER_CANCELED = new AlertDescription(90);
  public static final AlertDescription MISSING_EXTENSION = new AlertDescription(109);
  public static final AlertDescription UNSUPPORTED_EXTENSION = new AlertDescription(110);
  public static final AlertDescription UNRECOGNIZED_NAME = new AlertDescription(112);
  public static final AlertDescription BAD_CERTIFICATE_STATUS_RESPONSE = new AlertDescription(113);
  public static final AlertDescription UNKNOWN_PSK_IDENTITY = new AlertDescription(115);
  public static final AlertDescription CERTIFICATE_REQUIRED = new AlertDescription(116);
  public static final AlertDescription GENERAL_ERROR = new AlertDescription(117);
  public static final AlertDescription NO_APPLICATION_PROTOCOL = new AlertDescription(120);

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          entry(CLOSE_NOTIFY.code, "close_notify"),
          entry(UNEXPECTED_MESSAGE.code, "unexpected_message"),
          entry(BAD_RECORD_MAC.code, "bad_record_mac"),
          entry(RECORD_OVERFLOW.code, "record_overflow"),
          entry(HANDSHAKE_FAILURE.code, "handshake_failure"),
          entry(BAD_CERTIFICATE.code, "bad_certificate"),
          entry(UNSUPPORTED_CERTIFICATE.code, "unsupported_certificate"),
          entry(CERTIFICATE_REVOKED.code, "certificate_revoked"),
          entry(CERTIFICATE_EXPIRED.code, "certificate_expired"),
          entry(CERTIFICATE_UNKNOWN.code, "certificate_unknown"),
          entry(ILLEGAL_PARAMETER.code, "illegal_parameter"),
          entry(UNKNOWN_CA.code, "unknown_ca"),
          entry(ACCESS_DENIED.code, "access_denied"),
          entry(DECODE_ERROR.code, "decode_error"),
          entry(DECRYPT_ERROR.code, "decrypt_error"),
          entry(PROTOCOL_VERSION.code, "protocol_version"),
          entry(INSUFFICIENT_SECURITY.code, "insufficient_security"),
          entry(INTERNAL_ERROR.code, "internal_error"),
          entry(INAPPROPRIATE_FALLBACK.code, "inappropriate_fallback"),
          entry(USER_CANCELED.code, "user_canceled"),
          entry(MISSING_EXTENSION.code, "missing_extension"),
          entry(UNSUPPORTED_EXTENSION.code, "unsupported_extension"),
          entry(UNRECOGNIZED_NAME.code, "unrecognized_name"),
          entry(BAD_CERTIFICATE_STATUS_RESPONSE.code, "bad_certificate_status_response"),
          entry(UNKNOWN_PSK_IDENTITY.code, "unknown_psk_identity"),
          entry(CERTIFICATE_REQUIRED.code, "certificate_required"),
          entry(GENERAL_ERROR.code, "general_error"),
          entry(NO_APPLICATION_PROTOCOL.code, "no_application_protocol"));

  /** Checks the range of the code point. */
  public AlertDescription {
    if (code < 0 || code > 0xff) {
      throw new IllegalArgumentException("code point out of range: " + code);
    }
  }

  /**
   * Finds a code point by its registered name, or by the {@code 0x0b} form of one that has none.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  public static AlertDescription named(String name) {
    return NAMES.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .map(entry -> new AlertDescription(entry.getKey()))
        .findFirst()
        .orElseGet(() -> new AlertDescription(CodePoints.parse(name)));
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
