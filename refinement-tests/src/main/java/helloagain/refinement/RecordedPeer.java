package helloagain.refinement;

import helloagain.exchange.Received;
import helloagain.spec.SpecModel;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaValue;
import java.util.List;

/**
 * The peer of a recorded handshake that keeps the rules, after ServerHello: its machine, and its
 * record in the words of {@code RecordedFlights.tla}. Confined to one run and one thread.
 */
interface RecordedPeer {
  /**
   * What it did.
   *
   * @param action the action
   * @param arguments those of the operator that judges it
   * @param sent what it has put on the connection
   */
  record Acted(String action, List<TlaValue> arguments, List<TlaRecord> sent) {
    /** Copies the lists. */
    public Acted {
      arguments = List.copyOf(arguments);
      sent = List.copyOf(sent);
    }
  }

  /** Returns its record. */
  TlaRecord value();

  /** Tells whether it reads what comes. */
  boolean reads();

  /** Tells whether it can do something by itself now, whatever the rules say. */
  boolean isPossible(Move.OfFlight move);

  /** Projects what the other peer sends, as it is read here and now. */
  TlaRecord project(Payload payload, Received received, SpecModel model);

  /**
   * Reads.
   *
   * @param value the record of what is read
   */
  Acted read(Received received, TlaRecord value);

  /** Does something by itself. */
  Acted act(Move.OfFlight move);
}
