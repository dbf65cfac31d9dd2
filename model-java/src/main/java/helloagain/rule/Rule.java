package helloagain.rule;

import static helloagain.rule.Rule.Level.MAY;
import static helloagain.rule.Rule.Level.MUST;
import static helloagain.rule.Rule.Who.BOTH;
import static helloagain.rule.Rule.Who.CLIENT;
import static helloagain.rule.Rule.Who.SERVER;

import helloagain.message.AlertDescription;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lists the rules that a receiver checks. The constant in camel case is the operator of {@code
 * Rulebook.tla}, {@code RecordRules.tla} or {@code FlightRules.tla}; the id is the row of the
 * requirements catalogue.
 *
 * <p>The level is the receiver's: a MUST rule that a message breaks ends the handshake, a MAY rule
 * leaves the receiver the choice.
 */
public enum Rule {
  /** A message that cannot be parsed ends the handshake. */
  MESSAGE_PARSES(
      "ALERT-08",
      "6",
      MUST,
      BOTH,
      "A message that cannot be parsed ends the handshake.",
      "decode_error"),
  /** A handshake message out of order for the state is fatal. */
  MESSAGE_IS_EXPECTED(
      "MSG-03",
      "4",
      MUST,
      BOTH,
      "A handshake message out of order for the state is fatal.",
      "unexpected_message"),
  /** A hello with legacy_version 0x0300 is refused. */
  HELLO_IS_NOT_SSL3(
      "VER-15",
      "D.5",
      MUST,
      BOTH,
      "A hello with legacy_version 0x0300 is refused.",
      "protocol_version"),
  /** The legacy_version of a hello is 0x0303 (RFC 9846). */
  LEGACY_VERSION_IS_TLS12(
      "VER-16",
      "RFC 9846 E.5",
      MUST,
      BOTH,
      "The legacy_version of a hello is 0x0303.",
      "protocol_version"),
  /** No block holds two extensions of one type. */
  EXTENSIONS_ARE_DISTINCT(
      "EXT-06",
      "4.2",
      MUST,
      BOTH,
      "No block holds two extensions of one type.",
      "illegal_parameter"),
  /** A recognised extension stands only in messages its definition lists. */
  EXTENSIONS_BELONG_HERE(
      "EXT-03",
      "4.2",
      MUST,
      BOTH,
      "A recognised extension stands only in messages its definition lists.",
      "illegal_parameter",
      "unsupported_extension"),
  /** A response holds only extensions that were asked for, and cookie in a retry. */
  EXTENSIONS_WERE_REQUESTED(
      "EXT-02",
      "4.2",
      MUST,
      CLIENT,
      "A response holds only extensions that were asked for, and cookie in a retry.",
      "unsupported_extension"),
  /** A second HelloRetryRequest is fatal. */
  RETRY_COMES_ONCE(
      "HRR-08",
      "4.1.4",
      MUST,
      CLIENT,
      "A second HelloRetryRequest is fatal.",
      "unexpected_message"),
  /** A HelloRetryRequest carries supported_versions. */
  RETRY_CARRIES_VERSION(
      "HRR-03",
      "4.1.4",
      MUST,
      CLIENT,
      "A HelloRetryRequest carries supported_versions.",
      "missing_extension",
      "illegal_parameter"),
  /** A HelloRetryRequest selects TLS 1.3. */
  RETRY_SELECTS_TLS13(
      "HRR-17", "4.2.1", MUST, CLIENT, "A HelloRetryRequest selects TLS 1.3.", "illegal_parameter"),
  /** The legacy_version of a HelloRetryRequest is 0x0303. */
  RETRY_LEGACY_VERSION_IS_TLS12(
      "HRR-06",
      "4.1.4",
      MAY,
      CLIENT,
      "The legacy_version of a HelloRetryRequest is 0x0303.",
      "protocol_version",
      "illegal_parameter"),
  /** A HelloRetryRequest asks for some change of the ClientHello. */
  RETRY_CHANGES_HELLO(
      "HRR-07",
      "4.1.4",
      MUST,
      CLIENT,
      "A HelloRetryRequest asks for some change of the ClientHello.",
      "illegal_parameter"),
  /** The retried group stood in supported_groups. */
  RETRY_NAMES_LISTED_GROUP(
      "KS-09",
      "4.2.8",
      MUST,
      CLIENT,
      "The retried group stood in supported_groups.",
      "illegal_parameter"),
  /** The retried group had no share in the first ClientHello. */
  RETRY_NAMES_UNSHARED_GROUP(
      "KS-10",
      "4.2.8",
      MUST,
      CLIENT,
      "The retried group had no share in the first ClientHello.",
      "illegal_parameter"),
  /** A server selects no GREASE value. */
  SELECTION_IS_NOT_GREASE(
      "GR-09",
      "RFC 8701 3.1",
      MUST,
      CLIENT,
      "A server selects no GREASE value.",
      "illegal_parameter"),
  /** The selected version was offered and is not older than TLS 1.3. */
  VERSION_WAS_OFFERED(
      "SV-15",
      "4.2.1",
      MUST,
      CLIENT,
      "The selected version was offered and is not older than TLS 1.3.",
      "illegal_parameter"),
  /** A server that answers with an older version than the client can use is refused. */
  VERSION_IS_USABLE(
      "VER-03",
      "D.1",
      MUST,
      CLIENT,
      "A server that answers with an older version than the client can use is refused.",
      "protocol_version"),
  /** An older version with a downgrade marker in the random is refused. */
  NO_DOWNGRADE_MARKER(
      "DG-05",
      "4.1.3",
      MUST,
      CLIENT,
      "An older version with a downgrade marker in the random is refused.",
      "illegal_parameter"),
  /** The server echoes legacy_session_id. */
  SESSION_ID_IS_ECHOED(
      "SH-05", "4.1.3", MUST, CLIENT, "The server echoes legacy_session_id.", "illegal_parameter"),
  /** The selected suite was offered. */
  SUITE_WAS_OFFERED(
      "SH-06", "4.1.3", MUST, CLIENT, "The selected suite was offered.", "illegal_parameter"),
  /** The server's legacy_compression_method is 0. */
  COMPRESSION_IS_NULL(
      "SH-08",
      "4.1.3",
      MUST,
      CLIENT,
      "The server's legacy_compression_method is 0.",
      "illegal_parameter"),
  /** The suite of the ServerHello is that of the HelloRetryRequest. */
  SUITE_STAYS_AS_RETRIED(
      "HRR-12",
      "4.1.4",
      MUST,
      CLIENT,
      "The suite of the ServerHello is that of the HelloRetryRequest.",
      "illegal_parameter"),
  /** The version of the ServerHello is that of the HelloRetryRequest. */
  VERSION_STAYS_AS_RETRIED(
      "HRR-15",
      "4.1.4",
      MUST,
      CLIENT,
      "The version of the ServerHello is that of the HelloRetryRequest.",
      "illegal_parameter"),
  /** The group of the ServerHello is that of the HelloRetryRequest. */
  GROUP_STAYS_AS_RETRIED(
      "KS-15",
      "4.2.8",
      MUST,
      CLIENT,
      "The group of the ServerHello is that of the HelloRetryRequest.",
      "illegal_parameter"),
  /** A ServerHello without a PSK carries key_share. */
  HELLO_CARRIES_KEY_SHARE(
      "NEG-05",
      "4.1.1",
      MUST,
      CLIENT,
      "A ServerHello without a PSK carries key_share.",
      "illegal_parameter",
      "missing_extension"),
  /** The server's share is for a group that the latest ClientHello shared. */
  SHARE_ANSWERS_OFFER(
      "KS-12",
      "4.2.8",
      MUST,
      CLIENT,
      "The server's share is for a group that the latest ClientHello shared.",
      "illegal_parameter"),
  /** The selected identity is one of the latest hello. */
  SELECTED_PSK_WAS_OFFERED(
      "PSK-13",
      "4.2.11",
      MUST,
      CLIENT,
      "The selected identity is one of the latest hello.",
      "illegal_parameter"),
  /** The suite has the hash of the selected PSK. */
  SUITE_FITS_PSK(
      "PSK-04",
      "4.2.11",
      MUST,
      CLIENT,
      "The suite has the hash of the selected PSK.",
      "illegal_parameter"),
  /** The selected PSK is used by a mode that was offered. */
  PSK_MODE_WAS_OFFERED(
      "PKM-03",
      "4.2.9",
      MUST,
      CLIENT,
      "The selected PSK is used by a mode that was offered.",
      "illegal_parameter"),
  /** supported_versions lists TLS 1.3. */
  VERSIONS_INCLUDE_TLS13(
      "SV-17", "4.2.1", MUST, SERVER, "supported_versions lists TLS 1.3.", "protocol_version"),
  /** A ClientHello without supported_versions asks for an older version. */
  HELLO_CARRIES_VERSIONS(
      "VER-06",
      "D.2",
      MUST,
      SERVER,
      "A ClientHello without supported_versions asks for an older version.",
      "protocol_version"),
  /** legacy_compression_methods is the null method alone. */
  ONLY_NULL_COMPRESSION(
      "CH-14",
      "4.1.2",
      MUST,
      SERVER,
      "legacy_compression_methods is the null method alone.",
      "illegal_parameter"),
  /** signature_algorithms, supported_groups and key_share are there as 9.2 demands. */
  REQUIRED_EXTENSIONS_ARE_PRESENT(
      "MTI-14",
      "9.2",
      MUST,
      SERVER,
      "signature_algorithms, supported_groups and key_share are there as 9.2 demands.",
      "missing_extension"),
  /** A server that authenticates by certificate refuses a hello without signature_algorithms. */
  SIGNATURE_ALGORITHMS_ARE_PRESENT(
      "SA-02",
      "4.2.3",
      MUST,
      SERVER,
      "A server that authenticates by certificate refuses a hello without signature_algorithms.",
      "missing_extension"),
  /** Client and server have a group in common. */
  GROUPS_OVERLAP(
      "NEG-01",
      "4.1.1",
      MUST,
      SERVER,
      "Client and server have a group in common.",
      "handshake_failure",
      "insufficient_security"),
  /** Client and server have a suite in common. */
  SUITES_OVERLAP(
      "NEG-04",
      "4.1.1",
      MUST,
      SERVER,
      "Client and server have a suite in common.",
      "handshake_failure",
      "insufficient_security"),
  /** Shares are for listed groups, in their order, without repetition. */
  SHARES_FOLLOW_GROUPS(
      "KS-08",
      "4.2.8",
      MAY,
      SERVER,
      "Shares are for listed groups, in their order, without repetition.",
      "illegal_parameter"),
  /** The supported_groups of a ClientHello repeat no group (RFC 9846). */
  GROUPS_ARE_DISTINCT(
      "SG-06",
      "RFC 9846 4.3.7",
      MAY,
      SERVER,
      "The supported_groups of a ClientHello repeat no group.",
      "illegal_parameter"),
  /** The last extension is pre_shared_key, if it is there. */
  PSK_IS_LAST(
      "PSK-15",
      "4.2.11",
      MUST,
      SERVER,
      "The last extension is pre_shared_key, if it is there.",
      "illegal_parameter"),
  /** A hello with pre_shared_key carries psk_key_exchange_modes. */
  PSK_HAS_MODES(
      "PKM-02",
      "4.2.9",
      MUST,
      SERVER,
      "A hello with pre_shared_key carries psk_key_exchange_modes.",
      "missing_extension"),
  /** Each offered identity has one binder. */
  BINDERS_MATCH_IDENTITIES(
      "PSK-20",
      "4.2.11",
      MUST,
      SERVER,
      "Each offered identity has one binder.",
      "illegal_parameter",
      "decode_error"),
  /** PSKs for psk_dhe_ke alone come with key_share. */
  DHE_MODE_HAS_SHARES(
      "PKM-05",
      "4.2.9",
      MUST,
      SERVER,
      "PSKs for psk_dhe_ke alone come with key_share.",
      "missing_extension"),
  /** The binder of the PSK about to be used is valid. */
  BINDER_IS_VALID(
      "PSK-10",
      "4.2.11",
      MUST,
      SERVER,
      "The binder of the PSK about to be used is valid.",
      "decrypt_error"),
  /** A first ClientHello carries no cookie. */
  FIRST_HELLO_HAS_NO_COOKIE(
      "CK-03", "4.2.2", MAY, SERVER, "A first ClientHello carries no cookie.", "illegal_parameter"),
  /**
   * A cookie that carries the state of its server opens: sealed by that server for the client's
   * address, unchanged, in time, and about what the server supports. No sentence of RFC 8446 names
   * an alert; that of DTLS 1.3 (RFC 9147, 5.1) is taken.
   */
  COOKIE_OPENS(
      "CK-06",
      "4.2.2",
      MUST,
      SERVER,
      "A cookie that carries the state of its server opens.",
      "illegal_parameter"),
  /** A ClientHello comes at the start or directly after a HelloRetryRequest. */
  HELLO_COMES_IN_TURN(
      "CH-02",
      "4.1.2",
      MUST,
      SERVER,
      "A ClientHello comes at the start or directly after a HelloRetryRequest.",
      "unexpected_message"),
  /** The second ClientHello still offers TLS 1.3. */
  SECOND_HELLO_KEEPS_VERSION(
      "CH2-12",
      "4.1.4",
      MUST,
      SERVER,
      "The second ClientHello still offers TLS 1.3.",
      "illegal_parameter",
      "protocol_version",
      "missing_extension"),
  /** The second ClientHello still offers the suite of the HelloRetryRequest. */
  SECOND_HELLO_KEEPS_SUITE(
      "HRR-11",
      "4.1.4",
      MUST,
      SERVER,
      "The second ClientHello still offers the suite of the HelloRetryRequest.",
      "illegal_parameter",
      "handshake_failure"),
  /** The second ClientHello still lists the selected group. */
  SECOND_HELLO_LISTS_GROUP(
      "KS-13",
      "4.2.8",
      MUST,
      SERVER,
      "The second ClientHello still lists the selected group.",
      "illegal_parameter"),
  /** The second ClientHello has a share for the selected group. */
  SECOND_HELLO_SHARES_GROUP(
      "CH2-11",
      "4.2.8",
      MUST,
      SERVER,
      "The second ClientHello has a share for the selected group.",
      "illegal_parameter"),
  /** After a retried group the second ClientHello has exactly one share. */
  SECOND_HELLO_SHARES_NOTHING_ELSE(
      "KS-11",
      "4.2.8",
      MAY,
      SERVER,
      "After a retried group the second ClientHello has exactly one share.",
      "illegal_parameter"),
  /** Outside the closed list of 4.1.2 the second ClientHello equals the first. */
  SECOND_HELLO_REPEATS_FIRST(
      "CH2-10",
      "4.1.2",
      MAY,
      SERVER,
      "Outside the closed list of 4.1.2 the second ClientHello equals the first.",
      "illegal_parameter"),
  /**
   * The second ClientHello returns the cookie of the HelloRetryRequest, and none unless one was
   * sent.
   */
  COOKIE_IS_RETURNED(
      "CK-02",
      "4.2.2",
      MAY,
      SERVER,
      "The second ClientHello returns the cookie of the HelloRetryRequest, and none unless one was sent.",
      "illegal_parameter",
      "missing_extension"),
  /** The second ClientHello does not carry early_data. */
  NO_EARLY_DATA_AFTER_RETRY(
      "ED-07",
      "4.2.10",
      MAY,
      SERVER,
      "The second ClientHello does not carry early_data.",
      "illegal_parameter"),
  /** A finite-field share Y satisfies 1 &lt; Y &lt; p-1. */
  FFDHE_SHARE_IN_RANGE(
      "KV-01",
      "4.2.8.1",
      MUST,
      BOTH,
      "A finite-field share Y satisfies 1 < Y < p-1.",
      "illegal_parameter"),
  /** A finite-field share has the length of p. */
  FFDHE_SHARE_LENGTH(
      "KV-02",
      "4.2.8.1",
      MUST,
      BOTH,
      "A finite-field share has the length of p.",
      "illegal_parameter",
      "decode_error"),
  /** A point is finite, in range and on its curve. */
  POINT_IS_ON_CURVE(
      "KV-03",
      "4.2.8.2",
      MUST,
      BOTH,
      "A point is finite, in range and on its curve.",
      "illegal_parameter"),
  /** A point has the uncompressed form and its length. */
  POINT_IS_UNCOMPRESSED(
      "KV-04",
      "4.2.8.2",
      MUST,
      BOTH,
      "A point has the uncompressed form and its length.",
      "illegal_parameter",
      "decode_error"),
  /** An X25519 share has 32 bytes, an X448 share 56. */
  MONTGOMERY_SHARE_LENGTH(
      "KV-05",
      "4.2.8.2",
      MUST,
      BOTH,
      "An X25519 share has 32 bytes, an X448 share 56.",
      "illegal_parameter",
      "decode_error"),
  /** The X25519 or X448 result is not all zero. */
  SHARED_SECRET_IS_NOT_ZERO(
      "KEX-12",
      "7.4.2",
      MUST,
      BOTH,
      "The X25519 or X448 result is not all zero.",
      "illegal_parameter"),
  /** A client's hybrid share has the length of its parts. */
  HYBRID_CLIENT_SHARE_LENGTH(
      "HY-07",
      "RFC 10024 4.1",
      MUST,
      SERVER,
      "A client's hybrid share has the length of its parts.",
      "illegal_parameter"),
  /** A server's hybrid share has the length of its parts. */
  HYBRID_SERVER_SHARE_LENGTH(
      "HY-10",
      "RFC 10024 4.2",
      MUST,
      CLIENT,
      "A server's hybrid share has the length of its parts.",
      "illegal_parameter"),
  /** An ML-KEM encapsulation key passes the check of FIPS 203, 7.2. */
  ENCAPSULATION_KEY_IS_VALID(
      "HY-09",
      "RFC 10024 4.2",
      MUST,
      SERVER,
      "An ML-KEM encapsulation key passes the check of FIPS 203, 7.2.",
      "illegal_parameter"),

