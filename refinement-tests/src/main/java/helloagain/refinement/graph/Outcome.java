package helloagain.refinement.graph;

import java.util.List;

/**
 * Holds what a peer may make of what it reads.
 *
 * @param action the action of the specification
 * @param next where the peer stands then
 * @param sent what it sends
 * @param <S> the states of the peer's machine
 */
record Outcome<S>(String action, Peer<S> next, List<Packet> sent) {
  /** Copies the list. */
  Outcome {
    sent = List.copyOf(sent);
  }
}
