package helloagain.server;

import helloagain.exchange.Binders;
import helloagain.exchange.Check;
import helloagain.exchange.HelloRules;
import helloagain.exchange.Hellos;
import helloagain.keyexchange.KeyExchange;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.Extension.KeyShareOffer;
import helloagain.message.ExtensionType;
import helloagain.message.HelloRetryRequest;
import helloagain.message.KeyShareEntry;
import helloagain.message.NamedGroup;
import helloagain.message.PskKeyExchangeMode;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.server.ServerState.AwaitingSecondHello;
import helloagain.transcript.Transcript;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Holds the rules that a server checks, each named by its {@link Rule}. */
final class ServerRules {
  /** What a second ClientHello may add, drop or alter (4.1.2), besides {@code key_share}. */
  private static final Set<ExtensionType> MAY_CHANGE =
      Set.of(
          ExtensionType.COOKIE,
          ExtensionType.EARLY_DATA,
          ExtensionType.PRE_SHARED_KEY,
          ExtensionType.PADDING);

  private ServerRules() {}

  /** Lists the rules of a first ClientHello in the order in which they are checked. */
  static List<Check> ofFirstHello(Profile profile, ServerPolicy policy, ClientHello hello) {
    List<Check> checks = new ArrayList<>(ofAnyHello(profile, hello));
    checks.add(firstHelloHasNoCookie(hello));
    checks.add(suitesOverlap(policy, hello));
    Optional<CipherSuite> suite = Choices.suite(policy, hello);
    boolean alone = suite.filter(chosen -> Choices.usesPskAlone(policy, chosen, hello)).isPresent();
    // NEG-06, 4.1.1: with psk_ke there is no (EC)DHE.
    if (!alone) {
      checks.add(groupsOverlap(policy, hello));
    }
    Optional<Integer> psk = suite.flatMap(chosen -> Choices.psk(policy, chosen, hello));
    // A binder is looked into when its PSK is used, and a share when it is used (PSK-09): not when
    // a retry comes first.
    boolean retry = Choices.wantsRetry(policy, hello);
    if (psk.isEmpty()) {
      checks.add(signatureAlgorithmsArePresent(hello));
    } else if (!retry) {
      checks.add(binderIsValid(policy, psk.orElseThrow(), Optional.empty(), hello));
    }
    if (!retry && !alone) {
      Choices.group(policy, hello).ifPresent(group -> checks.add(shareIsValid(group, hello)));
    }
    return checks;
  }

  /**
   * Lists the rules of a ClientHello that does not offer TLS 1.3. It has the meaning that an older
   * version gives it, so that only what speaks against the version itself is judged.
   */
  static List<Check> ofOlderHello(Profile profile, ClientHello hello) {
    return List.of(
        HelloRules.helloIsNotSsl3(profile, hello.legacyVersion()),
        HelloRules.legacyVersionIsTls12(profile, hello.legacyVersion()),
        helloCarriesVersions(hello),
        versionsIncludeTls13(hello));
  }

  /**
   * Lists the rules of a second ClientHello in the order in which they are checked: those of any
   * hello again (CH2-15), and what the retry adds.
   *
   * @param waiting what the server holds from the first exchange
   */
  static List<Check> ofSecondHello(
      Profile profile, AwaitingSecondHello waiting, ClientHello hello) {
    ServerPolicy policy = waiting.config().policy();
    ClientHello firstHello = waiting.firstHello();
    HelloRetryRequest retry = waiting.retry();
    CipherSuite suite = retry.cipherSuite();
    Optional<Integer> psk = Choices.psk(policy, suite, hello);
    boolean alone = Choices.usesPskAlone(policy, suite, hello);
    List<Check> checks = new ArrayList<>(ofAnyHello(profile, hello));
    checks.add(secondHelloKeepsSuite(retry, hello));
    checks.add(
        psk.isEmpty()
            ? signatureAlgorithmsArePresent(hello)
            : binderIsValid(policy, psk.orElseThrow(), Optional.of(waiting.transcript()), hello));
    if (!alone) {
      checks.add(secondHelloListsGroup(waiting.group(), hello));
      checks.add(secondHelloSharesGroup(waiting.group(), hello));
    }
    checks.add(secondHelloSharesNothingElse(retry, hello));
    checks.add(cookieIsReturned(retry, hello));
    checks.add(noEarlyDataAfterRetry(hello));
    checks.add(secondHelloRepeatsFirst(firstHello, retry, hello));
    if (!alone) {
      waiting.group().ifPresent(group -> checks.add(shareIsValid(group, hello)));
    }
    return checks;
  }

