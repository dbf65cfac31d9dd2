package helloagain.message;

import helloagain.message.Extension.ApplicationProtocols;
import helloagain.message.Extension.CertificateAuthorities;
import helloagain.message.Extension.Cookie;
import helloagain.message.Extension.EarlyData;
import helloagain.message.Extension.KeyShareOffer;
import helloagain.message.Extension.KeyShareReply;
import helloagain.message.Extension.KeyShareRetry;
import helloagain.message.Extension.MaxEarlyDataSize;
import helloagain.message.Extension.OfferedPsks;
import helloagain.message.Extension.OidFilters;
import helloagain.message.Extension.OpaqueExtension;
import helloagain.message.Extension.Padding;
import helloagain.message.Extension.PskKeyExchangeModes;
import helloagain.message.Extension.SelectedPsk;
import helloagain.message.Extension.SelectedVersion;
import helloagain.message.Extension.ServerName;
import helloagain.message.Extension.ServerNameAcknowledged;
import helloagain.message.Extension.SignatureAlgorithms;
import helloagain.message.Extension.SignatureAlgorithmsCert;
import helloagain.message.Extension.SupportedGroups;
import helloagain.message.Extension.SupportedVersionsOffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Draws well-formed messages, whether or not they obey the rules: repeated extensions, any order,
 * unknown and GREASE code points, values that no group accepts.
 */
public final class MessageArbitraries {
  private static final Set<ExtensionType> STRUCTURED_FOR_CLIENT =
      Set.of(
          ExtensionType.SERVER_NAME,
          ExtensionType.SUPPORTED_GROUPS,
          ExtensionType.SIGNATURE_ALGORITHMS,
          ExtensionType.APPLICATION_LAYER_PROTOCOL_NEGOTIATION,
          ExtensionType.PADDING,
          ExtensionType.PRE_SHARED_KEY,
          ExtensionType.EARLY_DATA,
          ExtensionType.SUPPORTED_VERSIONS,
          ExtensionType.COOKIE,
          ExtensionType.PSK_KEY_EXCHANGE_MODES,
          ExtensionType.KEY_SHARE);
  private static final Set<ExtensionType> STRUCTURED_FOR_SERVER =
      Set.of(
          ExtensionType.PRE_SHARED_KEY, ExtensionType.SUPPORTED_VERSIONS, ExtensionType.KEY_SHARE);
  private static final Set<ExtensionType> STRUCTURED_FOR_RETRY =
      Set.of(ExtensionType.SUPPORTED_VERSIONS, ExtensionType.COOKIE, ExtensionType.KEY_SHARE);

  private MessageArbitraries() {}

  /** Draws a message of any kind. */
  public static Arbitrary<HandshakeMessage> messages() {
    return Arbitraries.<HandshakeMessage>oneOf(
            clientHellos(), serverHellos(), helloRetryRequests(), otherHandshakes())
        // Their combinations would be all that is ever tried.
        .withoutEdgeCases();
  }

