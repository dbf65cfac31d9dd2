package helloagain.exchange;

import helloagain.message.Certificate;
import helloagain.message.CertificateRequest;
import helloagain.message.Extension;
import helloagain.message.ExtensionType;
import helloagain.message.HandshakeMessage;
import helloagain.message.HelloRetryRequest;
import helloagain.message.ProtocolVersion;
import helloagain.message.ServerHello;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.wire.DecodeFailure;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Holds the rules that either receiver checks, each named by its {@link Rule}. */
public final class HelloRules {
  private static final Set<ExtensionType> IN_SERVER_HELLO =
      Set.of(
          ExtensionType.SUPPORTED_VERSIONS, ExtensionType.KEY_SHARE, ExtensionType.PRE_SHARED_KEY);

  private static final Set<ExtensionType> IN_RETRY =
      Set.of(ExtensionType.SUPPORTED_VERSIONS, ExtensionType.KEY_SHARE, ExtensionType.COOKIE);

  private static final Set<ExtensionType> IN_CERTIFICATE_REQUEST =
      Set.of(
          ExtensionType.STATUS_REQUEST,
          ExtensionType.SIGNATURE_ALGORITHMS,
          ExtensionType.SIGNED_CERTIFICATE_TIMESTAMP,
          ExtensionType.COMPRESS_CERTIFICATE,
          ExtensionType.DELEGATED_CREDENTIAL,
          ExtensionType.CERTIFICATE_AUTHORITIES,
          ExtensionType.OID_FILTERS,
          ExtensionType.SIGNATURE_ALGORITHMS_CERT);

  private static final Set<ExtensionType> IN_CERTIFICATE =
      Set.of(
          ExtensionType.STATUS_REQUEST,
          ExtensionType.SIGNED_CERTIFICATE_TIMESTAMP,
          ExtensionType.DELEGATED_CREDENTIAL);

  private HelloRules() {}

  /** ALERT-08, 6. Octets that are no message break it. */
  public static Check messageParses(DecodeFailure failure) {
    return Check.fail(Rule.MESSAGE_PARSES, failure::toString);
  }

  /** MSG-03, 4; TR-10: also message_hash. A message that the state does not expect breaks it. */
  public static Check messageIsExpected(HandshakeMessage message, String expected) {
    return Check.fail(
        Rule.MESSAGE_IS_EXPECTED, () -> message.type() + " came instead of " + expected);
  }

  /** VER-15, D.5, of RFC 8446 alone. */
  public static Check helloIsNotSsl3(Profile profile, ProtocolVersion legacyVersion) {
    return Check.of(
        Rule.HELLO_IS_NOT_SSL3,
        () -> profile != Profile.RFC8446 || !legacyVersion.equals(ProtocolVersion.SSL_30),
        () -> "legacy_version is " + legacyVersion);
  }

  /** VER-16, E.5, of RFC 9846 alone; CH-06 at the server, SH-02 at the client. */
  public static Check legacyVersionIsTls12(Profile profile, ProtocolVersion legacyVersion) {
    return Check.of(
        Rule.LEGACY_VERSION_IS_TLS12,
        () -> profile != Profile.RFC9846 || legacyVersion.equals(ProtocolVersion.TLS_12),
        () -> "legacy_version is " + legacyVersion);
  }

  /** EXT-06, 4.2. */
  public static Check extensionsAreDistinct(List<Extension> extensions) {
    List<ExtensionType> types = Hellos.types(extensions);
    return Check.of(
        Rule.EXTENSIONS_ARE_DISTINCT,
        () -> new HashSet<>(types).size() == types.size(),
        () -> "an extension is repeated: " + types);
  }

  /**
   * EXT-03, 4.2; for a HelloRetryRequest also HRR-16. The table is EXT-10, for a server also
   * EXT-12, PKM-04, PAD-02. A type that is not known has a place everywhere (CH-16, INV-04, GR-10).
   */
  public static Check extensionsBelongHere(HandshakeMessage message, List<Extension> extensions) {
    return Check.of(
        Rule.EXTENSIONS_BELONG_HERE,
        () -> misplaced(message, extensions).isEmpty(),
        () -> "no place here for " + misplaced(message, extensions));
  }

  private static List<ExtensionType> misplaced(
      HandshakeMessage message, List<Extension> extensions) {
    return Hellos.types(extensions).stream()
        .filter(type -> type.isKnown() && !belongs(type, message))
        .toList();
  }

  /** Looks into the table of 4.2, but for column EE (EE-02), for a type that is known. */
  private static boolean belongs(ExtensionType type, HandshakeMessage message) {
    if (message instanceof HelloRetryRequest) {
      return IN_RETRY.contains(type);
    }
    if (message instanceof ServerHello) {
      return IN_SERVER_HELLO.contains(type);
    }
    if (message instanceof CertificateRequest) {
      return IN_CERTIFICATE_REQUEST.contains(type);
    }
    if (message instanceof Certificate) {
      return IN_CERTIFICATE.contains(type);
    }
    // Of all known types this one alone has no place in a ClientHello (4.2.5).
    return !type.equals(ExtensionType.OID_FILTERS);
  }
}
