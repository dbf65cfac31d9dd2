package helloagain.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients that are programs of a shell, which is on every machine that has such programs. */
@Tag("programs")
final class StartedProgramTests {
  private static StartedClient client(boolean isKept, String script) throws IOException {
    return new StartedClient(
        "bash",
        port -> List.of("bash", "-c", script.replace("PORT", Integer.toString(port))),
        Optional.empty(),
        isKept);
  }

  private static long said(Socket socket) throws IOException {
    return Long.parseLong(
        new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
  }

  @Test
  void clientThatConnectsAgainIsNotStartedAgain() throws IOException {
    try (StartedClient client =
        client(true, "while echo $$ > /dev/tcp/127.0.0.1/PORT; do :; done")) {
      long first;
      long second;
      try (Socket socket = client.connect()) {
        first = said(socket);
      }
      try (Socket socket = client.connect()) {
        second = said(socket);
      }

      assertThat(second).isEqualTo(first);
      assertThat(client.death()).isEmpty();
    }
  }

  @Test
  void clientThatHasEndedIsStartedAgain() throws IOException {
    try (StartedClient client = client(true, "echo $$ > /dev/tcp/127.0.0.1/PORT")) {
      long first;
      try (Socket socket = client.connect()) {
        first = said(socket);
      }
      try (Socket socket = client.connect()) {
        assertThat(said(socket)).isNotEqualTo(first);
      }
    }
  }

  @Test
  void clientThatASignalEndsSaysSo() throws IOException {
    try (StartedClient client = client(false, "exec 3<>/dev/tcp/127.0.0.1/PORT; kill -SEGV $$")) {
      client.connect().close();

      assertThat(client.death()).contains("it is ended by signal 11");
    }
  }

  @Test
  void statusThatIsNoSignalIsNone() throws IOException {
    try (StartedClient client = client(false, "exec 3<>/dev/tcp/127.0.0.1/PORT; exit 254")) {
      client.connect().close();

      assertThat(client.death()).isEmpty();
    }
  }

  @Test
  void clientThatNeverConnectsIsAFailureWithItsLastWords() throws IOException {
    try (StartedClient client = client(true, "echo no port for me")) {
      assertThatThrownBy(client::connect)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no port for me");
    }
  }
}
