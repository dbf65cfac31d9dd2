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
    LockStep run =
        new LockStep(
            judges,
            reference,
            trace.client().map(ClientSetup::config),
            trace.server().map(ServerSetup::config));
    int number = 0;
    for (Move move : trace.moves()) {
      number++;
      if (!run.isPossible(move)) {
        throw new IllegalArgumentException(
            "move " + number + " (" + move.getClass().getSimpleName() + ") is not possible here");
      }
      if (!run.apply(move)) {
        break;
      }
    }
    return Verdict.of(trace, run);
  }
}
