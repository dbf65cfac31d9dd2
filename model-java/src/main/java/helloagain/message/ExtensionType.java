package helloagain.message;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;

/**
 * Names an extension (RFC 8446, 4.2).
 *
 * @param code the value on the wire, 0 to 65535
 */
public record ExtensionType(int code) {
  public static final ExtensionType SERVER_NAME = new ExtensionType(0);
  public static final ExtensionType MAX_FRAGMENT_LENGTH = new ExtensionType(1);
  public static final ExtensionType STATUS_REQUEST = new ExtensionType(5);
  public static final ExtensionType SUPPORTED_GROUPS = new ExtensionType(10);
  public static final ExtensionType SIGNATURE_ALGORITHMS = new ExtensionType(13);
  public static final ExtensionType USE_SRTP = new ExtensionType(14);
  public static final ExtensionType HEARTBEAT = new ExtensionType(15);
  public static final ExtensionType APPLICATION_LAYER_PROTOCOL_NEGOTIATION = new ExtensionType(16);
  public static final ExtensionType SIGNED_CERTIFICATE_TIMESTAMP = new ExtensionType(18);
  public static final ExtensionType CLIENT_CERTIFICATE_TYPE = new ExtensionType(19);
  public static final ExtensionType SERVER_CERTIFICATE_TYPE = new ExtensionType(20);
  public static final ExtensionType PADDING = new ExtensionType(21);
  public static final ExtensionType COMPRESS_CERTIFICATE = new ExtensionType(27);
  public static final ExtensionType RECORD_SIZE_LIMIT = new ExtensionType(28);
  public static final ExtensionType DELEGATED_CREDENTIAL = new ExtensionType(34);
  public static final ExtensionType PRE_SHARED_KEY = new ExtensionType(41);
  public static final ExtensionType EARLY_DATA = new ExtensionType(42);
  public static final ExtensionType SUPPORTED_VERSIONS = new ExtensionType(43);
  public static final ExtensionType COOKIE = new ExtensionType(44);
  public static final ExtensionType PSK_KEY_EXCHANGE_MODES = new ExtensionType(45);
  public static final ExtensionType CERTIFICATE_AUTHORITIES = new ExtensionType(47);
  public static final ExtensionType OID_FILTERS = new ExtensionType(48);
  public static final ExtensionType POST_HANDSHAKE_AUTH = new ExtensionType(49);
  public static final ExtensionType SIGNATURE_ALGORITHMS_CERT = new ExtensionType(50);
  public static final ExtensionType KEY_SHARE = new ExtensionType(51);
  public static final ExtensionType QUIC_TRANSPORT_PARAMETERS = new ExtensionType(57);
  public static final ExtensionType TICKET_REQUEST = new ExtensionType(58);

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          entry(SERVER_NAME.code, "server_name"),
          entry(MAX_FRAGMENT_LENGTH.code, "max_fragment_length"),
          entry(STATUS_REQUEST.code, "status_request"),
          entry(SUPPORTED_GROUPS.code, "supported_groups"),
          entry(SIGNATURE_ALGORITHMS.code, "signature_algorithms"),
          entry(USE_SRTP.code, "use_srtp"),
          entry(HEARTBEAT.code, "heartbeat"),
          entry(
              APPLICATION_LAYER_PROTOCOL_NEGOTIATION.code,
              "application_layer_protocol_negotiation"),
          entry(SIGNED_CERTIFICATE_TIMESTAMP.code, "signed_certificate_timestamp"),
          entry(CLIENT_CERTIFICATE_TYPE.code, "client_certificate_type"),
          entry(SERVER_CERTIFICATE_TYPE.code, "server_certificate_type"),
          entry(PADDING.code, "padding"),
          entry(COMPRESS_CERTIFICATE.code, "compress_certificate"),
          entry(RECORD_SIZE_LIMIT.code, "record_size_limit"),
          entry(DELEGATED_CREDENTIAL.code, "delegated_credential"),
          entry(PRE_SHARED_KEY.code, "pre_shared_key"),
          entry(EARLY_DATA.code, "early_data"),
          entry(SUPPORTED_VERSIONS.code, "supported_versions"),
          entry(COOKIE.code, "cookie"),
          entry(PSK_KEY_EXCHANGE_MODES.code, "psk_key_exchange_modes"),
          entry(CERTIFICATE_AUTHORITIES.code, "certificate_authorities"),
          entry(OID_FILTERS.code, "oid_filters"),
          entry(POST_HANDSHAKE_AUTH.code, "post_handshake_auth"),
          entry(SIGNATURE_ALGORITHMS_CERT.code, "signature_algorithms_cert"),
          entry(KEY_SHARE.code, "key_share"),
          entry(QUIC_TRANSPORT_PARAMETERS.code, "quic_transport_parameters"),
          entry(TICKET_REQUEST.code, "ticket_request"));

  /** Checks the range of the code point. */
  public ExtensionType {
    if (code < 0 || code > 0xffff) {
      throw new IllegalArgumentException("code point out of range: " + code);
    }
  }

  /**
   * Finds a code point by its registered name, or by the {@code 0x0a0a} form of one that has none.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  public static ExtensionType named(String name) {
    return NAMES.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .map(entry -> new ExtensionType(entry.getKey()))
        .findFirst()
        .orElseGet(() -> new ExtensionType(CodePoints.parse(name)));
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
