package helloagain.refinement.graph;

import helloagain.exchange.Hellos;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.Extension.Cookie;
import helloagain.message.Extension.EarlyData;
import helloagain.message.Extension.KeyShareOffer;
import helloagain.message.Extension.OpaqueExtension;
import helloagain.message.Extension.SignatureAlgorithms;
import helloagain.message.Extension.SupportedGroups;
import helloagain.message.Extension.SupportedVersionsOffer;
import helloagain.message.ExtensionType;
import helloagain.message.KeyShareEntry;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.refinement.KeyPool;
import helloagain.refinement.MessageConcretion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What can be wrong with a ClientHello, in the order of {@code ClientFaults} in {@code
 * HostilePeers.tla}; what can be wrong with PSKs is in {@link PskFault}.
 */
enum ClientFault {
  NEWER_LEGACY_VERSION(hello -> withLegacyVersion(hello, ProtocolVersion.TLS_13)),
  LEGACY_VERSION_OF_SSL3(hello -> withLegacyVersion(hello, ProtocolVersion.SSL_30)),
  OTHER_RANDOM(
      hello ->
          with(
              hello,
              hello.legacyVersion(),
              MessageConcretion.OTHER,
              hello.legacySessionId(),
              hello.cipherSuites(),
              hello.legacyCompressionMethods())),
  OTHER_SESSION_ID(
      hello ->
          with(
              hello,
              hello.legacyVersion(),
              hello.random(),
              MessageConcretion.OTHER,
              hello.cipherSuites(),
              hello.legacyCompressionMethods())),
  OTHER_SUITES(hello -> withSuites(hello, List.of(CipherSuite.TLS_AES_128_CCM_SHA256))),
  OTHER_ORDER_OF_SUITES(hello -> withSuites(hello, Extensions.reversed(hello.cipherSuites()))),
  COMPRESSION(
      hello ->
          with(
              hello,
              hello.legacyVersion(),
              hello.random(),
              hello.legacySessionId(),
              hello.cipherSuites(),
              Bytes.of((byte) 1, (byte) 0))),
  OLDER_VERSIONS(hello -> withVersions(hello, versions -> List.of(ProtocolVersion.TLS_12))),
  GREASE_VERSION(
      hello ->
          withVersions(
              hello,
              versions ->
                  Stream.concat(Stream.of(new ProtocolVersion(0x0a0a)), versions.stream())
                      .toList())),
  OTHER_ORDER_OF_GROUPS(hello -> withGroups(hello, Extensions::reversed)),
  FEWER_GROUPS(hello -> withGroups(hello, groups -> groups.subList(0, 1))),
  REPEATED_GROUP(hello -> withGroups(hello, groups -> plus(groups, groups.get(0)))),
  NO_SHARE(hello -> withShares(hello, shares -> List.of())),
  OTHER_SHARE((hello, with) -> withShares(hello, shares -> List.of(with.unsharedBy(hello)))),
  ONE_SHARE_MORE(
      (hello, with) -> withShares(hello, shares -> plus(shares, with.unsharedBy(hello)))),
  REPEATED_SHARES(
      hello ->
          withShares(hello, shares -> Stream.concat(shares.stream(), shares.stream()).toList())),
  OTHER_KEYS(hello -> withKeys(hello, share -> KeyPool.key(share.group(), "other").share())),
  INVALID_KEYS(hello -> withKeys(hello, share -> InvalidKeys.of(share.group(), true))),
  OTHER_REST(
      hello ->
          hello.withExtensions(
              Extensions.changed(
                  hello.extensions(),
                  SignatureAlgorithms.class,
                  algorithms -> new SignatureAlgorithms(MessageConcretion.OTHER_SCHEMES)))),
  NO_COOKIE(hello -> without(hello, ExtensionType.COOKIE)),
  OTHER_COOKIE(
      hello ->
          Hellos.carries(hello, ExtensionType.COOKIE)
              ? hello.withExtensions(
                  Extensions.changed(
                      hello.extensions(),
                      Cookie.class,
                      cookie -> new Cookie(MessageConcretion.OTHER)))
              : plus(hello, new Cookie(MessageConcretion.OTHER))),
  OTHER_ORDER_OF_EXTENSIONS(hello -> hello.withExtensions(Extensions.reversed(hello.extensions()))),
  EARLY_DATA(hello -> plus(hello, new EarlyData())),
  UNKNOWN_EXTENSION(hello -> plus(hello, empty(new ExtensionType(0xfafa)))),
  MISPLACED_EXTENSION(hello -> plus(hello, empty(ExtensionType.OID_FILTERS))),
  REPEATED_EXTENSION(
      hello ->
          Extension.find(hello.extensions(), SupportedGroups.class)
              .map(groups -> plus(hello, groups))
              .orElse(hello)),
  NO_SUPPORTED_VERSIONS(hello -> without(hello, ExtensionType.SUPPORTED_VERSIONS)),
  NO_SUPPORTED_GROUPS(hello -> without(hello, ExtensionType.SUPPORTED_GROUPS)),
  NO_KEY_SHARE(hello -> without(hello, ExtensionType.KEY_SHARE)),
  NO_SIGNATURE_ALGORITHMS(hello -> without(hello, ExtensionType.SIGNATURE_ALGORITHMS));

