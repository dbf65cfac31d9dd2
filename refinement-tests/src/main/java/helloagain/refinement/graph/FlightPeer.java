package helloagain.refinement.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * Holds where a peer of {@code Figure2.tla} stands.
 *
 * @param state the state of its machine
 * @param sent the application data that it has sent, in order; true for early data
 * @param read the application data that it has read, likewise
 * @param <S> the states of its machine
 */
record FlightPeer<S>(S state, List<Boolean> sent, List<Boolean> read) {
  /** Copies the lists. */
  FlightPeer {
    sent = List.copyOf(sent);
    read = List.copyOf(read);
  }

  /** Returns a peer that has neither sent nor read data. */
  static <S> FlightPeer<S> at(S state) {
    return new FlightPeer<>(state, List.of(), List.of());
  }

  /** Returns the same peer somewhere else. */
  FlightPeer<S> movedTo(S next) {
    return new FlightPeer<>(next, sent, read);
  }

  /** Returns the peer after it has sent data. */
  FlightPeer<S> afterSending(S next, boolean early) {
    return new FlightPeer<>(next, more(sent, early), read);
  }

  /** Returns the peer after it has read data. */
  FlightPeer<S> afterReading(S next, boolean early) {
    return new FlightPeer<>(next, sent, more(read, early));
  }

  private static List<Boolean> more(List<Boolean> data, boolean early) {
    List<Boolean> longer = new ArrayList<>(data);
    longer.add(early);
    return longer;
  }
}
