package helloagain.refinement;

import java.util.List;
import java.util.Optional;

/**
 * States how a replayed trace came out.
 *
 * @param trace the trace
 * @param steps the moves that were made
 * @param difference where reference and specification differ, if they do
 * @param violatedInvariants invariants of the specification that the last state breaks
 * @param events the moves as they went
 */
public record Verdict(
    Trace trace,
    int steps,
    Optional<Difference> difference,
    List<String> violatedInvariants,
    List<LockStep.Event> events) {
  /** Copies the lists. */
  public Verdict {
    violatedInvariants = List.copyOf(violatedInvariants);
    events = List.copyOf(events);
  }

  /** Tells whether reference and specification agree. */
  public boolean agrees() {
    return difference.isEmpty() && violatedInvariants.isEmpty();
  }

  /** Returns the verdict on a run that goes on otherwise than it went before. */
  Verdict differing(String observed) {
    return new Verdict(
        trace,
        steps,
        Optional.of(
            new Difference(steps + 1, "the run before", Optional.empty(), List.of(), observed)),
        List.of(),
        events);
  }

  /** Returns how many messages, alerts and pieces of data were read. */
  public int messages() {
    return (int) events.stream().filter(event -> event.move().isReading()).count();
  }

  /** Returns how many of the steps follow ServerHello, or are early data before it. */
  public int flightSteps() {
    return (int) events.stream().filter(event -> FlightActions.isOfFlight(event.action())).count();
  }

  static Verdict of(Trace trace, JudgedRun run) {
    return new Verdict(
        trace,
        run.moves().size(),
        run.difference(),
        run.difference().isPresent() ? List.of() : run.violatedInvariants(),
        run.events());
  }
}
