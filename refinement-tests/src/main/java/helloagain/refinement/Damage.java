package helloagain.refinement;

import helloagain.refinement.LockStep.Event;
import helloagain.spec.SpecState;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Lists what is done to a good run, so that the specification has to reject it at a known step. */
enum Damage {
  /** Before the first step a peer names a rule that there is not: not of its type. */
  START {
    @Override
    Optional<Damaged> to(Judges judges, RecordedRun run) {
      String peer = run.start().get("client").equals(PeerProjection.HOSTILE) ? "server" : "client";
      Map<String, TlaValue> variables = new HashMap<>(run.start().variables());
      variables.put(peer, run.start().get(peer).asRecord().with("rule", Tla.string("planted")));
      SpecState start = judges.of(run.profile()).state(variables);
      return Optional.of(new Damaged(new RecordedRun(start, run.events(), run.profile()), 0));
    }
  },
  /** A peer is in a state to which no step of it leads. */
  STATE {
    @Override
    Optional<Damaged> to(Judges judges, RecordedRun run) {
      return lastStep(
          run,
          Damage::isOfPeer,
          event ->
              withState(
                  event,
                  event
                      .state()
                      .with(
                          "state",
                          Tla.string(stateOf(event).equals("START") ? "CLOSED" : "START"))));
    }
  },
  /** A hello is read that was not sent: its random is another. */
  MESSAGE {
    @Override
    Optional<Damaged> to(Judges judges, RecordedRun run) {
      return lastStep(
          run,
          event ->
              isOfPeer(event) && reads(event) && event.message().orElse(Tla.NONE).has("random"),
          event ->
              new Event(
                  event.move(),
                  event.action(),
                  event.message().map(hello -> hello.with("random", Tla.string("planted"))),
                  event.sent(),
                  event.state()));
    }
  },
  /** A peer sends nothing where it has to. */
  SENT {
    @Override
    Optional<Damaged> to(Judges judges, RecordedRun run) {
      return lastStep(
          run,
          event -> isOfPeer(event) && !event.sent().isEmpty(),
          event ->
              new Event(event.move(), event.action(), event.message(), List.of(), event.state()));
    }
  },
  /** A step goes by the name of another action, which is not possible where it stands. */
  ACTION {
    @Override
    Optional<Damaged> to(Judges judges, RecordedRun run) {
      return lastStep(
          run,
          event -> OTHER_ACTION.containsKey(event.action()),
          event ->
              new Event(
                  event.move(),
                  OTHER_ACTION.getOrDefault(event.action(), RecordedRun.NO_ACTION),
                  event.message(),
                  event.sent(),
                  event.state()));
    }
  },
  /** A peer aborts with an alert that no rule permits. */
  ALERT {
    @Override
    Optional<Damaged> to(Judges judges, RecordedRun run) {
      TlaValue alert = Tla.string("user_canceled");
      return lastStep(
          run,
          event -> stateOf(event).equals("ABORTED") && !event.state().get("alert").equals(alert),
          event -> withState(event, event.state().with("alert", alert)));
    }
  },
  /** The first step is left out, so that the next one finds nothing to read. */
  LEFT_OUT {
    @Override
    Optional<Damaged> to(Judges judges, RecordedRun run) {
      int steps = run.events().size();
      return steps < 2
          ? Optional.empty()
          : Optional.of(new Damaged(withEvents(run, run.events().subList(1, steps)), 1));
    }
  },
  /** The last step is taken once more. */
  PROLONGED {
    @Override
    Optional<Damaged> to(Judges judges, RecordedRun run) {
      int steps = run.events().size();
      if (steps == 0) {
        return Optional.empty();
      }
      List<Event> events = new ArrayList<>(run.events());
      events.add(events.get(steps - 1));
      return Optional.of(new Damaged(withEvents(run, events), steps + 1));
    }
  };

  /** Each action with one whose guard excludes it, or that leaves the peer otherwise. */
  private static final Map<String, String> OTHER_ACTION =
      Map.ofEntries(
          Map.entry("ClientSendsFirstHello", "ClientRetries"),
          Map.entry("ClientRetries", "ClientAccepts"),
          Map.entry("ClientAccepts", "ClientRetries"),
          Map.entry("ClientAborts", "ClientCloses"),
          Map.entry("ClientCloses", "ClientAborts"),
          Map.entry("ClientReadsOn", "ClientCloses"),
          Map.entry("ServerRetries", "ServerAcceptsFirst"),
          Map.entry("ServerAcceptsFirst", "ServerRetries"),
          Map.entry("ServerAcceptsSecond", "ServerAcceptsFirst"),
          Map.entry("ServerAborts", "ServerCloses"),
          Map.entry("ServerCloses", "ServerAborts"),
          Map.entry("ServerReadsOn", "ServerCloses"));

  /**
   * Holds a damaged run.
   *
   * @param run the run
   * @param step the step at which it is damaged, counted from 1; 0 is before the first one
   */
  record Damaged(RecordedRun run, int step) {}

  /** Damages a run; nothing if there is no place for it. */
  abstract Optional<Damaged> to(Judges judges, RecordedRun run);

  private static Optional<Damaged> lastStep(
      RecordedRun run, Predicate<Event> fits, UnaryOperator<Event> edit) {
    for (int i = run.events().size() - 1; i >= 0; i--) {
      if (fits.test(run.events().get(i))) {
        List<Event> events = new ArrayList<>(run.events());
        events.set(i, edit.apply(events.get(i)));
        return Optional.of(new Damaged(withEvents(run, events), i + 1));
      }
    }
    return Optional.empty();
  }

  private static RecordedRun withEvents(RecordedRun run, List<Event> events) {
    return new RecordedRun(run.start(), events, run.profile());
  }

  private static Event withState(Event event, TlaRecord state) {
    return new Event(event.move(), event.action(), event.message(), event.sent(), state);
  }

  private static boolean isOfPeer(Event event) {
    return !event.state().equals(PeerProjection.HOSTILE);
  }

  private static boolean reads(Event event) {
    return event.move() instanceof Move.ClientReads || event.move() instanceof Move.ServerReads;
  }

  private static String stateOf(Event event) {
    return event.state().get("state").asString();
  }
}