  // The record layer: RecordRules.tla.

  /** A record is not longer than its type permits. */
  RECORD_FITS(
      Layer.RECORD,
      "REC-07",
      "5.1",
      MUST,
      BOTH,
      "A record is not longer than its type permits.",
      "record_overflow"),
  /** A record has a type that its receiver expects. */
  RECORD_TYPE_IS_EXPECTED(
      Layer.RECORD,
      "REC-17",
      "5",
      MUST,
      BOTH,
      "A record has a type that its receiver expects.",
      "unexpected_message"),
  /** No other record stands between the fragments of a handshake message. */
  RECORD_IS_NOT_INTERLEAVED(
      Layer.RECORD,
      "REC-09",
      "5.1",
      MAY,
      BOTH,
      "No other record stands between the fragments of a handshake message.",
      "unexpected_message"),
  /** A protected record can be opened with the key that is due. */
  RECORD_OPENS(
      Layer.RECORD,
      "ED-12",
      "4.2.10",
      MUST,
      BOTH,
      "A protected record can be opened with the key that is due.",
      "bad_record_mac"),
  /** Early data that is skipped stays below the limit of the server. */
  EARLY_DATA_FITS(
      Layer.RECORD,
      "ED-08",
      "4.2.10",
      MUST,
      SERVER,
      "Early data that is skipped stays below the limit of the server.",
      "unexpected_message"),
  /** A change_cipher_spec record holds the single octet 1 and is not protected. */
  CHANGE_CIPHER_SPEC_IS_ONE(
      Layer.RECORD,
      "CCS-02",
      "5",
      MUST,
      BOTH,
      "A change_cipher_spec record holds the single octet 1 and is not protected.",
      "unexpected_message"),
  /**
   * A change_cipher_spec record comes after the first ClientHello and before the peer's Finished.
   */
  CHANGE_CIPHER_SPEC_IS_IN_TIME(
      Layer.RECORD,
      "CCS-03",
      "5",
      MUST,
      BOTH,
      "A change_cipher_spec record comes after the first ClientHello and before the peer's Finished.",
      "unexpected_message"),
  /** There are not more change_cipher_spec records than the receiver cares to drop. */
  CHANGE_CIPHER_SPECS_ARE_FEW(
      Layer.RECORD,
      "CCS-01",
      "5",
      MAY,
      BOTH,
      "There are not more change_cipher_spec records than the receiver cares to drop.",
      "unexpected_message"),
  /** A handshake fragment is not empty. */
  FRAGMENT_IS_NOT_EMPTY(
      Layer.RECORD,
      "REC-13",
      "5.1",
      MUST,
      BOTH,
      "A handshake fragment is not empty.",
      "unexpected_message"),
  /** A protected handshake or alert record has content. */
  PROTECTED_CONTENT_IS_NOT_EMPTY(
      Layer.RECORD,
      "REC-23",
      "5.4",
      MUST,
      BOTH,
      "A protected handshake or alert record has content.",
      "unexpected_message"),
  /** The message after which the keys change ends where its record ends. */
  KEYS_CHANGE_AT_RECORD_END(
      Layer.RECORD,
      "REC-11",
      "5.1",
      MUST,
      BOTH,
      "The message after which the keys change ends where its record ends.",
      "unexpected_message"),
  /** A hello after which the keys stay ends where its record ends. */
  HELLO_ENDS_ITS_RECORD(
      Layer.RECORD,
      "REC-12",
      "5.1",
      MUST,
      BOTH,
      "A hello after which the keys stay ends where its record ends.",
      "unexpected_message"),
  /** An alert record holds exactly one alert. */
  ALERT_IS_TWO_BYTES(
      Layer.RECORD,
      "REC-24",
      "5.1",
      MUST,
      BOTH,
      "An alert record holds exactly one alert.",
      "decode_error",
      "unexpected_message"),

