package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import helloagain.refinement.jdk.JdkScenario;
import helloagain.refinement.jdk.JdkScenario.JdkClient;
import helloagain.refinement.jdk.JdkScenarios;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DemoCommandTests {
  private static final JdkClient PLAIN =
      JdkScenarios.jdkClients().stream().filter(s -> !s.retried()).findFirst().orElseThrow();
  private static final JdkScenario RETRIED =
      JdkScenarios.jdkServers().stream().filter(s -> s.retried()).findFirst().orElseThrow();

  /** Expects a retry where there is none. */
  private static final JdkScenario MISJUDGED =
      new JdkClient(
          "is misjudged", PLAIN.jdk(), PLAIN.server(), PLAIN.records(), true, PLAIN.endings());

  @Test
  void exchangesThatAgreeAreALineEachAndExitCodeZero() {
    CommandRun run = demo(List.of(PLAIN, RETRIED), "jdk");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            JDK %s

            JDK is  retry  verdict  the reference
            client  no     agrees   takes a share of the JDK
            server  yes    agrees   shares nothing

            2 exchanges, 1 with a retry: all agree
            """
                .formatted(System.getProperty("java.runtime.version")));
    assertThat(run.err()).isEmpty();
  }

  @Test
  void diagramsShowTheMessages() {
    CommandRun run = demo(List.of(RETRIED), "jdk", "--diagrams");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains(
            "Server (hostile)\n",
            "WAIT_SH_AGAIN |-- ClientHello ---",
            "- HelloRetryRequest --|",
            "\noutcome: negotiated TLS_AES_256_GCM_SHA384, x25519\n");
    assertThat(run.fitsTheScreen()).isTrue();
  }

  @Test
  void jsonIsOneObjectAndNothingElse() throws IOException {
    CommandRun run = demo(List.of(PLAIN, MISJUDGED), "jdk", "--json");

    assertThat(run.exitCode()).isEqualTo(1);
    JsonNode report = run.json();
    assertThat(report.get("jdk").asText()).isEqualTo(System.getProperty("java.runtime.version"));
    assertThat(report.get("scenarios")).hasSize(2);
    JsonNode plain = report.get("scenarios").get(0);
    assertThat(plain.get("title").asText()).isEqualTo("takes a share of the JDK");
    assertThat(plain.get("role").asText()).isEqualTo("client");
    assertThat(plain.get("retried").asBoolean()).isFalse();
    assertThat(plain.get("agrees").asBoolean()).isTrue();
    assertThat(plain.get("outcome").asText())
        .isEqualTo("negotiated TLS_AES_128_GCM_SHA256, x25519");
    assertThat(plain.get("faults")).isEmpty();
    assertThat(plain.get("deviations")).isEmpty();
    JsonNode misjudged = report.get("scenarios").get(1);
    assertThat(misjudged.get("agrees").asBoolean()).isFalse();
    assertThat(misjudged.get("faults")).hasSize(1);
  }

  @Test
  void disagreementIsExitCodeOne() {
    CommandRun run = demo(List.of(PLAIN, MISJUDGED), "jdk");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains(
            "client  no     differs  is misjudged\n  fault: there was no retry\n",
            "2 exchanges, 0 with a retry: 1 disagreement\n");
  }

  @Test
  void noExchangeAtAllIsExitCodeOne() {
    CommandRun run = demo(List.of(), "jdk");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).endsWith("\n0 exchanges, 0 with a retry: nothing was shown\n");
  }

  @Test
  void deviationOfTheJdkIsSaidAndIsNoDisagreement() {
    List<JdkScenario> cookies = new ArrayList<>(JdkScenarios.jdkClients());
    cookies.removeIf(scenario -> !scenario.title().equals("asks for a cookie alone"));
    CommandRun run = demo(cookies, "jdk");

    assertThat(cookies).hasSize(1);
    assertThat(run.exitCode()).isZero();
    // A JDK that keeps to 4.1.2 one day has nothing to be said of it.
    assertThat(run.out())
        .contains("client  yes    agrees   asks for a cookie alone\n")
        .satisfiesAnyOf(
            text -> assertThat(text).contains("  the JDK leaves SecondHelloRepeatsFirst, "),
            text -> assertThat(text).doesNotContain("the JDK leaves"));
  }

  @Test
  void unknownDemoIsExitCodeTwo() {
    CommandRun run = demo(List.of(PLAIN), "jkd");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo("hello: there is no demo 'jkd'; there is jdk; see 'hello demo --help'\n");
    assertThat(demo(List.of(PLAIN)).exitCode()).isEqualTo(2);
  }

  private static CommandRun demo(List<JdkScenario> scenarios, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "demo";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return CommandRun.of(Main.commandLine(new DemoCommand(() -> scenarios)), all);
  }
}
