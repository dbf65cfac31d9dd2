package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import helloagain.live.LiveRun;
import helloagain.live.Outcome;
import helloagain.message.CipherSuite;
import helloagain.message.NamedGroup;
import helloagain.refinement.EventTrace;
import helloagain.refinement.Judges;
import helloagain.refinement.ServerSetup;
import helloagain.server.Take;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Lets {@code hello connect} and {@code hello serve} speak with each other. */
final class LiveCommandTests {
  private static final Pattern WAITING = Pattern.compile("waiting on 127\\.0\\.0\\.1:(\\d+)");

  @TempDir private Path folder;

  /** Tells the port as soon as it is printed. */
  private static final class PortWriter extends StringWriter {
    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    @Override
    public void write(String text, int from, int length) {
      super.write(text, from, length);
      Matcher waiting = WAITING.matcher(toString());
      if (waiting.find()) {
        port.complete(Integer.valueOf(waiting.group(1)));
      }
    }
  }

  /** A server that serves one client. */
  private static final class Served {
    private final PortWriter err = new PortWriter();
    private final StringWriter out = new StringWriter();
    private final CompletableFuture<Integer> exitCode;

    Served(String... options) {
      CommandLine serve = Main.commandLine();
      serve.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
      String[] all = new String[options.length + 4];
      all[0] = "serve";
      all[1] = "0";
      all[2] = "--connections";
      all[3] = "1";
      System.arraycopy(options, 0, all, 4, options.length);
      exitCode = CompletableFuture.supplyAsync(() -> Main.execute(serve, all));
    }

    String address() {
      CompletableFuture<?> first = CompletableFuture.anyOf(err.port, exitCode);
      assertThat(first.join()).as("it ended: " + err).isSameAs(err.port.getNow(null));
      return "127.0.0.1:" + err.port.join();
    }

    JsonNode json() throws IOException {
      assertThat(exitCode.join()).isZero();
      return JsonMapper.builder().build().readTree(out.toString());
    }
  }

  @Test
  void exchangeIsShownWithItsRetryAndItsFlights() {
    Served server = new Served("--groups", "secp384r1");

    CommandRun run =
        CommandRun.of(
            "connect", server.address(), "--groups", "x25519,secp384r1", "--send", "good morning");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("- HelloRetryRequest --|", "- CertificateVerify --|", "|-- Finished ---")
        .contains("whoever that is")
        // The server's close_notify is the eighth, if it comes before the end.
        .containsPattern(
            """

            Sent: good morning
            Received: hello again
            Completed with TLS_AES_128_GCM_SHA256. The specification agrees with what the
            reference made of [78] messages.
            $""");
    assertThat(run.fitsTheScreen()).isTrue();
    assertThat(server.exitCode.join()).isZero();
    assertThat(server.out.toString()).contains("With a client at 127.0.0.1:", "good morning");
  }

  @Test
  void traceAndSecretsAreKeptAndTheTraceReplays() throws IOException {
    Served server = new Served("--cookie", "--json");
    Path trace = folder.resolve("trace.json");
    Path secrets = folder.resolve("secrets");

    JsonNode client =
        CommandRun.of(
                "connect",
                server.address(),
                "--send",
                "hello",
                "--json",
                "--save",
                trace.toString(),
                "--key-log",
                secrets.toString())
            .json();

    assertThat(client.get("result").asText()).isEqualTo("completed");
    assertThat(client.get("retried").asBoolean()).isTrue();
    assertThat(client.get("received").asText()).isEqualTo("hello again");
    assertThat(client.get("group").asText()).isEqualTo("x25519");
    assertThat(client.get("agrees").asBoolean()).isTrue();
    assertThat(server.json().get("received").asText()).isEqualTo("hello");
    assertThat(Files.readAllLines(secrets))
        .hasSize(5)
        .allMatch(line -> line.matches("[A-Z_0-9]+ [0-9a-f]{64} [0-9a-f]{64}"));
    assertThat(CommandRun.of("replay", trace.toString()).exitCode()).isZero();
  }