  /**
   * Lists the rules of a second ClientHello of which the cookie has opened. Without the first one
   * nothing says whether it differs from that.
   *
   * @param retry the HelloRetryRequest, made again from the cookie
   * @param group the group that was chosen at the first hello, from the cookie
   */
  static List<Check> ofSealedHello(
      Profile profile, HelloRetryRequest retry, NamedGroup group, ClientHello hello) {
    Optional<NamedGroup> chosen = Optional.of(group);
    List<Check> checks = new ArrayList<>(ofAnyHello(profile, hello));
    // A server without a memory uses no PSK.
    checks.add(signatureAlgorithmsArePresent(hello));
    checks.add(secondHelloKeepsSuite(retry, hello));
    checks.add(secondHelloListsGroup(chosen, hello));
    checks.add(secondHelloSharesGroup(chosen, hello));
    checks.add(secondHelloSharesNothingElse(retry, hello));
    checks.add(noEarlyDataAfterRetry(hello));
    checks.add(shareIsValid(group, hello));
    return checks;
  }

  /**
   * Lists the rules of a ClientHello with a cookie that does not open.
   *
   * @param reason why it does not
   */
  static List<Check> ofUnopenedHello(Profile profile, ClientHello hello, String reason) {
    List<Check> checks = new ArrayList<>(ofAnyHello(profile, hello));
    checks.add(signatureAlgorithmsArePresent(hello));
    checks.add(Check.fail(Rule.COOKIE_OPENS, () -> reason));
    return checks;
  }

  /** Lists the rules of a second ClientHello that does not offer TLS 1.3 any more. */
  static List<Check> ofSecondOlderHello(Profile profile, ClientHello hello) {
    return List.of(
        HelloRules.helloIsNotSsl3(profile, hello.legacyVersion()),
        HelloRules.legacyVersionIsTls12(profile, hello.legacyVersion()),
        secondHelloKeepsVersion(hello));
  }

  private static List<Check> ofAnyHello(Profile profile, ClientHello hello) {
    return List.of(
        HelloRules.helloIsNotSsl3(profile, hello.legacyVersion()),
        HelloRules.legacyVersionIsTls12(profile, hello.legacyVersion()),
        onlyNullCompression(hello),
        HelloRules.extensionsAreDistinct(hello.extensions()),
        HelloRules.extensionsBelongHere(hello, hello.extensions()),
        requiredExtensionsArePresent(hello),
        sharesFollowGroups(hello),
        groupsAreDistinct(profile, hello),
        pskIsLast(hello),
        pskHasModes(hello),
        bindersMatchIdentities(hello),
        dheModeHasShares(hello));
  }

  /** VER-06, D.2. This server speaks TLS 1.3 alone. */
  static Check helloCarriesVersions(ClientHello hello) {
    return Check.of(
        Rule.HELLO_CARRIES_VERSIONS,
        () -> Hellos.carries(hello, ExtensionType.SUPPORTED_VERSIONS),
        () -> "no supported_versions, legacy_version is " + hello.legacyVersion());
  }

  /**
   * SV-17, 4.2.1; also SV-06, SV-09, VER-10. A list that is absent breaks {@link
   * #helloCarriesVersions} instead.
   */
  static Check versionsIncludeTls13(ClientHello hello) {
    return Check.of(
        Rule.VERSIONS_INCLUDE_TLS13,
        () -> !Hellos.carries(hello, ExtensionType.SUPPORTED_VERSIONS) || Hellos.offersTls13(hello),
        () -> "supported_versions lists " + Hellos.versions(hello));
  }

  /** CH-14, 4.1.2. */
  static Check onlyNullCompression(ClientHello hello) {
    return Check.of(
        Rule.ONLY_NULL_COMPRESSION,
        () -> hello.legacyCompressionMethods().equals(ClientHello.NULL_COMPRESSION),
        () -> "legacy_compression_methods is " + hello.legacyCompressionMethods());
  }

