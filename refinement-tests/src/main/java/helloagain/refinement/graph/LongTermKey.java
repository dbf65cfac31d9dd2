package helloagain.refinement.graph;

import helloagain.message.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;

/**
 * Signs a transcript as CertificateVerify does (RFC 8446, 4.4.3), by Ed25519, which makes of the
 * same content the same signature (RFC 8032, 5.1.6).
 */
final class LongTermKey {
  private static final String ED25519 = "Ed25519";

  /** 4.4.3: 64 spaces, the context and a zero come before the hash. */
  private static final Bytes CONTEXT =
      Bytes.concat(
          Bytes.repeat(0x20, 64),
          Bytes.of("TLS 1.3, server CertificateVerify".getBytes(StandardCharsets.US_ASCII)),
          Bytes.of((byte) 0));

  private final String name;
  private final KeyPair pair;

  private LongTermKey(String name, KeyPair pair) {
    this.name = name;
    this.pair = pair;
  }

  /** Makes a fresh key under a name. */
  static LongTermKey fresh(String name) {
    try {
      return new LongTermKey(name, KeyPairGenerator.getInstance(ED25519).generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the name of the certificate that goes with the key. */
  String name() {
    return name;
  }

  /** Signs a transcript hash; it takes the private key. */
  Bytes sign(Bytes transcriptHash) {
    try {
      Signature signer = Signature.getInstance(ED25519);
      signer.initSign(pair.getPrivate());
      signer.update(content(transcriptHash));
      return Bytes.of(signer.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Tells whether a signature is one of a transcript hash; it takes the public key alone. */
  boolean verifies(Bytes signature, Bytes transcriptHash) {
    try {
      Signature verifier = Signature.getInstance(ED25519);
      verifier.initVerify(pair.getPublic());
      verifier.update(content(transcriptHash));
      return verifier.verify(signature.toArray());
    } catch (GeneralSecurityException e) {
      // Octets that are no signature at all.
      return false;
    }
  }

  private static byte[] content(Bytes transcriptHash) {
    return Bytes.concat(CONTEXT, transcriptHash).toArray();
  }
}
