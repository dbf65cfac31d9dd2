package helloagain.client;

import static helloagain.exchange.PskExchange.AES128;
import static helloagain.exchange.PskExchange.AES256;
import static helloagain.exchange.PskExchange.ALONE;
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

import helloagain.client.ClientState.Aborted;
import helloagain.client.ClientState.AwaitingServerHelloAgain;
import helloagain.client.ClientState.Negotiated;
import helloagain.exchange.Binders;
import helloagain.exchange.Hellos;
import helloagain.exchange.Received;
import helloagain.exchange.Sent;
import helloagain.exchange.Step;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.Extension.Cookie;
import helloagain.message.Extension.KeyShareReply;
import helloagain.message.Extension.KeyShareRetry;
import helloagain.message.Extension.OfferedPsks;
import helloagain.message.Extension.SelectedPsk;
import helloagain.message.Extension.SelectedVersion;
import helloagain.message.ExtensionType;
import helloagain.message.HelloRetryRequest;
import helloagain.message.KeyShareEntry;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.PskIdentity;
import helloagain.message.PskKeyExchangeMode;
import helloagain.message.ServerHello;
import helloagain.rule.Rule;
import helloagain.rule.RulesInFailures;
import helloagain.rule.Violation;
import helloagain.server.ServerMachine;
import helloagain.server.ServerPolicy;
import helloagain.server.ServerState;
import helloagain.transcript.HashAlgorithm;
import helloagain.transcript.Transcript;
import helloagain.wire.HandshakeCodec;
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

/** How a client offers PSKs, offers them again after a retry, and which answers it refuses. */
class PskClientTests {
  /** The rules that these tests break. */
  static final Set<Rule> RULES =
      Set.of(Rule.SELECTED_PSK_WAS_OFFERED, Rule.SUITE_FITS_PSK, Rule.PSK_MODE_WAS_OFFERED);

  private static final List<OfferedKey> BOTH = List.of(OFFERED_TICKET, OFFERED_EXTERNAL);
  private static final ClientConfig CLIENT = client(offer(BOTH, EITHER, true));
  private static final Bytes SHARE =
      client(offer(List.of(), List.of(), false)).firstKeys().get(0).share();

  /** A ServerHello that breaks one rule, named by what is to be refused. */
  private record Fault(String name, ClientConfig client, ServerHello reply, Rule rule) {
    @Override
    public String toString() {
      return RulesInFailures.named(List.of(rule), name);
    }
  }

