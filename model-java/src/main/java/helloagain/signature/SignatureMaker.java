package helloagain.signature;

import helloagain.keyexchange.Randomness;
import helloagain.message.Bytes;
import helloagain.message.SignatureScheme;

/** Signs for the owner of a certificate: with a private key, or with what was signed once. */
public interface SignatureMaker {
  /** Returns the public key of the certificate. */
  PeerKey publicKey();

  /**
   * Signs any content.
   *
   * @param randomness gives the salt of PSS; the other schemes take nothing
   * @throws IllegalArgumentException if the scheme may not sign a handshake or does not fit the key
   */
  Bytes sign(SignatureScheme scheme, Bytes content, Randomness randomness);
}
