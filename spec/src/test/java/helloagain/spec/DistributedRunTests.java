package helloagain.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import helloagain.spec.DistributedHelper.Joined;
import helloagain.spec.DistributedHelper.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs TLC's distributed mode on loopback. */
final class DistributedRunTests {
  private static final String LOOPBACK = "127.0.0.1";

  /** It takes several seconds, for workers to go and come meanwhile. */
  private static final int MANY_COUNTS = 60;

  private final List<String> events = Collections.synchronizedList(new ArrayList<>());

  @TempDir private Path folder;

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Joined join(Kind kind, int port) {
    return new DistributedHelper(kind, LOOPBACK, port, 1, TlcMemory.DEFAULT, Optional.of(LOOPBACK))
        .join(line -> {});
  }

  private TlcResult check(TlcRun run, int port, Consumer<TlcProgress> progress)
      throws InterruptedException {
    return new DistributedRun(run, LOOPBACK, port, 0).run(progress, events::add);
  }

  private long registered() {
    return events.stream().filter(event -> event.startsWith("Registration for worker")).count();
  }

  @Test
  void twoWorkersAndAFingerprintServerFindTheStatesThatOneProcessFinds() throws Exception {
    int port = freePort();
    TlcResult result;
    try (Joined one = join(Kind.WORKER, port);
        Joined other = join(Kind.WORKER, port);
        Joined fingerprints = join(Kind.FINGERPRINTS, port)) {
      result = new DistributedRun(Grids.run(20), LOOPBACK, port, 1).run(report -> {}, events::add);
      one.await();
      other.await();
      assertThat(fingerprints).isNotNull();
    }

    assertThat(result.verdict()).isEqualTo(TlcVerdict.HOLDS);
    assertThat(result.distinctStates()).isEqualTo(Grids.states(20));
    assertThat(result.version()).startsWith("TLC2 TLC Server Version");
    assertThat(registered()).isEqualTo(2);
    assertThat(events).anyMatch(event -> event.startsWith("1 out of 1 FPSet server(s) registered"));
  }

  @ParameterizedTest
  @CsvSource({
    "INVARIANT NotAtTheEnd",
    "PROPERTY NoStepRight",
    // The configuration says nothing of deadlocks, so that TLC looks for them.
    "CONSTANT Next <- Moving"
  })
  void whatIsViolatedIsNoticedThoughNotNamed(String line) throws Exception {
    int port = freePort();
    try (Joined worker = join(Kind.WORKER, port)) {
      TlcResult result = check(Grids.run(4, line), port, report -> {});
      worker.await();

      assertThat(result.verdict()).isEqualTo(TlcVerdict.INVARIANT);
      assertThat(result.violated()).isEmpty();
      assertThat(result.counterexample()).isNotEmpty();
    }
  }

  @Test
  void deadlocksThatTheConfigurationPermitsAreNone() throws Exception {
    int port = freePort();
    try (Joined worker = join(Kind.WORKER, port)) {
      TlcResult result =
          check(
              Grids.run(4, "CONSTANT Next <- Moving", "CHECK_DEADLOCK FALSE"), port, report -> {});
      worker.await();

      assertThat(result.verdict()).isEqualTo(TlcVerdict.HOLDS);
    }
  }

  @Test
  void moduleThatDoesNotParseIsAFailureWithItsPlace() throws Exception {
    TlcRun broken =
        TlcRun.of(
            Toys.SOURCE
                .with("Broken.tla", "---- MODULE Broken ----\nA == \n====\n")
                .with("Broken.cfg", "INIT A\nNEXT A\n"),
            "Broken",
            "Broken");
    TlcResult result = check(broken, freePort(), report -> {});

    assertThat(result.verdict()).isEqualTo(TlcVerdict.FAILURE);
    assertThat(result.errorLines().get(0)).startsWith("Broken, line 2: ");
  }

  // What takes minutes: helpers that go and come, and a server that is lost.

  /** What is sent between machines has to be the same value there. */
  @Tag("fleet")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "MCAttacker",
        "MCResumptionHostileClient",
        "MCStatelessHostile",
        "MCFigure2HostileServer"
      })
  void worldOfTheProjectHasTheSameStatesInBothModes(String world) throws Exception {
    TlcRun run = TlcRun.of(SpecSource.project(), world, world);
    TlcResult alone = run.withWorkers(2).run();
    int port = freePort();
    try (Joined one = join(Kind.WORKER, port);
        Joined other = join(Kind.WORKER, port)) {
      TlcResult result = check(run, port, report -> {});
      one.await();
      other.await();

      assertThat(result.verdict()).isEqualTo(TlcVerdict.HOLDS);
      assertThat(result.distinctStates()).isEqualTo(alone.distinctStates()).isPositive();
    }
  }

  /** The seed is the number of the repetition. */
  @Tag("fleet")
  @RepeatedTest(10)
  void workerThatIsLostAtAnyMomentAndOneThatComesLateChangeNothing(RepetitionInfo repetition)
      throws Exception {
    int milliseconds = new Random(repetition.getCurrentRepetition()).nextInt(6000);
    int port = freePort();
    AtomicReference<Joined> other = new AtomicReference<>(join(Kind.WORKER, port));
    try (Joined stays = join(Kind.WORKER, port)) {
      CompletableFuture<Void> change =
          CompletableFuture.runAsync(
              () -> other.getAndSet(join(Kind.WORKER, port)).close(),
              CompletableFuture.delayedExecutor(milliseconds, TimeUnit.MILLISECONDS));
      TlcResult result = check(Grids.run(MANY_COUNTS), port, report -> {});
      change.join();

      assertThat(result.verdict()).as(events.toString()).isEqualTo(TlcVerdict.HOLDS);
      assertThat(result.distinctStates()).isEqualTo(Grids.states(MANY_COUNTS));
      assertThat(stays).isNotNull();
    } finally {
      other.get().close();
    }
  }

  @Tag("fleet")
  @Test
  void lostServerGoesOnFromItsCheckpoint() throws Exception {
    Path states = folder.resolve("grid");
    TlcRun run = Grids.run(MANY_COUNTS);
    int port = freePort();
    Thread runner = Thread.currentThread();
    AtomicLong before = new AtomicLong();
    try (Joined worker = join(Kind.WORKER, port)) {
      assertThatThrownBy(
              () ->
                  check(
                      run.withStates(new TlcStates(states, Duration.ofMillis(1), false, 4000)),
                      port,
                      report -> {
                        before.set(report.distinctStates());
                        if (report.distinctStates() > 1000) {
                          runner.interrupt();
                        }
                      }))
          .isInstanceOf(InterruptedException.class);
      assertThat(worker).isNotNull();
    }
    int other = freePort();
    try (Joined worker = join(Kind.WORKER, other)) {
      TlcResult result =
          check(
              run.withStates(new TlcStates(states, Duration.ofMinutes(10), true, 4000)),
              other,
              report -> {});

      assertThat(before.get()).isBetween(1001L, Grids.states(MANY_COUNTS) - 1);
      assertThat(result.verdict()).isEqualTo(TlcVerdict.HOLDS);
      assertThat(result.distinctStates()).isEqualTo(Grids.states(MANY_COUNTS));
      assertThat(worker).isNotNull();
    }
    assertThat(states).doesNotExist();
  }
}
