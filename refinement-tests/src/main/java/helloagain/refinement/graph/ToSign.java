package helloagain.refinement.graph;

import helloagain.flight.Credentials;
import helloagain.message.Bytes;
import helloagain.message.CertificateVerify;
import helloagain.message.SignatureScheme;
import java.util.List;

/**
 * Says what a CertificateVerify is to be (RFC 8446, 4.4.3), {@code SignatureOf}.
 *
 * @param owner the owner of the key
 * @param scheme the scheme that it names
 * @param side the side that the signature names
 * @param over the messages that it is over
 * @param hellos the messages up to ServerHello
 */
record ToSign(
    Credentials owner, SignatureScheme scheme, Side side, List<Bytes> over, List<Bytes> hellos) {
  /** What signatures are made by where the key has not the scheme that is named. */
  static final SignatureScheme SCHEME = SignatureScheme.RSA_PSS_RSAE_SHA256;

  /** Copies the lists. */
  ToSign {
    over = List.copyOf(over);
    hellos = List.copyOf(hellos);
  }

  ToSign by(Credentials other) {
    return new ToSign(other, scheme, side, over, hellos);
  }

  ToSign by(SignatureScheme other) {
    return new ToSign(owner, other, side, over, hellos);
  }

  ToSign ofTheOtherSide() {
    return new ToSign(owner, scheme, side.other(), over, hellos);
  }

  ToSign over(List<Bytes> messages) {
    return new ToSign(owner, scheme, side, messages, hellos);
  }

  /** Signs. */
  CertificateVerify message(FlightKeys keys) {
    boolean isOfKey = owner.key().publicKey().admits(scheme);
    return new CertificateVerify(
        scheme,
        FlightNames.signature(
            owner, isOfKey ? scheme : SCHEME, side.signer().content(keys.hashOf(over))));
  }
}
