package helloagain.refinement;

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
}
