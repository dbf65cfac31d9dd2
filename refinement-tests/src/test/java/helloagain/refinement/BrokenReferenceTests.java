package helloagain.refinement;

import static helloagain.refinement.HostileMove.Kind;
import static org.assertj.core.api.Assertions.assertThat;

import helloagain.client.ClientState;
import helloagain.exchange.Received;
import helloagain.exchange.Sent;
import helloagain.exchange.Step;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.HelloRetryRequest;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.refinement.HostileMove.Edit;
import helloagain.refinement.HostileMove.Hello;
import helloagain.refinement.HostileMove.Reply;
import helloagain.rule.Rule;
import helloagain.server.ServerState;
import helloagain.server.Take;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * References that are broken on purpose are caught, each by the rule that it breaks. The numbers
 * P01 to P10 are root causes of real defects, a test or two for each.
 */
class BrokenReferenceTests {
  private static final ClientSetup CLIENT =
      new ClientSetup(
          List.of(NamedGroup.X25519, NamedGroup.SECP256R1, NamedGroup.SECP384R1),
          Set.of(NamedGroup.X25519),
          List.of(CipherSuite.TLS_AES_128_GCM_SHA256, CipherSuite.TLS_AES_256_GCM_SHA384),
          List.of(ProtocolVersion.TLS_13),
          Bytes.repeat(0x1d, 32),
          List.of(),
          0,
          Set.of());

  private static final ServerSetup SERVER =
      new ServerSetup(
          List.of(NamedGroup.SECP256R1),
          List.of(CipherSuite.TLS_AES_128_GCM_SHA256, CipherSuite.TLS_AES_256_GCM_SHA384),
          Take.SHARED,
          Optional.empty(),
          Set.of());

  /** Asks for secp256r1, the second group that the client lists. */
  private static final Reply RETRY = new Reply(true, 2, 0, false, List.of());

  private static final Reply HELLO = new Reply(false, 0, 0, false, List.of());

  @Test
  void p01ClientThatFollowsASecondRetryIsCaughtByRetryComesOnce() {
    assertCaught(
        CLIENT.without(Rule.RETRY_COMES_ONCE),
        Rule.RETRY_COMES_ONCE,
        RETRY,
        new Reply(true, 3, 0, false, List.of()));
  }

  @Test
  void p02ClientThatFollowsARetryOfNothingIsCaughtByRetryChangesHello() {
    assertCaught(
        CLIENT.without(Rule.RETRY_CHANGES_HELLO),
        Rule.RETRY_CHANGES_HELLO,
        new Reply(true, 0, 0, false, List.of()));
  }

  @Test
  void p03ClientThatRetriesASharedGroupIsCaughtByRetryNamesUnsharedGroup() {
    assertCaught(
        CLIENT.without(Rule.RETRY_NAMES_UNSHARED_GROUP),
        Rule.RETRY_NAMES_UNSHARED_GROUP,
        new Reply(true, 1, 0, false, List.of()));
  }

  @Test
  void p03ClientThatRetriesAnUnlistedGroupIsCaughtByRetryNamesListedGroup() {
    assertCaught(
        CLIENT.without(Rule.RETRY_NAMES_LISTED_GROUP),
        Rule.RETRY_NAMES_LISTED_GROUP,
        // X448 is the third of the groups that an edit picks from.
        new Reply(true, 2, 0, false, List.of(new Edit(Kind.GROUP, 2))));
  }

  @Test
  void p03ServerThatRetriesASharedGroupIsCaughtByRetryNamesUnsharedGroup() {
    Reference broken =
        new Reference() {
          @Override
          public Step<ServerState> receive(ServerState state, Received received) {
            return retryingFor(NamedGroup.X25519, Reference.HELLO_AGAIN.receive(state, received));
          }
        };
    assertCaught(
        new Script(World.HONEST, CLIENT, SERVER, List.of()).run(Models.REPLAY, broken),
        Rule.RETRY_NAMES_UNSHARED_GROUP);
  }

  @Test
  void p04ClientThatTakesAnotherSuiteAfterTheRetryIsCaughtBySuiteStaysAsRetried() {
    assertCaught(
        CLIENT.without(Rule.SUITE_STAYS_AS_RETRIED),
        Rule.SUITE_STAYS_AS_RETRIED,
        RETRY,
        new Reply(false, 0, 1, false, List.of()));
  }