  // What follows ServerHello: FlightRules.tla.

  /** EncryptedExtensions hold only extensions that have their place there. */
  ENCRYPTED_EXTENSIONS_BELONG_HERE(
      Layer.FLIGHT,
      "EE-02",
      "4.3.1",
      MUST,
      CLIENT,
      "EncryptedExtensions hold only extensions that have their place there.",
      "illegal_parameter"),
  /** Early data is accepted only with the first PSK that was offered. */
  EARLY_DATA_USES_FIRST_PSK(
      Layer.FLIGHT,
      "PSK-14",
      "4.2.11",
      MUST,
      CLIENT,
      "Early data is accepted only with the first PSK that was offered.",
      "illegal_parameter"),
  /**
   * Early data is accepted only with the suite that belongs to its PSK. No sentence binds the
   * client; a server must not accept it.
   */
  EARLY_DATA_FITS_SUITE(
      Layer.FLIGHT,
      "EE-03",
      "4.2.10",
      MAY,
      CLIENT,
      "Early data is accepted only with the suite that belongs to its PSK.",
      "illegal_parameter"),
  /** A server that uses a PSK sends no CertificateRequest. */
  REQUEST_COMES_WITHOUT_PSK(
      Layer.FLIGHT,
      "CR-01",
      "4.3.2",
      MUST,
      CLIENT,
      "A server that uses a PSK sends no CertificateRequest.",
      "unexpected_message"),
  /**
   * The context of a CertificateRequest is empty within the handshake. No sentence names an alert:
   * the value is wrong, or the length out of its range.
   */
  REQUEST_CONTEXT_IS_EMPTY(
      Layer.FLIGHT,
      "CR-02",
      "4.3.2",
      MUST,
      CLIENT,
      "The context of a CertificateRequest is empty within the handshake.",
      "illegal_parameter",
      "decode_error"),
  /** A CertificateRequest carries signature_algorithms. */
  REQUEST_CARRIES_SIGNATURE_ALGORITHMS(
      Layer.FLIGHT,
      "CR-03",
      "4.3.2",
      MUST,
      CLIENT,
      "A CertificateRequest carries signature_algorithms.",
      "missing_extension"),
  /**
   * The context of a Certificate is that of the request, which is empty. The alerts are those of
   * {@link #REQUEST_CONTEXT_IS_EMPTY}.
   */
  CERTIFICATE_CONTEXT_IS_EMPTY(
      Layer.FLIGHT,
      "CT-01",
      "4.4.2",
      MUST,
      BOTH,
      "The context of a Certificate is that of the request, which is empty.",
      "illegal_parameter",
      "decode_error"),
  /** The Certificate of a server is not empty. */
  SERVER_CERTIFICATE_IS_THERE(
      Layer.FLIGHT,
      "CT-02",
      "4.4.2.4",
      MUST,
      CLIENT,
      "The Certificate of a server is not empty.",
      "decode_error"),
  /** A Certificate holds only extensions that were asked for. */
  CERTIFICATE_ANSWERS_REQUEST(
      Layer.FLIGHT,
      "CT-03",
      "4.4.2",
      MUST,
      BOTH,
      "A Certificate holds only extensions that were asked for.",
      "unsupported_extension"),
  /**
   * The certificate of a server is one that the client can trust. The first alert is the default of
   * 4.4.2.2.
   */
  SERVER_CERTIFICATE_IS_TRUSTED(
      Layer.FLIGHT,
      "CT-04",
      "4.4.2.2",
      MUST,
      CLIENT,
      "The certificate of a server is one that the client can trust.",
      "unsupported_certificate",
      "bad_certificate",
      "certificate_revoked",
      "certificate_expired",
      "certificate_unknown",
      "unknown_ca"),
  /**
   * A client shows the certificate that the server requires. The server has the choice to go on
   * without; its policy makes it.
   */
  CLIENT_CERTIFICATE_IS_THERE(
      Layer.FLIGHT,
      "CT-05",
      "4.4.2.4",
      MUST,
      SERVER,
      "A client shows the certificate that the server requires.",
      "certificate_required"),
  /**
   * The certificate that the server requires is one that it can trust. The server has the choice to
   * go on without; its policy makes it.
   */
  CLIENT_CERTIFICATE_IS_TRUSTED(
      Layer.FLIGHT,
      "CT-06",
      "4.4.2.4",
      MUST,
      SERVER,
      "The certificate that the server requires is one that it can trust.",
      "unsupported_certificate",
      "bad_certificate",
      "certificate_revoked",
      "certificate_expired",
      "certificate_unknown",
      "unknown_ca"),
  /** The scheme of a CertificateVerify is one that its reader has listed. */
  SCHEME_WAS_OFFERED(
      Layer.FLIGHT,
      "CV-01",
      "4.4.3",
      MUST,
      BOTH,
      "The scheme of a CertificateVerify is one that its reader has listed.",
      "illegal_parameter"),
  /** The scheme of a CertificateVerify is none of RSASSA-PKCS1-v1_5 or SHA-1. */
  SCHEME_IS_OF_TLS13(
      Layer.FLIGHT,
      "CV-02",
      "4.4.3",
      MUST,
      BOTH,
      "The scheme of a CertificateVerify is none of RSASSA-PKCS1-v1_5 or SHA-1.",
      "illegal_parameter"),
  /** The scheme of a CertificateVerify fits the key of the certificate. */
  SCHEME_FITS_CERTIFICATE(
      Layer.FLIGHT,
      "CV-03",
      "4.4.3",
      MUST,
      BOTH,
      "The scheme of a CertificateVerify fits the key of the certificate.",
      "illegal_parameter"),
  /** The signature of a CertificateVerify is over the transcript. */
  SIGNATURE_IS_VALID(
      Layer.FLIGHT,
      "CV-04",
      "4.4.3",
      MUST,
      BOTH,
      "The signature of a CertificateVerify is over the transcript.",
      "decrypt_error"),
  /** The MAC of a Finished is over the transcript. */
  FINISHED_IS_VALID(
      Layer.FLIGHT,
      "FIN-01",
      "4.4.4",
      MUST,
      BOTH,
      "The MAC of a Finished is over the transcript.",
      "decrypt_error"),
  /** A server sends no EndOfEarlyData. */
  END_OF_EARLY_DATA_IS_CLIENTS(
      Layer.FLIGHT,
      "ED-22",
      "4.5",
      MUST,
      CLIENT,
      "A server sends no EndOfEarlyData.",
      "unexpected_message"),
  /** Application data comes behind Finished, or is early data that was accepted. */
  DATA_IS_DUE(
      Layer.FLIGHT,
      "APP-01",
      "4.4.4",
      MUST,
      BOTH,
      "Application data comes behind Finished, or is early data that was accepted.",
      "unexpected_message"),

