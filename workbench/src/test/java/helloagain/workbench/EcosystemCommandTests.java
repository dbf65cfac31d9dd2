package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.refinement.graph.Side;
import helloagain.vectors.VectorSet;
import helloagain.vectors.VectorSource;
import helloagain.vectors.VectorStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One stack of this JVM stands for all, and hellos that do not parse for all vectors. */
final class EcosystemCommandTests {
  private static final VectorSet TO_CLIENTS = VectorStore.packaged(VectorSource.CLIENT_OCTETS);
  private static final VectorSet TO_SERVERS = VectorStore.packaged(VectorSource.SERVER_OCTETS);

  @TempDir private Path folder;

  private CommandRun ecosystem(String... arguments) {
    return CommandRun.of(
        Main.commandLine(
            new EcosystemCommand(source -> source.role() == Side.CLIENT ? TO_CLIENTS : TO_SERVERS)),
        Stream.concat(Stream.of("ecosystem", "--findings", folder.toString()), Stream.of(arguments))
            .toArray(String[]::new));
  }

  private String page() throws IOException {
    Path file = folder.resolve("page.md");
    CommandRun run = ecosystem("netty", "--write", file.toString());

    assertThat(run.exitCode()).isZero();
    return Files.readString(file);
  }

  @Test
  void whatNobodyKnowsIsCountedAndNotDescribed() throws IOException {
    String page = page();

    assertThat(page).containsPattern("\\| netty, .* \\| server \\|.* \\| [1-9][0-9]* \\|\n");
    assertThat(page).doesNotContain("**violates**");
  }

  @Test
  void whatIsKnownIsDescribedWithTheExchange() throws IOException {
    Files.writeString(
        folder.resolve("netty-server.csv"),
        "finding,grade,reason,link\nALERT-08,violates,It reads on.,https://example.org/1\n");
    String page = page();

    assertThat(page).containsPattern("\\| netty, .* \\| server \\|.* \\| 0 \\|\n");
    assertThat(page)
        .contains(
            "## netty as a server\n",
            "It reads on. <https://example.org/1>\n",
            "\ntold      ",
            "\nallowed   alert decode_error\n",
            "\nobserved  ServerHello\n",
            "\nALERT-08  A message that cannot be parsed ends the handshake.\n",
            "\nagain     hello probe netty --role server --test s");
  }

  @Test
  void anotherAlertIsNothingToKeepBack() throws IOException {
    String page = page();

    assertThat(page)
        .contains("## netty as a client\n")
        .containsPattern("\\| alert illegal_parameter \\| ALERT-08 \\| [0-9]+ \\|\n");
  }

  @Test
  void jsonHasARunForEachRole() throws IOException {
    CommandRun run = ecosystem("netty", "--json");

    assertThat(run.json().get("runs")).hasSize(2);
    assertThat(run.json().get("runs").get(1).get("role").asText()).isEqualTo("server");
    assertThat(run.json().get("absent")).isEmpty();
  }

  @Test
  void stackThatDoesNotExistIsNamed() {
    CommandRun run = ecosystem("nothing");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("there is no stack 'nothing'");
  }

  @Test
  void tableThatIsNoneIsNamed() throws IOException {
    Files.writeString(folder.resolve("netty-client.csv"), "finding\n");
    CommandRun run = ecosystem("netty");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("netty-client.csv");
  }
}