  /** Runs of both sides, of which a folder has to do with whole handshakes and nothing else. */
  private void keepBothSides() {
    Served server =
        new Served(
            "--groups",
            "secp384r1",
            "--client-certificate",
            "optional",
            "--save",
            folder.resolve("server.json").toString());
    CommandRun client =
        CommandRun.of(
            "connect",
            server.address(),
            "--groups",
            "x25519,secp384r1",
            "--send",
            "hello",
            "--save",
            folder.resolve("client.json").toString());
    assertThat(client.exitCode()).isZero();
    assertThat(server.exitCode.join()).isZero();
  }

  @Test
  void wholeRunsAreKeptAndJudgedAlikeByBothEngines() throws IOException {
    keepBothSides();

    CommandRun step = CommandRun.of("replay", folder.toString(), "--engine", "step", "--json");
    CommandRun batch = CommandRun.of("replay", folder.toString(), "--engine", "batch", "--json");

    assertThat(step.exitCode()).isZero();
    assertThat(batch.json().get("traces")).isEqualTo(step.json().get("traces"));
    for (JsonNode trace : step.json().get("traces")) {
      assertThat(trace.get("agrees").asBoolean()).isTrue();
      assertThat(trace.get("flightSteps").asInt())
          .isGreaterThan(7)
          .isLessThan(trace.get("steps").asInt());
    }
    assertThat(CommandRun.of("replay", folder.toString()).out())
        // Two of them for the server's close_notify, if it comes before the end.
        .containsPattern("agrees: (18|20) steps, 1[35] of them after the hellos")
        .contains("CONNECTED |-- Certificate ---", "- Finished --|");
    assertThat(CommandRun.of("coverage", folder.toString()).exitCode()).isZero();
  }

  @Test
  void finishedWithOneOctetChangedIsRefusedInBothAndWhoGoesOnDiffers() throws IOException {
    keepBothSides();
    String trace = Files.readString(folder.resolve("client.json"));
    int finished = trace.indexOf("\"14000020") + 1;
    int end = trace.indexOf('"', finished);
    char other = trace.charAt(end - 1) == '0' ? '1' : '0';
    int behind = trace.indexOf("ClientReads\"}", end) + "ClientReads\"}".length();
    String broken =
        trace.substring(0, end - 1) + other + trace.substring(end, behind) + "\n  ]\n}\n";
    Path refused = Files.writeString(folder.resolve("refused.json"), broken);
    Path careless =
        Files.writeString(
            folder.resolve("careless.json"),
            broken.replaceFirst("\"unenforced\": \\[]", "\"unenforced\": [\"FIN-01\"]"));

    CommandRun both = CommandRun.of("replay", refused.toString());
    JsonNode one =
        CommandRun.of("replay", careless.toString(), "--json").json().get("traces").get(0);

    assertThat(both.exitCode()).isZero();
    assertThat(both.out()).contains("alert decrypt_error", "FIN-01 FinishedIsValid (4.4.4)");
    assertThat(one.get("agrees").asBoolean()).isFalse();
    assertThat(one.get("rule").asText()).isEqualTo("FIN-01");
    assertThat(one.get("action").asText()).isEqualTo("ClientFinishes");
    assertThat(one.get("allowed").get(0).asText())
        .isEqualTo("ClientRefuses: ABORTED with decrypt_error for FinishedIsValid");
  }

  /** An exchange of which the specification has seen nothing is no success, whatever is said. */
  @Test
  void runThatNothingHasJudgedIsAViolation() {
    LiveRun run =
        new LiveRun(
            "nobody",
            new Outcome.Completed(),
            List.of(),
            EventTrace.ofServer(
                "",
                new ServerSetup(
                    List.of(NamedGroup.X25519),
                    List.of(CipherSuite.TLS_AES_128_GCM_SHA256),
                    Take.SHARED,
                    Optional.empty(),
                    Set.of()),
                List.of()),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            0);
    StringWriter out = new StringWriter();

    try (Judges judges = new Judges()) {
      assertThat(LiveReport.of(judges, false, run, true).print(new PrintWriter(out), false))
          .isEqualTo(1);
    }
    assertThat(out.toString()).contains("The specification has judged no more than 0 messages.");
  }

