package helloagain.exchange;

import helloagain.message.Alert;
import helloagain.message.Bytes;
import helloagain.message.HandshakeMessage;
import helloagain.wire.HandshakeCodec;

/** Tells what a peer sends. */
public sealed interface Sent extends Event {
  /**
   * Says that a handshake message is sent.
   *
   * @param message the message
   * @param raw its octets with the header of 4
   */
  record HandshakeSent(HandshakeMessage message, Bytes raw) implements Sent {}

  /** Says that an alert is sent. */
  record AlertSent(Alert alert) implements Sent {}

  /** Makes the sending of a message in the octets that the codec gives it. */
  static HandshakeSent of(HandshakeMessage message) {
    return new HandshakeSent(message, HandshakeCodec.encode(message));
  }
}
