package helloagain.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import helloagain.client.ClientConfig;
import helloagain.client.ClientMachine;
import helloagain.client.ClientOffer;
import helloagain.exchange.Edits;
import helloagain.exchange.Hellos;
import helloagain.exchange.Received;
import helloagain.exchange.Received.AlertReceived;
import helloagain.exchange.Received.HandshakeReceived;
import helloagain.exchange.Received.TransportClosed;
import helloagain.exchange.Sent.AlertSent;
import helloagain.exchange.Sent.HandshakeSent;
import helloagain.exchange.Step;
import helloagain.keyexchange.KeyExchange;
import helloagain.keyexchange.KeySource;
import helloagain.keyexchange.Randomness;
import helloagain.keyexchange.Responder;
import helloagain.message.Alert;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.Extension.Cookie;
import helloagain.message.Extension.EarlyData;
import helloagain.message.Extension.KeyShareOffer;
import helloagain.message.Extension.OfferedPsks;
import helloagain.message.Extension.OpaqueExtension;
import helloagain.message.Extension.Padding;
import helloagain.message.Extension.PskKeyExchangeModes;
import helloagain.message.Extension.ServerName;
import helloagain.message.Extension.SupportedGroups;
import helloagain.message.Extension.SupportedVersionsOffer;
import helloagain.message.ExtensionType;
import helloagain.message.HandshakeMessage;
import helloagain.message.HandshakeType;
import helloagain.message.HelloRetryRequest;
import helloagain.message.KeyShareEntry;
import helloagain.message.MessageArbitraries;
import helloagain.message.NamedGroup;
import helloagain.message.OtherHandshake;
import helloagain.message.ProtocolVersion;
import helloagain.message.PskIdentity;
import helloagain.message.PskKeyExchangeMode;
import helloagain.message.ServerHello;
import helloagain.message.SignatureScheme;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.rule.RulesInFailures;
import helloagain.rule.Violation;
import helloagain.server.ServerState.Aborted;
import helloagain.server.ServerState.AwaitingSecondHello;
import helloagain.server.ServerState.Closed;
import helloagain.server.ServerState.Negotiated;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ServerMachineTests {
  private static final CipherSuite AES128 = CipherSuite.TLS_AES_128_GCM_SHA256;
  private static final CipherSuite AES256 = CipherSuite.TLS_AES_256_GCM_SHA384;
  private static final CipherSuite CCM = CipherSuite.TLS_AES_128_CCM_SHA256;
  private static final Bytes SESSION = Bytes.repeat(0x55, 32);
  private static final Bytes COOKIE = Bytes.hex("c00c1e");
  private static final OfferedPsks PSKS =
      new OfferedPsks(
          List.of(new PskIdentity(Bytes.hex("1d"), 0)), List.of(Bytes.repeat(0xb1, 32)));

  /** Prefers a group without a share, so that a retry comes whenever both are listed. */
  private static final ServerPolicy RETRYING =
      new ServerPolicy(
          List.of(NamedGroup.SECP256R1, NamedGroup.X25519),
          List.of(AES256, AES128),
          Take.PREFERRED,
          Optional.of(COOKIE));

  /** Takes any group that has a share. */
  private static final ServerPolicy TAKING =
      new ServerPolicy(
          KeyExchange.supportedGroups(), List.of(AES256, AES128), Take.SHARED, Optional.empty());

  private static final ClientOffer OFFER =
      new ClientOffer(
          List.of(NamedGroup.X25519, NamedGroup.SECP256R1),
          Set.of(NamedGroup.X25519),
          List.of(AES128, AES256),
          List.of(ProtocolVersion.TLS_13, ProtocolVersion.TLS_12),
          SESSION,
          Bytes.repeat(0xc1, 32),
          List.of(SignatureScheme.ECDSA_SECP256R1_SHA256),
          List.of(
              ServerName.host(Bytes.hex("61")),
              new PskKeyExchangeModes(List.of(new PskKeyExchangeMode(0x0b))),
              new EarlyData(),
              PSKS));
  private static final ClientConfig CLIENT =
      ClientConfig.of(OFFER, KeySource.fresh(Randomness.seeded(1)));
  private static final ClientHello FIRST = CLIENT.firstHello();
  private static final ClientHello SECOND = second();

  /** A state in which the server reads. */
  private enum At {
    FIRST(TAKING),
    SECOND(RETRYING),
    NEGOTIATED(TAKING);

    private final ServerPolicy policy;

    At(ServerPolicy policy) {
      this.policy = policy;
    }

    ServerState of(UnaryOperator<ServerPolicy> change, Profile profile) {
      ServerState start = start(change.apply(policy), profile);
      return this == FIRST
          ? start
          : ServerMachine.receive(start, Received.of(ServerMachineTests.FIRST)).next();
    }

    ServerState of(Set<Rule> enforced) {
      return of(enforced, Profile.RFC8446);
    }

    ServerState of(Set<Rule> enforced, Profile profile) {
      return of(policy -> policy.enforcing(enforced), profile);
    }
  }

  /**
   * A message that breaks rules.
   *
   * @param name what is to be refused, as a sentence
   * @param rules the rules that it breaks, in the order in which they decide
   */
  private record Fault(String name, At at, Received received, List<Rule> rules) {
    /** RFC 8446, unless it does not have the rule. */
    Profile profile() {
      return rules.stream().allMatch(rule -> rule.isIn(Profile.RFC8446))
          ? Profile.RFC8446
          : Profile.RFC9846;
    }

    @Override
    public String toString() {
      return RulesInFailures.named(rules, name);
    }
  }

  private static Fault fault(String name, At at, HandshakeMessage message, Rule... rules) {
    return new Fault(name, at, Received.of(message), List.of(rules));
  }

  private static Fault share(String name, NamedGroup group, Bytes value, Rule rule) {
    KeyShareOffer offer = new KeyShareOffer(List.of(new KeyShareEntry(group, value)));
    ClientHello hello = replace(replace(FIRST, new SupportedGroups(List.of(group))), offer);
    return fault(name, At.FIRST, hello, rule);
  }

  static Stream<Fault> faults() {
    return Stream.of(general(), first(), second(SECOND), values()).flatMap(faults -> faults);
  }

  private static Stream<Fault> general() {
    return Stream.of(
        new Fault(
            "octetsThatDoNotParseAreRefused",
            At.FIRST,
            Received.parse(Bytes.hex("0100000103")),
            List.of(Rule.MESSAGE_PARSES)),
        new Fault(
            "octetsThatDoNotParseAreRefusedAfterTheServerHello",
            At.NEGOTIATED,
            Received.parse(Bytes.hex("0100000103")),
            List.of(Rule.MESSAGE_PARSES)),
        fault(
            "finishedBeforeTheClientHelloIsRefused",
            At.FIRST,
            new OtherHandshake(HandshakeType.FINISHED, Bytes.repeat(0, 32)),
            Rule.MESSAGE_IS_EXPECTED),
        fault("serverHelloIsRefused", At.SECOND, someServerHello(), Rule.MESSAGE_IS_EXPECTED),
        fault(
            "plainFinishedAfterTheServerHelloIsRefused",
            At.NEGOTIATED,
            new OtherHandshake(HandshakeType.FINISHED, Bytes.repeat(0, 32)),
            Rule.MESSAGE_IS_EXPECTED),
        fault(
            "clientHelloAfterTheServerHelloIsRefused",
            At.NEGOTIATED,
            FIRST,
            Rule.HELLO_COMES_IN_TURN));
  }

  private static Stream<Fault> first() {
    return Stream.of(
        fault(
            "helloOfSsl3IsRefused",
            At.FIRST,
            Edits.version(FIRST, ProtocolVersion.SSL_30),
            Rule.HELLO_IS_NOT_SSL3),
        fault(
            "helloOfALaterLegacyVersionIsRefused",
            At.FIRST,
            Edits.version(FIRST, ProtocolVersion.TLS_13),
            Rule.LEGACY_VERSION_IS_TLS12),
        fault(
            "repeatedGroupIsRefused",
            At.FIRST,
            replace(FIRST, new SupportedGroups(twice(Hellos.groups(FIRST)))),
            Rule.GROUPS_ARE_DISTINCT),
        fault(
            "olderHelloOfSsl3IsRefused",
            At.FIRST,
            Edits.version(drop(FIRST, ExtensionType.SUPPORTED_VERSIONS), ProtocolVersion.SSL_30),
            Rule.HELLO_IS_NOT_SSL3,
            Rule.HELLO_CARRIES_VERSIONS),
        fault(
            "olderHelloIsRefused",
            At.FIRST,
            drop(FIRST, ExtensionType.SUPPORTED_VERSIONS),
            Rule.HELLO_CARRIES_VERSIONS),
        fault(
            "helloWithoutTls13IsRefused",
            At.FIRST,
            replace(FIRST, new SupportedVersionsOffer(List.of(ProtocolVersion.TLS_12))),
            Rule.VERSIONS_INCLUDE_TLS13),
        fault(
            "olderHelloIsNotJudgedByTheRulesOfTls13",
            At.FIRST,
            Edits.compression(
                replace(FIRST, new SupportedVersionsOffer(List.of(ProtocolVersion.TLS_12))),
                Bytes.hex("0100")),
            Rule.VERSIONS_INCLUDE_TLS13),
        fault(
            "compressionBesidesNullIsRefused",
            At.FIRST,
            Edits.compression(FIRST, Bytes.hex("0001")),
            Rule.ONLY_NULL_COMPRESSION),
        fault(
            "repeatedUnknownExtensionIsRefused",
            At.FIRST,
            add(
                add(FIRST, new OpaqueExtension(new ExtensionType(0xfafa), Bytes.EMPTY)),
                new OpaqueExtension(new ExtensionType(0xfafa), Bytes.EMPTY)),
            Rule.EXTENSIONS_ARE_DISTINCT),
        fault(
            "misplacedExtensionIsRefused",
            At.FIRST,
            add(FIRST, new OpaqueExtension(ExtensionType.OID_FILTERS, Bytes.EMPTY)),
            Rule.EXTENSIONS_BELONG_HERE),
        fault(
            "helloWithGroupsButWithoutSharesIsRefused",
            At.FIRST,
            drop(FIRST, ExtensionType.KEY_SHARE),
            Rule.REQUIRED_EXTENSIONS_ARE_PRESENT),
        fault(
            "helloWithNeitherSignatureAlgorithmsNorPskIsRefused",
            At.FIRST,
            drop(FIRST, ExtensionType.SIGNATURE_ALGORITHMS, ExtensionType.PRE_SHARED_KEY),
            Rule.REQUIRED_EXTENSIONS_ARE_PRESENT,
            Rule.SIGNATURE_ALGORITHMS_ARE_PRESENT),
        fault(
            "helloWithPskButWithoutSignatureAlgorithmsIsRefused",
            At.FIRST,
            drop(FIRST, ExtensionType.SIGNATURE_ALGORITHMS),
            Rule.SIGNATURE_ALGORITHMS_ARE_PRESENT),
        fault(
            "helloWithoutGroupInCommonIsRefused",
            At.FIRST,
            replace(
                replace(FIRST, new SupportedGroups(List.of(new NamedGroup(0x0a0a)))),
                new KeyShareOffer(List.of())),
            Rule.GROUPS_OVERLAP),
        fault(
            "helloWithoutSuiteInCommonIsRefused",
            At.FIRST,
            Edits.suites(FIRST, CCM, new CipherSuite(0x0a0a)),
            Rule.SUITES_OVERLAP),
        fault(
            "repeatedShareIsRefused",
            At.FIRST,
            withShares(FIRST, sharesOf(FIRST).get(0), sharesOf(FIRST).get(0)),
            Rule.SHARES_FOLLOW_GROUPS),
        fault(
            "shareOfAGroupThatIsNotListedIsRefused",
            At.FIRST,
            withShares(FIRST, sharesOf(FIRST).get(0), clientShare(NamedGroup.X448)),
            Rule.SHARES_FOLLOW_GROUPS),
        fault(
            "sharesInAnotherOrderThanTheGroupsAreRefused",
            At.FIRST,
            withShares(FIRST, clientShare(NamedGroup.SECP256R1), sharesOf(FIRST).get(0)),
            Rule.SHARES_FOLLOW_GROUPS),
        fault(
            "cookieInAFirstHelloIsRefused",
            At.FIRST,
            add(FIRST, new Cookie(COOKIE)),
            Rule.FIRST_HELLO_HAS_NO_COOKIE));
  }

  private static Stream<Fault> second(ClientHello second) {
    return Stream.of(
        fault(
            "secondHelloWithoutTls13IsRefused",
            At.SECOND,
            replace(second, new SupportedVersionsOffer(List.of(ProtocolVersion.TLS_12))),
            Rule.SECOND_HELLO_KEEPS_VERSION),
        fault(
            "secondHelloWithoutVersionsIsRefused",
            At.SECOND,
            drop(second, ExtensionType.SUPPORTED_VERSIONS),
            Rule.SECOND_HELLO_KEEPS_VERSION),
        fault(
            "secondHelloOfSsl3WithoutTls13IsRefused",
            At.SECOND,
            Edits.version(drop(second, ExtensionType.SUPPORTED_VERSIONS), ProtocolVersion.SSL_30),
            Rule.HELLO_IS_NOT_SSL3,
            Rule.SECOND_HELLO_KEEPS_VERSION),
        fault(
            "secondHelloWithCompressionIsRefused",
            At.SECOND,
            Edits.compression(second, Bytes.hex("01")),
            Rule.ONLY_NULL_COMPRESSION,
            Rule.SECOND_HELLO_REPEATS_FIRST),
        fault(
            "secondHelloWithoutTheSuiteIsRefused",
            At.SECOND,
            Edits.suites(second, AES128),
            Rule.SECOND_HELLO_KEEPS_SUITE,
            Rule.SECOND_HELLO_REPEATS_FIRST),
        fault(
            "secondHelloThatNoLongerListsTheGroupIsRefused",
            At.SECOND,
            replace(second, new SupportedGroups(List.of(NamedGroup.X25519))),
            Rule.SHARES_FOLLOW_GROUPS,
            Rule.SECOND_HELLO_LISTS_GROUP,
            Rule.SECOND_HELLO_REPEATS_FIRST),
        fault(
            "secondHelloWithAShareOfAnotherGroupIsRefused",
            At.SECOND,
            withShares(second, sharesOf(FIRST).get(0)),
            Rule.SECOND_HELLO_SHARES_GROUP),
        fault(
            "secondHelloWithNoShareIsRefused",
            At.SECOND,
            withShares(second),
            Rule.SECOND_HELLO_SHARES_GROUP),
        fault(
            "secondHelloWithAnotherShareBesidesIsRefused",
            At.SECOND,
            withShares(second, sharesOf(FIRST).get(0), sharesOf(second).get(0)),
            Rule.SECOND_HELLO_SHARES_NOTHING_ELSE),
        fault(
            "secondHelloWithoutTheCookieIsRefused",
            At.SECOND,
            drop(second, ExtensionType.COOKIE),
            Rule.COOKIE_IS_RETURNED),
        fault(
            "secondHelloWithAnotherCookieIsRefused",
            At.SECOND,
            replace(second, new Cookie(Bytes.hex("c00c1f"))),
            Rule.COOKIE_IS_RETURNED),
        fault(
            "secondHelloWithEarlyDataIsRefused",
            At.SECOND,
            add(second, new EarlyData()),
            Rule.NO_EARLY_DATA_AFTER_RETRY),
        fault(
            "secondHelloWithAnotherRandomIsRefused",
            At.SECOND,
            Edits.random(second, Bytes.repeat(0xc2, 32)),
            Rule.SECOND_HELLO_REPEATS_FIRST),
        fault(
            "secondHelloWithAnotherSessionIdIsRefused",
            At.SECOND,
            Edits.sessionId(second, Bytes.EMPTY),
            Rule.SECOND_HELLO_REPEATS_FIRST),
        fault(
            "secondHelloWithAnotherLegacyVersionIsRefused",
            At.SECOND,
            Edits.version(second, ProtocolVersion.TLS_11),
            Rule.SECOND_HELLO_REPEATS_FIRST),
        fault(
            "secondHelloWithSuitesInAnotherOrderIsRefused",
            At.SECOND,
            Edits.suites(second, AES256, AES128),
            Rule.SECOND_HELLO_REPEATS_FIRST),
        fault(
            "secondHelloWithAnotherServerNameIsRefused",
            At.SECOND,
            replace(second, ServerName.host(Bytes.hex("62"))),
            Rule.SECOND_HELLO_REPEATS_FIRST),
        fault(
            "secondHelloWithAnExtensionMoreIsRefused",
            At.SECOND,
            add(second, new OpaqueExtension(new ExtensionType(0xfafa), Bytes.EMPTY)),
            Rule.SECOND_HELLO_REPEATS_FIRST),
        fault(
            "secondHelloWithAnExtensionLessIsRefused",
            At.SECOND,
            drop(second, ExtensionType.SERVER_NAME),
            Rule.SECOND_HELLO_REPEATS_FIRST),
        fault(
            "secondHelloWithExtensionsInAnotherOrderIsRefused",
            At.SECOND,
            reversed(second),
            Rule.SECOND_HELLO_REPEATS_FIRST),
        fault(
            "secondHelloWithoutSharesIsRefused",
            At.SECOND,
            drop(second, ExtensionType.KEY_SHARE),
            Rule.REQUIRED_EXTENSIONS_ARE_PRESENT,
            Rule.SECOND_HELLO_SHARES_GROUP,
            Rule.SECOND_HELLO_REPEATS_FIRST),
        fault(
            "secondHelloWithAPointOffTheCurveIsRefused",
            At.SECOND,
            withShares(
                second,
                new KeyShareEntry(
                    NamedGroup.SECP256R1, Bytes.concat(Bytes.hex("04"), Bytes.repeat(1, 64)))),
            Rule.POINT_IS_ON_CURVE));
  }

  private static Stream<Fault> values() {
    return Stream.of(
        share(
            "ffdheShareOfOneIsRefused",
            NamedGroup.FFDHE2048,
            Bytes.concat(Bytes.repeat(0, 255), Bytes.hex("01")),
            Rule.FFDHE_SHARE_IN_RANGE),
        share(
            "shortFfdheShareIsRefused",
            NamedGroup.FFDHE2048,
            Bytes.repeat(2, 255),
            Rule.FFDHE_SHARE_LENGTH),
        share(
            "pointOffTheCurveIsRefused",
            NamedGroup.SECP384R1,
            Bytes.concat(Bytes.hex("04"), Bytes.repeat(1, 96)),
            Rule.POINT_IS_ON_CURVE),
        share(
            "compressedPointIsRefused",
            NamedGroup.SECP384R1,
            Bytes.concat(Bytes.hex("02"), Bytes.repeat(1, 48)),
            Rule.POINT_IS_UNCOMPRESSED),
        share(
            "longX25519ShareIsRefused",
            NamedGroup.X25519,
            Bytes.repeat(9, 33),
            Rule.MONTGOMERY_SHARE_LENGTH),
        share(
            "x25519ShareOfSmallOrderIsRefused",
            NamedGroup.X25519,
            Bytes.repeat(0, 32),
            Rule.SHARED_SECRET_IS_NOT_ZERO),
        share(
            "shortHybridShareIsRefused",
            NamedGroup.X25519MLKEM768,
            Bytes.repeat(9, 1215),
            Rule.HYBRID_CLIENT_SHARE_LENGTH),
        share(
            "encapsulationKeyWithACoefficientAboveTheModulusIsRefused",
            NamedGroup.X25519MLKEM768,
            Bytes.repeat(0xff, 1216),
            Rule.ENCAPSULATION_KEY_IS_VALID));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void faultBreaksItsRulesAndTheFirstDecides(Fault fault) {
    ServerState state = fault.at().of(Rule.all(), fault.profile());

    assertThat(ServerMachine.violations(state, fault.received()))
        .extracting(Violation::rule)
        .containsExactlyElementsOf(fault.rules());

    Step<ServerState> step = ServerMachine.receive(state, fault.received());
    Rule rule = fault.rules().get(0);
    assertThat(step.next())
        .isInstanceOfSatisfying(
            Aborted.class,
            aborted -> {
              assertThat(aborted.at()).isEqualTo(state);
              assertThat(aborted.violation().rule()).isEqualTo(rule);
              assertThat(aborted.violation().reason()).isNotBlank();
            });
    assertThat(step.sent()).containsExactly(new AlertSent(Alert.fatal(rule.alerts().get(0))));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void serverThatDoesNotEnforceTheRulesGoesOn(Fault fault) {
    // A rule that hides others shows them when it is gone; the other rules are for other tests.
    Set<Rule> others = EnumSet.complementOf(EnumSet.copyOf(fault.rules()));
    if (fault.rules().contains(Rule.SECOND_HELLO_KEEPS_VERSION)) {
      others.remove(Rule.SECOND_HELLO_REPEATS_FIRST);
    }
    ServerState state = fault.at().of(others, fault.profile());

    Step<ServerState> step = ServerMachine.receive(state, fault.received());

    assertThat(step.next().hasEnded()).isFalse();
    assertThat(step.sent()).noneMatch(sent -> sent instanceof AlertSent);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void leavingOutAnotherRuleDoesNotHelp(Fault fault) {
    ServerState state = fault.at().of(Set.copyOf(fault.rules()), fault.profile());

    assertThat(ServerMachine.receive(state, fault.received()).next()).isInstanceOf(Aborted.class);
  }

  @Test
  void everyRuleOfAServerIsBrokenByAFault() {
    Set<Rule> expected =
        Rule.all().stream()
            .filter(rule -> rule.isModelled() && rule.who() != Rule.Who.CLIENT)
            // Of a server without a memory, see StatelessServerTests.
            .filter(rule -> rule != Rule.COOKIE_OPENS)
            .filter(rule -> !PskServerTests.RULES.contains(rule))
            .collect(Collectors.toSet());

    assertThat(faults().flatMap(fault -> fault.rules().stream()).collect(Collectors.toSet()))
        .isEqualTo(expected);
  }

  @Test
  void laterLegacyVersionAndRepeatedGroupAreRefusedByRfc9846Alone() {
    ClientHello hello =
        Edits.version(
            replace(FIRST, new SupportedGroups(twice(Hellos.groups(FIRST)))),
            ProtocolVersion.TLS_13);
    Received received = Received.of(hello);

    assertThat(ServerMachine.violations(At.FIRST.of(Rule.all()), received)).isEmpty();
    assertThat(ServerMachine.violations(At.FIRST.of(Rule.all(), Profile.RFC9846), received))
        .extracting(Violation::rule)
        .containsExactly(Rule.LEGACY_VERSION_IS_TLS12, Rule.GROUPS_ARE_DISTINCT);
  }

  @Test
  void userCanceledIsNotTheEndInRfc9846() {
    Received canceled = new AlertReceived(Alert.fatal(AlertDescription.USER_CANCELED));
    ServerState state = At.FIRST.of(Rule.all(), Profile.RFC9846);

    assertThat(ServerMachine.receive(state, canceled)).isEqualTo(Step.silent(state));
    assertThat(ServerMachine.receive(At.FIRST.of(Rule.all()), canceled).next())
        .isInstanceOf(Closed.class);
  }

  @Test
  void secondHelloMayDropAndPadWhatTheListPermits() {
    ClientHello second =
        add(drop(SECOND, ExtensionType.PRE_SHARED_KEY), new Padding(Bytes.repeat(0, 5)));

    assertThat(ServerMachine.violations(At.SECOND.of(Rule.all()), Received.of(second))).isEmpty();
  }

  @Test
  void secondHelloMayNotComeWithAPskThatTheFirstLacked() {
    ServerState start = start(RETRYING);
    ServerState waiting =
        ServerMachine.receive(start, Received.of(drop(FIRST, ExtensionType.PRE_SHARED_KEY))).next();

    assertThat(ServerMachine.violations(waiting, Received.of(SECOND)))
        .extracting(Violation::rule)
        .containsExactly(Rule.SECOND_HELLO_REPEATS_FIRST);
  }

  @Test
  void sharesAreFixedAfterARetryForACookieAlone() {
    ServerPolicy policy =
        new ServerPolicy(
            List.of(NamedGroup.X25519), List.of(AES128), Take.SHARED, Optional.of(COOKIE));
    ServerState waiting = ServerMachine.receive(start(policy), Received.of(FIRST)).next();
    ClientHello second = add(drop(FIRST, ExtensionType.EARLY_DATA), new Cookie(COOKIE));
    ClientHello otherShare = withShares(second, clientShare(NamedGroup.X25519));

    assertThat(((AwaitingSecondHello) waiting).retry().extensions())
        .noneMatch(extension -> extension.type().equals(ExtensionType.KEY_SHARE));
    assertThat(ServerMachine.violations(waiting, Received.of(second))).isEmpty();
    assertThat(ServerMachine.violations(waiting, Received.of(otherShare)))
        .extracting(Violation::rule)
        .containsExactly(Rule.SECOND_HELLO_REPEATS_FIRST);
  }

  @Test
  void shareIsNotLookedIntoBeforeItIsUsed() {
    ClientHello invalid =
        withShares(FIRST, new KeyShareEntry(NamedGroup.X25519, Bytes.repeat(0, 32)));

    ServerPolicy askingForACookie =
        new ServerPolicy(TAKING.groups(), TAKING.suites(), TAKING.take(), Optional.of(COOKIE));

    for (ServerPolicy policy : List.of(RETRYING, askingForACookie)) {
      assertThat(ServerMachine.violations(start(policy), Received.of(invalid))).isEmpty();
      assertThat(ServerMachine.receive(start(policy), Received.of(invalid)).next())
          .isInstanceOf(AwaitingSecondHello.class);
    }
    assertThat(ServerMachine.receive(start(TAKING), Received.of(invalid)).next())
        .isInstanceOf(Aborted.class);
  }

  @Test
  void retryNamesSuiteGroupAndCookie() {
    Step<ServerState> step = ServerMachine.receive(start(RETRYING), Received.of(FIRST));

    AwaitingSecondHello waiting = (AwaitingSecondHello) step.next();
    HelloRetryRequest retry = waiting.retry();
    assertThat(step.sent())
        .singleElement()
        .isInstanceOfSatisfying(
            HandshakeSent.class, sent -> assertThat(sent.message()).isEqualTo(retry));
    assertThat(retry.cipherSuite()).isEqualTo(AES256);
    assertThat(retry.legacySessionIdEcho()).isEqualTo(SESSION);
    assertThat(Hellos.types(retry.extensions())).isEqualTo(ServerPolicy.RETRY_ORDER);
    assertThat(Hellos.retriedGroup(retry)).contains(NamedGroup.SECP256R1);
    assertThat(Hellos.cookie(retry.extensions())).contains(COOKIE);
    assertThat(Hellos.selectedVersion(retry)).contains(ProtocolVersion.TLS_13);
    assertThat(waiting.transcript().messages()).hasSize(2);
    assertThat(waiting.transcript().messages().get(0).at(3)).isEqualTo(48);
  }

  @Test
  void suiteAndGroupOfTheRetryStayWhateverTheSecondHelloBrings() {
    CipherSuite preferred = CipherSuite.TLS_CHACHA20_POLY1305_SHA256;
    ServerPolicy policy =
        new ServerPolicy(
                List.of(NamedGroup.X448, NamedGroup.SECP256R1),
                List.of(preferred, AES256),
                Take.PREFERRED,
                Optional.of(COOKIE))
            .enforcing(Rule.mandatory());
    ServerState waiting = ServerMachine.receive(start(policy), Received.of(FIRST)).next();
    ClientHello second =
        replace(
            Edits.suites(SECOND, preferred, AES256),
            new SupportedGroups(List.of(NamedGroup.X448, NamedGroup.SECP256R1)));
    assertThat(Choices.suite(policy, second)).contains(preferred);
    assertThat(Choices.group(policy, second)).contains(NamedGroup.X448);

    ServerState state = ServerMachine.receive(waiting, Received.of(second)).next();

    ServerHello reply = ((Negotiated) state).reply();
    assertThat(reply.cipherSuite()).isEqualTo(AES256);
    assertThat(Hellos.selectedGroup(reply)).contains(NamedGroup.SECP256R1);
  }

  @Test
  void sharedGroupIsTakenUnlessTheServerPrefersToAsk() {
    ServerPolicy asking =
        new ServerPolicy(RETRYING.groups(), RETRYING.suites(), Take.PREFERRED, Optional.empty());
    ServerPolicy taking =
        new ServerPolicy(RETRYING.groups(), RETRYING.suites(), Take.SHARED, Optional.empty());

    assertThat(Choices.group(taking, FIRST)).contains(NamedGroup.X25519);
    assertThat(Choices.wantsRetry(taking, FIRST)).isFalse();
    assertThat(Choices.group(asking, FIRST)).contains(NamedGroup.SECP256R1);
    assertThat(Choices.wantsRetry(asking, FIRST)).isTrue();
    assertThat(Choices.wantsRetry(RETRYING, FIRST)).isTrue();
    assertThat(Choices.suite(taking, FIRST)).contains(AES256);
  }

  @Test
  void shareOfAGroupThatIsNotListedIsNeverTaken() {
    ClientHello hello =
        withShares(
            replace(FIRST, new SupportedGroups(List.of(NamedGroup.SECP256R1))),
            clientShare(NamedGroup.X25519));

    assertThat(Choices.group(TAKING, hello)).contains(NamedGroup.SECP256R1);
    assertThat(Choices.wantsRetry(TAKING, hello)).isTrue();
  }

  @Test
  void brokenServerTakesWhatItPrefersWhereNothingIsInCommon() {
    ClientHello hello = Edits.suites(FIRST, CCM);
    ServerState state = At.FIRST.of(EnumSet.complementOf(EnumSet.of(Rule.SUITES_OVERLAP)));

    Negotiated negotiated = (Negotiated) ServerMachine.receive(state, Received.of(hello)).next();

    assertThat(negotiated.reply().cipherSuite()).isEqualTo(AES256);
  }

  @ParameterizedTest
  @EnumSource(At.class)
  void anyAlertClosesInSilence(At at) {
    ServerState state = at.of(Rule.all());
    Received alert = new AlertReceived(Alert.fatal(AlertDescription.CLOSE_NOTIFY));

    assertThat(ServerMachine.violations(state, alert)).isEmpty();
    assertThat(ServerMachine.receive(state, alert))
        .isEqualTo(Step.silent(new Closed(state, alert)));
  }

  @ParameterizedTest
  @EnumSource(At.class)
  void endOfTheTransportClosesInSilence(At at) {
    ServerState state = at.of(Rule.all());

    assertThat(ServerMachine.receive(state, new TransportClosed()))
        .isEqualTo(Step.silent(new Closed(state, new TransportClosed())));
  }

  @Test
  void nothingIsReadAfterTheEnd() {
    ServerState first = At.FIRST.of(Rule.all());
    ServerState aborted = ServerMachine.receive(first, Received.of(someServerHello())).next();
    ServerState closed = ServerMachine.receive(first, new TransportClosed()).next();

    for (ServerState ended : List.of(aborted, closed)) {
      for (Received received : List.of(Received.of(FIRST), new TransportClosed())) {
        assertThat(ServerMachine.receive(ended, received)).isEqualTo(Step.silent(ended));
        assertThat(ServerMachine.violations(ended, received)).isEmpty();
      }
    }
  }

  @Property(tries = 300)
  void serverAbortsExactlyIfARuleIsBroken(@ForAll("anything") HandshakeMessage message) {
    Received received = Received.of(message);
    for (At at : At.values()) {
      ServerState state = at.of(Rule.all());
      List<Violation> violations = ServerMachine.violations(state, received);
      ServerState next = ServerMachine.receive(state, received).next();
      if (violations.isEmpty()) {
        assertThat(next.hasEnded()).isFalse();
      } else {
        assertThat(next).isEqualTo(new Aborted(state, violations.get(0)));
      }
    }
  }

  @Property(tries = 300)
  void serverThatEnforcesNothingTakesAnything(@ForAll("anything") HandshakeMessage message) {
    for (At at : At.values()) {
      Step<ServerState> step = ServerMachine.receive(at.of(Set.of()), Received.of(message));
      assertThat(step.next().hasEnded()).isFalse();
      assertThat(step.sent()).noneMatch(sent -> sent instanceof AlertSent);
    }
  }

  @Provide
  Arbitrary<HandshakeMessage> anything() {
    return MessageArbitraries.messages();
  }

  @Test
  @Tag("SH-15")
  void policyHasOnlyWhatCanBeUsed() {
    List<NamedGroup> x25519 = List.of(NamedGroup.X25519);
    List<CipherSuite> aes = List.of(AES128);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ServerPolicy(
                    List.of(new NamedGroup(0x0a0a)), aes, Take.SHARED, Optional.empty()))
        .withMessageContaining("0x0a0a");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ServerPolicy(
                    x25519, List.of(new CipherSuite(0xc02f)), Take.SHARED, Optional.empty()))
        .withMessageContaining("0xc02f");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new ServerPolicy(x25519, List.of(AES128, AES128), Take.SHARED, Optional.empty()))
        .withMessageContaining("repeated");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ServerPolicy(x25519, aes, Take.SHARED, Optional.of(Bytes.EMPTY)));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> TAKING.ordering(ServerPolicy.RETRY_ORDER, List.of(ExtensionType.KEY_SHARE)));
  }

  @Test
  void randomOfAServerHasNoMeaning() {
    Responder responder = Responder.fresh(Randomness.seeded(5));
    for (Bytes random :
        List.of(
            HelloRetryRequest.RANDOM,
            Bytes.concat(Bytes.repeat(1, 24), ServerHello.DOWNGRADE_TLS12),
            Bytes.concat(Bytes.repeat(1, 24), ServerHello.DOWNGRADE_TLS11),
            Bytes.repeat(1, 31))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new ServerConfig(TAKING, random, responder));
    }
  }

  private static ServerState start(ServerPolicy policy) {
    return start(policy, Profile.RFC8446);
  }

  private static ServerState start(ServerPolicy policy, Profile profile) {
    return ServerMachine.start(
        new ServerConfig(policy, Bytes.repeat(0x51, 32), Responder.fresh(Randomness.seeded(9)))
            .following(profile));
  }

  private static <T> List<T> twice(List<T> list) {
    return Stream.concat(list.stream(), list.stream()).toList();
  }

  private static ClientHello second() {
    Step<ServerState> retried = ServerMachine.receive(start(RETRYING), Received.of(FIRST));
    HandshakeSent sent =
        (HandshakeSent)
            ClientMachine.receive(
                    ClientMachine.start(CLIENT).next(), Received.of(retried.sent().get(0)))
                .sent()
                .get(0);
    return (ClientHello) sent.message();
  }

  private static ServerHello someServerHello() {
    return new ServerHello(
        ProtocolVersion.TLS_12, Bytes.repeat(0x51, 32), SESSION, AES128, 0, Optional.empty());
  }

  private static List<KeyShareEntry> sharesOf(ClientHello hello) {
    return Hellos.shares(hello);
  }

  private static KeyShareEntry clientShare(NamedGroup group) {
    return new KeyShareEntry(group, KeyExchange.generate(group, Randomness.seeded(3)).share());
  }

  private static ClientHello withShares(ClientHello hello, KeyShareEntry... shares) {
    return replace(hello, new KeyShareOffer(List.of(shares)));
  }

  private static ClientHello replace(ClientHello hello, Extension extension) {
    return hello.withExtensions(Edits.replace(hello.extensions(), extension));
  }

  private static ClientHello drop(ClientHello hello, ExtensionType... types) {
    return hello.withExtensions(Edits.drop(hello.extensions(), types));
  }

  /** Adds an extension in front, where it is not behind {@code pre_shared_key}. */
  private static ClientHello add(ClientHello hello, Extension extension) {
    List<Extension> longer = new ArrayList<>(hello.extensions());
    longer.add(0, extension);
    return hello.withExtensions(longer);
  }

  private static ClientHello reversed(ClientHello hello) {
    List<Extension> extensions = new ArrayList<>(hello.extensions());
    // PSKs stay last.
    Collections.reverse(extensions.subList(0, extensions.size() - 1));
    return hello.withExtensions(extensions);
  }

  @Test
  @Tag("SH-03")
  @Tag("SH-04")
  void drawnConfigTakesItsRandomFromTheSource() {
    Randomness source = Randomness.seeded(8);
    Bytes random = source.next(32);
    Bytes share = KeyExchange.generate(NamedGroup.X25519, Randomness.seeded(3)).share();

    ServerConfig config = ServerConfig.drawing(TAKING, Randomness.seeded(8));

    assertThat(config.random()).isEqualTo(random);
    assertThat(config.responder().respond(NamedGroup.X25519, share))
        .isEqualTo(KeyExchange.respond(NamedGroup.X25519, share, source));
    assertThat(ServerConfig.drawing(TAKING, Randomness.seeded(9)).random()).isNotEqualTo(random);
  }

  @Test
  @Tag("TR-09")
  void transcriptHoldsTheOctetsThatCame() {
    Bytes raw = Received.of(FIRST) instanceof HandshakeReceived sent ? sent.raw() : Bytes.EMPTY;
    Bytes odd = Bytes.concat(raw.slice(0, raw.size() - 1), Bytes.of((byte) 0x77));

    ServerState state =
        ServerMachine.receive(start(TAKING), new HandshakeReceived(FIRST, odd)).next();

    assertThat(((Negotiated) state).transcript().messages().get(0)).isEqualTo(odd);
  }
}
