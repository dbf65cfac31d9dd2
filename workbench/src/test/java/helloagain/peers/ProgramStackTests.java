package helloagain.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import helloagain.peers.PeerRun.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs programs; with OpenSSL only where it is installed. */
@Tag("programs")
final class ProgramStackTests {
  /** A program that is there wherever this runs, prints a few lines and ends. */
  private static final List<String> JAVA =
      List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version");

  private static Bench bench;

  @BeforeAll
  static void open() throws IOException {
    bench = new Bench();
  }

  @AfterAll
  static void close() throws IOException {
    bench.close();
  }

  @ParameterizedTest
  @EnumSource(PeerRole.class)
  void openSslGoesThroughARetryWithEverythingThatMayComeWithIt(PeerRole role) {
    Stack openSsl = new OpenSslStack();
    assumeTrue(
        openSsl.presence() instanceof Presence.Present, () -> String.valueOf(openSsl.presence()));

    for (String id :
        List.of(
            "no-retry",
            "retry-secp384r1",
            "retry-cookie",
            "retry-client-certificate",
            "retry-psk",
            "retry-ticket")) {
      PeerRun run = bench.run(openSsl, role, Bench.scenario(id));

      assertThat(run.result()).as("%s", run).isEqualTo(Result.COMPLETED);
      assertThat(run.agrees()).contains(true);
    }
  }

  @Test
  void programThatIsNotThereIsAbsentAndNeverCompleted() {
    Stack missing = new Missing();

    for (PeerRole role : PeerRole.values()) {
      PeerRun run = bench.run(missing, role, Bench.scenario("no-retry"));

      assertThat(run.result()).isEqualTo(Result.ABSENT);
      assertThat(run.version()).isEmpty();
      assertThat(run.agrees()).isEmpty();
      assertThat(run.detail()).contains("there is no hello-no-such-program that tells its version");
    }
  }

  @Test
  void lastLineOfAServerThatEndsIsInTheComplaint() throws IOException {
    String last = lastLine();

    assertThatThrownBy(() -> new ProgramServer("java", port -> JAVA, printed -> false, none()))
        .isInstanceOf(IOException.class)
        .hasMessage("java does not listen: " + last);
  }

  @Test
  void lastLineOfAClientThatEndsIsInTheComplaint() throws IOException {
    String last = lastLine();
    PeerRun run = bench.run(new Mute(), PeerRole.CLIENT, Bench.scenario("no-retry"));

    assertThat(run.result()).isEqualTo(Result.FAILED);
    assertThat(run.detail()).contains("mute ended without a connection: " + last);
    assertThat(run.holds()).isFalse();
  }

  @Test
  void programThatDoesNotKnowTheGroupIsAbsentThere() {
    assertThatThrownBy(() -> new ProgramServer("java", port -> JAVA, printed -> true, none()))
        .isInstanceOf(Stack.LacksException.class);
  }

  @Test
  void programIsEndedWithItsPeer() throws IOException {
    // It compiles nothing and waits for its input.
    Program program =
        Program.start(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "jshell").toString(), "-s", "-"),
            none());
    assertThat(program.isAlive()).isTrue();

    program.close();

    assertThat(program.isAlive()).isFalse();
  }

  private static Optional<Program.Reply> none() {
    return Optional.empty();
  }

  private static String lastLine() throws IOException {
    try (Program program = Program.start(JAVA, none())) {
      assertThat(program.ends(Duration.ofSeconds(20))).isTrue();
      return program.lastLine().orElseThrow();
    }
  }

  private static final class Missing extends ProgramStack {
    Missing() {
      super("missing", "(.*)", "hello-no-such-program");
    }

    @Override
    List<String> server(Scenario scenario, Materials materials, int port) {
      throw new AssertionError("nobody starts it");
    }

    @Override
    List<String> client(Scenario scenario, Materials materials, int port) {
      throw new AssertionError("nobody starts it");
    }

    @Override
    boolean lacksGroup(String printed) {
      return false;
    }

    @Override
    public Optional<String> unable(PeerRole role, Scenario scenario) {
      return Optional.empty();
    }

    @Override
    public boolean restrictsServerGroups() {
      return true;
    }
  }

  /** Says its version, and nothing else that a peer would have to say. */
  private static final class Mute extends ProgramStack {
    Mute() {
      super("mute", "(?s)(.*)", JAVA.toArray(String[]::new));
    }

    @Override
    List<String> server(Scenario scenario, Materials materials, int port) {
      return JAVA;
    }

    @Override
    List<String> client(Scenario scenario, Materials materials, int port) {
      return JAVA;
    }

    @Override
    boolean lacksGroup(String printed) {
      return false;
    }

    @Override
    public Optional<String> unable(PeerRole role, Scenario scenario) {
      return Optional.empty();
    }

    @Override
    public boolean restrictsServerGroups() {
      return true;
    }
  }
}
