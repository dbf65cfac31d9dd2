package helloagain.refinement.graph;

import java.util.List;
import java.util.Set;
import java.util.function.ObjIntConsumer;

/**
 * Holds what a hostile peer can send to one that stands somewhere.
 *
 * @param hellos hellos that it takes
 * @param flight messages of a flight, with no fault, with one and so on
 * @param other what belongs to no flight
 */
record FlightMoves(List<Packet> hellos, List<Set<Packet>> flight, List<Packet> other) {
  /** Copies the lists. */
  FlightMoves {
    hellos = List.copyOf(hellos);
    flight = List.copyOf(flight);
    other = List.copyOf(other);
  }

  /** Returns the moves before ServerHello. */
  static FlightMoves ofHellos(List<Packet> hellos) {
    return new FlightMoves(hellos, List.of(), List.of());
  }

  /** Tells a receiver each message of a flight for which there are faults left, and how many. */
  void eachOfFlight(int faultsLeft, ObjIntConsumer<Packet> receiver) {
    for (int faults = 0; faults < flight.size() && faults <= faultsLeft; faults++) {
      for (Packet message : flight.get(faults)) {
        receiver.accept(message, faults);
      }
    }
  }
}