  /** Draws a ClientHello with a block of at least 8 octets, or, with an older one, any block. */
  public static Arbitrary<ClientHello> clientHellos() {
    return Combinators.combine(
            codes(0xffff, ProtocolVersion::new, 0x0303),
            octets(32, 32),
            octets(0, 32),
            codes(0xffff, CipherSuite::new, 0x1301, 0x1302, 0x1303, 0x0a0a)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6),
            octets(1, 3),
            blocks(clientExtensions()))
        .as(ClientHello::new)
        .filter(hello -> !isTooShort(hello.extensions()))
        .withoutEdgeCases();
  }

  /** Draws a ServerHello. */
  public static Arbitrary<ServerHello> serverHellos() {
    return Combinators.combine(
            codes(0xffff, ProtocolVersion::new, 0x0303),
            octets(32, 32).filter(random -> !random.equals(HelloRetryRequest.RANDOM)),
            octets(0, 32),
            codes(0xffff, CipherSuite::new, 0x1301, 0x1302),
            Arbitraries.integers().between(0, 255),
            blocks(serverExtensions()))
        .as(ServerHello::new)
        .withoutEdgeCases();
  }

  /** Draws a HelloRetryRequest with a block of at least 6 octets. */
  public static Arbitrary<HelloRetryRequest> helloRetryRequests() {
    return Combinators.combine(
            codes(0xffff, ProtocolVersion::new, 0x0303),
            octets(0, 32),
            codes(0xffff, CipherSuite::new, 0x1301, 0x1302),
            Arbitraries.integers().between(0, 255),
            Combinators.combine(
                    Arbitraries.oneOf(retryExtensions()).list().ofMaxSize(4),
                    codes(0xffff, ProtocolVersion::new, 0x0304))
                .as(
                    (extensions, version) ->
                        extensions.stream().anyMatch(e -> !(e instanceof OpaqueExtension))
                            ? extensions
                            : List.<Extension>of(new SelectedVersion(version))))
        .as(HelloRetryRequest::new)
        .withoutEdgeCases();
  }

  /** Draws a message that is no hello. */
  public static Arbitrary<OtherHandshake> otherHandshakes() {
    return Combinators.combine(
            codes(0xff, HandshakeType::new, 4, 5, 8, 11, 15, 20, 24, 254)
                .filter(type -> type.code() != 1 && type.code() != 2),
            octets(0, 64))
        .as(OtherHandshake::new);
  }

  /**
   * Draws a message that follows the hellos.
   *
   * @param hashLength the octets in the verify_data of a Finished
   */
  public static Arbitrary<ProtectedMessage> protectedMessages(int hashLength) {
    return Arbitraries.<ProtectedMessage>oneOf(
            several(encryptedExtensions()).map(EncryptedExtensions::new),
            Combinators.combine(
                    octets(0, 20), several(requestExtensions()).filter(list -> !list.isEmpty()))
                .as(CertificateRequest::new),
            Combinators.combine(octets(0, 20), entries().list().ofMaxSize(3)).as(Certificate::new),
            Combinators.combine(
                    codes(0xffff, SignatureScheme::new, 0x0403, 0x0804, 0x0401), octets(0, 80))
                .as(CertificateVerify::new),
            octets(hashLength, hashLength).map(Finished::new),
            Arbitraries.just(new EndOfEarlyData()),
            Combinators.combine(
                    words(), words(), octets(0, 8), octets(1, 60), several(ticketExtensions()))
                .as(NewSessionTicket::new),
            codes(0xff, KeyUpdateRequest::new, 0, 1).map(KeyUpdate::new))
        .withoutEdgeCases();
  }

  /** Draws an extension in the form of any message. */
  public static Arbitrary<Extension> extensions() {
    return Arbitraries.oneOf(
            Arbitraries.oneOf(clientExtensions()),
            Arbitraries.oneOf(serverExtensions()),
            Arbitraries.oneOf(retryExtensions()),
            Arbitraries.oneOf(encryptedExtensions()),
            Arbitraries.oneOf(requestExtensions()),
            Arbitraries.oneOf(ticketExtensions()),
            opaque(Set.of()))
        .withoutEdgeCases();
  }

  /** Draws octets of any value. */
  public static Arbitrary<Bytes> octets(int min, int max) {
    return Arbitraries.bytes().array(byte[].class).ofMinSize(min).ofMaxSize(max).map(Bytes::of);
  }

  private static boolean isTooShort(List<Extension> extensions) {
    return extensions.size() == 1
        && extensions.get(0) instanceof SupportedVersionsOffer offer
        && offer.versions().size() == 1;
  }

  private static Arbitrary<Optional<List<Extension>>> blocks(
      List<Arbitrary<Extension>> extensions) {
    return Arbitraries.oneOf(extensions).list().ofMaxSize(8).optional(0.95);
  }

  private static List<Arbitrary<Extension>> clientExtensions() {
    return List.of(
        codes(0xffff, ProtocolVersion::new, 0x0304, 0x0303, 0x2a2a)
            .list()
            .ofMinSize(1)
            .ofMaxSize(4)
            .map(SupportedVersionsOffer::new),
        groups().list().ofMinSize(1).ofMaxSize(6).map(SupportedGroups::new),
        shares().list().ofMaxSize(3).map(KeyShareOffer::new),
        octets(1, 40).map(Cookie::new),
        schemes().map(SignatureAlgorithms::new),
        Combinators.combine(
                identities().list().ofMinSize(1).ofMaxSize(3),
                octets(32, 70).list().ofMinSize(1).ofMaxSize(3))
            .as(OfferedPsks::new),
        codes(0xff, PskKeyExchangeMode::new, 0, 1, 0x0b)
            .list()
            .ofMinSize(1)
            .ofMaxSize(3)
            .map(PskKeyExchangeModes::new),
        Arbitraries.just(new EarlyData()),
        octets(1, 20).map(ServerName::host),
        octets(1, 8).list().ofMinSize(1).ofMaxSize(3).map(ApplicationProtocols::new),
        octets(0, 30).map(Padding::new),
        opaque(STRUCTURED_FOR_CLIENT));
  }

  private static List<Arbitrary<Extension>> serverExtensions() {
    return List.of(
        codes(0xffff, ProtocolVersion::new, 0x0304).map(SelectedVersion::new),
        shares().map(KeyShareReply::new),
        Arbitraries.integers().between(0, 0xffff).map(SelectedPsk::new),
        opaque(STRUCTURED_FOR_SERVER));
  }

  private static List<Arbitrary<Extension>> retryExtensions() {
    return List.of(
        codes(0xffff, ProtocolVersion::new, 0x0304).map(SelectedVersion::new),
        groups().map(KeyShareRetry::new),
        octets(1, 40).map(Cookie::new),
        opaque(STRUCTURED_FOR_RETRY));
  }

  private static List<Arbitrary<Extension>> encryptedExtensions() {
    return List.of(
        Arbitraries.just(new ServerNameAcknowledged()),
        Arbitraries.just(new EarlyData()),
        groups().list().ofMinSize(1).ofMaxSize(6).map(SupportedGroups::new),
        octets(1, 8).list().ofMinSize(1).ofMaxSize(2).map(ApplicationProtocols::new),
        opaque(
            Set.of(
                ExtensionType.SERVER_NAME,
                ExtensionType.EARLY_DATA,
                ExtensionType.SUPPORTED_GROUPS,
                ExtensionType.APPLICATION_LAYER_PROTOCOL_NEGOTIATION)));
  }

  private static List<Arbitrary<Extension>> requestExtensions() {
    return List.of(
        schemes().map(SignatureAlgorithms::new),
        schemes().map(SignatureAlgorithmsCert::new),
        octets(1, 30).list().ofMinSize(1).ofMaxSize(3).map(CertificateAuthorities::new),
        Combinators.combine(octets(1, 10), octets(0, 10))
            .as(OidFilter::new)
            .list()
            .ofMaxSize(3)
            .map(OidFilters::new),
        opaque(
            Set.of(
                ExtensionType.SIGNATURE_ALGORITHMS,
                ExtensionType.SIGNATURE_ALGORITHMS_CERT,
                ExtensionType.CERTIFICATE_AUTHORITIES,
                ExtensionType.OID_FILTERS)));
  }

  private static List<Arbitrary<Extension>> ticketExtensions() {
    return List.of(words().map(MaxEarlyDataSize::new), opaque(Set.of(ExtensionType.EARLY_DATA)));
  }

  private static Arbitrary<CertificateEntry> entries() {
    return Combinators.combine(octets(1, 60), several(List.of(opaque(Set.of()))))
        .as(CertificateEntry::new);
  }

  private static Arbitrary<List<Extension>> several(List<Arbitrary<Extension>> extensions) {
    return Arbitraries.oneOf(extensions).list().ofMaxSize(4);
  }

  private static Arbitrary<List<SignatureScheme>> schemes() {
    return codes(0xffff, SignatureScheme::new, 0x0403, 0x0804).list().ofMinSize(1).ofMaxSize(6);
  }

  private static Arbitrary<Long> words() {
    return Arbitraries.longs().between(0, 0xffff_ffffL);
  }

  private static Arbitrary<Extension> opaque(Set<ExtensionType> excluded) {
    return Combinators.combine(
            codes(
                    0xffff,
                    ExtensionType::new,
                    0,
                    10,
                    13,
                    41,
                    42,
                    43,
                    44,
                    47,
                    48,
                    50,
                    51,
                    0x0a0a,
                    0xff01)
                .filter(type -> !excluded.contains(type)),
            octets(0, 20))
        .as(OpaqueExtension::new);
  }

  private static Arbitrary<NamedGroup> groups() {
    return codes(0xffff, NamedGroup::new, 0x001d, 0x0017, 0x0018, 0x0100, 0x11ec, 0x3a3a);
  }

  private static Arbitrary<KeyShareEntry> shares() {
    return Combinators.combine(groups(), octets(1, 70)).as(KeyShareEntry::new);
  }

  private static Arbitrary<PskIdentity> identities() {
    return Combinators.combine(octets(1, 20), words()).as(PskIdentity::new);
  }

  private static <T> Arbitrary<T> codes(int max, IntFunction<T> codePoint, Integer... likely) {
    return Arbitraries.oneOf(Arbitraries.of(likely), Arbitraries.integers().between(0, max))
        .map(codePoint::apply);
  }
}
