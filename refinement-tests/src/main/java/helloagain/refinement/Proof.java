package helloagain.refinement;

import helloagain.flight.Credentials;
import helloagain.keyexchange.Randomness;
import helloagain.message.Bytes;
import helloagain.message.SignatureScheme;
import helloagain.signature.CertificateKey;
import helloagain.signature.PeerKey;
import helloagain.signature.SignatureMaker;
import helloagain.signature.X509Certificates;
import java.util.List;

/**
 * Holds what a peer proved itself with in a run (RFC 8446, 4.4.2, 4.4.3): what it showed, not its
 * private key. The same run has the same transcript, over which the signature is right again.
 *
 * @param chain its certificate, DER, and those that certify it, at least one
 * @param signature the signature of its CertificateVerify
 */
public record Proof(List<Bytes> chain, Bytes signature) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there is no certificate, or none that can sign
   */
  public Proof {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("a proof without a certificate");
    }
    if (X509Certificates.publicKey(chain.get(0)) instanceof CertificateKey.Refused refused) {
      throw new IllegalArgumentException(refused.refusal().reason());
    }
  }

  /** Returns credentials that show the chain again, and sign whatever it is with the signature. */
  Credentials credentials() {
    PeerKey key = ((CertificateKey.Found) X509Certificates.publicKey(chain.get(0))).key();
    return new Credentials(chain, new Recorded(key, signature));
  }

  /** Signs as was signed once. */
  private record Recorded(PeerKey publicKey, Bytes signature) implements SignatureMaker {
    @Override
    public Bytes sign(SignatureScheme scheme, Bytes content, Randomness randomness) {
      return signature;
    }
  }
}