  // What the specification leaves out.

  /** A server without a PSK has a key for a signature scheme of the client. */
  SCHEMES_OVERLAP(
      Layer.REFERENCE,
      "NEG-10",
      "4.1.1",
      MUST,
      SERVER,
      "A server without a PSK has a key for a signature scheme of the client.",
      "handshake_failure"),
  /** A KeyUpdate asks for an answer or does not. */
  KEY_UPDATE_IS_KNOWN(
      Layer.REFERENCE,
      "KU-01",
      "4.6.3",
      MUST,
      BOTH,
      "A KeyUpdate asks for an answer or does not.",
      "illegal_parameter");

  /** How strongly the receiver is bound. */
  public enum Level {
    /** The receiver aborts. */
    MUST,
    /** The receiver aborts or carries on. */
    MAY
  }

  /** Who receives the message that the rule judges. */
  public enum Who {
    CLIENT,
    SERVER,
    BOTH
  }

  /** What the rule judges. */
  public enum Layer {
    /** A message, as {@code Rulebook.tla} has it. */
    MODEL,
    /** A record, as {@code RecordRules.tla} has it. */
    RECORD,
    /** A message that follows ServerHello, as {@code FlightRules.tla} has it. */
    FLIGHT,
    /** What the specification leaves out; the reference alone knows it. */
    REFERENCE
  }

