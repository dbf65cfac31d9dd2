package helloagain.client;

import helloagain.exchange.Check;
import helloagain.exchange.HelloRules;
import helloagain.exchange.Hellos;
import helloagain.keyexchange.KeyExchange;
import helloagain.message.Bytes;
import helloagain.message.ClientHello;
import helloagain.message.ExtensionType;
import helloagain.message.HelloRetryRequest;
import helloagain.message.KeyShareEntry;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.ServerHello;
import helloagain.message.ServerReply;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.schedule.PreSharedKey;
import helloagain.transcript.HashAlgorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Holds the rules that a client checks, each named by its {@link Rule}. */
final class ClientRules {
  private static final Set<ProtocolVersion> OLDER =
      Set.of(
          ProtocolVersion.SSL_30,
          ProtocolVersion.TLS_10,
          ProtocolVersion.TLS_11,
          ProtocolVersion.TLS_12);

  private ClientRules() {}

  /**
   * Lists the rules of a HelloRetryRequest in the order in which they are checked: the fields
   * first, then the extensions beginning with {@code supported_versions} (HRR-06, 4.1.4).
   */
  static List<Check> ofRetry(Profile profile, ClientHello firstHello, HelloRetryRequest retry) {
    return List.of(
        HelloRules.helloIsNotSsl3(profile, retry.legacyVersion()),
        retryLegacyVersionIsTls12(retry),
        sessionIdIsEchoed(firstHello, retry),
        suiteWasOffered(firstHello, retry),
        compressionIsNull(retry),
        HelloRules.extensionsAreDistinct(retry.extensions()),
        retryCarriesVersion(retry),
        retrySelectsTls13(retry),
        extensionsWereRequested(firstHello, retry),
        HelloRules.extensionsBelongHere(retry, retry.extensions()),
        retryChangesHello(retry),
        selectionIsNotGrease(retry),
        retryNamesListedGroup(firstHello, retry),
        retryNamesUnsharedGroup(firstHello, retry));
  }

  /**
   * Lists the rules of a ServerHello without {@code supported_versions}. It has the meaning that an
   * older version gives it, so that only what speaks against the version itself is judged.
   */
  static List<Check> ofOlderServerHello(
      Profile profile, Optional<HelloRetryRequest> retry, ServerHello hello) {
    List<Check> checks = new ArrayList<>();
    checks.add(HelloRules.helloIsNotSsl3(profile, hello.legacyVersion()));
    retry.ifPresent(earlier -> checks.add(versionStaysAsRetried(earlier, hello)));
    checks.add(noDowngradeMarker(hello));
    checks.add(versionIsUsable(hello));
    return checks;
  }

  /**
   * Lists the rules of a ServerHello with {@code supported_versions} in the order in which they are
   * checked: the version decides how the rest is read (4.2.1).
   *
   * @param latestHello the ClientHello that it answers
   * @param psks the PSKs that the client knows
   */
  static List<Check> ofTls13ServerHello(
      Profile profile,
      ClientHello firstHello,
      Optional<HelloRetryRequest> retry,
      ClientHello latestHello,
      List<OfferedKey> psks,
      ServerHello hello) {
    List<Check> checks = new ArrayList<>();
    checks.add(HelloRules.helloIsNotSsl3(profile, hello.legacyVersion()));
    checks.add(HelloRules.legacyVersionIsTls12(profile, hello.legacyVersion()));
    checks.add(HelloRules.extensionsAreDistinct(hello.extensions()));
    checks.add(versionWasOffered(firstHello, hello));
    retry.ifPresent(earlier -> checks.add(versionStaysAsRetried(earlier, hello)));
    checks.add(sessionIdIsEchoed(latestHello, hello));
    checks.add(suiteWasOffered(latestHello, hello));
    retry.ifPresent(earlier -> checks.add(suiteStaysAsRetried(earlier, hello)));
    checks.add(compressionIsNull(hello));
    checks.add(extensionsWereRequested(latestHello, hello));
    checks.add(HelloRules.extensionsBelongHere(hello, hello.extensions()));
    checks.add(helloCarriesKeyShare(hello));
    checks.add(selectedPskWasOffered(latestHello, hello));
    checks.add(suiteFitsPsk(latestHello, psks, hello));
    checks.add(pskModeWasOffered(latestHello, hello));
    checks.add(selectionIsNotGrease(hello));
    retry.ifPresent(earlier -> checks.add(groupStaysAsRetried(earlier, hello)));
    checks.add(shareAnswersOffer(latestHello, hello));
    checks.add(shareIsValid(hello));
    return checks;
  }