  @Test
  void p04ClientThatTakesASuiteItDidNotOfferIsCaughtBySuiteWasOffered() {
    assertCaught(
        CLIENT.without(Rule.SUITE_WAS_OFFERED),
        Rule.SUITE_WAS_OFFERED,
        new Reply(false, 0, 0, false, List.of(new Edit(Kind.SUITE, 0))));
  }

  @Test
  void p05ServerThatGoesOnWithoutTheRetriedSuiteIsCaughtBySecondHelloKeepsSuite() {
    assertCaught(
        SERVER.without(Rule.SECOND_HELLO_KEEPS_SUITE).without(Rule.SECOND_HELLO_REPEATS_FIRST),
        Rule.SECOND_HELLO_KEEPS_SUITE,
        new Hello(List.of()),
        new Hello(List.of(new Edit(Kind.SUITE_LESS, 0))));
  }

  @Test
  void p06ClientThatTakesAnotherGroupAfterTheRetryIsCaughtByGroupStaysAsRetried() {
    assertCaught(
        CLIENT.without(Rule.GROUP_STAYS_AS_RETRIED).without(Rule.SHARE_ANSWERS_OFFER),
        Rule.GROUP_STAYS_AS_RETRIED,
        RETRY,
        new Reply(false, 0, 0, false, List.of(new Edit(Kind.GROUP, 0))));
  }

  @Test
  void p07ServerThatFallsBackAfterTheRetryIsCaughtBySecondHelloKeepsVersion() {
    assertCaught(
        SERVER.without(Rule.SECOND_HELLO_KEEPS_VERSION).without(Rule.SECOND_HELLO_REPEATS_FIRST),
        Rule.SECOND_HELLO_KEEPS_VERSION,
        new Hello(List.of()),
        new Hello(List.of(new Edit(Kind.VERSION, 1))));
  }

  @Test
  void p07ClientThatFollowsAVersionChangeIsCaughtByVersionStaysAsRetried() {
    assertCaught(
        CLIENT.without(Rule.VERSION_STAYS_AS_RETRIED).without(Rule.VERSION_WAS_OFFERED),
        Set.of(Rule.VERSION_STAYS_AS_RETRIED, Rule.VERSION_WAS_OFFERED),
        RETRY,
        new Reply(false, 0, 0, false, List.of(new Edit(Kind.VERSION, 1))));
  }

  @Test
  void p08ClientThatIgnoresTheSessionIdEchoIsCaughtBySessionIdIsEchoed() {
    assertCaught(
        CLIENT.without(Rule.SESSION_ID_IS_ECHOED),
        Rule.SESSION_ID_IS_ECHOED,
        new Reply(false, 0, 0, false, List.of(new Edit(Kind.SESSION_ID, 32))));
  }

  @Test
  void p09ClientThatMakesANewRandomForTheSecondHelloIsCaughtBySecondHelloRepeatsFirst() {
    Reference broken =
        new Reference() {
          @Override
          public Step<ClientState> receive(ClientState state, Received received) {
            return withNewRandom(Reference.HELLO_AGAIN.receive(state, received));
          }
        };
    assertCaught(
        new Script(World.HONEST, CLIENT, SERVER, List.of()).run(Models.REPLAY, broken),
        Rule.SECOND_HELLO_REPEATS_FIRST);
  }

  @Test
  void p10ServerThatDoesNotLookForTheRetriedShareIsCaughtBySecondHelloSharesGroup() {
    assertCaught(
        SERVER
            .without(Rule.SECOND_HELLO_SHARES_GROUP)
            .without(Rule.SECOND_HELLO_REPEATS_FIRST)
            .without(Rule.SECOND_HELLO_SHARES_NOTHING_ELSE),
        Rule.SECOND_HELLO_SHARES_GROUP,
        new Hello(List.of()),
        new Hello(List.of(new Edit(Kind.SHARES_NONE, 0))));
  }

  @Test
  void theIntactReferenceIsNotCaughtByAnyOfThese() {
    for (Reply reply : List.of(RETRY, HELLO, new Reply(true, 1, 0, false, List.of()))) {
      Script script = new Script(World.HOSTILE_SERVER, CLIENT, SERVER, List.of(reply, HELLO));
      assertThat(script.run(Models.REPLAY, Reference.HELLO_AGAIN).agrees()).isTrue();
    }
  }

