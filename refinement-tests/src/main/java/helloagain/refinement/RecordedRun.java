package helloagain.refinement;

import helloagain.rule.Profile;
import helloagain.spec.SpecModel;
import helloagain.spec.SpecState;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaSequence;
import helloagain.spec.TlaValue;
import java.util.List;

/**
 * Holds what a run did in the terms of the specification alone, so that the specification can judge
 * it again without the reference.
 *
 * @param start the state of {@code Handshake.tla} before the first step
 * @param events the steps as they went
 * @param profile the document that the peers followed
 */
public record RecordedRun(SpecState start, List<LockStep.Event> events, Profile profile) {
  /** Copies the list. */
  public RecordedRun {
    events = List.copyOf(events);
  }

  /** Takes down a run that was made. */
  public static RecordedRun of(Judges judges, Verdict verdict) {
    LockStep unmade =
        new LockStep(
            judges,
            Reference.HELLO_AGAIN,
            verdict.trace().client().map(ClientSetup::config),
            verdict.trace().server().map(ServerSetup::config));
    return new RecordedRun(unmade.spec(), verdict.events(), verdict.trace().profile());
  }

  /** Returns the run as an element of {@code Traces}; see {@code MCTraces.tla}. */
  TlaRecord value() {
    return TlaRecord.of(start.variables()).with("steps", Tla.sequence(events, RecordedRun::step));
  }

  private static TlaRecord step(LockStep.Event event) {
    return Tla.record(
        "action", event.action(),
        "message", event.message().orElse(Tla.NONE),
        "peer", event.state());
  }

  /**
   * Tells whether the specification allows each step and has the peer that acted in the recorded
   * state after it.
   */
  boolean isAllowedBy(Judges judges) {
    SpecModel model = judges.of(profile);
    SpecState state = start;
    for (LockStep.Event event : events) {
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
      default ->
          reached
              .get(event.action().startsWith("Client") ? "client" : "server")
              .equals(event.state());
    };
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
