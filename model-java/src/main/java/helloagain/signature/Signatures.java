package helloagain.signature;

import helloagain.keyexchange.Randomness;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.CertificateVerify;
import helloagain.message.SignatureScheme;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.CryptoException;

/** Makes and checks signatures (RFC 8446, 4.4.3). */
public final class Signatures {
  private Signatures() {}

  /** Returns the schemes that may sign a handshake. */
  public static List<SignatureScheme> schemes() {
    return Arrays.stream(SignatureAlgorithm.values()).map(SignatureAlgorithm::scheme).toList();
  }

  /** Tells whether a scheme may sign a handshake (4.4.3): no PKCS#1 v1.5, no SHA-1. */
  public static boolean signHandshakes(SignatureScheme scheme) {
    return SignatureAlgorithm.of(scheme).isPresent();
  }

  /**
   * Makes a CertificateVerify.
   *
   * @param transcriptHash the hash of the messages to the Certificate of the side that signs
   * @param randomness gives the salt of PSS; the other schemes take nothing
   * @throws IllegalArgumentException if the scheme may not sign a handshake or does not fit the key
   */
  public static CertificateVerify certificateVerify(
      SignatureMaker key,
      SignatureScheme scheme,
      Signer signer,
      Bytes transcriptHash,
      Randomness randomness) {
    return new CertificateVerify(
        scheme, key.sign(scheme, signer.content(transcriptHash), randomness));
  }

  /**
   * Checks a CertificateVerify: a scheme that may not sign a handshake or does not fit the key is
   * an {@code illegal_parameter}, a wrong signature a {@code decrypt_error}. Whether the scheme was
   * offered is for the caller to know.
   *
   * @param transcriptHash the hash of the messages to the Certificate of the side that signed
   */
  public static Optional<Refusal> check(
      PeerKey key, CertificateVerify message, Signer signer, Bytes transcriptHash) {
    return check(key, message.algorithm(), signer.content(transcriptHash), message.signature());
  }

  /**
   * Signs any content.
   *
   * @param randomness gives the salt of PSS; the other schemes take nothing
   * @throws IllegalArgumentException if the scheme may not sign a handshake or does not fit the key
   */
  public static Bytes sign(
      SigningKey key, SignatureScheme scheme, Bytes content, Randomness randomness) {
    SignatureAlgorithm algorithm =
        SignatureAlgorithm.of(scheme)
            .filter(key.publicKey()::admits)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        scheme + " does not sign with a key of kind " + key.publicKey().kind()));
    org.bouncycastle.crypto.Signer engine =
        algorithm.signer(randomness.next(algorithm.saltLength()).toArray());
    engine.init(true, key.key());
    engine.update(content.toArray(), 0, content.size());
    try {
      return Bytes.of(engine.generateSignature());
    } catch (CryptoException e) {
      throw new IllegalStateException("a key signs any content", e);
    }
  }

  /**
   * Checks a signature of any content as {@link #check(PeerKey, CertificateVerify, Signer, Bytes)}
   * does.
   */
  public static Optional<Refusal> check(
      PeerKey key, SignatureScheme scheme, Bytes content, Bytes signature) {
    Optional<SignatureAlgorithm> algorithm = SignatureAlgorithm.of(scheme);
    if (algorithm.isEmpty()) {
      return Optional.of(
          new Refusal(AlertDescription.ILLEGAL_PARAMETER, scheme + " signs no handshake"));
    }
    if (!key.admits(algorithm.get())) {
      return Optional.of(
          new Refusal(
              AlertDescription.ILLEGAL_PARAMETER,
              scheme + " does not fit the certificate's key of kind " + key.kind()));
    }
    return isRight(algorithm.get(), key, content, signature)
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                AlertDescription.DECRYPT_ERROR, "the signature by " + scheme + " is wrong"));
  }

  private static boolean isRight(
      SignatureAlgorithm algorithm, PeerKey key, Bytes content, Bytes signature) {
    org.bouncycastle.crypto.Signer engine = algorithm.verifier();
    engine.init(false, key.key());
    engine.update(content.toArray(), 0, content.size());
    return engine.verifySignature(signature.toArray());
  }
}
