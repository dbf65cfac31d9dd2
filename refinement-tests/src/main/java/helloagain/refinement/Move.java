package helloagain.refinement;

import java.util.Optional;

/** One thing that happens in a run: a peer acts by itself, reads, or is sent something. */
public sealed interface Move {
  /** The client sends its first ClientHello. */
  record ClientStarts() implements Move {}

  /** The client reads what is next on the connection. */
  record ClientReads() implements Move {}

  /** The server reads what is next on the connection. */
  record ServerReads() implements Move {}

  /** A hostile server sends. */
  record ServerSends(Payload payload) implements Move {}

  /** A hostile client sends. */
  record ClientSends(Payload payload) implements Move {}

  /**
   * What a peer that keeps the rules does by itself after ServerHello, or before it with early
   * data.
   */
  sealed interface OfFlight extends Move {}

  /** The server sends its flight (RFC 8446, A.2). */
  record ServerSendsFlight() implements OfFlight {}

  /** The server sends application data. */
  record ServerSendsData() implements OfFlight {}

  /** The client sends early data. */
  record ClientSendsEarlyData() implements OfFlight {}

  /** The client sends application data. */
  record ClientSendsData() implements OfFlight {}

  /** Tells whether the server acts. */
  default boolean isOfServer() {
    return this instanceof ServerReads
        || this instanceof ServerSends
        || this instanceof ServerSendsFlight
        || this instanceof ServerSendsData;
  }

  /** Tells whether a peer reads. */
  default boolean isReading() {
    return this instanceof ClientReads || this instanceof ServerReads;
  }

  /** Returns what a peer that keeps no rule sends, if the move is that. */
  default Optional<Payload> carried() {
    if (this instanceof ServerSends sends) {
      return Optional.of(sends.payload());
    }
    return this instanceof ClientSends sends ? Optional.of(sends.payload()) : Optional.empty();
  }
}
