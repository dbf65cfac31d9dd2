package helloagain.server;

import static helloagain.exchange.PskExchange.AES128;
import static helloagain.exchange.PskExchange.AES256;
import static helloagain.exchange.PskExchange.ALONE;
import static helloagain.exchange.PskExchange.CHACHA;
import static helloagain.exchange.PskExchange.EITHER;
import static helloagain.exchange.PskExchange.EXTERNAL;
import static helloagain.exchange.PskExchange.OFFERED_EXTERNAL;
import static helloagain.exchange.PskExchange.OFFERED_TICKET;
import static helloagain.exchange.PskExchange.TICKET;
import static helloagain.exchange.PskExchange.WITH_GROUP;
import static helloagain.exchange.PskExchange.asking;
import static helloagain.exchange.PskExchange.client;
import static helloagain.exchange.PskExchange.keepingClient;
import static helloagain.exchange.PskExchange.offer;
import static helloagain.exchange.PskExchange.offerOfPsksAlone;
import static helloagain.exchange.PskExchange.policy;
import static helloagain.exchange.PskExchange.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import helloagain.client.ClientConfig;
import helloagain.client.ClientMachine;
import helloagain.client.OfferedKey;
import helloagain.exchange.Binders;
import helloagain.exchange.Hellos;
import helloagain.exchange.Received;
import helloagain.exchange.Sent.HandshakeSent;
import helloagain.exchange.Step;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.Extension.OfferedPsks;
import helloagain.message.ExtensionType;
import helloagain.message.NamedGroup;
import helloagain.message.PskKeyExchangeMode;
import helloagain.rule.Rule;
import helloagain.rule.RulesInFailures;
import helloagain.rule.Violation;
import helloagain.schedule.PreSharedKey;
import helloagain.schedule.PskKind;
import helloagain.server.ServerState.Aborted;
import helloagain.server.ServerState.AwaitingSecondHello;
import helloagain.server.ServerState.Negotiated;
import helloagain.transcript.HashAlgorithm;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a server makes of PSKs, and which it refuses. */
class PskServerTests {
  /** The rules that these tests break. */
  static final Set<Rule> RULES =
      Set.of(
          Rule.PSK_IS_LAST,
          Rule.PSK_HAS_MODES,
          Rule.BINDERS_MATCH_IDENTITIES,
          Rule.DHE_MODE_HAS_SHARES,
          Rule.BINDER_IS_VALID);

  private static final List<CipherSuite> SHA256_FIRST = List.of(AES128, AES256);
  private static final List<CipherSuite> SHA384_FIRST = List.of(AES256, AES128);
  private static final ClientConfig CLIENT =
      client(offer(List.of(OFFERED_TICKET, OFFERED_EXTERNAL), EITHER, true));
  private static final ClientHello HELLO = CLIENT.firstHello();
  private static final ServerPolicy POLICY = policy(SHA256_FIRST, EITHER);

  /** A first hello that breaks rules, named by what is to be refused. */
  private record Fault(String name, ClientHello hello, List<Rule> rules) {
    @Override
    public String toString() {
      return RulesInFailures.named(rules, name);
    }
  }

