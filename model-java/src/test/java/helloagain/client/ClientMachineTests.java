package helloagain.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import helloagain.client.ClientState.Aborted;
import helloagain.client.ClientState.AwaitingServerHello;
import helloagain.client.ClientState.AwaitingServerHelloAgain;
import helloagain.client.ClientState.Closed;
import helloagain.client.ClientState.Negotiated;
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
import helloagain.message.Alert;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.Extension.Cookie;
import helloagain.message.Extension.KeyShareReply;
import helloagain.message.Extension.KeyShareRetry;
import helloagain.message.Extension.OpaqueExtension;
import helloagain.message.Extension.SelectedVersion;
import helloagain.message.Extension.ServerName;
import helloagain.message.ExtensionType;
import helloagain.message.HandshakeMessage;
import helloagain.message.HandshakeType;
import helloagain.message.HelloRetryRequest;
import helloagain.message.KeyShareEntry;
import helloagain.message.MessageArbitraries;
import helloagain.message.NamedGroup;
import helloagain.message.OtherHandshake;
import helloagain.message.ProtocolVersion;
import helloagain.message.ServerHello;
import helloagain.message.SignatureScheme;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.rule.RulesInFailures;
import helloagain.rule.Violation;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

class ClientMachineTests {
  private static final CipherSuite SUITE = CipherSuite.TLS_AES_128_GCM_SHA256;
  private static final CipherSuite GREASE_SUITE = new CipherSuite(0x0a0a);
  private static final NamedGroup GREASE_GROUP = new NamedGroup(0x1a1a);
  private static final ProtocolVersion GREASE_VERSION = new ProtocolVersion(0x2a2a);
  private static final ProtocolVersion NEXT_VERSION = new ProtocolVersion(0x0305);
  private static final Bytes SESSION = Bytes.repeat(0x55, 32);
  private static final Bytes COOKIE = Bytes.hex("c00c1e");
  private static final OpaqueExtension UNKNOWN =
      new OpaqueExtension(new ExtensionType(0xfafa), Bytes.EMPTY);

  private static final ClientOffer OFFER =
      new ClientOffer(
          List.of(
              NamedGroup.X25519,
              NamedGroup.SECP256R1,
              NamedGroup.SECP384R1,
              NamedGroup.FFDHE2048,
              NamedGroup.X25519MLKEM768,
              GREASE_GROUP),
          Set.of(
              NamedGroup.X25519,
              NamedGroup.SECP384R1,
              NamedGroup.FFDHE2048,
              NamedGroup.X25519MLKEM768),
          List.of(SUITE, CipherSuite.TLS_AES_256_GCM_SHA384, GREASE_SUITE),
          List.of(ProtocolVersion.TLS_13, ProtocolVersion.TLS_12, NEXT_VERSION, GREASE_VERSION),
          SESSION,
          Bytes.repeat(0xc1, 32),
          List.of(SignatureScheme.ECDSA_SECP256R1_SHA256),
          List.of(ServerName.host(Bytes.hex("61"))));
  private static final ClientConfig CONFIG =
      ClientConfig.of(OFFER, KeySource.fresh(Randomness.seeded(1)));

  private static final HelloRetryRequest RETRY =
      new HelloRetryRequest(
          ProtocolVersion.TLS_12,
          SESSION,
          SUITE,
          0,
          List.of(
              new SelectedVersion(ProtocolVersion.TLS_13),
              new KeyShareRetry(NamedGroup.SECP256R1),
              new Cookie(COOKIE)));
  private static final ServerHello REPLY = replyWith(serverShare(NamedGroup.X25519));
  private static final ServerHello REPLY_AGAIN = replyWith(serverShare(NamedGroup.SECP256R1));

  /** A state in which the client reads. */
  private enum At {
    FIRST,
    AGAIN,
    NEGOTIATED;

