package helloagain.refinement;

import helloagain.spec.SpecState;
import java.util.Optional;

/** Makes the run of a trace again, in the reference and in the specification. */
public final class Replay {
  private Replay() {}

  /** Says that a move of a trace is not possible where it stands. */
  public static final class ImpossibleMoveException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private ImpossibleMoveException(String complaint) {
      super(complaint);
    }
  }

  /**
   * Holds a run that nobody has judged.
   *
   * @param trace what was run
   * @param run the steps of the reference
   * @param complaint what is wrong with the move after the last step, if that is not possible there
   */
  record Recording(Trace trace, RecordedRun run, Optional<String> complaint) {}

  /**
   * Replays a trace in lock-step, up to the first step on which reference and specification differ
   * or the first state that violates an invariant.
   *
   * @throws ImpossibleMoveException if a move of the trace is not possible where it stands
   */
  public static Verdict replay(Judges judges, Reference reference, Trace trace) {
    LockStep run =
        new LockStep(
            judges,
            reference,
            trace.client().map(ClientSetup::config),
            trace.server().map(ServerSetup::config));
    boolean goesOn = run.violatedInvariants().isEmpty();
    for (int i = 0; goesOn && i < trace.moves().size(); i++) {
      Move move = trace.moves().get(i);
      complaint(run, move).ifPresent(Replay::refuse);
      goesOn = run.apply(move) && run.violatedInvariants().isEmpty();
    }
    return Verdict.of(trace, run);
  }

  /** Lets the reference make the run of a trace, as far as its moves are possible. */
  static Recording record(Judges judges, Reference reference, Trace trace) {
    LockStep run = LockStep.unjudged(judges, reference, trace);
    SpecState start = run.spec();
    Optional<String> complaint = Optional.empty();
    boolean goesOn = true;
    for (int i = 0; goesOn && i < trace.moves().size(); i++) {
      complaint = complaint(run, trace.moves().get(i));
      goesOn = complaint.isEmpty() && run.apply(trace.moves().get(i));
    }
    return new Recording(
        trace, RecordedRun.of(start, trace, run.events(), run.moves().size()), complaint);
  }

  private static Optional<String> complaint(LockStep run, Move move) {
    return run.isPossible(move)
        ? Optional.empty()
        : Optional.of(
            String.format(
                "move %d (%s) is not possible here",
                run.moves().size() + 1, move.getClass().getSimpleName()));
  }

  private static void refuse(String complaint) {
    throw new ImpossibleMoveException(complaint);
  }
}
