package helloagain.refinement.graph;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What can be wrong with a message of a flight, as in {@code HostileFlights.tla}.
 *
 * @param <M> the messages, or what they are made of
 */
@FunctionalInterface
interface FlightFault<M> {
  /** Puts the fault into a message; where it finds nothing to be wrong with, nothing changes. */
  M in(M message);

  /**
   * Returns a message with no fault, with one and so on, {@code Faulty}. Each is put in once and in
   * their order; what comes out unchanged has no fault.
   *
   * @param most how many faults there are at most, 0 or more
   */
  static <M> List<Set<M>> faulty(M message, List<? extends FlightFault<M>> faults, int most) {
    List<Set<M>> byNumber = new ArrayList<>();
    for (int number = 0; number <= most; number++) {
      byNumber.add(new LinkedHashSet<>());
    }
    addFaulty(message, faults, byNumber, 0);
    byNumber.forEach(made -> made.remove(message));
    byNumber.get(0).add(message);
    return byNumber;
  }

  private static <M> void addFaulty(
      M message, List<? extends FlightFault<M>> faults, List<Set<M>> byNumber, int number) {
    byNumber.get(number).add(message);
    for (int i = 0; number + 1 < byNumber.size() && i < faults.size(); i++) {
      addFaulty(
          faults.get(i).in(message), faults.subList(i + 1, faults.size()), byNumber, number + 1);
    }
  }
}
