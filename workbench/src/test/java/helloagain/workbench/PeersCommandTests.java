package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import helloagain.peers.AbsentStack;
import helloagain.peers.PeerRole;
import helloagain.peers.PeerRun;
import helloagain.peers.Scenario;
import helloagain.peers.Stack;
import helloagain.peers.Stacks;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PeersCommandTests {
  private static final int SCENARIOS = 12;

  @Test
  void matrixHasARowForEachRoleAndFitsTheScreen() {
    CommandRun run = peers("bouncycastle");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith("bouncycastle bctls ")
        .contains(
            """
            stack        is     none p256 p384 p521 x448 dhe  kem  cook cert psk  tick 0rtt
            bouncycastle client ok   ok   ok   ok   ok   ok   ok   ok   ok   -    -    -
            bouncycastle server ok   ok   ok   ok   ok   ok   ok   ok   ok   -    -    -
            """,
            "bouncycastle: sends no ticket (server tick)\n")
        .containsPattern("\n[1-9]\\d+ messages judged by the specification, all of each run")
        .endsWith("\n18 completed, 0 refused, 6 absent, 0 failed, 0 disagreements: holds\n");
    assertThat(run.fitsTheScreen()).isTrue();
  }

  @Test
  void jsonHasARunForEachRoleAndScenario() throws IOException {
    JsonNode report = peers("jdk", "--json").json();

    assertThat(report.get("verdict").asText()).isEqualTo("holds");
    assertThat(report.get("failed").asLong()).isZero();
    assertThat(report.get("runs")).hasSize(2 * SCENARIOS);
    JsonNode first = report.get("runs").get(0);
    assertThat(first.get("stack").asText()).isEqualTo("jdk");
    assertThat(first.get("version").asText()).isEqualTo(System.getProperty("java.runtime.version"));
    assertThat(first.get("role").asText()).isEqualTo("client");
    assertThat(first.get("scenario").asText()).isEqualTo("no-retry");
    assertThat(first.get("result").asText()).isEqualTo("completed");
    assertThat(first.get("agrees").asBoolean()).isTrue();
    // ClientHello, Finished, data.
    assertThat(first.get("judged").asInt()).isGreaterThanOrEqualTo(3);
    assertThat(first.get("exportsSame").isNull()).isTrue();
    assertThat(first.get("alert").isNull()).isTrue();
    assertThat(first.get("rule").isNull()).isTrue();
    assertThat(first.get("detail").isNull()).isTrue();
    JsonNode absent = report.get("runs").get(9);
    assertThat(absent.get("scenario").asText()).isEqualTo("retry-psk");
    assertThat(absent.get("result").asText()).isEqualTo("absent");
    assertThat(absent.get("agrees").isNull()).isTrue();
    assertThat(absent.get("detail").asText()).isEqualTo("an SSLEngine takes no external PSK");
  }

  @Test
  void runThatWasCompletedAndThatNothingHasJudgedIsNoSuccess() {
    assertThat(new PeersReport(List.of(completed(4))).holds()).isTrue();
    assertThat(new PeersReport(List.of(completed(0))).holds()).isFalse();
  }

  private static PeerRun completed(int judged) {
    return new PeerRun(
        "somebody",
        Optional.of("1"),
        PeerRole.CLIENT,
        Scenario.ALL.get(0),
        PeerRun.Result.COMPLETED,
        Optional.empty(),
        Optional.empty(),
        Optional.of(true),
        judged,
        Optional.empty(),
        false,
        Optional.empty());
  }

  @Test
  void nothingButAbsentStacksIsExitCodeOne() {
    CommandRun run = peers(List.of(new AbsentStack()));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .startsWith("nowhere      absent\n")
        .contains("\nnowhere: absent: it was never here\n")
        .endsWith(
            "\n0 completed, 0 refused, 24 absent, 0 failed, 0 disagreements: nothing was shown\n");
  }

  @Test
  void unknownStackIsExitCodeTwo() {
    CommandRun run = peers("opensl");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("hello: there is no stack 'opensl'; there is jdk, bouncycastle, ")
        .endsWith("; see 'hello peers --help'\n");
  }

  private static CommandRun peers(String... arguments) {
    return peers(Stacks.all(), arguments);
  }

  private static CommandRun peers(List<Stack> stacks, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "peers";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return CommandRun.of(Main.commandLine(new PeersCommand(() -> stacks)), all);
  }
}