  /** MTI-14, 9.2. */
  static Check requiredExtensionsArePresent(ClientHello hello) {
    boolean groups = Hellos.carries(hello, ExtensionType.SUPPORTED_GROUPS);
    boolean shares = Hellos.carries(hello, ExtensionType.KEY_SHARE);
    boolean signatures = Hellos.carries(hello, ExtensionType.SIGNATURE_ALGORITHMS);
    boolean psk = Hellos.carries(hello, ExtensionType.PRE_SHARED_KEY);
    return Check.of(
        Rule.REQUIRED_EXTENSIONS_ARE_PRESENT,
        () -> (psk || (signatures && groups)) && groups == shares,
        () -> "these do not suffice: " + Hellos.types(hello.extensions()));
  }

  /** SA-02, 4.2.3. Without a PSK this server authenticates by certificate. */
  static Check signatureAlgorithmsArePresent(ClientHello hello) {
    return Check.of(
        Rule.SIGNATURE_ALGORITHMS_ARE_PRESENT,
        () -> Hellos.carries(hello, ExtensionType.SIGNATURE_ALGORITHMS),
        () -> "no signature_algorithms among " + Hellos.types(hello.extensions()));
  }

  /** NEG-01, 4.1.1; MSG-01: an alert and no HelloRetryRequest. */
  static Check groupsOverlap(ServerPolicy policy, ClientHello hello) {
    return Check.of(
        Rule.GROUPS_OVERLAP,
        () -> !Collections.disjoint(policy.groups(), Hellos.groups(hello)),
        () -> "none of " + policy.groups() + " is among " + Hellos.groups(hello));
  }

  /** NEG-04, 4.1.1; MSG-01: an alert and no HelloRetryRequest. */
  static Check suitesOverlap(ServerPolicy policy, ClientHello hello) {
    return Check.of(
        Rule.SUITES_OVERLAP,
        () -> !Collections.disjoint(policy.suites(), hello.cipherSuites()),
        () -> "none of " + policy.suites() + " is among " + hello.cipherSuites());
  }

  /** KS-08, 4.2.8; of a group that is repeated the first place counts. */
  static Check sharesFollowGroups(ClientHello hello) {
    List<NamedGroup> groups = Hellos.groups(hello);
    List<NamedGroup> shared = Hellos.shares(hello).stream().map(KeyShareEntry::group).toList();
    List<Integer> places = shared.stream().map(groups::indexOf).toList();
    return Check.of(
        Rule.SHARES_FOLLOW_GROUPS,
        () ->
            !places.contains(-1)
                && IntStream.range(1, places.size())
                    .allMatch(i -> places.get(i - 1) < places.get(i)),
        () -> "shares of " + shared + " for the groups " + groups);
  }

  /** SG-06, 4.3.7, of RFC 9846 alone. */
  static Check groupsAreDistinct(Profile profile, ClientHello hello) {
    List<NamedGroup> groups = Hellos.groups(hello);
    return Check.of(
        Rule.GROUPS_ARE_DISTINCT,
        () -> profile != Profile.RFC9846 || new HashSet<>(groups).size() == groups.size(),
        () -> "a group is repeated: " + groups);
  }

  /** PSK-15, 4.2.11. */
  static Check pskIsLast(ClientHello hello) {
    return Check.of(
        Rule.PSK_IS_LAST,
        () -> !Hellos.carries(hello, ExtensionType.PRE_SHARED_KEY) || Binders.areLast(hello),
        () -> "pre_shared_key is not the last of " + Hellos.types(hello.extensions()));
  }

  /** PKM-02, 4.2.9. */
  static Check pskHasModes(ClientHello hello) {
    return Check.of(
        Rule.PSK_HAS_MODES,
        () ->
            !Hellos.carries(hello, ExtensionType.PRE_SHARED_KEY)
                || Hellos.carries(hello, ExtensionType.PSK_KEY_EXCHANGE_MODES),
        () -> "no psk_key_exchange_modes among " + Hellos.types(hello.extensions()));
  }

  /** PSK-20, 4.2.11. */
  static Check bindersMatchIdentities(ClientHello hello) {
    int identities = Hellos.pskIdentities(hello).size();
    int binders = Hellos.binders(hello).size();
    return Check.of(
        Rule.BINDERS_MATCH_IDENTITIES,
        () -> identities == binders,
        () -> binders + " binders for " + identities + " identities");
  }

