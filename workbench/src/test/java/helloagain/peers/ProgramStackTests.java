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
import org.junit.jupiter.params.provider.MethodSource;

/** Runs programs, those of stacks only where they are installed. */
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
            "retry-ticket",
            "retry-early-data")) {
      PeerRun run = bench.run(openSsl, role, Bench.scenario(id));

      assertThat(run.result()).as("%s", run).isEqualTo(Result.COMPLETED);
      assertThat(run.agrees()).contains(true);
      assertThat(run.exportsSame()).contains(true);
    }
  }

  @ParameterizedTest
  @MethodSource("others")
  void everyOtherProgramGoesThroughARetryOrWhatItDoesIsKnown(String name) {
    Stack stack = stack(name);
    assumeTrue(
        stack.presence() instanceof Presence.Present, () -> String.valueOf(stack.presence()));

    for (PeerRole role : PeerRole.values()) {
      PeerRun retry = bench.run(stack, role, Bench.scenario("retry-secp384r1"));
      PeerRun earlyData = bench.run(stack, role, Bench.scenario("retry-early-data"));

      assertThat(retry.result()).as("%s", retry).isEqualTo(Result.COMPLETED);
      assertThat(retry.agrees()).contains(true);
      assertThat(earlyData.holds()).as("%s", earlyData).isTrue();
    }
  }

  /** BoringSSL, NSS and OpenSSL take part in it; the others are absent or refuse. */
  @Test
  void nssSkipsEarlyDataThatARetryRefusesAndItsClientOffersNoneAgain() {
    Stack nss = new NssStack();
    assumeTrue(nss.presence() instanceof Presence.Present, () -> String.valueOf(nss.presence()));

    for (PeerRole role : PeerRole.values()) {
      PeerRun run = bench.run(nss, role, Bench.scenario("retry-early-data"));

      assertThat(run.result()).as("%s", run).isEqualTo(Result.COMPLETED);
    }
  }

  private static List<String> others() {
    return Stacks.programs().stream()
        .map(Stack::name)
        .filter(name -> !name.equals("openssl"))
        .toList();
  }

  private static Stack stack(String name) {
    return Stacks.programs().stream()
        .filter(stack -> stack.name().equals(name))
        .findFirst()
        .orElseThrow();
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

    assertThatThrownBy(() -> peer(new Mute(false)))
        .isInstanceOf(IOException.class)
        .hasMessage("mute does not listen: " + last);
  }

  @Test
  void lastLineOfAClientThatEndsIsInTheComplaint() throws IOException {
    String last = lastLine();
    PeerRun run = bench.run(new Mute(false), PeerRole.CLIENT, Bench.scenario("no-retry"));

    assertThat(run.result()).isEqualTo(Result.FAILED);
    assertThat(run.detail()).contains("mute ended without a connection: " + last);
    assertThat(run.holds()).isFalse();
  }

  @Test
  void programThatDoesNotKnowTheGroupIsAbsentThere() {
    assertThatThrownBy(() -> peer(new Mute(true))).isInstanceOf(Stack.LacksException.class);
    assertThat(bench.run(new Mute(true), PeerRole.CLIENT, Bench.scenario("no-retry")).result())
        .isEqualTo(Result.ABSENT);
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

  private static void peer(Stack stack) throws IOException {
    try (Materials materials = Materials.make();
        Peer peer = stack.peer(PeerRole.SERVER, Bench.scenario("no-retry"), materials)) {
      throw new AssertionError("it listens: " + peer);
    }
  }

  private static String lastLine() throws IOException {
    try (Program program = Program.start(JAVA, none())) {
      assertThat(program.ends(Duration.ofSeconds(20))).isTrue();
      return program.lastLine().orElseThrow();
    }
  }

  private static final class Missing extends ProgramStack {
    Missing() {
      super("missing", "hello-no-such-program", "(.*)", "hello-no-such-program");
    }

    @Override
    List<String> server(Scenario scenario, Materials materials, int port) {
      throw new AssertionError("nobody starts it");
    }

    @Override
    List<String> client(Scenario scenario, Materials materials, int port, boolean resumes) {
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
    private final boolean lacksGroup;

    Mute(boolean lacksGroup) {
      super("mute", "java", "(?s)(.*)", JAVA.toArray(String[]::new));
      this.lacksGroup = lacksGroup;
    }

    @Override
    List<String> server(Scenario scenario, Materials materials, int port) {
      return JAVA;
    }

    @Override
    List<String> client(Scenario scenario, Materials materials, int port, boolean resumes) {
      return JAVA;
    }

    @Override
    boolean lacksGroup(String printed) {
      return lacksGroup;
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