  /** A draw finds what nobody has scripted, and shrinks it to what is needed. */
  @Test
  void aDrawFindsABrokenClientAndShrinksTheRunToThreeMoves() {
    Reference broken =
        new Reference() {
          @Override
          public Step<ClientState> start(helloagain.client.ClientConfig config) {
            Set<Rule> enforced = ClientSetup.enforced(Set.of(Rule.RETRY_CHANGES_HELLO));
            return Reference.HELLO_AGAIN.start(config.enforcing(enforced));
          }
        };
    Refinement.Report report =
        Refinement.run(new Refinement.Options(4000, 7, 1), broken, done -> {});
    assertThat(report.differing()).hasSize(1);
    Verdict found = report.differing().get(0);
    assertCaught(found, Rule.RETRY_CHANGES_HELLO);
    assertThat(found.trace().moves()).hasSize(3);
  }

  private static void assertCaught(ClientSetup client, Rule rule, HostileMove... moves) {
    assertCaught(client, Set.of(rule), moves);
  }

  private static void assertCaught(ClientSetup client, Set<Rule> rules, HostileMove... moves) {
    Script script = new Script(World.HOSTILE_SERVER, client, SERVER, List.of(moves));
    assertCaught(script.run(Models.REPLAY, Reference.HELLO_AGAIN), rules);
    Script intact = new Script(World.HOSTILE_SERVER, CLIENT, SERVER, List.of(moves));
    assertThat(intact.run(Models.REPLAY, Reference.HELLO_AGAIN).agrees()).isTrue();
  }

  private static void assertCaught(ServerSetup server, Rule rule, HostileMove... moves) {
    Script script = new Script(World.HOSTILE_CLIENT, CLIENT, server, List.of(moves));
    assertCaught(script.run(Models.REPLAY, Reference.HELLO_AGAIN), Set.of(rule));
    Script intact = new Script(World.HOSTILE_CLIENT, CLIENT, SERVER, List.of(moves));
    assertThat(intact.run(Models.REPLAY, Reference.HELLO_AGAIN).agrees()).isTrue();
  }

  private static void assertCaught(Verdict verdict, Rule rule) {
    assertCaught(verdict, Set.of(rule));
  }

  private static void assertCaught(Verdict verdict, Set<Rule> rules) {
    assertThat(verdict.difference()).isPresent();
    assertThat(verdict.difference().orElseThrow().rule()).isPresent();
    assertThat(rules).contains(verdict.difference().orElseThrow().rule().orElseThrow());
  }

  private static Step<ServerState> retryingFor(NamedGroup group, Step<ServerState> step) {
    if (!(step.next() instanceof ServerState.AwaitingSecondHello awaiting)) {
      return step;
    }
    List<Extension> extensions = new ArrayList<>(awaiting.retry().extensions());
    extensions.replaceAll(
        extension ->
            extension instanceof Extension.KeyShareRetry
                ? new Extension.KeyShareRetry(group)
                : extension);
    HelloRetryRequest retry =
        new HelloRetryRequest(
            awaiting.retry().legacyVersion(),
            awaiting.retry().legacySessionIdEcho(),
            awaiting.retry().cipherSuite(),
            0,
            extensions);
    return new Step<>(
        new ServerState.AwaitingSecondHello(
            awaiting.config(),
            awaiting.firstHello(),
            Optional.of(group),
            retry,
            awaiting.transcript()),
        List.of(Sent.of(retry)));
  }

  private static Step<ClientState> withNewRandom(Step<ClientState> step) {
    if (!(step.next() instanceof ClientState.AwaitingServerHelloAgain again)) {
      return step;
    }
    ClientHello hello = again.secondHello();
    ClientHello changed =
        new ClientHello(
            hello.legacyVersion(),
            Bytes.repeat(0x99, 32),
            hello.legacySessionId(),
            hello.cipherSuites(),
            hello.legacyCompressionMethods(),
            hello.extensions());
    return new Step<>(
        new ClientState.AwaitingServerHelloAgain(
            again.config(), again.retry(), changed, again.keys(), again.transcript()),
        List.of(Sent.of(changed)));
  }
}
