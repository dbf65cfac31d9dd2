package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import helloagain.vectors.VectorFile;
import helloagain.vectors.VectorSet;
import helloagain.vectors.VectorSource;
import helloagain.vectors.VectorStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorsCommandTests {
  private static final Path PUBLISHED = Path.of("..", "vectors");

  @TempDir private Path folder;

  @Test
  void listTellsIdResultRulesAndMessages() throws Exception {
    CommandRun run = CommandRun.of("vectors", "list", "server-octets");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .containsPattern("(?m)^s[0-9a-f]{12} must_abort +ALERT-08 \\| ClientHello: .* one more$");
  }

  @Test
  void listOfARuleHasItsVectorsAlone() throws Exception {
    CommandRun run = CommandRun.of("vectors", "list", "client-faults", "--rule", "HRR-08");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines()).isNotEmpty().allMatch(line -> line.contains("HRR-08"));
  }

  @Test
  void showNamesTheFieldsOfEachHello() throws Exception {
    String id =
        CommandRun.of("vectors", "list", "client-faults", "--rule", "HRR-08")
            .out()
            .split(" ", 2)[0];
    CommandRun run = CommandRun.of("vectors", "show", id);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("HRR-08 (4.1.4): A second HelloRetryRequest is fatal.")
        .contains("The client sends this")
        .containsPattern("legacy_session_id_echo +1d1d")
        .contains("then it sends its second ClientHello")
        .contains("The client sends alert unexpected_message");
  }

  @Test
  void showPrintsTheHeadersOfRecordsAndTheHellosInThem() throws Exception {
    String id =
        CommandRun.of("vectors", "list", "client-records")
            .out()
            .lines()
            .filter(line -> line.endsWith("| ServerHello cut at 4, 50"))
            .findFirst()
            .orElseThrow()
            .split(" ", 2)[0];
    CommandRun run = CommandRun.of("vectors", "show", id);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .containsPattern("record +1603030004 {2}handshake, TLS 1.2, 4 octets")
        .containsPattern("record +160303002e {2}handshake, TLS 1.2, 46 octets")
        .containsPattern("legacy_session_id_echo +1d1d")
        .contains("then it goes on under the keys of the ServerHello");
  }

  @Test
  void verifyTellsWhatIsThereAndThatItHolds() throws Exception {
    CommandRun run = CommandRun.of("vectors", "verify", "server-octets", "client-faults", "--json");

    assertThat(run.exitCode()).isZero();
    JsonNode json = run.json();
    assertThat(json.get("vectors").asInt()).isGreaterThan(5000);
    assertThat(json.get("conforming")).isEqualTo(json.get("vectors"));
    assertThat(json.get("edges").asLong()).isGreaterThan(70_000);
    assertThat(json.get("edgesCovered")).isEqualTo(json.get("edges"));
    assertThat(json.get("verdict").asText()).isEqualTo("holds");
  }

  @Test
  void verifyFindsAFileThatIsNotWhatTheGraphsGive() throws Exception {
    String text = Files.readString(PUBLISHED.resolve("server-octets.json"));
    Files.writeString(
        folder.resolve("server-octets.json"),
        text.replaceFirst("\"abort\":\\[\"decode_error\"\\]", "\"abort\":[\"decrypt_error\"]"));
    CommandRun run =
        CommandRun.of("vectors", "verify", "server-octets", "--dir", folder.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains("is not what the graphs give")
        .contains("the reference departs from s")
        .contains("alert decode_error");
  }

  @Test
  void verifyFindsEdgesThatNoVectorTakesAnyMore() throws Exception {
    VectorSource source = VectorSource.CLIENT_FAULTS;
    VectorSet whole = VectorStore.packaged(source);
    Path file = VectorStore.file(folder, source);
    String text =
        new VectorFile(
                source.title(),
                source.sentence(),
                whole.without(Set.of(whole.vectors().firstKey())),
                new TreeMap<>())
            .text();
    Files.write(file, VectorStore.octets(file, text));
    CommandRun run =
        CommandRun.of("vectors", "verify", "client-faults", "--dir", folder.toString(), "--json");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.json().get("edgesCovered").asLong())
        .isPositive()
        .isLessThan(run.json().get("edges").asLong());
  }

  @Test
  void generateWritesWhatIsPublished() throws Exception {
    CommandRun run =
        CommandRun.of("vectors", "generate", "client-octets", "--dir", folder.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(folder.resolve("client-octets.json"))
        .hasSameTextualContentAs(PUBLISHED.resolve("client-octets.json"));
  }

  @Test
  void keysAreWrittenAndVerifiedLikeVectors() throws Exception {
    assertThat(verifiedKeys().exitCode()).isEqualTo(1);

    CommandRun written = CommandRun.of("vectors", "generate", "keys", "--dir", folder.toString());
    assertThat(written.exitCode()).isZero();
    assertThat(written.out()).startsWith("keys.json ").contains(" private keys");
    assertThat(folder.resolve("keys.json")).hasSameTextualContentAs(PUBLISHED.resolve("keys.json"));
    assertThat(verifiedKeys().exitCode()).isZero();
    assertThat(verifiedKeys().json().get("keysAsMade").asBoolean()).isTrue();
    assertThat(verifiedKeys().json().get("files")).isEmpty();
  }

  @Test
  void verifyFindsKeysThatAreNotThoseOfThePool() throws Exception {
    String text = Files.readString(PUBLISHED.resolve("keys.json"));
    Files.writeString(
        folder.resolve("keys.json"),
        text.replaceFirst("\"private\":\"[0-9a-f]{2}", "\"private\":\"00"));

    CommandRun run = CommandRun.of("vectors", "verify", "keys", "--dir", folder.toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("keys                 are not those of the pool;");
    assertThat(verifiedKeys().json().get("keysAsMade").asBoolean()).isFalse();
  }

  private CommandRun verifiedKeys() {
    return CommandRun.of("vectors", "verify", "keys", "--dir", folder.toString(), "--json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list client-magic",
        "list keys",
        "show c000000000000",
        "verify server-octets --dir nowhere",
        "generate --dir nowhere",
        "list server-octets --rule HRR-99",
        "list server-octets --rule HRR-08"
      })
  void whatIsNotThereIsRefusedInOneLine(String arguments) throws Exception {
    CommandRun run = CommandRun.of(("vectors " + arguments).split(" ", -1));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).matches("hello: .*\\R");
  }
}