  /** EXT-02, 4.2; for a HelloRetryRequest also HRR-05. */
  static Check extensionsWereRequested(ClientHello hello, ServerReply reply) {
    return Check.of(
        Rule.EXTENSIONS_WERE_REQUESTED,
        () -> unrequested(hello, reply).isEmpty(),
        () -> "nobody asked for " + unrequested(hello, reply));
  }

  private static List<ExtensionType> unrequested(ClientHello hello, ServerReply reply) {
    return Hellos.types(reply.extensions()).stream()
        .filter(type -> !Hellos.carries(hello, type))
        .filter(type -> !(reply instanceof HelloRetryRequest && type.equals(ExtensionType.COOKIE)))
        .toList();
  }

  /** SH-05, 4.1.3. */
  static Check sessionIdIsEchoed(ClientHello hello, ServerReply reply) {
    return Check.of(
        Rule.SESSION_ID_IS_ECHOED,
        () -> reply.legacySessionIdEcho().equals(hello.legacySessionId()),
        () ->
            "legacy_session_id_echo is '"
                + reply.legacySessionIdEcho()
                + "' and not '"
                + hello.legacySessionId()
                + "'");
  }

  /** SH-06, 4.1.3; for a HelloRetryRequest also HRR-10. */
  static Check suiteWasOffered(ClientHello hello, ServerReply reply) {
    return Check.of(
        Rule.SUITE_WAS_OFFERED,
        () -> hello.cipherSuites().contains(reply.cipherSuite()),
        () -> reply.cipherSuite() + " is not among " + hello.cipherSuites());
  }

  /** SH-08, 4.1.3. */
  static Check compressionIsNull(ServerReply reply) {
    return Check.of(
        Rule.COMPRESSION_IS_NULL,
        () -> reply.legacyCompressionMethod() == 0,
        () -> "legacy_compression_method is " + reply.legacyCompressionMethod());
  }

  /** GR-09, RFC 8701, 3.1. */
  static Check selectionIsNotGrease(ServerReply reply) {
    return Check.of(
        Rule.SELECTION_IS_NOT_GREASE,
        () -> greaseSelections(reply).isEmpty(),
        () -> "GREASE values are selected: " + greaseSelections(reply));
  }

  private static List<String> greaseSelections(ServerReply reply) {
    return Stream.of(
            Stream.of(reply.cipherSuite())
                .filter(suite -> suite.isGrease())
                .map(suite -> suite.name()),
            Hellos.selectedVersion(reply).stream()
                .filter(ProtocolVersion::isGrease)
                .map(ProtocolVersion::name),
            Hellos.selectedGroup(reply).stream().filter(NamedGroup::isGrease).map(NamedGroup::name))
        .flatMap(names -> names)
        .toList();
  }

  /** HRR-08, 4.1.4; also MSG-04. A second HelloRetryRequest breaks it. */
  static Check retryComesOnce() {
    return Check.fail(Rule.RETRY_COMES_ONCE, () -> "a second HelloRetryRequest came");
  }

  /** HRR-03, 4.1.4. */
  static Check retryCarriesVersion(HelloRetryRequest retry) {
    return Check.of(
        Rule.RETRY_CARRIES_VERSION,
        () -> Hellos.carries(retry, ExtensionType.SUPPORTED_VERSIONS),
        () -> "no supported_versions among " + Hellos.types(retry.extensions()));
  }

  /** HRR-17, 4.2.1. */
  static Check retrySelectsTls13(HelloRetryRequest retry) {
    Optional<ProtocolVersion> version = Hellos.selectedVersion(retry);
    return Check.of(
        Rule.RETRY_SELECTS_TLS13,
        () -> version.stream().allMatch(ProtocolVersion.TLS_13::equals),
        () -> "selected_version is " + shown(version));
  }

