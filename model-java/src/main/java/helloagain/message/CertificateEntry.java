package helloagain.message;

import java.util.List;

/**
 * Holds one certificate of a chain (RFC 8446, 4.4.2).
 *
 * @param certData the certificate, DER, or a SubjectPublicKeyInfo where raw public keys were agreed
 *     (RFC 7250); 1 to 2^24-1 octets
 * @param extensions what is said of this certificate, possibly nothing
 */
public record CertificateEntry(Bytes certData, List<Extension> extensions) {
  /** Copies the list. */
  public CertificateEntry {
    extensions = List.copyOf(extensions);
  }
}
