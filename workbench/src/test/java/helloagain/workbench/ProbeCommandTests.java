package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import helloagain.probe.KnownFindings;
import helloagain.vectors.VectorSet;
import helloagain.vectors.VectorSource;
import helloagain.vectors.VectorStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

final class ProbeCommandTests {
  private static final Map<VectorSource, VectorSet> READ = new EnumMap<>(VectorSource.class);

  /** A HelloRetryRequest that asks for nothing, to a client with shares of both groups. */
  private static final String RETRY_FOR_NOTHING = "c3b41afb032fe";

  @TempDir private Path folder;

  private static synchronized VectorSet vectors(VectorSource source) {
    return READ.computeIfAbsent(source, VectorStore::packaged);
  }

  private static CommandRun probe(String... arguments) {
    return CommandRun.of(
        Main.commandLine(new ProbeCommand(ProbeCommandTests::vectors)),
        Stream.concat(Stream.of("probe"), Stream.of(arguments)).toArray(String[]::new));
  }

  private static CommandRun oneTest(String... more) {
    return probe(
        Stream.concat(
                Stream.of("jdk", "--vectors", "client-faults", "--test", RETRY_FOR_NOTHING),
                Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void findingNamesItsRuleAndHowToRunItAgain() {
    CommandRun run = oneTest();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .startsWith("jdk " + System.getProperty("java.runtime.version") + ", client\n")
        .contains(
            "violates, 1 test, HRR-07\n  HRR-07 RFC 8446, 4.1.4: ",
            "  observed: ClientHello\n",
            "  hello probe jdk --role client --test " + RETRY_FOR_NOTHING + "\n")
        .endsWith(": 1 finding\n");
    assertThat(run.fitsTheScreen()).isTrue();
  }

  @Test
  void jsonHasFindingsWithRulesAndWhatIsAllowed() throws IOException {
    JsonNode report = oneTest("--json").json();

    assertThat(report.get("stack").asText()).isEqualTo("jdk");
    assertThat(report.get("version").asText()).isNotEmpty();
    assertThat(report.get("role").asText()).isEqualTo("client");
    assertThat(report.get("tests").asInt()).isEqualTo(1);
    assertThat(report.get("notApplicable").asInt()).isZero();
    assertThat(report.get("testsPerSecond").asDouble()).isPositive();
    JsonNode finding = report.get("findings").get(0);
    assertThat(finding.get("id").asText()).isEqualTo(RETRY_FOR_NOTHING);
    assertThat(finding.get("grade").asText()).isEqualTo("violates");
    assertThat(finding.get("rules").get(0).asText()).isEqualTo("HRR-07");
    assertThat(finding.get("sections").get(0).asText()).isEqualTo("RFC 8446, 4.1.4");
    assertThat(finding.get("allowed").get(0).asText()).isEqualTo("alert illegal_parameter");
    assertThat(finding.get("observed").asText()).isEqualTo("ClientHello");
    assertThat(finding.get("octets").asText()).startsWith("16030");
    assertThat(finding.get("path").get(0).asText()).isEqualTo("ClientAborts");
  }

  @Test
  void junitPageAndCaptureAreWritten()
      throws IOException, ParserConfigurationException, SAXException {
    Path junit = folder.resolve("probe.xml");
    Path html = folder.resolve("probe.html");
    Path captures = folder.resolve("captures");
    oneTest(
        "--junit", junit.toString(), "--html", html.toString(), "--captures", captures.toString());

    Element suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new ByteArrayInputStream(Files.readString(junit).getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement();
    assertThat(suite.getTagName()).isEqualTo("testsuite");
    assertThat(suite.getAttribute("tests")).isEqualTo("1");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    Element failure = (Element) suite.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("type")).isEqualTo("violates");
    assertThat(failure.getTextContent()).contains("HRR-07 (RFC 8446, 4.1.4)");
    assertThat(Files.readString(html))
        .startsWith("<!DOCTYPE html>")
        .contains("HRR-07 (RFC 8446, 4.1.4)")
        .doesNotContain("src=", "href=");
    assertThat(Files.size(captures.resolve(RETRY_FOR_NOTHING + ".pcapng"))).isPositive();
  }

  @Test
  void providerIsProbedByItsClass() throws IOException {
    JsonNode report =
        probe(
                "org.conscrypt.OpenSSLProvider",
                "--class-path",
                folder.toString(),
                "--vectors",
                "client-legal,client-octets",
                "--json")
            .json();

    assertThat(report.get("stack").asText()).isEqualTo("org.conscrypt.OpenSSLProvider");
    assertThat(report.get("version").asText()).startsWith("Conscrypt ");
    assertThat(report.get("grades").get("conforms").asInt()).isGreaterThan(40);
  }

  /** That of Bouncy Castle takes its cryptography from providers that are installed. */
  @Test
  void providerThatMakesNoContextSaysWhy() {
    CommandRun run = probe("org.bouncycastle.jsse.provider.BouncyCastleJsseProvider");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).startsWith("hello: no context can be made: ").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({
    "org.example.Nothing, there is no class org.example.Nothing on the class path",
    "java.lang.String, java.lang.String is no java.security.Provider",
    "org.bouncycastle.jce.provider.BouncyCastleProvider,"
        + " org.bouncycastle.jce.provider.BouncyCastleProvider has no SSLContext for TLSv1.3"
  })
  void classThatIsNoProviderOfTlsIsUnusable(String name, String reason) {
    CommandRun run = probe(name);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("hello: " + reason + "\n");
  }

  @Test
  void classPathNamesWhatIsThere() {
    Path missing = folder.resolve("missing.jar");
    CommandRun run = probe("org.example.Provider", "--class-path", missing.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("hello: there is no jar or folder " + missing + "\n");
  }

  @Test
  void bouncyCastleHasAShorterName() throws IOException {
    JsonNode report =
        probe("bc", "--role", "server", "--vectors", "server-grease", "--json").json();

    assertThat(report.get("stack").asText()).isEqualTo("bouncycastle");
    assertThat(report.get("grades").get("conforms").asInt()).isPositive();
  }

  @Test
  void expectedFindingDoesNotFailTheRun() throws IOException {
    Path expected = folder.resolve("expected.csv");
    for (String finding : List.of(RETRY_FOR_NOTHING, "HRR-07", "HRR-*")) {
      Files.writeString(
          expected, "finding,grade,reason,link\n" + finding + ",violates,known for long,\n");
      CommandRun run = oneTest("--expected", expected.toString());

      assertThat(run.exitCode()).as(finding).isZero();
      assertThat(run.out()).contains("  expected: known for long\n").endsWith(": holds\n");
    }
  }

  @Test
  void findingOfAnotherGradeThanExpectedFailsTheRun() throws IOException {
    Path expected = folder.resolve("expected.csv");
    Files.writeString(expected, "finding,grade,reason,link\nHRR-07,other-alert,known,\n");

    assertThat(oneTest("--expected", expected.toString()).exitCode()).isEqualTo(1);
  }

  @Test
  void expectedFindingThatIsGoneFailsARunOfAllTests() {
    KnownFindings expectations =
        KnownFindings.parse("x.csv", "finding,grade,reason,link\nHRR-07,violates,known,\n");

    assertThat(expectations.unmet(List.of())).hasSize(1);
  }

  @Test
  void tableWithAnUnknownGradeIsRefused() throws IOException {
    Path expected = folder.resolve("expected.csv");
    Files.writeString(expected, "finding,grade,reason,link\nHRR-07,bad,known,\n");
    CommandRun run = oneTest("--expected", expected.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errLines()).singleElement().asString().endsWith("there is no grade 'bad'");
  }

  @Test
  void interruptedRunKeepsWhatItHasFoundAndIsExitCodeThree() throws IOException {
    CommandRun run =
        CommandRun.of(
            Main.commandLine(
                new ProbeCommand(
                    source -> {
                      VectorSet set = vectors(source);
                      Thread.currentThread().interrupt();
                      return set;
                    })),
            "probe",
            "jdk",
            "--vectors",
            "client-faults",
            "--json");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.json().get("whole").asBoolean()).isFalse();
    assertThat(run.json().get("gone")).isEmpty();
  }

  @Test
  void unusableArgumentsAreExitCodeTwo() {
    assertThat(probe("nobody").exitCode()).isEqualTo(2);
    assertThat(probe("server").exitCode()).isEqualTo(2);
    assertThat(probe("server", "localhost").exitCode()).isEqualTo(2);
    assertThat(probe("client", "--", "true").exitCode()).isEqualTo(2);
    assertThat(probe("jdk", "--role", "judge").exitCode()).isEqualTo(2);
    assertThat(probe("jdk", "--vectors", "nothing").exitCode()).isEqualTo(2);
    assertThat(probe("jdk", "--vectors", "client-faults", "--test", "c0").exitCode()).isEqualTo(2);
  }

  @Test
  void commandOfAClientIsWrittenForAShell() {
    assertThat(ProbeTarget.quoted("127.0.0.1:{port}")).isEqualTo("127.0.0.1:{port}");
    assertThat(ProbeTarget.quoted("NORMAL:!VERS-ALL")).isEqualTo("'NORMAL:!VERS-ALL'");
    assertThat(ProbeTarget.quoted("it's")).isEqualTo("'it'\\''s'");
  }

  @Test
  void serverThatIsNotThereIsExitCodeThree() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    assertThat(probe("server", "127.0.0.1:" + port).exitCode()).isEqualTo(3);
  }
}