  static Stream<Fault> faults() {
    return Stream.of(
        new Fault(
            "pskThatIsNotLastIsRefused",
            HELLO.withExtensions(lastFirst(HELLO.extensions())),
            List.of(Rule.PSK_IS_LAST)),
        new Fault(
            "pskWithoutModesIsRefused",
            without(HELLO, ExtensionType.PSK_KEY_EXCHANGE_MODES),
            List.of(Rule.PSK_HAS_MODES)),
        new Fault(
            "oneBinderTooManyIsRefused", oneBinderMore(), List.of(Rule.BINDERS_MATCH_IDENTITIES)),
        new Fault(
            "pskForAGroupWithoutSharesIsRefused",
            without(
                client(offer(List.of(OFFERED_TICKET), WITH_GROUP, false)).firstHello(),
                ExtensionType.SUPPORTED_GROUPS,
                ExtensionType.KEY_SHARE),
            List.of(Rule.DHE_MODE_HAS_SHARES, Rule.GROUPS_OVERLAP)),
        new Fault("wrongBinderIsRefused", withBinder(HELLO, 0), List.of(Rule.BINDER_IS_VALID)),
        new Fault(
            "helloThatIsChangedUnderItsBinderIsRefused",
            changed(HELLO),
            List.of(Rule.BINDER_IS_VALID)));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void faultBreaksItsRulesAndTheFirstDecides(Fault fault) {
    assertThat(rules(start(POLICY), fault.hello())).isEqualTo(fault.rules());

    Step<ServerState> step = ServerMachine.receive(start(POLICY), Received.of(fault.hello()));
    assertThat(((Aborted) step.next()).violation().rule()).isEqualTo(fault.rules().get(0));
    assertThat(step.sent()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void serverThatDoesNotEnforceTheRulesGoesOn(Fault fault) {
    Set<Rule> others = EnumSet.complementOf(EnumSet.copyOf(fault.rules()));

    ServerState next = negotiate(POLICY.enforcing(others), fault.hello());

    assertThat(next.hasEnded()).isFalse();
  }

  @Test
  void everyRuleOfAServerAboutPsksIsBrokenByAFault() {
    assertThat(faults().flatMap(fault -> fault.rules().stream()).toList()).containsAll(RULES);
  }

  @Test
  void firstKnownPskThatFitsTheSuiteIsSelected() {
    Negotiated first = (Negotiated) negotiate(POLICY, HELLO);
    Negotiated other = (Negotiated) negotiate(policy(SHA384_FIRST, EITHER), HELLO);

    assertThat(first.psk()).contains(TICKET);
    assertThat(Hellos.selectedPsk(first.reply())).contains(0);
    assertThat(first.reply().cipherSuite()).isEqualTo(AES128);
    assertThat(other.psk()).contains(EXTERNAL);
    assertThat(Hellos.selectedPsk(other.reply())).contains(1);
    assertThat(other.reply().cipherSuite()).isEqualTo(AES256);
  }

  @Test
  void wrongBinderOfAPskThatIsNotChosenDoesNotMatter() {
    Negotiated negotiated = (Negotiated) negotiate(POLICY, withBinder(HELLO, 1));

    assertThat(negotiated.psk()).contains(TICKET);
  }

  @Test
  void wrongBinderIsNoReasonToGoOnWithoutThePsk() {
    assertThat(negotiate(POLICY, withBinder(HELLO, 0))).isInstanceOf(Aborted.class);
  }

  @Test
  @Tag("PSK-23")
  void binderOfAnotherLengthThanItsHashIsInvalid() {
    for (int length : List.of(33, 48)) {
      ClientHello longer = withBinders(HELLO, places(length));
      Bytes padded =
          Bytes.concat(
              Binders.of(TICKET, Optional.empty(), longer),
              Bytes.repeat(0, length - HashAlgorithm.SHA256.length()));

      assertThat(rules(start(POLICY), withBinders(HELLO, List.of(padded, places(length).get(1)))))
          .containsExactly(Rule.BINDER_IS_VALID);
    }
  }

  @Test
  @Tag("PSK-02")
  void ageOfAnExternalPskIsNotLookedAt() {
    ClientConfig aged = client(offer(List.of(new OfferedKey(EXTERNAL, 4711, 0)), EITHER, false));

    Negotiated negotiated = (Negotiated) negotiate(policy(SHA384_FIRST, EITHER), aged.firstHello());

    assertThat(negotiated.psk()).contains(EXTERNAL);
  }

  @Test
  void unknownPskIsPassedOver() {
    ServerPolicy knowsOne = POLICY.withPsks(new PskPolicy(List.of(EXTERNAL), EITHER, false, true));

    Negotiated negotiated = (Negotiated) negotiate(knowsOne, HELLO);

    assertThat(negotiated.psk()).isEmpty();
    assertThat(Hellos.selectedPsk(negotiated.reply())).isEmpty();
    assertThat(negotiated.reply().cipherSuite()).isEqualTo(AES128);
    assertThat(negotiated.earlyData()).isEqualTo(EarlyData.REFUSED);
  }

  @Test
  void suiteFollowsThePskIfThePolicySaysSoOrNothingElseGoes() {
    PskPolicy knowsExternal = new PskPolicy(List.of(EXTERNAL), EITHER, true, true);
    ServerPolicy pskFirst = POLICY.withPsks(knowsExternal);
    ServerPolicy suiteFirst =
        POLICY.withPsks(new PskPolicy(List.of(EXTERNAL), EITHER, false, true));
    ClientHello pskAlone =
        client(offerOfPsksAlone(List.of(OFFERED_TICKET, OFFERED_EXTERNAL))).firstHello();

    assertThat(((Negotiated) negotiate(pskFirst, HELLO)).psk()).contains(EXTERNAL);
    assertThat(((Negotiated) negotiate(suiteFirst, HELLO)).psk()).isEmpty();
    assertThat(((Negotiated) negotiate(suiteFirst, pskAlone)).psk()).contains(EXTERNAL);
  }

  @Test
  void pskAloneHasNoShareBesideIt() {
    Negotiated alone = (Negotiated) negotiate(policy(SHA256_FIRST, ALONE), HELLO);
    Negotiated withGroup = (Negotiated) negotiate(policy(SHA256_FIRST, WITH_GROUP), HELLO);

    assertThat(Hellos.types(alone.reply().extensions()))
        .containsExactly(ExtensionType.SUPPORTED_VERSIONS, ExtensionType.PRE_SHARED_KEY);
    assertThat(Hellos.types(withGroup.reply().extensions()))
        .containsExactly(
            ExtensionType.SUPPORTED_VERSIONS,
            ExtensionType.KEY_SHARE,
            ExtensionType.PRE_SHARED_KEY);
    assertThat(alone.secrets()).isNotEqualTo(withGroup.secrets());
  }

  @Test
  void modeThatTheClientDoesNotListIsNeverUsed() {
    ClientHello forAGroup = client(offer(List.of(OFFERED_TICKET), WITH_GROUP, false)).firstHello();

    Negotiated negotiated = (Negotiated) negotiate(policy(SHA256_FIRST, ALONE), forAGroup);

    assertThat(negotiated.psk()).isEmpty();
  }

  @Test
  void pskAloneNeedsNoGroupInCommon() {
    ServerPolicy otherGroup =
        new ServerPolicy(List.of(NamedGroup.X448), SHA256_FIRST, Take.SHARED, Optional.empty())
            .withPsks(POLICY.psks());

    assertThat(((Negotiated) negotiate(otherGroup, HELLO)).psk()).contains(TICKET);
    assertThat(
            rules(
                start(otherGroup),
                client(offer(List.of(OFFERED_TICKET), WITH_GROUP, false)).firstHello()))
        .containsExactly(Rule.GROUPS_OVERLAP);
  }

  @Test
  void clientOfPsksAloneIsRefusedIfNoneIsKnown() {
    ServerPolicy knowsNone = POLICY.withPsks(new PskPolicy(List.of(), EITHER, false, true));

    assertThat(
            rules(start(knowsNone), client(offerOfPsksAlone(List.of(OFFERED_TICKET))).firstHello()))
        .containsExactly(Rule.GROUPS_OVERLAP, Rule.SIGNATURE_ALGORITHMS_ARE_PRESENT);
  }

  @Test
  void earlyDataIsAcceptedOnlyWithTheFirstPskItsSuiteAndNoRetry() {
    assertThat(earlyData(POLICY)).isEqualTo(EarlyData.ACCEPTED);
    assertThat(earlyData(policy(SHA384_FIRST, EITHER))).isEqualTo(EarlyData.REFUSED);
    // The same hash and another suite.
    assertThat(earlyData(policy(List.of(CHACHA), EITHER))).isEqualTo(EarlyData.REFUSED);
    assertThat(earlyData(POLICY.withPsks(new PskPolicy(List.of(TICKET), EITHER, false, false))))
        .isEqualTo(EarlyData.REFUSED);
    assertThat(
            ((AwaitingSecondHello) negotiate(asking(SHA256_FIRST, WITH_GROUP), HELLO)).earlyData())
        .isEqualTo(EarlyData.RETRIED);
    assertThat(((Negotiated) again(asking(SHA256_FIRST, WITH_GROUP), CLIENT)).earlyData())
        .isEqualTo(EarlyData.RETRIED);
  }

  private static EarlyData earlyData(ServerPolicy policy) {
    return ((Negotiated) negotiate(policy, HELLO)).earlyData();
  }

  @Test
  void binderOfTheFirstHelloIsWorthNothingInTheSecond() {
    ServerPolicy policy = asking(SHA256_FIRST, WITH_GROUP);
    AwaitingSecondHello waiting = (AwaitingSecondHello) negotiate(policy, HELLO);
    ClientHello second =
        secondHello(
            waiting, keepingClient(offer(List.of(OFFERED_TICKET, OFFERED_EXTERNAL), EITHER, true)));

    assertThat(rules(waiting, second)).isEmpty();
    assertThat(rules(waiting, withBinders(second, Hellos.binders(HELLO))))
        .containsExactly(Rule.BINDER_IS_VALID);
    // Nor is one that is made as if nothing had come before.
    assertThat(rules(waiting, Binders.bind(second, List.of(TICKET, EXTERNAL), Optional.empty())))
        .containsExactly(Rule.BINDER_IS_VALID);
  }

  @Test
  void firstBinderIsNotLookedIntoIfARetryComesFirst() {
    assertThat(negotiate(asking(SHA256_FIRST, WITH_GROUP), withBinder(HELLO, 0)))
        .isInstanceOf(AwaitingSecondHello.class);
  }

  @Test
  void indexCountsInTheSecondHello() {
    ServerPolicy policy = asking(SHA384_FIRST, WITH_GROUP);

    Negotiated pruned = (Negotiated) again(policy, CLIENT);
    Negotiated kept =
        (Negotiated)
            again(
                policy,
                keepingClient(offer(List.of(OFFERED_TICKET, OFFERED_EXTERNAL), EITHER, true)));

    assertThat(Hellos.selectedPsk(pruned.reply())).contains(0);
    assertThat(Hellos.selectedPsk(kept.reply())).contains(1);
    assertThat(pruned.psk()).contains(EXTERNAL);
    assertThat(kept.psk()).contains(EXTERNAL);
  }

  @Test
  void secondHelloMayLeaveOnlyThePskAlone() {
    AwaitingSecondHello waiting =
        (AwaitingSecondHello) negotiate(asking(SHA256_FIRST, EITHER), HELLO);
    ClientHello second = secondHello(waiting, CLIENT);
    ClientHello alone =
        Binders.bind(
            second.withExtensions(
                second.extensions().stream()
                    .map(
                        extension ->
                            extension instanceof Extension.PskKeyExchangeModes
                                ? new Extension.PskKeyExchangeModes(ALONE)
                                : extension)
                    .toList()),
            List.of(TICKET),
            Optional.of(waiting.transcript()));
    ServerState tolerant =
        negotiate(asking(SHA256_FIRST, EITHER).enforcing(Rule.mandatory()), HELLO);

    Negotiated negotiated = (Negotiated) ServerMachine.receive(tolerant, Received.of(alone)).next();

    assertThat(Hellos.pskMode(negotiated.reply())).isEqualTo(PskKeyExchangeMode.PSK_KE);
  }

  @Test
  void pskThatComesOnlyInTheSecondHelloIsADifference() {
    AwaitingSecondHello waiting =
        (AwaitingSecondHello)
            negotiate(
                asking(SHA256_FIRST, WITH_GROUP),
                client(offer(List.of(OFFERED_EXTERNAL), EITHER, false)).firstHello());
    ClientHello second =
        secondHello(
            waiting,
            keepingClient(offer(List.of(OFFERED_TICKET, OFFERED_EXTERNAL), EITHER, false)));

    assertThat(rules(waiting, second)).contains(Rule.SECOND_HELLO_REPEATS_FIRST);
  }

  @Test
  void policyAndPskHaveOnlyWhatCanBeUsed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PskPolicy(List.of(TICKET, TICKET), EITHER, false, false));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new PskPolicy(List.of(), List.of(new PskKeyExchangeMode(7)), false, false));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new PreSharedKey(
                    Bytes.hex("01"),
                    Bytes.EMPTY,
                    HashAlgorithm.SHA384,
                    PskKind.RESUMPTION,
                    Optional.of(AES128)))
        .withMessageContaining("hash");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new PreSharedKey(
                    Bytes.EMPTY,
                    Bytes.EMPTY,
                    HashAlgorithm.SHA384,
                    PskKind.EXTERNAL,
                    Optional.empty()));
  }

  private static ServerState start(ServerPolicy policy) {
    return ServerMachine.start(server(policy));
  }

  private static ServerState negotiate(ServerPolicy policy, ClientHello hello) {
    return ServerMachine.receive(start(policy), Received.of(hello)).next();
  }

  private static ServerState again(ServerPolicy policy, ClientConfig client) {
    AwaitingSecondHello waiting = (AwaitingSecondHello) negotiate(policy, client.firstHello());
    return ServerMachine.receive(waiting, Received.of(secondHello(waiting, client))).next();
  }

  private static ClientHello secondHello(AwaitingSecondHello waiting, ClientConfig client) {
    return (ClientHello)
        ((HandshakeSent)
                ClientMachine.receive(
                        ClientMachine.start(client).next(), Received.of(waiting.retry()))
                    .sent()
                    .get(0))
            .message();
  }

  private static List<Rule> rules(ServerState state, ClientHello hello) {
    return ServerMachine.violations(state, Received.of(hello)).stream()
        .map(Violation::rule)
        .toList();
  }

  private static ClientHello without(ClientHello hello, ExtensionType... types) {
    List<ExtensionType> gone = List.of(types);
    ClientHello less =
        hello.withExtensions(
            hello.extensions().stream()
                .filter(extension -> !gone.contains(extension.type()))
                .toList());
    return Binders.bind(
        less,
        Hellos.pskIdentities(less).stream()
            .map(identity -> identity.equals(TICKET.identity()) ? TICKET : EXTERNAL)
            .toList(),
        Optional.empty());
  }

  private static List<Extension> lastFirst(List<Extension> extensions) {
    List<Extension> moved = new ArrayList<>(extensions);
    moved.add(0, moved.remove(moved.size() - 1));
    return moved;
  }

  /** Three binders for two identities, the first one valid. */
  private static ClientHello oneBinderMore() {
    List<Bytes> binders = new ArrayList<>(Hellos.binders(HELLO));
    binders.add(Bytes.repeat(0, 32));
    ClientHello more = withBinders(HELLO, binders);
    binders.set(0, Binders.of(TICKET, Optional.empty(), more));
    return withBinders(HELLO, binders);
  }

  /** Places for two binders, the first of a length. */
  private static List<Bytes> places(int length) {
    return List.of(Bytes.repeat(0, length), Bytes.repeat(0, HashAlgorithm.SHA384.length()));
  }

  /** The binder of one place is of zeros. */
  private static ClientHello withBinder(ClientHello hello, int place) {
    List<Bytes> binders = new ArrayList<>(Hellos.binders(hello));
    binders.set(place, Bytes.repeat(0, binders.get(place).size()));
    return withBinders(hello, binders);
  }

  private static ClientHello withBinders(ClientHello hello, List<Bytes> binders) {
    List<Extension> extensions = new ArrayList<>(hello.extensions());
    int last = extensions.size() - 1;
    extensions.set(
        last, new OfferedPsks(((OfferedPsks) extensions.get(last)).identities(), binders));
    return hello.withExtensions(extensions);
  }

  private static ClientHello changed(ClientHello hello) {
    return new ClientHello(
        hello.legacyVersion(),
        Bytes.repeat(9, 32),
        hello.legacySessionId(),
        hello.cipherSuites(),
        hello.legacyCompressionMethods(),
        hello.extensions());
  }
}
