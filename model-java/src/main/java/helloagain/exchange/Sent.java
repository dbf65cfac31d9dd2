package helloagain.exchange;

import helloagain.message.Alert;
import helloagain.message.Bytes;
import helloagain.message.HandshakeMessage;
import helloagain.rule.Profile;
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

  /**
   * Says that application data is sent.
   *
   * @param data its octets
   * @param early whether it goes under the keys of early data
   */
  record DataSent(Bytes data, boolean early) implements Sent {}

  /** Says that an alert is sent. */
  record AlertSent(Alert alert) implements Sent {}

  /** Does as {@link #of(HandshakeMessage, Profile)} with RFC 8446. */
  static HandshakeSent of(HandshakeMessage message) {
    return of(message, Profile.RFC8446);
  }

  /**
   * Makes the sending of a message in the octets that the codec gives it.
   *
   * @throws IllegalArgumentException if the grammar has no octets for it
   */
  static HandshakeSent of(HandshakeMessage message, Profile profile) {
    return new HandshakeSent(message, HandshakeCodec.encode(message, profile));
  }
}