    ClientState of(ClientConfig config) {
      ClientState first = ClientMachine.start(config).next();
      return switch (this) {
        case FIRST -> first;
        case AGAIN -> ClientMachine.receive(first, Received.of(RETRY)).next();
        case NEGOTIATED -> ClientMachine.receive(first, Received.of(REPLY)).next();
      };
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
    return fault(name, At.FIRST, replyWith(new KeyShareEntry(group, value)), rule);
  }

  static Stream<Fault> faults() {
    OtherHandshake encryptedExtensions =
        new OtherHandshake(HandshakeType.ENCRYPTED_EXTENSIONS, Bytes.hex("0000"));
    return Stream.of(
        new Fault(
            "octetsThatDoNotParseAreRefused",
            At.FIRST,
            Received.parse(Bytes.hex("0200000103")),
            List.of(Rule.MESSAGE_PARSES)),
        new Fault(
            "octetsThatDoNotParseAreRefusedAfterTheServerHello",
            At.NEGOTIATED,
            Received.parse(Bytes.hex("0200000103")),
            List.of(Rule.MESSAGE_PARSES)),
        fault(
            "encryptedExtensionsBeforeTheServerHelloAreRefused",
            At.FIRST,
            encryptedExtensions,
            Rule.MESSAGE_IS_EXPECTED),
        fault("clientHelloIsRefused", At.AGAIN, CONFIG.firstHello(), Rule.MESSAGE_IS_EXPECTED),
        fault("secondServerHelloIsRefused", At.NEGOTIATED, REPLY, Rule.MESSAGE_IS_EXPECTED),
        fault("retryAfterTheServerHelloIsRefused", At.NEGOTIATED, RETRY, Rule.MESSAGE_IS_EXPECTED),
        fault(
            "serverHelloOfSsl3IsRefused",
            At.FIRST,
            Edits.version(REPLY, ProtocolVersion.SSL_30),
            Rule.HELLO_IS_NOT_SSL3),
        fault(
            "serverHelloOfALaterLegacyVersionIsRefused",
            At.FIRST,
            Edits.version(REPLY, ProtocolVersion.TLS_13),
            Rule.LEGACY_VERSION_IS_TLS12),
        fault(
            "retryOfSsl3IsRefused",
            At.FIRST,
            Edits.version(RETRY, ProtocolVersion.SSL_30),
            Rule.HELLO_IS_NOT_SSL3,
            Rule.RETRY_LEGACY_VERSION_IS_TLS12),
        fault(
            "repeatedExtensionIsRefused",
            At.FIRST,
            Edits.extensions(
                REPLY, Edits.add(REPLY.extensions(), new SelectedVersion(ProtocolVersion.TLS_12))),
            Rule.EXTENSIONS_ARE_DISTINCT),
        fault(
            "repeatedExtensionInARetryIsRefused",
            At.FIRST,
            Edits.extensions(RETRY, Edits.add(RETRY.extensions(), new Cookie(SESSION))),
            Rule.EXTENSIONS_ARE_DISTINCT),
        fault(
            "misplacedExtensionIsRefused",
            At.AGAIN,
            Edits.extensions(
                REPLY_AGAIN,
                Edits.add(
                    REPLY_AGAIN.extensions(),
                    new OpaqueExtension(ExtensionType.SERVER_NAME, Bytes.EMPTY))),
            Rule.EXTENSIONS_BELONG_HERE),
        fault(
            "misplacedExtensionInARetryIsRefused",
            At.FIRST,
            Edits.extensions(
                RETRY,
                Edits.add(
                    RETRY.extensions(),
                    new OpaqueExtension(ExtensionType.SERVER_NAME, Bytes.EMPTY))),
            Rule.EXTENSIONS_BELONG_HERE),
        fault(
            "unsolicitedExtensionIsRefused",
            At.FIRST,
            Edits.extensions(REPLY, Edits.add(REPLY.extensions(), UNKNOWN)),
            Rule.EXTENSIONS_WERE_REQUESTED),
        fault(
            "unsolicitedExtensionInARetryIsRefused",
            At.FIRST,
            Edits.extensions(RETRY, Edits.add(RETRY.extensions(), UNKNOWN)),
            Rule.EXTENSIONS_WERE_REQUESTED),
        fault(
            "cookieInAServerHelloIsRefused",
            At.FIRST,
            Edits.extensions(REPLY, Edits.add(REPLY.extensions(), new Cookie(COOKIE))),
            Rule.EXTENSIONS_WERE_REQUESTED,
            Rule.EXTENSIONS_BELONG_HERE),
        fault("secondRetryIsRefused", At.AGAIN, RETRY, Rule.RETRY_COMES_ONCE),
        fault(
            "retryWithoutVersionIsRefused",
            At.FIRST,
            Edits.extensions(
                RETRY, Edits.drop(RETRY.extensions(), ExtensionType.SUPPORTED_VERSIONS)),
            Rule.RETRY_CARRIES_VERSION),
        fault(
            "retryOfAnOlderVersionIsRefused",
            At.FIRST,
            Edits.extensions(
                RETRY,
                Edits.replace(RETRY.extensions(), new SelectedVersion(ProtocolVersion.TLS_12))),
            Rule.RETRY_SELECTS_TLS13),
        fault(
            "retryWithAnotherLegacyVersionIsRefused",
            At.FIRST,
            Edits.version(RETRY, ProtocolVersion.TLS_13),
            Rule.RETRY_LEGACY_VERSION_IS_TLS12),
        fault(
            "retryThatChangesNothingIsRefused",
            At.FIRST,
            Edits.extensions(
                RETRY,
                Edits.drop(RETRY.extensions(), ExtensionType.KEY_SHARE, ExtensionType.COOKIE)),
            Rule.RETRY_CHANGES_HELLO),
        fault(
            "retryForAGroupThatWasNotListedIsRefused",
            At.FIRST,
            retryFor(NamedGroup.SECP521R1),
            Rule.RETRY_NAMES_LISTED_GROUP),
        fault(
            "retryForAGroupThatHadAShareIsRefused",
            At.FIRST,
            retryFor(NamedGroup.X25519),
            Rule.RETRY_NAMES_UNSHARED_GROUP),
        fault(
            "retryForAGreaseGroupIsRefusedEvenIfItWasListed",
            At.FIRST,
            retryFor(GREASE_GROUP),
            Rule.SELECTION_IS_NOT_GREASE),
        fault(
            "retryWithAGreaseSuiteIsRefusedEvenIfItWasOffered",
            At.FIRST,
            Edits.suite(RETRY, GREASE_SUITE),
            Rule.SELECTION_IS_NOT_GREASE),
        fault(
            "greaseVersionIsRefusedEvenIfItWasOffered",
            At.FIRST,
            Edits.extensions(
                REPLY, Edits.replace(REPLY.extensions(), new SelectedVersion(GREASE_VERSION))),
            Rule.SELECTION_IS_NOT_GREASE),
        fault(
            "olderVersionIsRefusedEvenIfItWasOffered",
            At.FIRST,
            Edits.extensions(
                REPLY,
                Edits.replace(REPLY.extensions(), new SelectedVersion(ProtocolVersion.TLS_12))),
            Rule.VERSION_WAS_OFFERED),
        fault(
            "versionThatWasNotOfferedIsRefused",
            At.FIRST,
            Edits.extensions(
                REPLY,
                Edits.replace(
                    REPLY.extensions(), new SelectedVersion(new ProtocolVersion(0x0306)))),
            Rule.VERSION_WAS_OFFERED),
        fault("olderServerHelloIsRefused", At.FIRST, olderHello("00"), Rule.VERSION_IS_USABLE),
        fault(
            "markerOfADowngradeToTls12IsRefused",
            At.FIRST,
            olderHello("444f574e47524401"),
            Rule.NO_DOWNGRADE_MARKER,
            Rule.VERSION_IS_USABLE),
        fault(
            "markerOfADowngradeToTls11IsRefused",
            At.FIRST,
            olderHello("444f574e47524400"),
            Rule.NO_DOWNGRADE_MARKER,
            Rule.VERSION_IS_USABLE),
        fault(
            "otherSessionIdIsRefused",
            At.FIRST,
            Edits.sessionId(REPLY, Bytes.EMPTY),
            Rule.SESSION_ID_IS_ECHOED),
        fault(
            "suiteThatWasNotOfferedIsRefused",
            At.FIRST,
            Edits.suite(REPLY, CipherSuite.TLS_AES_128_CCM_SHA256),
            Rule.SUITE_WAS_OFFERED),
        fault(
            "compressionIsRefused",
            At.FIRST,
            Edits.compression(REPLY, 1),
            Rule.COMPRESSION_IS_NULL),
        fault(
            "otherSuiteThanThatOfTheRetryIsRefused",
            At.AGAIN,
            Edits.suite(REPLY_AGAIN, CipherSuite.TLS_AES_256_GCM_SHA384),
            Rule.SUITE_STAYS_AS_RETRIED),
        fault(
            "otherVersionThanThatOfTheRetryIsRefused",
            At.AGAIN,
            Edits.extensions(
                REPLY_AGAIN,
                Edits.replace(REPLY_AGAIN.extensions(), new SelectedVersion(NEXT_VERSION))),
            Rule.VERSION_STAYS_AS_RETRIED),
        fault(
            "olderServerHelloAfterTheRetryIsRefusedAsAChange",
            At.AGAIN,
            olderHello("00"),
            Rule.VERSION_STAYS_AS_RETRIED,
            Rule.VERSION_IS_USABLE),
        fault(
            "otherGroupThanThatOfTheRetryIsRefused",
            At.AGAIN,
            REPLY,
            Rule.GROUP_STAYS_AS_RETRIED,
            Rule.SHARE_ANSWERS_OFFER),
        fault(
            "serverHelloWithoutShareIsRefused",
            At.FIRST,
            Edits.extensions(REPLY, Edits.drop(REPLY.extensions(), ExtensionType.KEY_SHARE)),
            Rule.HELLO_CARRIES_KEY_SHARE),
        fault("shareOfAGroupThatHadNoneIsRefused", At.FIRST, REPLY_AGAIN, Rule.SHARE_ANSWERS_OFFER),
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
            Bytes.repeat(9, 1119),
            Rule.HYBRID_SERVER_SHARE_LENGTH));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void faultBreaksItsRulesAndTheFirstDecides(Fault fault) {
    ClientState state = fault.at().of(CONFIG.following(fault.profile()));

    assertThat(ClientMachine.violations(state, fault.received()))
        .extracting(Violation::rule)
        .containsExactlyElementsOf(fault.rules());

    Step<ClientState> step = ClientMachine.receive(state, fault.received());
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
  void clientThatDoesNotEnforceTheRulesGoesOn(Fault fault) {
    Set<Rule> others = EnumSet.complementOf(EnumSet.copyOf(fault.rules()));
    ClientState state = fault.at().of(CONFIG.following(fault.profile()).enforcing(others));

    Step<ClientState> step = ClientMachine.receive(state, fault.received());

    assertThat(step.next().hasEnded()).isFalse();
    assertThat(step.sent()).noneMatch(sent -> sent instanceof AlertSent);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void leavingOutAnotherRuleDoesNotHelp(Fault fault) {
    Set<Rule> enforced = Set.copyOf(fault.rules());
    ClientState state = fault.at().of(CONFIG.following(fault.profile()).enforcing(enforced));

    assertThat(ClientMachine.receive(state, fault.received()).next()).isInstanceOf(Aborted.class);
  }

  @Test
  void everyRuleOfAClientIsBrokenByAFault() {
    Set<Rule> expected =
        Rule.all().stream()
            .filter(rule -> rule.isModelled() && rule.who() != Rule.Who.SERVER)
            .filter(rule -> !PskClientTests.RULES.contains(rule))
            .collect(Collectors.toSet());

    assertThat(faults().flatMap(fault -> fault.rules().stream()).collect(Collectors.toSet()))
        .isEqualTo(expected);
  }

  @Test
  void laterLegacyVersionIsRefusedByRfc9846Alone() {
    Received later = Received.of(Edits.version(REPLY, ProtocolVersion.TLS_13));

    assertThat(ClientMachine.violations(At.FIRST.of(CONFIG), later)).isEmpty();
    assertThat(ClientMachine.violations(At.FIRST.of(CONFIG.following(Profile.RFC9846)), later))
        .extracting(Violation::rule)
        .containsExactly(Rule.LEGACY_VERSION_IS_TLS12);
  }

  @Test
  void userCanceledIsNotTheEndInRfc9846() {
    Received canceled = new AlertReceived(Alert.fatal(AlertDescription.USER_CANCELED));
    ClientState state = At.FIRST.of(CONFIG.following(Profile.RFC9846));

    assertThat(ClientMachine.receive(state, canceled)).isEqualTo(Step.silent(state));
    assertThat(ClientMachine.receive(At.FIRST.of(CONFIG), canceled).next())
        .isInstanceOf(Closed.class);
  }

  @Test
  void secondRetryIsRefusedForThatAloneWhateverElseIsWrong() {
    Received wrong = Received.of(Edits.suite(RETRY, GREASE_SUITE));

    assertThat(ClientMachine.violations(At.AGAIN.of(CONFIG), wrong))
        .extracting(Violation::rule)
        .containsExactly(Rule.RETRY_COMES_ONCE);
  }

  @Test
  void honestRetryIsAnsweredWithTheSecondHello() {
    Step<ClientState> step = ClientMachine.receive(At.FIRST.of(CONFIG), Received.of(RETRY));

    AwaitingServerHelloAgain again = (AwaitingServerHelloAgain) step.next();
    assertThat(step.sent()).hasSize(1);
    HandshakeSent sent = (HandshakeSent) step.sent().get(0);
    assertThat(sent.message()).isEqualTo(again.secondHello());
    assertThat(Hellos.shares(again.secondHello()))
        .extracting(KeyShareEntry::group)
        .containsExactly(NamedGroup.SECP256R1);
    assertThat(Hellos.cookie(again.secondHello().extensions())).contains(COOKIE);
    assertThat(again.transcript().messages()).hasSize(3);
    assertThat(again.transcript().messages().get(0).at(0)).isEqualTo(254);
    assertThat(again.transcript().messages().get(2)).isEqualTo(sent.raw());
  }

  @Test
  void retryForACookieAloneKeepsTheShares() {
    HelloRetryRequest retry =
        Edits.extensions(RETRY, Edits.drop(RETRY.extensions(), ExtensionType.KEY_SHARE));

    ClientState state = ClientMachine.receive(At.FIRST.of(CONFIG), Received.of(retry)).next();

    AwaitingServerHelloAgain again = (AwaitingServerHelloAgain) state;
    assertThat(Hellos.shares(again.secondHello())).isEqualTo(Hellos.shares(CONFIG.firstHello()));
    assertThat(again.keys()).isEqualTo(CONFIG.firstKeys());
    assertThat(ClientMachine.receive(state, Received.of(REPLY)).next())
        .isInstanceOf(Negotiated.class);
  }

  @ParameterizedTest
  @EnumSource(At.class)
  void anyAlertClosesInSilence(At at) {
    ClientState state = at.of(CONFIG);
    for (AlertDescription description :
        List.of(
            AlertDescription.CLOSE_NOTIFY,
            AlertDescription.USER_CANCELED,
            AlertDescription.HANDSHAKE_FAILURE,
            new AlertDescription(255))) {
      Received alert = new AlertReceived(new Alert(Alert.WARNING, description));
      assertThat(ClientMachine.violations(state, alert)).isEmpty();
      assertThat(ClientMachine.receive(state, alert))
          .isEqualTo(Step.silent(new Closed(state, alert)));
    }
  }

  @ParameterizedTest
  @EnumSource(At.class)
  void endOfTheTransportClosesInSilence(At at) {
    ClientState state = at.of(CONFIG);

    assertThat(ClientMachine.receive(state, new TransportClosed()))
        .isEqualTo(Step.silent(new Closed(state, new TransportClosed())));
  }

  @Test
  void nothingIsReadAfterTheEnd() {
    ClientState first = At.FIRST.of(CONFIG);
    ClientState aborted = ClientMachine.receive(first, Received.of(CONFIG.firstHello())).next();
    ClientState closed = ClientMachine.receive(first, new TransportClosed()).next();

    for (ClientState ended : List.of(aborted, closed)) {
      for (Received received : List.of(Received.of(REPLY), new TransportClosed())) {
        assertThat(ClientMachine.receive(ended, received)).isEqualTo(Step.silent(ended));
        assertThat(ClientMachine.violations(ended, received)).isEmpty();
      }
    }
  }

  @Test
  void clientThatWasNotStartedDoesNotRead() {
    ClientState start = new ClientState.Start(CONFIG);

    assertThatIllegalStateException()
        .isThrownBy(() -> ClientMachine.receive(start, Received.of(REPLY)));
    assertThatIllegalStateException()
        .isThrownBy(() -> ClientMachine.violations(start, Received.of(REPLY)));
  }

  @Test
  void keysAndSharesBelongTogether() {
    KeySource other = KeySource.fresh(Randomness.seeded(2));

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ClientConfig(
                    CONFIG.firstHello(),
                    OFFER.keys(other),
                    other,
                    SecondHelloLayout.PLAIN,
                    Rule.all()))
        .withMessageContaining("has no share");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ClientConfig(
                    CONFIG.firstHello(), List.of(), other, SecondHelloLayout.PLAIN, Rule.all()))
        .withMessageContaining("has no key");
  }