  private static final Set<Rule> ALL = Collections.unmodifiableSet(EnumSet.allOf(Rule.class));
  private static final Map<String, Rule> BY_OPERATOR =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Rule::operator, rule -> rule));
  private static final Set<Rule> MANDATORY = withLevel(MUST, Profile.RFC8446);
  private static final Set<Rule> MANDATORY_AS_REVISED = withLevel(MUST, Profile.RFC9846);

  private final Layer layer;
  private final String id;
  private final String operator;
  private final String section;
  private final Level level;
  private final Who who;
  private final String statement;
  private final List<AlertDescription> alerts;

  Rule(String id, String section, Level level, Who who, String statement, String... alerts) {
    this(Layer.MODEL, id, section, level, who, statement, alerts);
  }

  Rule(
      Layer layer,
      String id,
      String section,
      Level level,
      Who who,
      String statement,
      String... alerts) {
    this.layer = layer;
    this.id = id;
    this.section = section;
    this.level = level;
    this.who = who;
    this.statement = statement;
    this.operator = camelCase(name());
    this.alerts = Arrays.stream(alerts).map(AlertDescription::named).toList();
  }

  /** Returns every rule, in the order of the constants. */
  public static Set<Rule> all() {
    return ALL;
  }

  /** Returns the rules that leave the receiver no choice in RFC 8446. */
  public static Set<Rule> mandatory() {
    return mandatory(Profile.RFC8446);
  }

  /** Returns the rules that leave the receiver no choice. */
  public static Set<Rule> mandatory(Profile profile) {
    return profile == Profile.RFC8446 ? MANDATORY : MANDATORY_AS_REVISED;
  }

  private static Set<Rule> withLevel(Level level, Profile profile) {
    EnumSet<Rule> rules = EnumSet.allOf(Rule.class);
    rules.removeIf(rule -> rule.level(profile) != level);
    return Collections.unmodifiableSet(rules);
  }

  /** Returns what the rule judges. */
  public Layer layer() {
    return layer;
  }

  /** Tells whether the rule is an operator of {@code Rulebook.tla}. */
  public boolean isModelled() {
    return layer == Layer.MODEL;
  }

  /** Returns the id of the row in the catalogue, such as {@code HRR-07}. */
  public String id() {
    return id;
  }

  /** Returns the section, of RFC 8446 unless it names another document. */
  public String section() {
    return section;
  }

  /** Returns how strongly RFC 8446 binds the receiver; RFC 9846 for a rule of that alone. */
  public Level level() {
    return level;
  }

  /** Returns how strongly the receiver is bound. */
  public Level level(Profile profile) {
    return profile == Profile.RFC9846 ? Revision.level(this) : level;
  }

  /** Tells whether a document has the rule; under the other, everything keeps it. */
  public boolean isIn(Profile profile) {
    return profile == Profile.RFC9846 ? !Revision.drops(this) : !Revision.adds(this);
  }

  /** Returns who checks the rule. */
  public Who who() {
    return who;
  }

  /** Returns the rule as one sentence. */
  public String statement() {
    return statement;
  }

  /** Does as {@link #alerts(Profile)} with RFC 8446. */
  public List<AlertDescription> alerts() {
    return alerts;
  }

  /**
   * Returns the permitted alerts, at least one. The first is the one that this reference sends, the
   * same in both documents.
   */
  public List<AlertDescription> alerts(Profile profile) {
    return profile == Profile.RFC9846 ? Revision.alerts(this) : alerts;
  }

  /**
   * Returns the name of the operator in {@code Rulebook.tla}, {@code RecordRules.tla} or {@code
   * FlightRules.tla}, such as {@code RetryChangesHello}.
   */
  public String operator() {
    return operator;
  }

  private static String camelCase(String constant) {
    StringBuilder name = new StringBuilder();
    for (String word : constant.split("_", -1)) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }

  /** Finds a rule by the name of its operator. */
  public static Optional<Rule> withOperator(String operator) {
    return Optional.ofNullable(BY_OPERATOR.get(operator));
  }

  /** Finds a rule by its id. */
  public static Optional<Rule> withId(String id) {
    return Arrays.stream(values()).filter(rule -> rule.id.equals(id)).findFirst();
  }
}
