package helloagain.refinement.graph;

import helloagain.spec.TlaRecord;
import java.util.Optional;

/**
 * Holds where a peer stands, and its record. There is one object for each, so that identity is
 * equality.
 *
 * @param <S> the states of the peer's machine
 */
final class Peer<S> {
  private final Optional<S> state;
  private final TlaRecord value;

  /** Makes a peer; one without a machine is hostile. */
  Peer(Optional<S> state, TlaRecord value) {
    this.state = state;
    this.value = value;
  }

  boolean isHostile() {
    return state.isEmpty();
  }

  /** Returns the state of the machine of a peer that is not hostile. */
  S state() {
    return state.orElseThrow();
  }

  TlaRecord value() {
    return value;
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
