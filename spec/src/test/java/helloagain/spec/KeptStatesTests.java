package helloagain.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose states are kept, so that they can be interrupted and resumed. */
final class KeptStatesTests {
  /** TLC looks for the time of a checkpoint three seconds after its start, and then reports. */
  private static final int COUNTS = 110;

  @TempDir private Path folder;

  private TlcStates states(boolean resumes) {
    return new TlcStates(folder.resolve("grid"), Duration.ofMillis(1), resumes, 4000);
  }

  private void interrupted(TlcRun run) {
    Thread runner = Thread.currentThread();
    assertThatThrownBy(() -> run.withStates(states(false)).run(report -> runner.interrupt()))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void interruptedRunGoesOnFromItsCheckpointAndFindsTheSameStates() throws Exception {
    TlcRun run = Grids.run(COUNTS).withWorkers(2);
    interrupted(run);

    TlcResult resumed = run.withStates(states(true)).run();

    assertThat(resumed.verdict()).isEqualTo(TlcVerdict.HOLDS);
    assertThat(resumed.distinctStates()).isEqualTo(Grids.states(COUNTS));
    assertThat(folder.resolve("grid")).doesNotExist();
  }

  @Test
  void runThatIsViolatedBehindACheckpointSaysSoWhenItIsResumed() throws Exception {
    TlcRun run = Grids.run(COUNTS, "INVARIANT NotAtTheEnd");
    interrupted(run);

    TlcResult resumed = run.withStates(states(true)).run();

    assertThat(resumed.verdict()).isEqualTo(TlcVerdict.INVARIANT);
    assertThat(resumed.violated()).isEqualTo("NotAtTheEnd");
    assertThat(resumed.counterexample()).hasSize(3 * (COUNTS - 1) + 1);
  }

  @Test
  void checkpointOfAnotherSpecificationIsNotResumed() throws Exception {
    Files.createDirectories(folder.resolve("grid/states"));
    Files.writeString(folder.resolve("grid/run"), "another");

    assertRefused(true, "grid has states of another specification or TLC; remove the folder");
  }

  @Test
  void statesOfARunThatHasNotEndedAreNotLost() throws Exception {
    Files.createDirectories(folder.resolve("grid"));
    Files.writeString(folder.resolve("grid/run"), "");

    assertRefused(false, "grid has states of a run that has not ended; resume it, or remove");
    assertThat(folder.resolve("grid/run")).exists();
  }

  @Test
  void whereNothingIsThereNothingIsResumed() {
    assertRefused(true, "there is nothing to resume in ");
  }

  @Test
  void runBeforeItsFirstCheckpointIsNotResumed() throws Exception {
    TlcRun run = Grids.run(2).withStates(states(false));
    run.keptStates();

    assertThatThrownBy(() -> run.withStates(states(true)).run())
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("grid has no checkpoint yet; remove the folder and start anew");
  }

  private void assertRefused(boolean resumes, String words) {
    assertThatThrownBy(() -> Grids.run(2).withStates(states(resumes)).run())
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(words);
  }

  @Test
  void runThatTakesMoreOfTheDiskThanItMayIsEndedAndKept() {
    TlcStates little = new TlcStates(folder.resolve("grid"), Duration.ofHours(1), false, 1);

    assertThatThrownBy(() -> Grids.run(COUNTS).withStates(little).run())
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("grid has grown beyond 1 MB; give it more room and resume");
    assertThat(folder.resolve("grid")).exists();
  }
}