  static Stream<Fault> faults() {
    return Stream.of(
        new Fault(
            "indexOutOfRangeIsRefused",
            CLIENT,
            reply(AES128, Optional.of(2), true),
            Rule.SELECTED_PSK_WAS_OFFERED),
        new Fault(
            "pskOfAnotherHashThanTheSuiteIsRefused",
            CLIENT,
            reply(AES256, Optional.of(0), true),
            Rule.SUITE_FITS_PSK),
        new Fault(
            "pskAloneIsRefusedUnlessOffered",
            client(offer(BOTH, WITH_GROUP, false)),
            reply(AES128, Optional.of(0), false),
            Rule.PSK_MODE_WAS_OFFERED),
        new Fault(
            "pskWithAGroupIsRefusedUnlessOffered",
            client(offer(BOTH, ALONE, false)),
            reply(AES128, Optional.of(0), true),
            Rule.PSK_MODE_WAS_OFFERED));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void faultBreaksItsRule(Fault fault) {
    ClientState state = ClientMachine.start(fault.client()).next();

    assertThat(rules(state, fault.reply())).containsExactly(fault.rule());
    assertThat(ClientMachine.receive(state, Received.of(fault.reply())).next())
        .isInstanceOf(Aborted.class);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void clientThatDoesNotEnforceTheRuleGoesOn(Fault fault) {
    Set<Rule> others = EnumSet.complementOf(EnumSet.of(fault.rule()));
    ClientState state = ClientMachine.start(fault.client().enforcing(others)).next();

    assertThat(ClientMachine.receive(state, Received.of(fault.reply())).next())
        .isInstanceOf(Negotiated.class);
  }

  @Test
  void everyRuleOfAClientAboutPsksIsBrokenByAFault() {
    assertThat(faults().map(Fault::rule).toList()).containsAll(RULES);
  }

  @Test
  void indexIsCheckedAgainstTheLatestHello() {
    AwaitingServerHelloAgain again = retried(CLIENT, AES256);

    assertThat(Hellos.pskIdentities(again.secondHello())).containsExactly(EXTERNAL.identity());
    assertThat(rules(again, replyAgain(AES256, 1))).containsExactly(Rule.SELECTED_PSK_WAS_OFFERED);
    Negotiated negotiated =
        (Negotiated) ClientMachine.receive(again, Received.of(replyAgain(AES256, 0))).next();
    assertThat(negotiated.psk()).contains(EXTERNAL);
  }

  @Test
  void pskIsUnsolicitedOnceAllAreDropped() {
    AwaitingServerHelloAgain again =
        retried(client(offer(List.of(OFFERED_TICKET), EITHER, true)), AES256);

    assertThat(rules(again, replyAgain(AES256, 0)))
        .containsExactly(Rule.EXTENSIONS_WERE_REQUESTED, Rule.SELECTED_PSK_WAS_OFFERED);
  }

  @Test
  @Tag("PSK-25")
  void ageOfATicketIsObscuredModulo2To32() {
    assertThat(OfferedKey.ticket(TICKET, 0xffff_fff0L, 0x0f, 0x10))
        .isEqualTo(new OfferedKey(TICKET, 0xffff_ffffL, 0));
  }

  @Test
  @Tag("PSK-01")
  void firstHelloEndsWithPsksThatAreBoundToIt() {
    ClientHello hello = CLIENT.firstHello();

    assertThat(Hellos.types(hello.extensions()))
        .endsWith(
            ExtensionType.PSK_KEY_EXCHANGE_MODES,
            ExtensionType.EARLY_DATA,
            ExtensionType.PRE_SHARED_KEY);
    assertThat(offered(hello).identities())
        .containsExactly(
            new PskIdentity(TICKET.identity(), 1000), new PskIdentity(EXTERNAL.identity(), 0));
    assertThat(Hellos.binders(hello))
        .containsExactly(
            Binders.of(TICKET, Optional.empty(), hello),
            Binders.of(EXTERNAL, Optional.empty(), hello));
  }

  @Test
  @Tag("PSK-25")
  @Tag("TR-08")
  void secondHelloHasNewAgesAndBindersOverTheRetry() {
    AwaitingServerHelloAgain again = retried(keepingClient(offer(BOTH, EITHER, true)), AES128);
    ClientHello second = again.secondHello();
    Transcript before =
        Transcript.of(HandshakeCodec.encode(CLIENT.firstHello()))
            .retried(HashAlgorithm.SHA256, HandshakeCodec.encode(retry(AES128)));

    assertThat(offered(second).identities())
        .containsExactly(
            new PskIdentity(TICKET.identity(), 1040), new PskIdentity(EXTERNAL.identity(), 0));
    assertThat(Hellos.binders(second))
        .containsExactly(
            Binders.of(TICKET, Optional.of(before), second),
            Binders.of(EXTERNAL, Optional.of(before), second))
        .doesNotContainAnyElementsOf(Hellos.binders(CLIENT.firstHello()));
  }

  @Test
  void pskThatDoesNotFitTheRetryIsDroppedUnlessTheClientKeepsIt() {
    assertThat(Hellos.pskIdentities(retried(CLIENT, AES128).secondHello()))
        .containsExactly(TICKET.identity());
    assertThat(
            Hellos.pskIdentities(
                retried(keepingClient(offer(BOTH, EITHER, true)), AES128).secondHello()))
        .containsExactly(TICKET.identity(), EXTERNAL.identity());
  }

  @Test
  void extensionGoesWithTheLastPskAndTheModesStay() {
    ClientHello second =
        retried(client(offer(List.of(OFFERED_TICKET), EITHER, false)), AES256).secondHello();

    assertThat(Hellos.carries(second, ExtensionType.PRE_SHARED_KEY)).isFalse();
    assertThat(Hellos.pskModes(second)).isEqualTo(EITHER);
  }

  @Test
  void clientOfPsksAloneKeepsItsLastPsk() {
    ClientState first =
        ClientMachine.start(client(offerOfPsksAlone(List.of(OFFERED_TICKET)))).next();
    HelloRetryRequest forACookie = retryWith(AES256, List.of(new Cookie(Bytes.hex("c0"))));

    AwaitingServerHelloAgain again =
        (AwaitingServerHelloAgain) ClientMachine.receive(first, Received.of(forACookie)).next();

    assertThat(Hellos.pskIdentities(again.secondHello())).containsExactly(TICKET.identity());
  }

  @Test
  void retryEndsEarlyData() {
    ClientState first = ClientMachine.start(CLIENT).next();
    AwaitingServerHelloAgain again = retried(CLIENT, AES128);

    assertThat(first.earlyData()).isEqualTo(EarlyDataOffer.OFFERED);
    assertThat(again.earlyData()).isEqualTo(EarlyDataOffer.DROPPED);
    assertThat(Hellos.carries(again.secondHello(), ExtensionType.EARLY_DATA)).isFalse();
    assertThat(ClientMachine.start(client(offer(BOTH, EITHER, false))).next().earlyData())
        .isEqualTo(EarlyDataOffer.NONE);
  }

  @Test
  @Tag("KEX-07")
  void bothPeersHaveTheSamePskModeAndSecrets() {
    List<CipherSuite> suites = List.of(AES128, AES256);
    for (List<PskKeyExchangeMode> modes : List.of(ALONE, WITH_GROUP, EITHER)) {
      for (ServerPolicy policy : List.of(policy(suites, modes), asking(suites, modes))) {
        ServerState server = ServerMachine.start(server(policy));
        Step<ClientState> step = ClientMachine.start(CLIENT);
        while (!step.sent().isEmpty()) {
          Step<ServerState> answer = ServerMachine.receive(server, sent(step.sent()));
          server = answer.next();
          step = ClientMachine.receive(step.next(), sent(answer.sent()));
        }
        Negotiated client = (Negotiated) step.next();
        ServerState.Negotiated negotiated = (ServerState.Negotiated) server;

        assertThat(client.psk()).contains(TICKET).isEqualTo(negotiated.psk());
        assertThat(client.secrets()).isEqualTo(negotiated.secrets());
        assertThat(client.transcript()).isEqualTo(negotiated.transcript());
      }
    }
  }

  @Test
  void offerHasOnlyWhatAClientMaySend() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PskOffer(BOTH, List.of(), false))
        .withMessageContaining("modes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PskOffer(List.of(OFFERED_TICKET, OFFERED_TICKET), EITHER, false));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PskOffer(List.of(OFFERED_EXTERNAL), EITHER, true))
        .withMessageContaining("early data");
    assertThatIllegalArgumentException().isThrownBy(() -> new PskOffer(List.of(), EITHER, true));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> offerOfPsksAlone(BOTH).withPsks(new PskOffer(BOTH, EITHER, false)))
        .withMessageContaining("no groups");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ClientOffer(
                        List.of(NamedGroup.X25519), Set.of(), List.of(AES256), Bytes.repeat(1, 32))
                    .withPsks(new PskOffer(BOTH, EITHER, true)))
        .withMessageContaining("suite");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ClientConfig(
                    CLIENT.firstHello(),
                    CLIENT.firstKeys(),
                    CLIENT.retryKeys(),
                    CLIENT.layout(),
                    CLIENT.enforced(),
                    CLIENT.profile(),
                    List.of(OFFERED_EXTERNAL)))
        .withMessageContaining("other PSKs");
  }

  private static Received sent(List<Sent> sent) {
    return Received.of(sent.get(0));
  }

  private static AwaitingServerHelloAgain retried(ClientConfig client, CipherSuite suite) {
    return (AwaitingServerHelloAgain)
        ClientMachine.receive(ClientMachine.start(client).next(), Received.of(retry(suite))).next();
  }

  private static HelloRetryRequest retry(CipherSuite suite) {
    return retryWith(suite, List.of(new KeyShareRetry(NamedGroup.SECP256R1)));
  }

  private static HelloRetryRequest retryWith(CipherSuite suite, List<Extension> extensions) {
    List<Extension> all = new ArrayList<>(List.of(new SelectedVersion(ProtocolVersion.TLS_13)));
    all.addAll(extensions);
    return new HelloRetryRequest(ProtocolVersion.TLS_12, Bytes.EMPTY, suite, 0, all);
  }

  private static ServerHello reply(CipherSuite suite, Optional<Integer> psk, boolean share) {
    List<Extension> extensions =
        new ArrayList<>(List.of(new SelectedVersion(ProtocolVersion.TLS_13)));
    if (share) {
      extensions.add(new KeyShareReply(new KeyShareEntry(NamedGroup.X25519, SHARE)));
    }
    psk.ifPresent(index -> extensions.add(new SelectedPsk(index)));
    return new ServerHello(
        ProtocolVersion.TLS_12, Bytes.repeat(0x5e, 32), Bytes.EMPTY, suite, 0, extensions);
  }

  /** An answer to the second hello, by psk_ke. */
  private static ServerHello replyAgain(CipherSuite suite, int psk) {
    return reply(suite, Optional.of(psk), false);
  }

  private static OfferedPsks offered(ClientHello hello) {
    return Extension.find(hello.extensions(), OfferedPsks.class).orElseThrow();
  }

  private static List<Rule> rules(ClientState state, ServerHello reply) {
    return ClientMachine.violations(state, Received.of(reply)).stream()
        .map(Violation::rule)
        .toList();
  }
}
