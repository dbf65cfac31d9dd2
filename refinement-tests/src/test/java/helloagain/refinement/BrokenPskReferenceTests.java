package helloagain.refinement;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.client.OfferedKey;
import helloagain.client.PskOffer;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.PskKeyExchangeMode;
import helloagain.refinement.HostileMove.Edit;
import helloagain.refinement.HostileMove.Hello;
import helloagain.refinement.HostileMove.Kind;
import helloagain.refinement.HostileMove.Reply;
import helloagain.rule.Rule;
import helloagain.schedule.PreSharedKey;
import helloagain.server.PskPolicy;
import helloagain.server.Take;
import helloagain.transcript.HashAlgorithm;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * References that leave out a check of PSKs are caught by it. P13 is a root cause of real defects:
 * PSKs and binders after a retry. Broken senders are among {@link BrokenPeer}.
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
}
