package helloagain.signature;

import java.time.Instant;
import java.util.List;

/**
 * Says what a certificate is to state (RFC 5280, 4.1).
 *
 * @param commonName the name of the subject
 * @param serialNumber positive, different for each certificate of an issuer
 * @param notBefore the first moment of validity, to the second
 * @param notAfter the last moment of validity, to the second
 * @param isAuthority whether the subject may certify others
 * @param dnsNames the names of the subject in the DNS, possibly none
 */
public record CertificateTemplate(
    String commonName,
    long serialNumber,
    Instant notBefore,
    Instant notAfter,
    boolean isAuthority,
    List<String> dnsNames) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if the serial number is not positive, or the validity ends
   *     before it begins
   */
  public CertificateTemplate {
    if (serialNumber <= 0) {
      throw new IllegalArgumentException("serial number: " + serialNumber);
    }
    if (notAfter.isBefore(notBefore)) {
      throw new IllegalArgumentException("validity from " + notBefore + " to " + notAfter);
    }
    dnsNames = List.copyOf(dnsNames);
  }
}
