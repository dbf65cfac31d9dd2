package helloagain.refinement;

import helloagain.exchange.Received;
import helloagain.exchange.Sent;
import helloagain.message.Alert;
import helloagain.message.Bytes;
import helloagain.rule.Profile;
import java.util.Optional;

/** What one peer puts on the connection and the other reads. */
public sealed interface Payload {
  /** What data stands for that says nothing. */
  Bytes SOME_DATA = Bytes.of((byte) 'd');

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

  /**
   * Carries application data; what it says does not matter.
   *
   * @param early whether it comes under the keys of early data
   */
  record Data(boolean early) implements Payload {}

  /** Takes what a peer sends. */
  static Payload of(Sent sent) {
    if (sent instanceof Sent.DataSent data) {
      return new Data(data.early());
    }
    return sent instanceof Sent.HandshakeSent handshake
        ? new Handshake(handshake.raw())
        : new AlertPayload(((Sent.AlertSent) sent).alert());
  }

  /** Takes what a peer received; of octets that were no message of their type nothing is kept. */
  static Optional<Payload> of(Received received) {
    if (received instanceof Received.HandshakeReceived handshake) {
      return Optional.of(new Handshake(handshake.raw()));
    }
    if (received instanceof Received.AlertReceived alert) {
      return Optional.of(new AlertPayload(alert.alert()));
    }
    if (received instanceof Received.DataReceived data) {
      return Optional.of(new Data(data.early()));
    }
    return received instanceof Received.TransportClosed
        ? Optional.of(new Close())
        : Optional.empty();
  }

  /** Reads the octets as a receiver does. */
  default Received received(Profile profile) {
    if (this instanceof Handshake handshake) {
      return Received.parse(handshake.raw(), profile);
    }
    if (this instanceof Data data) {
      return new Received.DataReceived(SOME_DATA, data.early());
    }
    return this instanceof AlertPayload alert
        ? new Received.AlertReceived(alert.alert())
        : new Received.TransportClosed();
  }
}
