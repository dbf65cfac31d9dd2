package helloagain.refinement.graph;

import helloagain.flight.Credentials;
import helloagain.message.Bytes;
import helloagain.message.Certificate;
import helloagain.message.CertificateRequest;
import helloagain.message.CertificateVerify;
import helloagain.message.EncryptedExtensions;
import helloagain.message.Finished;
import helloagain.message.HandshakeMessage;
import helloagain.refinement.FlightProjection;
import helloagain.refinement.PeerProjection;
import helloagain.refinement.Tla;
import helloagain.signature.PeerKey;
import helloagain.signature.Signatures;
import helloagain.spec.TlaRecord;
import java.util.List;

/**
 * Projects the messages of both flights to the records of {@code FlightRules.tla}. A signature or a
 * MAC becomes the record of the key, the side and the messages with which it verifies: of all keys
 * that there are, and of the messages that it should be over, or that somebody may think of instead
 * ({@code OverFault}). One that verifies with none becomes a record that no state of the
 * specification has.
 */
final class FlightMessages {
  private static final TlaRecord WRONG = Tla.message("neither signature nor MAC of anything");

  private final PeerProjection peers;

  FlightMessages(SeenMessages seen) {
    this.peers = new PeerProjection(seen);
  }

  /**
   * Projects a message of a flight.
   *
   * @param before the messages before it, if it is in its place
   */
  TlaRecord project(HandshakeMessage message, FlightKeys keys, List<Bytes> before) {
    if (message instanceof EncryptedExtensions extensions) {
      return Tla.record(
          "type",
          "encrypted_extensions",
          "extensions",
          FlightProjection.names(extensions.extensions()));
    }
    if (message instanceof CertificateRequest request) {
      return FlightProjection.request(request);
    }
    if (message instanceof Certificate certificate) {
      return Tla.record(
          "type",
          "certificate",
          "context",
          FlightProjection.context(certificate.certificateRequestContext()),
          "chain",
          Tla.sequence(
              certificate.certificateList(),
              entry -> Tla.string(FlightNames.name(entry.certData()))),
          "extensions",
          FlightProjection.names(
              certificate.certificateList().stream()
                  .flatMap(entry -> entry.extensions().stream())
                  .toList()));
    }
    if (message instanceof CertificateVerify verify) {
      return Tla.record(
          "type",
          "certificate_verify",
          "scheme",
          verify.algorithm().name(),
          "signature",
          signature(verify, keys, before));
    }
    return message instanceof Finished finished
        ? Tla.record("type", "finished", "mac", mac(finished, keys, before))
        : Tla.message(message.type().name());
  }

  private TlaRecord signature(CertificateVerify verify, FlightKeys keys, List<Bytes> before) {
    for (List<Bytes> over : Overs.of(keys.hellos(), before)) {
      for (Credentials owner : FlightNames.owners()) {
        for (Side side : Side.values()) {
          if (isBy(owner.key().publicKey(), verify, side, keys.hashOf(over))) {
            return Tla.record(
                "key",
                FlightNames.name(owner.chain().get(0)),
                "over",
                peers.transcript(over),
                "scheme",
                verify.algorithm().name(),
                "side",
                side.title());
          }
        }
      }
    }
    return WRONG;
  }

  /** What claims a scheme that the key has not is made by {@link ToSign#SCHEME}. */
  private static boolean isBy(PeerKey key, CertificateVerify verify, Side side, Bytes hash) {
    return Signatures.check(
            key,
            key.admits(verify.algorithm()) ? verify.algorithm() : ToSign.SCHEME,
            side.signer().content(hash),
            verify.signature())
        .isEmpty();
  }

  private TlaRecord mac(Finished finished, FlightKeys keys, List<Bytes> before) {
    for (List<Bytes> over : Overs.of(keys.hellos(), before)) {
      for (boolean withPsk : new boolean[] {true, false}) {
        for (Side side : Side.values()) {
          if (finished.verifyData().equals(keys.verifyData(withPsk, side, over))) {
            return Tla.record(
                "key",
                FlightProjection.handshakeKey(keys.peer(), withPsk),
                "side",
                side.title(),
                "over",
                peers.transcript(over));
          }
        }
      }
    }
    return WRONG;
  }
}
