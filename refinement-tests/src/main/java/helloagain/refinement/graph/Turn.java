package helloagain.refinement.graph;

import java.util.List;

/**
 * Holds what a party may make of what it reads.
 *
 * @param action the action of the specification
 * @param next where the party stands then
 * @param sent what it sends
 * @param <S> the states of the party's machine
 */
record Turn<S>(String action, Party<S> next, List<Packet> sent) {
  /** Copies the list. */
  Turn {
    sent = List.copyOf(sent);
  }
}