  /** PKM-05, 4.2.9. */
  static Check dheModeHasShares(ClientHello hello) {
    return Check.of(
        Rule.DHE_MODE_HAS_SHARES,
        () ->
            !Hellos.carries(hello, ExtensionType.PRE_SHARED_KEY)
                || !Set.copyOf(Hellos.pskModes(hello)).equals(Set.of(PskKeyExchangeMode.PSK_DHE_KE))
                || Hellos.carries(hello, ExtensionType.KEY_SHARE),
        () -> "psk_dhe_ke alone without key_share among " + Hellos.types(hello.extensions()));
  }

  /**
   * PSK-10, 4.2.11; also PSK-09, PSK-17 and PSK-18. That there is a binder at all is {@link
   * #bindersMatchIdentities}, and unless {@code pre_shared_key} is last there is nothing for it to
   * be over.
   *
   * @param place the place of the PSK about to be used, from 0
   * @param before the transcript before a second hello
   */
  static Check binderIsValid(
      ServerPolicy policy, int place, Optional<Transcript> before, ClientHello hello) {
    List<Bytes> binders = Hellos.binders(hello);
    Bytes identity = Hellos.pskIdentities(hello).get(place);
    return Check.of(
        Rule.BINDER_IS_VALID,
        () ->
            !Binders.areLast(hello)
                || place >= binders.size()
                || policy
                    .psks()
                    .find(identity)
                    .map(psk -> Binders.of(psk, before, hello))
                    .filter(binders.get(place)::equals)
                    .isPresent(),
        () -> "the binder of identity " + place + " is wrong: " + binders.get(place));
  }

  /** CK-03, 4.2.2. */
  static Check firstHelloHasNoCookie(ClientHello hello) {
    return Check.of(
        Rule.FIRST_HELLO_HAS_NO_COOKIE,
        () -> !Hellos.carries(hello, ExtensionType.COOKIE),
        () -> "a first ClientHello has the cookie " + cookieIn(hello.extensions()));
  }

  /** CH-02, 4.1.2. A ClientHello after the ServerHello breaks it. */
  static Check helloComesInTurn() {
    return Check.fail(Rule.HELLO_COMES_IN_TURN, () -> "a ClientHello came after the ServerHello");
  }

  /** CH2-12, 4.1.4. */
  static Check secondHelloKeepsVersion(ClientHello hello) {
    return Check.of(
        Rule.SECOND_HELLO_KEEPS_VERSION,
        () -> Hellos.offersTls13(hello),
        () -> "the second ClientHello offers " + Hellos.versions(hello));
  }

  /** HRR-11, 4.1.4. */
  static Check secondHelloKeepsSuite(HelloRetryRequest retry, ClientHello hello) {
    return Check.of(
        Rule.SECOND_HELLO_KEEPS_SUITE,
        () -> hello.cipherSuites().contains(retry.cipherSuite()),
        () -> retry.cipherSuite() + " is no more among " + hello.cipherSuites());
  }

  /** KS-13, 4.2.8. */
  static Check secondHelloListsGroup(Optional<NamedGroup> group, ClientHello hello) {
    return Check.of(
        Rule.SECOND_HELLO_LISTS_GROUP,
        () ->
            !Hellos.carries(hello, ExtensionType.SUPPORTED_GROUPS)
                || group.filter(Hellos.groups(hello)::contains).isPresent(),
        () -> shown(group) + " is not among " + Hellos.groups(hello));
  }

  /** CH2-11, 4.2.8. A hello without {@code key_share} breaks MTI-14, unless it offers PSKs. */
  static Check secondHelloSharesGroup(Optional<NamedGroup> group, ClientHello hello) {
    return Check.of(
        Rule.SECOND_HELLO_SHARES_GROUP,
        () ->
            !(Hellos.carries(hello, ExtensionType.KEY_SHARE)
                    || Hellos.carries(hello, ExtensionType.PRE_SHARED_KEY))
                || group.filter(Hellos.sharedGroups(hello)::contains).isPresent(),
        () -> shown(group) + " has no share, only " + Hellos.sharedGroups(hello));
  }

  /** KS-11, 4.2.8. */
  static Check secondHelloSharesNothingElse(HelloRetryRequest retry, ClientHello hello) {
    return Check.of(
        Rule.SECOND_HELLO_SHARES_NOTHING_ELSE,
        () ->
            !Hellos.carries(retry, ExtensionType.KEY_SHARE)
                || !Hellos.carries(hello, ExtensionType.KEY_SHARE)
                || Hellos.shares(hello).size() <= 1,
        () -> Hellos.shares(hello).size() + " shares instead of one");
  }