  @Test
  void sourceOfKeysStaysWithTheGroup() {
    ClientConfig config =
        new ClientConfig(
            CONFIG.firstHello(),
            CONFIG.firstKeys(),
            group -> CONFIG.firstKeys().get(0),
            SecondHelloLayout.PLAIN,
            Rule.all());

    assertThatIllegalStateException()
        .isThrownBy(() -> ClientMachine.receive(At.FIRST.of(config), Received.of(RETRY)))
        .withMessageContaining("secp256r1");
  }

  @Property(tries = 300)
  void clientAbortsExactlyIfARuleIsBroken(@ForAll("anything") HandshakeMessage message) {
    Received received = Received.of(message);
    for (At at : At.values()) {
      ClientState state = at.of(CONFIG);
      List<Violation> violations = ClientMachine.violations(state, received);
      ClientState next = ClientMachine.receive(state, received).next();
      if (violations.isEmpty()) {
        assertThat(next.hasEnded()).isFalse();
      } else {
        assertThat(next).isEqualTo(new Aborted(state, violations.get(0)));
      }
    }
  }

  @Property(tries = 300)
  void clientThatEnforcesNothingTakesAnything(@ForAll("anything") HandshakeMessage message) {
    ClientConfig config = CONFIG.enforcing(Set.of());
    for (At at : At.values()) {
      Step<ClientState> step = ClientMachine.receive(at.of(config), Received.of(message));
      assertThat(step.next().hasEnded()).isFalse();
      assertThat(step.sent()).noneMatch(sent -> sent instanceof AlertSent);
    }
  }

