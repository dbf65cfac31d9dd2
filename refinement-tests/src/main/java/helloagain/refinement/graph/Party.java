package helloagain.refinement.graph;

import helloagain.refinement.Tla;
import helloagain.spec.TlaRecord;

/**
 * Holds a peer of {@code Authenticated.tla}: where it stands in the hello exchange, and what came
 * after that. There is one object for each, so that identity is equality.
 *
 * @param <S> the states of the peer's machine
 */
final class Party<S> {
  private final Peer<S> peer;
  private final End end;
  private final TlaRecord value;

  /** Says how a handshake ended after the hellos, if it did. */
  enum End {
    /** It did not. */
    NONE("none"),
    /** {@code AfterFinished}: nothing is left to be read. */
    CONNECTED("none"),
    /** The server's signature did not verify (RFC 8446, 4.4.3). */
    BAD_SIGNATURE("SignatureVerifies"),
    /** The server's Finished did not verify (4.4.4). */
    BAD_SERVER_FINISHED("ServerFinishedVerifies"),
    /** The client's Finished did not verify (4.4.4). */
    BAD_CLIENT_FINISHED("ClientFinishedVerifies");

    private final String rule;

    End(String rule) {
      this.rule = rule;
    }
  }

  Party(Peer<S> peer, End end) {
    this.peer = peer;
    this.end = end;
    this.value =
        switch (end) {
          case NONE -> peer.value();
          case CONNECTED -> peer.value().with("state", Tla.string("CONNECTED"));
          default ->
              peer.value()
                  .with("state", Tla.string("ABORTED"))
                  .with("rule", Tla.string(end.rule))
                  .with("alert", Tla.string("decrypt_error"));
        };
  }

  /** Returns the peer in its hello exchange. */
  Peer<S> peer() {
    return peer;
  }

  /** Returns how the handshake ended after the hellos. */
  End end() {
    return end;
  }

  TlaRecord value() {
    return value;
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