  /** HRR-06, 4.1.4. */
  static Check retryLegacyVersionIsTls12(HelloRetryRequest retry) {
    return Check.of(
        Rule.RETRY_LEGACY_VERSION_IS_TLS12,
        () -> retry.legacyVersion().equals(ProtocolVersion.TLS_12),
        () -> "legacy_version is " + retry.legacyVersion());
  }

  /** HRR-07, 4.1.4. */
  static Check retryChangesHello(HelloRetryRequest retry) {
    return Check.of(
        Rule.RETRY_CHANGES_HELLO,
        () ->
            Hellos.carries(retry, ExtensionType.KEY_SHARE)
                || Hellos.carries(retry, ExtensionType.COOKIE),
        () -> "neither key_share nor cookie among " + Hellos.types(retry.extensions()));
  }

  /** KS-09, 4.2.8. */
  static Check retryNamesListedGroup(ClientHello firstHello, HelloRetryRequest retry) {
    Optional<NamedGroup> group = Hellos.retriedGroup(retry);
    return Check.of(
        Rule.RETRY_NAMES_LISTED_GROUP,
        () -> group.stream().allMatch(Hellos.groups(firstHello)::contains),
        () -> shown(group) + " is not among " + Hellos.groups(firstHello));
  }

  /** KS-10, 4.2.8. */
  static Check retryNamesUnsharedGroup(ClientHello firstHello, HelloRetryRequest retry) {
    Optional<NamedGroup> group = Hellos.retriedGroup(retry);
    return Check.of(
        Rule.RETRY_NAMES_UNSHARED_GROUP,
        () -> group.stream().noneMatch(Hellos.sharedGroups(firstHello)::contains),
        () -> shown(group) + " had a share already");
  }

  /** VER-03, D.1; also VER-07. This client speaks TLS 1.3 alone. */
  static Check versionIsUsable(ServerHello hello) {
    return Check.of(
        Rule.VERSION_IS_USABLE,
        () -> Hellos.carries(hello, ExtensionType.SUPPORTED_VERSIONS),
        () -> "the server selects an older version, legacy_version is " + hello.legacyVersion());
  }

  /** DG-05, 4.1.3; DG-07: in TLS 1.3 a marker means nothing. */
  static Check noDowngradeMarker(ServerHello hello) {
    Bytes end = hello.random().slice(24, 32);
    return Check.of(
        Rule.NO_DOWNGRADE_MARKER,
        () ->
            Hellos.carries(hello, ExtensionType.SUPPORTED_VERSIONS)
                || !(end.equals(ServerHello.DOWNGRADE_TLS12)
                    || end.equals(ServerHello.DOWNGRADE_TLS11)),
        () -> "the random ends with the downgrade marker " + end);
  }

  /** SV-15, 4.2.1; also VER-10. SV-14: legacy_version has no say. */
  static Check versionWasOffered(ClientHello hello, ServerHello reply) {
    Optional<ProtocolVersion> version = Hellos.selectedVersion(reply);
    return Check.of(
        Rule.VERSION_WAS_OFFERED,
        () ->
            version.stream()
                .allMatch(
                    selected ->
                        Hellos.versions(hello).contains(selected) && !OLDER.contains(selected)),
        () -> shown(version) + " is older or not among " + Hellos.versions(hello));
  }

  /** HRR-15, 4.1.4. No {@code supported_versions} is a change too. */
  static Check versionStaysAsRetried(HelloRetryRequest retry, ServerHello hello) {
    return Check.of(
        Rule.VERSION_STAYS_AS_RETRIED,
        () ->
            Hellos.carries(hello, ExtensionType.SUPPORTED_VERSIONS)
                && Hellos.selectedVersion(hello).equals(Hellos.selectedVersion(retry)),
        () ->
            "the version was "
                + shown(Hellos.selectedVersion(retry))
                + " and is "
                + shown(Hellos.selectedVersion(hello)));
  }

  /** HRR-12, 4.1.4. */
  static Check suiteStaysAsRetried(HelloRetryRequest retry, ServerHello hello) {
    return Check.of(
        Rule.SUITE_STAYS_AS_RETRIED,
        () -> hello.cipherSuite().equals(retry.cipherSuite()),
        () -> "the suite was " + retry.cipherSuite() + " and is " + hello.cipherSuite());
  }

