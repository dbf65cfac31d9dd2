package helloagain.flight;

import helloagain.message.Bytes;
import helloagain.message.Certificate;
import helloagain.message.CertificateEntry;
import helloagain.message.SignatureScheme;
import helloagain.signature.SignatureMaker;
import java.util.List;
import java.util.Optional;

/**
 * Holds what a peer proves itself with (RFC 8446, 4.4.2).
 *
 * @param chain its certificate, DER, and those that certify it, at least one
 * @param key what signs for its certificate, a private key as a rule
 */
public record Credentials(List<Bytes> chain, SignatureMaker key) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there is no certificate
   */
  public Credentials {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("credentials without a certificate");
    }
  }

  /** Returns the first scheme of a list that the key can be used with (4.2.3, 4.4.3). */
  public Optional<SignatureScheme> schemeFor(List<SignatureScheme> schemes) {
    return schemes.stream().filter(key.publicKey()::admits).findFirst();
  }

  /** Returns the Certificate of the handshake: its context is empty, and nothing is added. */
  Certificate certificate() {
    return new Certificate(
        Bytes.EMPTY, chain.stream().map(data -> new CertificateEntry(data, List.of())).toList());
  }
}
