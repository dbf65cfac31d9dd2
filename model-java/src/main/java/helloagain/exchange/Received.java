package helloagain.exchange;

import helloagain.message.Alert;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.HandshakeMessage;
import helloagain.rule.Profile;
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
  record AlertReceived(Alert alert) implements Received {
    /**
     * Tells whether the receiver goes on reading: after user_canceled until close_notify (RFC 9846,
     * 6.1, ALERT-20). In RFC 8446 any alert is the end.
     */
    public boolean leavesOpen(Profile profile) {
      return profile == Profile.RFC9846
          && alert.description().equals(AlertDescription.USER_CANCELED);
    }
  }

  /**
   * Says that application data came.
   *
   * @param data its octets, possibly none
   * @param early whether it came under the keys of early data
   */
  record DataReceived(Bytes data, boolean early) implements Received {}

  /** Says that the transport ended. */
  record TransportClosed() implements Received {}

  /** Does as {@link #parse(Bytes, Profile)} with RFC 8446. */
  static Received parse(Bytes raw) {
    return parse(raw, Profile.RFC8446);
  }

  /**
   * Reads the octets of one handshake message, header included. Of messages that are no hello the
   * body stays unread until {@link #due}.
   */
  static Received parse(Bytes raw, Profile profile) {
    return of(HandshakeCodec.decode(raw, profile), raw);
  }

  private static Received of(Decoded<HandshakeMessage> decoded, Bytes raw) {
    if (decoded instanceof Decoded.Malformed<HandshakeMessage> malformed) {
      return new Unparsable(malformed.failure());
    }
    return new HandshakeReceived(decoded.orElseThrow(), raw);
  }

  /**
   * Reads the body of a message whose type the receiver awaits; octets that do not have its form
   * are {@link Unparsable}. For a message that is not awaited this must not be asked: it is
   * unexpected whatever its body.
   *
   * @param hashLength the octets in a hash of the selected suite
   */
  static Received due(HandshakeReceived received, Profile profile, int hashLength) {
    return of(HandshakeCodec.decodeDue(received.raw(), profile, hashLength), received.raw());
  }

  /** Makes what the other peer receives of something sent. */
  static Received of(Sent sent) {
    if (sent instanceof Sent.HandshakeSent handshake) {
      return new HandshakeReceived(handshake.message(), handshake.raw());
    }
    if (sent instanceof Sent.DataSent data) {
      return new DataReceived(data.data(), data.early());
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
