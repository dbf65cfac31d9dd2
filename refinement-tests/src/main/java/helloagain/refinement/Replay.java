package helloagain.refinement;

import helloagain.spec.SpecState;
import java.util.Optional;
import java.util.function.BooleanSupplier;

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
    JudgedRun run = run(judges, reference, trace);
    if (run.violatedInvariants().isEmpty()) {
      follow(run, trace, () -> run.violatedInvariants().isEmpty());
    }
    return Verdict.of(trace, run);
  }

  /**
   * Makes a run again that was made. Each of its moves is possible; where one is not, the reference
   * has not done what it did before, which is a difference.
   */
  public static Verdict again(Judges judges, Reference reference, Trace trace) {
    JudgedRun run = run(judges, reference, trace);
    if (!run.violatedInvariants().isEmpty()) {
      return Verdict.of(trace, run);
    }
    Optional<String> complaint = moves(run, trace, () -> run.violatedInvariants().isEmpty());
    Verdict verdict = Verdict.of(trace, run);
    return complaint.isEmpty() ? verdict : verdict.differing(complaint.orElseThrow());
  }

  private static JudgedRun run(Judges judges, Reference reference, Trace trace) {
    return trace
        .flight()
        .<JudgedRun>map(flight -> FlightLockStep.of(judges, reference, trace, flight))
        .orElseGet(() -> LockStep.of(judges, reference, trace));
  }

  /** Lets the reference make the run of a trace, as far as its moves are possible. */
  static Recording record(Judges judges, Reference reference, Trace trace) {
    LockStep run = LockStep.unjudged(judges, reference, trace);
    SpecState start = run.spec();
    Optional<String> complaint = moves(run, trace, () -> true);
    return new Recording(
        trace, RecordedRun.of(start, trace, run.events(), run.moves().size()), complaint);
  }

  /**
   * Makes the moves of a trace, up to the first on which reference and specification differ.
   *
   * @param goesOn is asked after each move on which they agree
   * @throws ImpossibleMoveException if a move of the trace is not possible where it stands
   */
  public static void follow(JudgedRun run, Trace trace, BooleanSupplier goesOn) {
    moves(run, trace, goesOn)
        .ifPresent(
            complaint -> {
              throw new ImpossibleMoveException(complaint);
            });
  }

  /** Returns what is wrong with the first move that is not possible. */
  private static Optional<String> moves(JudgedRun run, Trace trace, BooleanSupplier goesOn) {
    for (Move move : trace.moves()) {
      if (!run.isPossible(move)) {
        return Optional.of(
            String.format(
                "move %d (%s) is not possible here",
                run.moves().size() + 1, move.getClass().getSimpleName()));
      }
      if (!run.apply(move) || !goesOn.getAsBoolean()) {
        break;
      }
    }
    return Optional.empty();
  }
}
