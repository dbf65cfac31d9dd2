package helloagain.live;

import helloagain.exchange.Received;
import helloagain.message.AlertDescription;
import helloagain.rule.Violation;
import java.util.Optional;

/** Says how a connection came out, as the reference saw it. */
public sealed interface Outcome {
  /** Both Finished were exchanged, and what was to be sent and read was. */
  record Completed() implements Outcome {}

  /** The reference has refused what came. */
  record Refused(Violation violation) implements Outcome {}

  /** The peer has sent an alert before the end of the handshake. */
  record RefusedByPeer(AlertDescription alert) implements Outcome {}

  /**
   * The connection was lost or given up.
   *
   * @param reason why, in one line
   */
  record Lost(String reason) implements Outcome {}

  /**
   * Says how a connection came out.
   *
   * @param refusal what the reference has refused, if it has
   * @param isDone whether all that was to be done was done
   * @param closedBy what ended the connection, if the peer did
   * @param lost what is said of it otherwise
   */
  static Outcome of(
      Optional<Violation> refusal, boolean isDone, Optional<Received> closedBy, String lost) {
    if (refusal.isPresent()) {
      return new Refused(refusal.orElseThrow());
    }
    if (isDone) {
      return new Completed();
    }
    return closedBy.orElse(null) instanceof Received.AlertReceived alert
        ? new RefusedByPeer(alert.alert().description())
        : new Lost(lost);
  }
}
