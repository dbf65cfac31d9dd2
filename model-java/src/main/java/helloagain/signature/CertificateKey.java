package helloagain.signature;

import helloagain.message.AlertDescription;

/** Holds the outcome of looking for the public key of a peer. */
public sealed interface CertificateKey {
  /** Holds a key that can check signatures of TLS 1.3. */
  record Found(PeerKey key) implements CertificateKey {}

  /** Says why there is no such key. */
  record Refused(Refusal refusal) implements CertificateKey {}

  /** Makes a refusal. */
  static CertificateKey refused(AlertDescription alert, String reason) {
    return new Refused(new Refusal(alert, reason));
  }
}
