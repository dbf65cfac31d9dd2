package helloagain.refinement.graph;

import helloagain.spec.TlaRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds where a peer of {@code Figure2.tla} stands.
 *
 * @param state the state of its machine
 * @param sent the application data that it has sent, in order; true for early data
 * @param read the application data that it has read, likewise
 * @param value its record
 * @param <S> the states of its machine
 */
record FlightPeer<S>(S state, List<Boolean> sent, List<Boolean> read, TlaRecord value) {
  /** Copies the lists. */
  FlightPeer {
    sent = List.copyOf(sent);
    read = List.copyOf(read);
  }

  static List<Boolean> more(List<Boolean> data, boolean early) {
    List<Boolean> longer = new ArrayList<>(data);
    longer.add(early);
    return longer;
  }
}
