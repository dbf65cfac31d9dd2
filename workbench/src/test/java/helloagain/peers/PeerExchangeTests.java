package helloagain.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.peers.PeerRun.Result;
import helloagain.rule.Rule;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Shows that a handshake that is not that of its scenario does not pass for one. */
final class PeerExchangeTests {
  private static final Scenario NO_RETRY = Bench.scenario("no-retry");
  private static final Scenario RETRY = Bench.scenario("retry-secp384r1");
  private static final Scenario OTHER_RETRY = Bench.scenario("retry-x448");
  private static final Scenario CLIENT_CERTIFICATE = Bench.scenario("retry-client-certificate");
  private static final Scenario COOKIE = Bench.scenario("retry-cookie");
  private static final Scenario TICKET = Bench.scenario("retry-ticket");
  private static final Scenario EARLY_DATA = Bench.scenario("retry-early-data");
  private static final Scenario EXTERNAL_PSK = Bench.scenario("retry-psk");

  private static final Stack STACK = new BouncyCastleStack();

  private static Bench bench;

  @BeforeAll
  static void open() throws IOException {
    bench = new Bench();
  }

  @AfterAll
  static void close() throws IOException {
    bench.close();
  }

  @Test
  void whatIsSetUpAsItShouldBeIsCompleted() {
    PeerRun run = bench.run(Altered.of(STACK), PeerRole.SERVER, RETRY);

    assertThat(run.result()).isEqualTo(Result.COMPLETED);
    assertThat(run.holds()).isTrue();
  }

  @Test
  void missingRetryIsAFailure() {
    assertFailed(
        bench.run(Altered.of(STACK).goingThrough(NO_RETRY), PeerRole.SERVER, RETRY),
        "there was no retry");
  }

  @Test
  void retryThatShouldNotBeIsAFailure() {
    Scenario unshared =
        new Scenario("", "", RETRY.serverGroups(), RETRY.serverGroups(), Scenario.Extra.NOTHING);

    assertFailed(bench.run(Altered.of(STACK), PeerRole.SERVER, unshared), "there was a retry");
  }

  @Test
  void otherDataIsAFailure() {
    assertFailed(
        bench.run(Altered.of(STACK).answeringOtherwise(), PeerRole.SERVER, RETRY),
        "the data is not what was to come: 'hello peers'");
  }

  @Test
  void clientThatDoesNotHearTheAnswerIsAFailure() {
    assertFailed(
        bench.run(Altered.of(STACK).deaf(), PeerRole.CLIENT, RETRY),
        "the peer did not hear the answer; the peer says: what?");
  }

  @Test
  void otherKeyingMaterialIsAFailure() {
    for (PeerRole role : PeerRole.values()) {
      PeerRun run = bench.run(Altered.of(STACK).exporting(Bytes.repeat(1, 32)), role, RETRY);

      assertFailed(run, "the exporters differ");
      assertThat(run.exportsSame()).contains(false);
    }
  }

  @Test
  void clientThatOffersNoEarlyDataIsAFailure() {
    NettyStack netty = new NettyStack();
    assumeTrue(netty.presence() instanceof Presence.Present);

    assertFailed(
        bench.run(Altered.of(netty).goingThrough(TICKET), PeerRole.CLIENT, EARLY_DATA),
        "whether the hellos offer early data: [false, false]");
  }

  @Test
  void serverWhoseTicketsPermitNoEarlyDataIsAbsentThere() {
    NettyStack netty = new NettyStack();
    assumeTrue(netty.presence() instanceof Presence.Present);

    PeerRun run = bench.run(Altered.of(netty).goingThrough(TICKET), PeerRole.SERVER, EARLY_DATA);

    assertThat(run.result()).isEqualTo(Result.ABSENT);
    assertThat(run.detail()).contains("its tickets permit no early data");
  }

  @Test
  void connectionBeforeThatIsRefusedIsTheResult() throws IOException {
    try (Materials others = Materials.make()) {
      for (Scenario scenario : List.of(TICKET, EARLY_DATA)) {
        PeerRun run = bench.run(Altered.of(STACK).having(others), PeerRole.SERVER, scenario);

        assertThat(run.result()).isEqualTo(Result.REFUSED);
        assertThat(run.rule()).contains(Rule.SERVER_CERTIFICATE_IS_TRUSTED);
      }
    }
  }

  @Test
  void missingCookieIsAFailure() {
    NettyStack netty = new NettyStack();
    assumeTrue(netty.presence() instanceof Presence.Present);

    assertFailed(bench.run(Altered.of(netty), PeerRole.SERVER, COOKIE), "there was no cookie");
  }

  @Test
  void clientThatIsNotAskedForItsCertificateIsAFailure() {
    assertFailed(
        bench.run(Altered.of(STACK).goingThrough(RETRY), PeerRole.SERVER, CLIENT_CERTIFICATE),
        "the client did not prove itself");
  }

  @Test
  void pskThatIsNotTakenIsAFailure() {
    assertFailed(bench.run(Altered.of(STACK), PeerRole.SERVER, EXTERNAL_PSK), "no PSK was used");
    assertFailed(bench.run(Altered.of(STACK), PeerRole.CLIENT, EXTERNAL_PSK), "no PSK was used");
  }

  @Test
  void serverWithoutTicketsIsAbsentThere() {
    PeerRun run = bench.run(Altered.of(STACK), PeerRole.SERVER, TICKET);

    assertThat(run.result()).isEqualTo(Result.ABSENT);
    assertThat(run.detail()).contains("sends no ticket");
  }

  @Test
  void serverThatIsNotTrustedIsRefused() throws IOException {
    try (Materials others = Materials.make()) {
      PeerRun run = bench.run(Altered.of(STACK).having(others), PeerRole.SERVER, RETRY);

      assertThat(run.result()).isEqualTo(Result.REFUSED);
      assertThat(run.alert()).contains(AlertDescription.UNKNOWN_CA);
      assertThat(run.rule()).contains(Rule.SERVER_CERTIFICATE_IS_TRUSTED);
      assertThat(run.agrees()).contains(true);
      assertThat(run.holds()).isFalse();
    }
  }

  @Test
  void clientThatTrustsSomebodyElseRefuses() throws IOException {
    try (Materials others = Materials.make()) {
      PeerRun run = bench.run(Altered.of(STACK).having(others), PeerRole.CLIENT, RETRY);

      assertThat(run.result()).isEqualTo(Result.REFUSED);
      assertThat(run.alert()).isPresent();
      assertThat(run.rule()).isEmpty();
      assertThat(run.detail().orElseThrow())
          .startsWith("the peer refuses; the peer says: ")
          .contains("this is not the certificate of the reference");
      assertThat(run.holds()).isFalse();
    }
  }

  @Test
  void refusalThatIsKnownIsExplained() throws IOException {
    try (Materials others = Materials.make()) {
      PeerRun run =
          bench.run(
              Altered.of(STACK).having(others).known("has a key of its own"),
              PeerRole.SERVER,
              OTHER_RETRY);

      assertThat(run.result()).isEqualTo(Result.REFUSED);
      assertThat(run.detail()).contains("has a key of its own");
      assertThat(run.holds()).isTrue();
    }
  }

  private static void assertFailed(PeerRun run, String detail) {
    assertThat(run.detail()).contains(detail);
    assertThat(run.result()).isEqualTo(Result.FAILED);
    assertThat(run.holds()).isFalse();
  }
}
