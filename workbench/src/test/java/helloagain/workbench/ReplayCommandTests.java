package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReplayCommandTests {
  /** Asks for x25519, which has a share already: KS-10 at the client below. */
  private static final String RETRY_OF_A_SHARED_GROUP =
      "020000340303cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c"
          + "00130100000c002b0002030400330002001d";

  @TempDir private Path folder;

  @Test
  void traceThatAgreesIsDrawnAndExitCodeZero() throws IOException {
    Path file = write("good.json", trace(""));
    CommandRun run = CommandRun.of("replay", file.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith(file + "\n  asks for a group that has a share\n\n")
        .contains("Server (hostile)\n", "WAIT_SH |-- ClientHello ---", "ABORTED |-- alert illegal_")
        .endsWith(
            """


            agrees: 3 steps

            1 trace: all agree
            engine: step
            """);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void traceThatDiffersNamesItsRuleAndIsExitCodeOne() throws IOException {
    write("1-good.json", trace(""));
    write("2-bad.json", trace("\"KS-10\""));
    write("notes.txt", "not for this command");
    CommandRun run = CommandRun.of("replay", folder.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .containsSubsequence(
            "1-good.json\n",
            "\nagrees: 3 steps\n",
            "2-bad.json\n",
            "\n   allowed   ClientAborts: ",
            "\n   observed  ClientRetries: ",
            "\ndiffers: step 3, ClientRetries, KS-10 RetryNamesUnsharedGroup (section 4.2.8)\n",
            "  at " + folder.resolve("2-bad.json") + ":14\n")
        .containsPattern(
            "\n\n2 traces: 1 difference\n"
                + "engine: batch; TLC rejected \\d+ planted bad traces as well\n$");
  }

  @Test
  void enginesAgreeAndAreNamed() throws IOException {
    write("1-good.json", trace(""));
    write("2-bad.json", trace("\"KS-10\""));
    CommandRun step = CommandRun.of("replay", "--json", "--engine", "step", folder.toString());
    CommandRun batch = CommandRun.of("replay", "--json", "--engine", "batch", folder.toString());

    assertThat(step.exitCode()).isEqualTo(1);
    assertThat(batch.exitCode()).isEqualTo(1);
    assertThat(batch.json().get("traces")).isEqualTo(step.json().get("traces"));
    assertThat(step.json().get("engine").asText()).isEqualTo("step");
    assertThat(step.json().get("planted").asInt()).isZero();
    assertThat(batch.json().get("engine").asText()).isEqualTo("batch");
    assertThat(batch.json().get("planted").asInt()).isPositive();
  }

  @Test
  void traceWithoutMovesIsNoTraceThatAgrees() throws IOException {
    String whole = trace("");
    Path file = write("nothing.json", whole.replaceFirst("(?s)\"moves\": .*", "\"moves\": []}"));
    CommandRun run = CommandRun.of("replay", file.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errLines())
        .containsExactly(
            "hello: "
                + file
                + ": moves: there are none, so that nothing would be judged; expected some");
  }

  @Test
  void unknownEngineIsExitCodeTwo() {
    CommandRun run = CommandRun.of("replay", "--engine", "tlc", folder.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("hello: --engine takes step or batch, not tlc; ");
  }

  @Test
  void jsonIsOneObjectAndNothingElse() throws IOException {
    Path good = write("good.json", trace(""));
    Path bad = write("bad.json", trace("\"KS-10\""));
    CommandRun run = CommandRun.of("replay", "--json", good.toString(), bad.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    JsonNode traces = run.json().get("traces");
    assertThat(traces).hasSize(2);
    assertThat(traces.get(0).get("file").asText()).isEqualTo(good.toString());
    assertThat(traces.get(0).get("comment").asText())
        .isEqualTo("asks for a group that has a share");
    assertThat(traces.get(0).get("steps").asInt()).isEqualTo(3);
    assertThat(traces.get(0).get("agrees").asBoolean()).isTrue();
    for (String absent : new String[] {"rule", "section", "action", "step", "line", "observed"}) {
      assertThat(traces.get(0).get(absent).isNull()).isTrue();
    }
    assertThat(traces.get(0).get("allowed")).isEmpty();
    assertThat(traces.get(1).get("agrees").asBoolean()).isFalse();
    assertThat(traces.get(1).get("rule").asText()).isEqualTo("KS-10");
    assertThat(traces.get(1).get("section").asText()).isEqualTo("4.2.8");
    assertThat(traces.get(1).get("action").asText()).isEqualTo("ClientRetries");
    assertThat(traces.get(1).get("step").asInt()).isEqualTo(3);
    assertThat(traces.get(1).get("line").asInt()).isEqualTo(14);
    assertThat(traces.get(1).get("allowed")).isNotEmpty();
    assertThat(traces.get(1).get("observed").asText()).startsWith("ClientRetries: ");
  }

  @Test
  void malformedTraceIsOneLineWithFileAndPlaceAndExitCodeTwo() throws IOException {
    Path good = write("good.json", trace(""));
    Path odd = write("odd.json", trace("").replace("\"0200", "\"200"));
    Path unknown = write("unknown.json", trace("\"HRR-99\""));
    CommandRun run = CommandRun.of("replay", good.toString(), odd.toString(), unknown.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errLines()).hasSize(2);
    assertThat(run.errLines().get(0))
        .startsWith("hello: " + odd + ":")
        .contains("moves[1].handshake", "; expected ");
    assertThat(run.errLines().get(1))
        .startsWith("hello: " + unknown + ":")
        .contains("client.unenforced[0]", "HRR-99", "; expected ");
  }

  @Test
  void missingFileAndEmptyFolderAreExitCodeTwo() {
    Path missing = folder.resolve("missing.json");
    CommandRun ofFile = CommandRun.of("replay", missing.toString());
    assertThat(ofFile.exitCode()).isEqualTo(2);
    assertThat(ofFile.errLines()).hasSize(1);
    assertThat(ofFile.err()).startsWith("hello: " + missing + ": there is no such file");

    CommandRun ofFolder = CommandRun.of("replay", folder.toString());
    assertThat(ofFolder.exitCode()).isEqualTo(2);
    assertThat(ofFolder.err())
        .isEqualTo("hello: " + folder + ": there is no trace file (*.json) in this folder\n");

    assertThat(CommandRun.of("replay").exitCode()).isEqualTo(2);
  }

  @Test
  void moveThatIsNotPossibleIsExitCodeTwo() throws IOException {
    Path good = write("good.json", trace(""));
    Path file =
        write(
            "impossible.json",
            trace("").replace("{\"move\": \"ClientStarts\"},", "{\"move\": \"ServerReads\"},"));
    for (String engine : new String[] {"step", "batch"}) {
      CommandRun run =
          CommandRun.of("replay", "--engine", engine, good.toString(), file.toString());

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.err())
          .isEqualTo("hello: " + file + ": move 1 (ServerReads) is not possible here\n");
    }
  }

  @Test
  void interruptIsExitCodeThree() throws IOException {
    Path file = write("good.json", trace(""));
    Thread.currentThread().interrupt();
    CommandRun run = CommandRun.of("replay", file.toString());

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).isEqualTo("hello: interrupted\n");
    assertThat(Thread.interrupted()).isFalse();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String trace(String unenforced) {
    return """
        {
          "format": "hello-again-trace/1",
          "comment": "asks for a group that has a share",
          "client": {
            "groups": ["x25519", "secp256r1"],
            "shared": ["x25519"],
            "suites": ["TLS_AES_128_GCM_SHA256"],
            "versions": ["TLS 1.3"],
            "unenforced": [%s]
          },
          "moves": [
            {"move": "ClientStarts"},
            {"move": "ServerSends", "handshake": "%s"},
            {"move": "ClientReads"}
          ]
        }
        """
        .formatted(unenforced, RETRY_OF_A_SHARED_GROUP);
  }
}