  /** KS-15, 4.2.8; KS-20: a retry without {@code key_share} fixes no group. */
  static Check groupStaysAsRetried(HelloRetryRequest retry, ServerHello hello) {
    Optional<NamedGroup> retried = Hellos.retriedGroup(retry);
    Optional<NamedGroup> selected = Hellos.selectedGroup(hello);
    return Check.of(
        Rule.GROUP_STAYS_AS_RETRIED,
        () -> retried.isEmpty() || selected.isEmpty() || retried.equals(selected),
        () -> "the group was " + shown(retried) + " and is " + shown(selected));
  }

  /** NEG-05, 4.1.1; also NEG-09 and SH-11. */
  static Check helloCarriesKeyShare(ServerHello hello) {
    return Check.of(
        Rule.HELLO_CARRIES_KEY_SHARE,
        () ->
            Hellos.carries(hello, ExtensionType.KEY_SHARE)
                || Hellos.carries(hello, ExtensionType.PRE_SHARED_KEY),
        () -> "neither key_share nor pre_shared_key among " + Hellos.types(hello.extensions()));
  }

  /** PSK-13, 4.2.11; also PSK-22. */
  static Check selectedPskWasOffered(ClientHello latestHello, ServerHello hello) {
    int offered = Hellos.pskIdentities(latestHello).size();
    return Check.of(
        Rule.SELECTED_PSK_WAS_OFFERED,
        () -> Hellos.selectedPsk(hello).stream().allMatch(index -> index < offered),
        () ->
            "selected_identity is "
                + shown(Hellos.selectedPsk(hello))
                + " of "
                + offered
                + ", counted from 0");
  }

  /** PSK-04, 4.2.11. An index out of range breaks {@link #selectedPskWasOffered} instead. */
  static Check suiteFitsPsk(ClientHello latestHello, List<OfferedKey> psks, ServerHello hello) {
    List<Bytes> identities = Hellos.pskIdentities(latestHello);
    Optional<HashAlgorithm> suiteHash = HashAlgorithm.forSuite(hello.cipherSuite());
    Optional<Bytes> selected =
        Hellos.selectedPsk(hello).filter(index -> index < identities.size()).map(identities::get);
    return Check.of(
        Rule.SUITE_FITS_PSK,
        () ->
            selected.stream()
                .allMatch(
                    identity ->
                        suiteHash.isPresent()
                            && OfferedKey.find(psks, identity)
                                .map(PreSharedKey::hash)
                                .equals(suiteHash)),
        () -> hello.cipherSuite() + " has not the hash of the selected PSK");
  }

  /** PKM-03, 4.2.9; also NEG-02 and KS-14. */
  static Check pskModeWasOffered(ClientHello latestHello, ServerHello hello) {
    return Check.of(
        Rule.PSK_MODE_WAS_OFFERED,
        () ->
            !Hellos.carries(hello, ExtensionType.PRE_SHARED_KEY)
                || Hellos.pskModes(latestHello).contains(Hellos.pskMode(hello)),
        () -> Hellos.pskMode(hello) + " is not among " + Hellos.pskModes(latestHello));
  }

  /** KS-12, 4.2.8. */
  static Check shareAnswersOffer(ClientHello hello, ServerHello reply) {
    Optional<NamedGroup> group = Hellos.selectedGroup(reply);
    return Check.of(
        Rule.SHARE_ANSWERS_OFFER,
        () -> group.stream().allMatch(Hellos.sharedGroups(hello)::contains),
        () -> shown(group) + " is not among the shares " + Hellos.sharedGroups(hello));
  }

  /** KV-01 to KV-05, KEX-12, HY-10: the rules on the value of a share, of any supported group. */
  static Check shareIsValid(ServerHello hello) {
    Optional<KeyShareEntry> share =
        Hellos.serverShare(hello).filter(entry -> KeyExchange.supports(entry.group()));
    return () ->
        share.flatMap(entry -> KeyExchange.checkServerShare(entry.group(), entry.keyExchange()));
  }

  private static String shown(Optional<?> value) {
    return value.map(Object::toString).orElse("absent");
  }
}