  /** Wireshark's own dissector reads the capture, and opens what is protected with its secrets. */
  @Test
  void captureIsReadAndOpenedByTshark() throws IOException, InterruptedException {
    Served server = new Served("--cookie");
    Path capture = folder.resolve("run.pcapng");
    assertThat(
            CommandRun.of(
                    "connect",
                    server.address(),
                    "--send",
                    "good morning",
                    "--capture",
                    capture.toString())
                .exitCode())
        .isZero();
    byte[] file = Files.readAllBytes(capture);
    assertThat(file).hasSizeGreaterThan(2000).startsWith(0x0a, 0x0d, 0x0d, 0x0a);

    Process tshark;
    try {
      tshark =
          new ProcessBuilder(
                  "tshark",
                  "-r",
                  capture.toString(),
                  "-d",
                  "tcp.port==4433,tls",
                  "-V",
                  "-o",
                  "tcp.check_checksum:TRUE",
                  "-o",
                  "ip.check_checksum:TRUE")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      Assumptions.abort("tshark is not installed");
      return;
    }
    String text = new String(tshark.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tshark.waitFor()).isZero();
    assertThat(text)
        .contains("Hello Retry Request", "Handshake Type: Certificate Verify (15)")
        .contains("Handshake Type: Finished (20)", "good morning", "hello again")
        .doesNotContain("incorrect", "Malformed");
  }

  @Test
  void pskTakesThePlaceOfTheCertificate() throws IOException {
    Served server =
        new Served("--psk", "me=0011", "--psk-modes", "psk_ke", "--accept-early-data", "--json");

    JsonNode client =
        CommandRun.of(
                "connect",
                server.address(),
                "--psk",
                "me=0011",
                "--psk-modes",
                "psk_ke",
                "--early-data",
                "early bird",
                "--send",
                "hello",
                "--json")
            .json();

    assertThat(client.get("messages").toString()).doesNotContain("Certificate");
    assertThat(client.get("messages").toString()).contains("EndOfEarlyData");
    assertThat(server.json().get("received").asText()).startsWith("early bird").endsWith("hello");
  }

  @Test
  void refusalNamesTheAlertAndTheRule() throws IOException {
    Served server = new Served("--groups", "secp521r1", "--json");

    CommandRun run = CommandRun.of("connect", server.address(), "--groups", "x25519", "--json");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.json().get("result").asText()).isEqualTo("refused");
    assertThat(run.json().get("alert").asText()).isEqualTo("handshake_failure");
    assertThat(run.json().get("rule").isNull()).isTrue();
    assertThat(server.exitCode.join()).isEqualTo(1);
    JsonNode refused = JsonMapper.builder().build().readTree(server.out.toString());
    assertThat(refused.get("rule").asText()).isEqualTo("NEG-01");
  }

  @Test
  void unusableArgumentsAreToldInOneLine() {
    assertRefused("HOST:PORT", "connect", "localhost");
    assertRefused(
        "--groups x25519,nothing", "connect", "localhost:1", "--groups", "x25519,nothing");
    assertRefused("--psk me", "connect", "localhost:1", "--psk", "me");
    assertRefused("go together", "connect", "localhost:1", "--key", "nowhere");
    assertRefused("--time-out takes 1", "connect", "localhost:1", "--time-out", "0");
    assertRefused("PORT takes 0", "serve", "70000");
    assertRefused("none, optional or required", "serve", "0", "--client-certificate", "maybe");
    assertRefused("no server has this policy", "serve", "0", "--groups", "0x0a0a");
  }

  @Test
  void serverThatIsNotThereIsToldInOneLine() throws IOException {
    int free;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = closed.getLocalPort();
    }

    CommandRun run = CommandRun.of("connect", "127.0.0.1:" + free);

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.errLines()).hasSize(1);
    assertThat(run.err()).contains("no connection to 127.0.0.1:" + free);
  }

  private static void assertRefused(String words, String... arguments) {
    CommandRun run = CommandRun.of(arguments);

    assertThat(run.exitCode()).as(String.join(" ", arguments)).isEqualTo(2);
    assertThat(run.errLines()).hasSize(1);
    assertThat(run.err()).contains(words.equals("HOST:PORT") ? "a host, ':' and a port" : words);
  }
}
