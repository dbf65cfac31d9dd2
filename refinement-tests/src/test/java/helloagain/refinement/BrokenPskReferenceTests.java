package helloagain.refinement;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.client.ClientState;
import helloagain.client.OfferedKey;
import helloagain.client.PskOffer;
import helloagain.exchange.Binders;
import helloagain.exchange.Received;
import helloagain.exchange.Sent;
import helloagain.exchange.Step;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.PskKeyExchangeMode;
import helloagain.refinement.HostileMove.Edit;
import helloagain.refinement.HostileMove.Hello;
import helloagain.refinement.HostileMove.Kind;
import helloagain.refinement.HostileMove.Reply;
import helloagain.rule.Rule;
import helloagain.schedule.PreSharedKey;
import helloagain.server.EarlyData;
import helloagain.server.PskPolicy;
import helloagain.server.ServerState;
import helloagain.server.Take;
import helloagain.transcript.HashAlgorithm;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * References that are broken on purpose in what they do with PSKs are caught. P13 and P14 are root
 * causes of real defects: PSKs and binders after a retry, and early data after one.
 */
class BrokenPskReferenceTests {
  private static final CipherSuite AES128 = CipherSuite.TLS_AES_128_GCM_SHA256;
  private static final CipherSuite AES256 = CipherSuite.TLS_AES_256_GCM_SHA384;

  private static final PreSharedKey TICKET =
      Psks.of("ticket", HashAlgorithm.SHA256, Optional.of(AES128));
  private static final PreSharedKey EXTERNAL =
      Psks.of("0xe738", HashAlgorithm.SHA384, Optional.empty());

  private static final List<PskKeyExchangeMode> WITH_GROUP = List.of(PskKeyExchangeMode.PSK_DHE_KE);

  private static final ClientSetup CLIENT =
      new ClientSetup(
              List.of(NamedGroup.X25519, NamedGroup.SECP256R1),
              Set.of(NamedGroup.X25519),
              List.of(AES128, AES256),
              List.of(ProtocolVersion.TLS_13),
              Bytes.EMPTY,
              List.of(),
              0,
              Set.of())
          .withPsks(
              new PskOffer(
                  List.of(OfferedKey.external(TICKET), OfferedKey.external(EXTERNAL)),
                  WITH_GROUP,
                  true),
              false);

  /** Takes the shared group. */
  private static final ServerSetup TAKING = server(NamedGroup.X25519, AES128);

  /** Asks for the group that has no share. */
  private static final ServerSetup ASKING = server(NamedGroup.SECP256R1, AES256);

  private static ServerSetup server(NamedGroup group, CipherSuite suite) {
    return new ServerSetup(List.of(group), List.of(suite), Take.SHARED, Optional.empty(), Set.of())
        .withPsks(new PskPolicy(List.of(TICKET, EXTERNAL), WITH_GROUP, false, true));
  }

  @Test
  void theIntactReferenceAgrees() {
    assertThat(honest(TAKING, Reference.HELLO_AGAIN).agrees()).isTrue();
    assertThat(honest(ASKING, Reference.HELLO_AGAIN).agrees()).isTrue();
  }

  @Test
  void serverThatTakesAnyBinderIsCaughtByBinderIsValid() {
    assertCaught(TAKING, Rule.BINDER_IS_VALID, new Hello(List.of(new Edit(Kind.BINDER, 0))));
  }

  @Test
  void p13ServerThatTakesAStaleBinderIsCaughtByBinderIsValid() {
    assertCaught(
        ASKING,
        Rule.BINDER_IS_VALID,
        new Hello(List.of()),
        new Hello(List.of(new Edit(Kind.STALE_BINDERS, 0))));
  }

  @Test
  void serverThatTakesPsksAnywhereIsCaughtByPskIsLast() {
    // The eighth extension of eight, one that is not known.
    assertCaught(TAKING, Rule.PSK_IS_LAST, new Hello(List.of(new Edit(Kind.EXTENSION_MORE, 7))));
  }