  /** CH2-10, 4.1.2. */
  static Check secondHelloRepeatsFirst(
      ClientHello firstHello, HelloRetryRequest retry, ClientHello hello) {
    return Check.of(
        Rule.SECOND_HELLO_REPEATS_FIRST,
        () -> difference(firstHello, retry, hello).isEmpty(),
        () -> difference(firstHello, retry, hello).orElse("nothing") + " is not as it was");
  }

  /** CK-02, 4.2.2. */
  static Check cookieIsReturned(HelloRetryRequest retry, ClientHello hello) {
    return Check.of(
        Rule.COOKIE_IS_RETURNED,
        () ->
            Hellos.carries(retry, ExtensionType.COOKIE)
                    == Hellos.carries(hello, ExtensionType.COOKIE)
                && Hellos.cookie(retry.extensions()).equals(Hellos.cookie(hello.extensions())),
        () ->
            "the cookie was "
                + cookieIn(retry.extensions())
                + " and is "
                + cookieIn(hello.extensions()));
  }

  /** ED-07, 4.2.10. */
  static Check noEarlyDataAfterRetry(ClientHello hello) {
    return Check.of(
        Rule.NO_EARLY_DATA_AFTER_RETRY,
        () -> !Hellos.carries(hello, ExtensionType.EARLY_DATA),
        () -> "early_data came again");
  }

  /** KV-01 to KV-05, KEX-12, HY-07, HY-09: the rules on the value of the share that is used. */
  static Check shareIsValid(NamedGroup group, ClientHello hello) {
    Optional<KeyShareEntry> share = Hellos.shareFor(hello, group);
    return () -> share.flatMap(entry -> KeyExchange.checkClientShare(group, entry.keyExchange()));
  }

  /** Names the first part of a second ClientHello that differs from the first without leave. */
  private static Optional<String> difference(
      ClientHello first, HelloRetryRequest retry, ClientHello second) {
    if (!second.legacyVersion().equals(first.legacyVersion())) {
      return Optional.of("legacy_version");
    }
    if (!second.random().equals(first.random())) {
      return Optional.of("random");
    }
    if (!second.legacySessionId().equals(first.legacySessionId())) {
      return Optional.of("legacy_session_id");
    }
    if (!second.cipherSuites().equals(first.cipherSuites())) {
      return Optional.of("cipher_suites");
    }
    if (!second.legacyCompressionMethods().equals(first.legacyCompressionMethods())) {
      return Optional.of("legacy_compression_methods");
    }
    // A PSK that does not fit the suite may go, but none may come or change its place.
    List<Bytes> offered = Hellos.pskIdentities(second);
    if (!Hellos.pskIdentities(first).stream().filter(offered::contains).toList().equals(offered)) {
      return Optional.of("pre_shared_key");
    }
    boolean newShare = Hellos.carries(retry, ExtensionType.KEY_SHARE);
    List<Extension> before = fixed(first, newShare);
    List<Extension> after = fixed(second, newShare);
    if (!Hellos.types(after).equals(Hellos.types(before))) {
      return Optional.of("the order of extensions " + Hellos.types(second.extensions()));
    }
    for (int i = 0; i < before.size(); i++) {
      if (!after.get(i).equals(before.get(i))) {
        return Optional.of(after.get(i).type().name());
      }
    }
    return Optional.empty();
  }

  /** Returns the extensions that stay, {@code key_share} emptied if only its place does. */
  private static List<Extension> fixed(ClientHello hello, boolean newShare) {
    return hello.extensions().stream()
        .filter(extension -> !MAY_CHANGE.contains(extension.type()))
        .map(
            extension ->
                newShare && extension.type().equals(ExtensionType.KEY_SHARE)
                    ? new KeyShareOffer(List.of())
                    : extension)
        .toList();
  }

  private static String shown(Optional<NamedGroup> group) {
    return group.map(NamedGroup::name).orElse("no group");
  }

  private static String cookieIn(List<Extension> extensions) {
    return Hellos.cookie(extensions).map(cookie -> "'" + cookie + "'").orElse("absent");
  }
}
