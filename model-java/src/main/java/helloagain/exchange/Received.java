package helloagain.exchange;

import helloagain.message.Alert;
import helloagain.message.Bytes;
import helloagain.message.HandshakeMessage;
import helloagain.wire.DecodeFailure;
import helloagain.wire.Decoded;
import helloagain.wire.HandshakeCodec;

/** Tells what reached a peer. */
public sealed interface Received extends Event {
  /**
   * Says that a handshake message came.
   *
   * @param message the message
   * @param raw its octets with the header of 4, which the transcript keeps as they came
   */
  record HandshakeReceived(HandshakeMessage message, Bytes raw) implements Received {}

  /** Says that octets came that are no message of their type. */
  record Unparsable(DecodeFailure failure) implements Received {}

  /** Says that an alert came. */
  record AlertReceived(Alert alert) implements Received {}

  /** Says that the transport ended. */
  record TransportClosed() implements Received {}

  /** Reads the octets of one handshake message, header included. */
  static Received parse(Bytes raw) {
    Decoded<HandshakeMessage> decoded = HandshakeCodec.decode(raw);
    if (decoded instanceof Decoded.Malformed<HandshakeMessage> malformed) {
      return new Unparsable(malformed.failure());
    }
    return new HandshakeReceived(decoded.orElseThrow(), raw);
  }

  /** Makes what the other peer receives of something sent. */
  static Received of(Sent sent) {
    if (sent instanceof Sent.HandshakeSent handshake) {
      return new HandshakeReceived(handshake.message(), handshake.raw());
    }
    return new AlertReceived(((Sent.AlertSent) sent).alert());
  }

  /**
   * Makes the receipt of a message in the octets that the codec gives it.
   *
   * @throws IllegalArgumentException if the grammar has no octets for it
   */
  static Received of(HandshakeMessage message) {
    return new HandshakeReceived(message, HandshakeCodec.encode(message));
  }
}
