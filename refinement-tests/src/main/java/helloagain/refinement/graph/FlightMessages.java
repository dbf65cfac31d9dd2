package helloagain.refinement.graph;

import helloagain.flight.Credentials;
import helloagain.message.Bytes;
import helloagain.message.Certificate;
import helloagain.message.CertificateRequest;
import helloagain.message.CertificateVerify;
import helloagain.message.EncryptedExtensions;
import helloagain.message.Extension;
import helloagain.message.Finished;
import helloagain.message.HandshakeMessage;
import helloagain.message.SignatureScheme;
import helloagain.refinement.PeerProjection;
import helloagain.refinement.Tla;
import helloagain.signature.PeerKey;
import helloagain.signature.Signatures;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaSequence;
import helloagain.spec.TlaSet;
import helloagain.spec.TlaValue;
import java.util.List;

/**
 * Projects the messages of both flights to the records of {@code FlightRules.tla}. A signature or a
 * MAC becomes the record of the key, the side and the messages with which it verifies: of all keys
 * that there are, and of the messages that it should be over, or that somebody may think of instead
 * ({@code OverFault}). One that verifies with none becomes a record that no state of the
 * specification has.
 */
final class FlightMessages {
  private static final String NONE = "none";
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
          "type", "encrypted_extensions", "extensions", names(extensions.extensions()));
    }
    if (message instanceof CertificateRequest request) {
      return request(request);
    }
    if (message instanceof Certificate certificate) {
      return Tla.record(
          "type",
          "certificate",
          "context",
          context(certificate.certificateRequestContext()),
          "chain",
          Tla.sequence(
              certificate.certificateList(),
              entry -> Tla.string(FlightNames.name(entry.certData()))),
          "extensions",
          names(
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

  /** Projects a CertificateRequest. */
  static TlaRecord request(CertificateRequest request) {
    return Tla.record(
        "type",
        "certificate_request",
        "context",
        context(request.certificateRequestContext()),
        "extensions",
        names(request.extensions()),
        "schemes",
        Tla.names(schemes(request.extensions()), SignatureScheme::name));
  }

  private static String context(Bytes context) {
    return context.isEmpty() ? "empty" : "other";
  }

  private static TlaSequence names(List<Extension> extensions) {
    return Tla.names(extensions, extension -> extension.type().name());
  }

  /** Returns what signature_algorithms lists. */
  static List<SignatureScheme> schemes(List<Extension> extensions) {
    return Extension.find(extensions, Extension.SignatureAlgorithms.class)
        .map(Extension.SignatureAlgorithms::schemes)
        .orElse(List.of());
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
                handshakeKey(keys.peer(), withPsk),
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

  /** {@code HandshakeKey}: from the PSK, the (EC)DHE secret, and the hellos. */
  private static TlaRecord handshakeKey(TlaRecord peer, boolean withPsk) {
    boolean retried = !peer.get("retry").equals(Tla.NONE);
    List<TlaValue> transcript = peer.get("transcript").asSequence().elements();
    return Tla.record(
        "secret",
        Tla.record("psk", withPsk ? peer.get("psk") : Tla.string(NONE), "dhe", sharedSecret(peer)),
        "context",
        new TlaSequence(transcript.subList(0, retried ? 4 : 2)));
  }

  /** {@code ClientSecret} and {@code ServerSecret}: which keys of which group. */
  private static TlaRecord sharedSecret(TlaRecord peer) {
    TlaRecord hello =
        (peer.get("second").equals(Tla.NONE) ? peer.get("first") : peer.get("second")).asRecord();
    TlaRecord reply = peer.get("reply").asRecord().get("share").asRecord();
    TlaValue own =
        hello.get("shares").asSequence().elements().stream()
            .map(TlaValue::asRecord)
            .filter(share -> share.get("group").equals(reply.get("group")))
            .map(share -> share.get("key"))
            .findFirst()
            .orElse(Tla.string(NONE));
    return Tla.record(
        "group", reply.get("group"), "keys", TlaSet.of(List.of(own, reply.get("key"))));
  }
}
