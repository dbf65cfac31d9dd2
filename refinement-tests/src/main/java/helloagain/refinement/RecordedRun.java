package helloagain.refinement;

import helloagain.rule.Profile;
import helloagain.spec.SpecModel;
import helloagain.spec.SpecState;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaSequence;
import helloagain.spec.TlaValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds what a run did in the terms of the specification alone, so that the specification can judge
 * it again without the reference.
 *
 * @param start the state of {@code Handshake.tla} before the first step
 * @param events the steps as they went
 * @param profile the document that the peers followed
 */
public record RecordedRun(SpecState start, List<LockStep.Event> events, Profile profile) {
  /** Stands for the action of a step in which the reference failed; the specification has none. */
  static final String NO_ACTION = "none";

  /** Copies the list. */
  public RecordedRun {
    events = List.copyOf(events);
  }

  /** Takes down a run that was made, with the last step also where that is not allowed. */
  public static RecordedRun of(Judges judges, Verdict verdict) {
    LockStep unmade =
        new LockStep(
            judges,
            Reference.HELLO_AGAIN,
            verdict.trace().client().map(ClientSetup::config),
            verdict.trace().server().map(ServerSetup::config));
    return of(unmade.spec(), verdict.trace(), verdict.events(), verdict.steps());
  }

  /**
   * Takes down a run.
   *
   * @param start the state before the first step
   * @param trace what was run
   * @param events the steps as they went
   * @param steps the moves that were made: one more if the reference failed in the last one
   */
  static RecordedRun of(SpecState start, Trace trace, List<LockStep.Event> events, int steps) {
    List<LockStep.Event> all = new ArrayList<>(events);
    if (steps > events.size()) {
      all.add(failure(start, events, trace.moves().get(events.size())));
    }
    return new RecordedRun(start, all, trace.profile());
  }

  /** A step that ends nowhere: its peer is as it was before. */
  private static LockStep.Event failure(SpecState start, List<LockStep.Event> events, Move failed) {
    String peer = failed instanceof Move.ServerReads ? "server" : "client";
    TlaRecord before = start.get(peer).asRecord();
    for (LockStep.Event event : events) {
      if (!event.state().equals(PeerProjection.HOSTILE) && peer.equals(actor(event))) {
        before = event.state();
      }
    }
    return new LockStep.Event(failed, NO_ACTION, Optional.empty(), List.of(), before);
  }

  /** Returns the run as an element of {@code Traces}; see {@code Trace.tla}. */
  TlaRecord value() {
    return TlaRecord.of(start.variables()).with("steps", Tla.sequence(events, RecordedRun::step));
  }

  private static TlaRecord step(LockStep.Event event) {
    return Tla.record(
        "action", event.action(),
        "reader", reader(event.move()),
        "message", event.message().orElse(Tla.NONE),
        "sent", Tla.sequence(event.sent(), sent -> sent),
        "peer", event.state());
  }

  private static String reader(Move move) {
    return move instanceof Move.ClientReads
        ? "client"
        : move instanceof Move.ServerReads ? "server" : "none";
  }

  /**
   * Tells whether the specification allows each step and has the peer that acted in the recorded
   * state after it.
   */
  boolean isAllowedBy(Judges judges) {
    SpecModel model = judges.of(profile);
    SpecState state = start;
    for (LockStep.Event event : events) {
      if (event.action().equals(NO_ACTION)) {
        return false;
      }
      List<SpecState> next =
          model.apply(operator(event), argument(event), state).stream()
              .filter(reached -> agrees(reached, event))
              .toList();
      if (next.isEmpty()) {
        return false;
      }
      state = next.get(0);
    }
    return true;
  }

  private static boolean agrees(SpecState reached, LockStep.Event event) {
    return switch (event.action()) {
      case "HostileServerSends", "HostileClientSends" -> true;
      default -> reached.get(actor(event)).equals(event.state());
    };
  }

  private static String actor(LockStep.Event event) {
    return event.action().startsWith("Client") ? "client" : "server";
  }

  private static String operator(LockStep.Event event) {
    return switch (event.action()) {
      case "ClientSendsFirstHello",
          "ClientRetries",
          "ServerRetries",
          "ServerAcceptsFirst",
          "ServerAcceptsSecond" ->
          event.action() + "With";
      default -> event.action();
    };
  }

  private static List<TlaValue> argument(LockStep.Event event) {
    return switch (event.action()) {
      case "ClientSendsFirstHello", "HostileServerSends", "HostileClientSends" ->
          List.of(event.message().orElse(Tla.NONE));
      case "ClientRetries" -> List.of(event.state().get("second"));
      case "ServerRetries" -> List.of(event.state().get("retry"));
      case "ServerAcceptsFirst", "ServerAcceptsSecond" -> List.of(event.state().get("reply"));
      default -> List.of();
    };
  }

  /** Returns the sequence of many runs. */
  static TlaSequence traces(List<RecordedRun> runs) {
    return Tla.sequence(runs, RecordedRun::value);
  }
}
