package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import helloagain.spec.SpecSource;
import helloagain.spec.TlcProgress;
import helloagain.spec.TlcResult;
import helloagain.spec.TlcVerdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class CheckRunnerTests {
  private static final List<World> WORLDS =
      List.of(Results.world("A", 5), Results.world("B", 50), Results.world("C", 20));

  private final SpecSource source =
      SpecSource.classPath("toy-worlds/")
          .with("MCA.cfg", "INVARIANT X")
          .with("MCB.cfg", "PROPERTIES Y Z")
          .with("MCC.cfg", "PROPERTIES Z");

  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

  @Test
  void longestIsCheckedFirstAndResultsComeInTheirOrder() throws InterruptedException {
    List<WorldResult> results =
        run(
            1,
            (files, module, config, progress) -> {
              progress.accept(new TlcProgress(1, 2, 3, 4));
              return Results.tlc(TlcVerdict.HOLDS, "", module.equals("MCA") ? 5 : 50);
            });

    assertThat(results).extracting(r -> r.world().name()).containsExactly("A", "B", "C");
    assertThat(results).extracting(WorldResult::properties).containsExactly(1, 2, 1);
    assertThat(results.get(1).asExpected()).isTrue().isNotEqualTo(results.get(2).asExpected());
    assertThat(heard)
        .containsExactly(
            "B starts",
            "B 3",
            "B holds",
            "C starts",
            "C 3",
            "C holds",
            "A starts",
            "A 3",
            "A holds");
  }

  @Test
  void violatedPropertyIsNamedByCheckingItAlone() throws InterruptedException {
    List<WorldResult> results =
        run(
            2,
            (files, module, config, progress) ->
                Results.tlc(
                    config.equals("MCB") || config.equals("MCBOnlyY")
                        ? TlcVerdict.PROPERTY
                        : TlcVerdict.HOLDS,
                    "",
                    1));

    assertThat(results).extracting(WorldResult::violated).containsExactly("", "Y", "");
    assertThat(results.get(1).difference()).isEqualTo("expected holds, got violated (Y)");
  }

  @Test
  void everyViolationHasAName() throws InterruptedException {
    assertThat(violated(TlcVerdict.DEADLOCK)).isEqualTo("deadlock");
    assertThat(violated(TlcVerdict.ASSUMPTION)).isEqualTo("an ASSUME");
    assertThat(violated(TlcVerdict.ASSERTION)).isEqualTo("an Assert");
    assertThat(violated(TlcVerdict.INVARIANT)).isEqualTo("TlcsName");
  }

  @Test
  void specificationThatDoesNotParseIsUnusableInput() {
    assertFails(
        Results.failed(TlcVerdict.PARSE, 150, "Toy, line 3: unknown operator"),
        ExitCode.INPUT_UNUSABLE,
        "A: TLC gave no answer (exit 150): Toy, line 3: unknown operator");
  }

  @Test
  void failureOfTlcIsAFailureOfTheEnvironment() {
    assertFails(
        Results.failed(TlcVerdict.FAILURE, 1, "Java ran out of memory.", "Give it more."),
        ExitCode.ENVIRONMENT_FAILED,
        "A: TLC gave no answer (exit 1): Java ran out of memory. Give it more.");
  }

  @Test
  void tlcDoesNotBlameTheSpecificationForAFullDisk() {
    assertFails(
        Results.failed(
            TlcVerdict.FAILURE,
            255,
            "TLC threw an unexpected exception.",
            "This was probably caused by an error in the spec or model.",
            "See the User Output or TLC Console for clues to what happened.",
            "The exception was a java.io.IOException",
            ": No space left on device"),
        ExitCode.ENVIRONMENT_FAILED,
        "A: TLC gave no answer (exit 255): The exception was a java.io.IOException"
            + " : No space left on device");
  }

  @Test
  void tlcThatWasEndedBySignalMeansInterrupted() {
    assertThatThrownBy(
            () -> run(1, (f, m, c, p) -> Results.failed(TlcVerdict.FAILURE, 130, "ended")))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void firstFailureEndsTheOthers() {
    CountDownLatch isRunning = new CountDownLatch(1);
    AtomicInteger ended = new AtomicInteger();

    assertThatThrownBy(
            () ->
                run(
                    2,
                    (files, module, config, progress) -> {
                      if (module.equals("MCB")) {
                        waitForEver(isRunning, ended);
                      }
                      isRunning.await();
                      return Results.failed(TlcVerdict.FAILURE, 1, "no space");
                    }))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no space");
    assertThat(ended).hasValue(1);
    assertThat(heard).noneMatch(line -> line.endsWith("holds"));
  }

  @Test
  void interruptEndsAllAndWaitsForThem() throws InterruptedException {
    CountDownLatch areRunning = new CountDownLatch(2);
    AtomicInteger ended = new AtomicInteger();
    List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
    Thread checking =
        new Thread(
            () -> {
              try {
                run(2, (files, module, config, progress) -> waitForEver(areRunning, ended));
              } catch (InterruptedException e) {
                thrown.add(e);
              }
            });
    checking.start();
    areRunning.await();

    checking.interrupt();
    checking.join();

    assertThat(thrown).hasSize(1);
    assertThat(ended).hasValue(2);
  }

  private static TlcResult waitForEver(CountDownLatch isRunning, AtomicInteger ended)
      throws InterruptedException {
    try {
      isRunning.countDown();
      new CountDownLatch(1).await();
      throw new IllegalStateException("nobody counts down");
    } finally {
      ended.incrementAndGet();
    }
  }

  private String violated(TlcVerdict verdict) throws InterruptedException {
    return run(1, (f, m, c, p) -> Results.tlc(verdict, "TlcsName", 1)).get(0).violated();
  }

  private void assertFails(TlcResult result, ExitCode exitCode, String line) {
    assertThatThrownBy(
            () ->
                CheckRunner.run(
                    WORLDS.subList(0, 1), source, (f, m, c, p) -> result, 1, progress()))
        .isInstanceOf(UserError.class)
        .hasMessage(line)
        .extracting(e -> ((UserError) e).exitCode())
        .isEqualTo(exitCode);
  }

  private List<WorldResult> run(int parallel, ModelChecker checker) throws InterruptedException {
    return CheckRunner.run(WORLDS, source, checker, parallel, progress());
  }

  private CheckProgress progress() {
    return new CheckProgress() {
      @Override
      public void started(World world) {
        heard.add(world.name() + " starts");
      }

      @Override
      public void reported(World world, TlcProgress progress) {
        heard.add(world.name() + " " + progress.distinctStates());
      }

      @Override
      public void finished(WorldResult result) {
        heard.add(result.world().name() + " " + result.outcome().word());
      }

      @Override
      public void told(String line) {}

      @Override
      public void replayed(long traces) {
        heard.add(traces + " traces");
      }

      @Override
      public void close() {
        heard.add("end");
      }
    };
  }
}
