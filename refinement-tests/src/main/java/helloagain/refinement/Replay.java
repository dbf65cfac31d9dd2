package helloagain.refinement;

/** Makes the run of a trace again, in the reference and in the specification. */
public final class Replay {
  private Replay() {}

  /**
   * Replays a trace.
   *
   * @throws IllegalArgumentException if a move of the trace is not possible where it stands
   */
  public static Verdict replay(Judges judges, Reference reference, Trace trace) {
    LockStep run = LockStep.of(judges, reference, trace);
    run.make(trace, () -> {});
    return Verdict.of(trace, run);
  }
}
