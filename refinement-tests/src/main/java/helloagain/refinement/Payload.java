package helloagain.refinement;

import helloagain.exchange.Received;
import helloagain.exchange.Sent;
import helloagain.message.Alert;
import helloagain.message.Bytes;
import helloagain.rule.Profile;

/** What one peer puts on the connection and the other reads. */
public sealed interface Payload {
  /**
   * Carries a handshake message, well formed or not.
   *
   * @param raw the octets with the 4-byte header
   */
  record Handshake(Bytes raw) implements Payload {}

  /** Carries an alert. */
  record AlertPayload(Alert alert) implements Payload {}

  /** Ends the transport. */
  record Close() implements Payload {}

  /** Takes what a peer sends. */
  static Payload of(Sent sent) {
    return sent instanceof Sent.HandshakeSent handshake
        ? new Handshake(handshake.raw())
        : new AlertPayload(((Sent.AlertSent) sent).alert());
  }

  /** Reads the octets as a receiver does. */
  default Received received(Profile profile) {
    if (this instanceof Handshake handshake) {
      return Received.parse(handshake.raw(), profile);
    }
    return this instanceof AlertPayload alert
        ? new Received.AlertReceived(alert.alert())
        : new Received.TransportClosed();
  }
}
