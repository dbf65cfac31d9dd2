package helloagain.live;

import helloagain.message.AlertDescription;
import helloagain.rule.Violation;

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
}