  @Test
  void clientThatTakesAnyIndexIsCaughtBySelectedPskWasOffered() {
    assertCaught(
        Rule.SELECTED_PSK_WAS_OFFERED,
        new Reply(false, 0, 0, false, List.of(new Edit(Kind.SELECTED_PSK, 3))));
  }

  @Test
  void clientThatTakesAPskOfAnotherHashIsCaughtBySuiteFitsPsk() {
    assertCaught(
        Rule.SUITE_FITS_PSK,
        new Reply(false, 0, 1, false, List.of(new Edit(Kind.SELECTED_PSK, 0))));
  }

  @Test
  void clientThatTakesAModeItDidNotOfferIsCaughtByPskModeWasOffered() {
    // Group 0 and suite 0: the PSK is selected alone.
    assertCaught(Rule.PSK_MODE_WAS_OFFERED, new Reply(false, 0, 0, true, List.of()));
  }

  @Test
  void p13ClientThatKeepsItsFirstBindersIsCaught() {
    Reference broken =
        new Reference() {
          @Override
          public Step<ClientState> receive(ClientState state, Received received) {
            return boundToNothing(Reference.HELLO_AGAIN.receive(state, received));
          }
        };
    assertThat(honest(ASKING, broken).difference()).isPresent();
    assertThat(honest(TAKING, broken).agrees()).isTrue();
  }

  @Test
  void p14ServerThatAcceptsEarlyDataAfterARetryIsCaught() {
    Reference broken =
        new Reference() {
          @Override
          public Step<ServerState> receive(ServerState state, Received received) {
            return acceptingEarlyData(Reference.HELLO_AGAIN.receive(state, received));
          }
        };
    assertThat(honest(ASKING, broken).difference().orElseThrow().toString()).contains("earlyData");
    assertThat(honest(TAKING, broken).agrees()).isTrue();
  }

  private static Verdict honest(ServerSetup server, Reference reference) {
    return new Script(World.HONEST, CLIENT, server, List.of()).run(Models.REPLAY, reference);
  }

  private static void assertCaught(ServerSetup server, Rule rule, HostileMove... moves) {
    assertRule(
        new Script(World.HOSTILE_CLIENT, CLIENT, server.without(rule), List.of(moves)), rule);
    assertAgrees(new Script(World.HOSTILE_CLIENT, CLIENT, server, List.of(moves)));
  }

  private static void assertCaught(Rule rule, HostileMove... moves) {
    assertRule(
        new Script(World.HOSTILE_SERVER, CLIENT.without(rule), TAKING, List.of(moves)), rule);
    assertAgrees(new Script(World.HOSTILE_SERVER, CLIENT, TAKING, List.of(moves)));
  }

  private static void assertRule(Script script, Rule rule) {
    Verdict verdict = script.run(Models.REPLAY, Reference.HELLO_AGAIN);
    assertThat(verdict.difference())
        .as(() -> SequenceDiagram.text(verdict))
        .hasValueSatisfying(difference -> assertThat(difference.rule()).contains(rule));
  }

  private static void assertAgrees(Script script) {
    assertThat(script.run(Models.REPLAY, Reference.HELLO_AGAIN).agrees()).isTrue();
  }

  /** A second hello whose binders are made as if nothing had come before. */
  private static Step<ClientState> boundToNothing(Step<ClientState> step) {
    if (!(step.next() instanceof ClientState.AwaitingServerHelloAgain again)) {
      return step;
    }
    ClientHello hello = Binders.bind(again.secondHello(), List.of(EXTERNAL), Optional.empty());
    return new Step<>(
        new ClientState.AwaitingServerHelloAgain(
            again.config(), again.retry(), hello, again.keys(), again.transcript()),
        List.of(Sent.of(hello)));
  }

  private static Step<ServerState> acceptingEarlyData(Step<ServerState> step) {
    return step.next() instanceof ServerState.Negotiated done
        ? new Step<>(
            new ServerState.Negotiated(
                done.config(),
                done.firstHello(),
                done.retry(),
                done.secondHello(),
                done.reply(),
                done.transcript(),
                done.psk(),
                EarlyData.ACCEPTED,
                done.secrets()),
            step.sent())
        : step;
  }
}
