package helloagain.refinement;

import helloagain.refinement.HostileMove.Edit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Makes runs of traces that were recorded with a peer of somebody else: as they are, and then with
 * damaged messages of that peer.
 */
final class RecordedTraces {
  private RecordedTraces() {}

  /**
   * Picks a trace: each one as it is first, and damaged from then on.
   *
   * @param traces the traces, at least one
   * @param number how many were picked before
   * @param random says what is damaged
   */
  static Trace pick(List<Trace> traces, long number, Random random) {
    Trace trace = traces.get((int) (number % traces.size()));
    return number < traces.size() ? trace : damaged(trace, random);
  }

  private static Trace damaged(Trace trace, Random random) {
    List<Integer> places =
        IntStream.range(0, trace.moves().size())
            .filter(place -> carried(trace.moves().get(place)) instanceof Payload.Handshake)
            .boxed()
            .toList();
    if (places.isEmpty()) {
      return trace;
    }
    int place = places.get(random.nextInt(places.size()));
    List<HostileMove.Kind> kinds = HostileMove.Kind.OF_OCTETS;
    Edit edit = new Edit(kinds.get(random.nextInt(kinds.size())), random.nextInt(0x10000));
    List<Move> moves = new ArrayList<>(trace.moves());
    Payload.Handshake whole = (Payload.Handshake) carried(moves.get(place));
    Payload broken = new Payload.Handshake(OctetDamage.of(whole.raw(), List.of(edit)));
    moves.set(
        place,
        moves.get(place) instanceof Move.ClientSends
            ? new Move.ClientSends(broken)
            : new Move.ServerSends(broken));
    return new Trace(trace.comment() + "; damaged: " + edit, trace.client(), trace.server(), moves);
  }

  /** Returns what a hostile peer sends, or the end of the transport for what is not sent. */
  private static Payload carried(Move move) {
    if (move instanceof Move.ClientSends sends) {
      return sends.payload();
    }
    return move instanceof Move.ServerSends sends ? sends.payload() : new Payload.Close();
  }

  /**
   * Makes the run; what is not possible any more, because the run has taken another way, is not.
   */
  static Verdict follow(Judges judges, Reference reference, Trace trace) {
    LockStep run =
        new LockStep(
            judges,
            reference,
            trace.client().map(ClientSetup::config),
            trace.server().map(ServerSetup::config));
    boolean same = true;
    for (Move move : trace.moves()) {
      if (same && run.isPossible(move)) {
        same = run.apply(move) && run.settle();
      }
    }
    return Verdict.of(new Trace(trace.comment(), trace.client(), trace.server(), run.moves()), run);
  }
}
