package helloagain.spec;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Says where a run of TLC keeps its states, so that it can be resumed.
 *
 * @param folder the folder, which belongs to this run alone; it is removed when the run has an
 *     answer
 * @param checkpoints how long it goes on at least between two checkpoints; TLC looks for the time
 *     once a minute
 * @param resumes whether the run goes on from the last checkpoint in the folder
 * @param mostMegabytes how large the folder may grow
 */
public record TlcStates(Path folder, Duration checkpoints, boolean resumes, long mostMegabytes) {
  /** Checks the numbers. */
  public TlcStates {
    if (checkpoints.isNegative() || checkpoints.isZero() || mostMegabytes < 1) {
      throw new IllegalArgumentException(checkpoints + ", " + mostMegabytes + " MB");
    }
  }
}
