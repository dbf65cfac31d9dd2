package helloagain.refinement.graph;

import helloagain.exchange.Received;
import helloagain.message.Bytes;
import helloagain.message.HandshakeMessage;
import helloagain.message.HandshakeType;
import helloagain.message.OtherHandshake;
import java.util.Optional;

/** What follows the ServerHello, each side's as one message as in {@code Authenticated.tla}. */
sealed interface Letter {
  /** An Ed25519 signature has 64 octets (RFC 8032, 5.1.6). */
  int SIGNATURE_LENGTH = 64;

  /** Returns the message. To a machine of the hello exchange it is one that it does not await. */
  OtherHandshake message();

  /**
   * Holds what authenticates the server.
   *
   * @param signature the signature of its CertificateVerify (RFC 8446, 4.4.3)
   * @param verifyData the MAC of its Finished (4.4.4)
   */
  record Authentication(Bytes signature, Bytes verifyData) implements Letter {
    @Override
    public OtherHandshake message() {
      return new OtherHandshake(
          HandshakeType.CERTIFICATE_VERIFY, Bytes.concat(signature, verifyData));
    }
  }

  /**
   * Holds the client's Finished.
   *
   * @param verifyData its MAC (4.4.4)
   */
  record Finished(Bytes verifyData) implements Letter {
    @Override
    public OtherHandshake message() {
      return new OtherHandshake(HandshakeType.FINISHED, verifyData);
    }
  }

  /** Reads a packet, if it is one of these. */
  static Optional<Letter> in(Packet packet) {
    return packet.received() instanceof Received.HandshakeReceived handshake
        ? read(handshake.message())
        : Optional.empty();
  }

  private static Optional<Letter> read(HandshakeMessage message) {
    if (!(message instanceof OtherHandshake other)) {
      return Optional.empty();
    }
    Bytes body = other.body();
    if (other.type().equals(HandshakeType.FINISHED)) {
      return Optional.of(new Finished(body));
    }
    return other.type().equals(HandshakeType.CERTIFICATE_VERIFY) && body.size() >= SIGNATURE_LENGTH
        ? Optional.of(
            new Authentication(
                body.slice(0, SIGNATURE_LENGTH), body.slice(SIGNATURE_LENGTH, body.size())))
        : Optional.empty();
  }
}
