package helloagain.refinement;

import java.util.List;
import java.util.Optional;

/** A run that the reference makes move by move, with a judgement of each. */
public interface JudgedRun {
  /** Tells whether the run is not over and the move can be made, whatever the rules say of it. */
  boolean isPossible(Move move);

  /**
   * Makes one move in both.
   *
   * @return false once reference and specification differ
   * @throws IllegalStateException if the move is not possible now, whatever the rules say
   */
  boolean apply(Move move);

  /** Returns the moves so far. */
  List<Move> moves();

  /** Returns the moves so far, as they went. */
  List<LockStep.Event> events();

  /** Returns the difference that ended the run, if one did. */
  Optional<Difference> difference();

  /** Returns the invariants of the specification that the last state breaks. */
  List<String> violatedInvariants();
}