  /** {@code OnlyInSecondHello}: there is nothing that a first hello could differ from. */
  static final Set<ClientFault> ONLY_IN_SECOND_HELLO =
      Set.of(OTHER_RANDOM, OTHER_SESSION_ID, OTHER_REST, OTHER_KEYS);

  private final BiFunction<ClientHello, NewShares, ClientHello> change;

  ClientFault(UnaryOperator<ClientHello> change) {
    this((hello, with) -> change.apply(hello));
  }

  ClientFault(BiFunction<ClientHello, NewShares, ClientHello> change) {
    this.change = change;
  }

  /**
   * Says which share a fault brings in.
   *
   * @param groups the groups to choose from, the first one that fits is taken
   * @param purpose whose key it is, as in {@link KeyPool}
   */
  record NewShares(List<NamedGroup> groups, String purpose) {
    /** {@code AnyOf}: one for a group that has none. */
    KeyShareEntry unsharedBy(ClientHello hello) {
      NamedGroup group =
          groups.stream()
              .filter(each -> !Hellos.sharedGroups(hello).contains(each))
              .findFirst()
              .orElse(NamedGroup.SECP521R1);
      return new KeyShareEntry(group, KeyPool.key(group, purpose).share());
    }
  }

  /** Puts the fault into a hello; where it finds nothing to be wrong with, nothing changes. */
  ClientHello in(ClientHello hello, NewShares with) {
    return change.apply(hello, with);
  }

  private static Extension empty(ExtensionType type) {
    return new OpaqueExtension(type, Bytes.EMPTY);
  }

  private static ClientHello plus(ClientHello hello, Extension extension) {
    return hello.withExtensions(Extensions.plusBeforePsk(hello.extensions(), extension));
  }

  private static <T> List<T> plus(List<T> list, T element) {
    List<T> more = new ArrayList<>(list);
    more.add(element);
    return more;
  }

  private static ClientHello without(ClientHello hello, ExtensionType type) {
    return hello.withExtensions(Extensions.without(hello.extensions(), type));
  }

  private static ClientHello withVersions(
      ClientHello hello, UnaryOperator<List<ProtocolVersion>> change) {
    return hello.withExtensions(
        Extensions.changed(
            hello.extensions(),
            SupportedVersionsOffer.class,
            offer -> new SupportedVersionsOffer(change.apply(offer.versions()))));
  }

  private static ClientHello withGroups(ClientHello hello, UnaryOperator<List<NamedGroup>> change) {
    return hello.withExtensions(
        Extensions.changed(
            hello.extensions(),
            SupportedGroups.class,
            offer -> new SupportedGroups(change.apply(offer.groups()))));
  }

  private static ClientHello withShares(
      ClientHello hello, UnaryOperator<List<KeyShareEntry>> change) {
    return hello.withExtensions(
        Extensions.changed(
            hello.extensions(),
            KeyShareOffer.class,
            offer -> new KeyShareOffer(change.apply(offer.clientShares()))));
  }

  private static ClientHello withKeys(ClientHello hello, Function<KeyShareEntry, Bytes> key) {
    return withShares(
        hello,
        shares ->
            shares.stream()
                .map(share -> new KeyShareEntry(share.group(), key.apply(share)))
                .toList());
  }

  private static ClientHello withLegacyVersion(ClientHello hello, ProtocolVersion version) {
    return with(
        hello,
        version,
        hello.random(),
        hello.legacySessionId(),
        hello.cipherSuites(),
        hello.legacyCompressionMethods());
  }

  private static ClientHello withSuites(ClientHello hello, List<CipherSuite> suites) {
    return with(
        hello,
        hello.legacyVersion(),
        hello.random(),
        hello.legacySessionId(),
        suites,
        hello.legacyCompressionMethods());
  }

  private static ClientHello with(
      ClientHello hello,
      ProtocolVersion legacyVersion,
      Bytes random,
      Bytes sessionId,
      List<CipherSuite> suites,
      Bytes compression) {
    return new ClientHello(
        legacyVersion, random, sessionId, suites, compression, hello.extensions());
  }
}