  @Provide
  Arbitrary<HandshakeMessage> anything() {
    return MessageArbitraries.messages();
  }

  @Test
  void startSendsTheFirstHello() {
    Step<ClientState> step = ClientMachine.start(CONFIG);

    assertThat(step.next()).isInstanceOf(AwaitingServerHello.class);
    assertThat(step.sent())
        .singleElement()
        .isInstanceOfSatisfying(
            HandshakeSent.class, sent -> assertThat(sent.message()).isEqualTo(CONFIG.firstHello()));
  }

  @Test
  void offerPutsItsExtensionsInOrder() {
    ClientOffer offer =
        new ClientOffer(
            List.of(GREASE_GROUP, NamedGroup.X25519),
            Set.of(NamedGroup.X25519, GREASE_GROUP),
            List.of(SUITE),
            Bytes.repeat(1, 32));
    ClientConfig config = ClientConfig.of(offer, KeySource.fresh(Randomness.seeded(3)));

    assertThat(Hellos.types(config.firstHello().extensions()))
        .containsExactly(
            ExtensionType.SUPPORTED_VERSIONS,
            ExtensionType.SUPPORTED_GROUPS,
            ExtensionType.SIGNATURE_ALGORITHMS,
            ExtensionType.KEY_SHARE);
    assertThat(Hellos.shares(config.firstHello()))
        .extracting(KeyShareEntry::group)
        .containsExactly(GREASE_GROUP, NamedGroup.X25519);
    assertThat(config.firstKeys()).hasSize(1);
    assertThatIllegalArgumentException().isThrownBy(() -> offer.hello(List.of()));
  }

  private static KeyShareEntry serverShare(NamedGroup group) {
    return new KeyShareEntry(group, KeyExchange.generate(group, Randomness.seeded(7)).share());
  }

  private static ServerHello replyWith(KeyShareEntry share) {
    return new ServerHello(
        ProtocolVersion.TLS_12,
        Bytes.repeat(0x51, 32),
        SESSION,
        SUITE,
        0,
        List.of(new SelectedVersion(ProtocolVersion.TLS_13), new KeyShareReply(share)));
  }

  private static ServerHello olderHello(String endOfRandom) {
    Bytes end = Bytes.hex(endOfRandom);
    return new ServerHello(
        ProtocolVersion.TLS_12,
        Bytes.concat(Bytes.repeat(0x51, 32 - end.size()), end),
        Bytes.EMPTY,
        new CipherSuite(0xc02f),
        0,
        Optional.empty());
  }

  private static HelloRetryRequest retryFor(NamedGroup group) {
    return Edits.extensions(RETRY, Edits.replace(RETRY.extensions(), new KeyShareRetry(group)));
  }

  @Test
  @Tag("CH-09")
  @Tag("CH-19")
  void drawnOfferTakesRandomAndSessionIdFromTheSource() {
    Randomness source = Randomness.seeded(8);
    Bytes random = source.next(32);
    Bytes sessionId = source.next(32);

    ClientOffer compatible = OFFER.drawing(Randomness.seeded(8), true);
    ClientOffer plain = OFFER.drawing(Randomness.seeded(8), false);

    assertThat(compatible.random()).isEqualTo(random);
    assertThat(compatible.sessionId()).isEqualTo(sessionId);
    assertThat(plain.random()).isEqualTo(random);
    assertThat(plain.sessionId()).isEqualTo(Bytes.EMPTY);
    assertThat(OFFER.drawing(Randomness.seeded(9), true).random()).isNotEqualTo(random);
    assertThat(compatible.hello(CONFIG.firstKeys()).extensions())
        .isEqualTo(CONFIG.firstHello().extensions());
  }

  @Test
  @Tag("TR-09")
  void transcriptHoldsTheOctetsThatCame() {
    Bytes raw = Received.of(RETRY) instanceof HandshakeReceived sent ? sent.raw() : Bytes.EMPTY;
    Bytes odd = Bytes.concat(raw.slice(0, raw.size() - 1), Bytes.of((byte) 0x77));

    ClientState state =
        ClientMachine.receive(At.FIRST.of(CONFIG), new HandshakeReceived(RETRY, odd)).next();

    assertThat(((AwaitingServerHelloAgain) state).transcript().messages().get(1)).isEqualTo(odd);
  }

  @Test
  @Tag("SG-05")
  void offerRepeatsNoGroup() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ClientOffer(
                    List.of(NamedGroup.X25519, NamedGroup.X25519),
                    Set.of(),
                    List.of(SUITE),
                    Bytes.repeat(0xc1, 32)))
        .withMessage("groups are repeated: [x25519, x25519]");
  }
}
