package helloagain.signature;

import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import java.io.IOException;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyUsage;

/** Reads what the handshake needs of an X.509 certificate (RFC 8446, 4.4.2.2). */
public final class X509Certificates {
  private static final int V3 = 3;

  private X509Certificates() {}

  /**
   * Finds the public key of a certificate. What cannot be read is a {@code bad_certificate};
   * another version than 3, a key that no scheme of TLS 1.3 uses, or one that may not sign is an
   * {@code unsupported_certificate}.
   *
   * @param certificate one certificate, DER
   */
  public static CertificateKey publicKey(Bytes certificate) {
    try {
      return publicKey(Certificate.getInstance(ASN1Primitive.fromByteArray(certificate.toArray())));
    } catch (IOException | RuntimeException e) {
      // The reader of ASN.1 throws whatever it likes at octets that are none.
      return PeerKey.unreadable(e);
    }
  }

  private static CertificateKey publicKey(Certificate certificate) throws IOException {
    if (certificate.getVersionNumber() != V3) {
      return CertificateKey.refused(
          AlertDescription.UNSUPPORTED_CERTIFICATE,
          "X.509 of version " + certificate.getVersionNumber() + " instead of 3");
    }
    if (!permitsSigning(certificate.getTBSCertificate().getExtensions())) {
      return CertificateKey.refused(
          AlertDescription.UNSUPPORTED_CERTIFICATE, "keyUsage lacks digitalSignature");
    }
    return PeerKey.read(certificate.getSubjectPublicKeyInfo());
  }

  private static boolean permitsSigning(Extensions extensions) {
    KeyUsage usage = extensions == null ? null : KeyUsage.fromExtensions(extensions);
    return usage == null || usage.hasUsages(KeyUsage.digitalSignature);
  }
}
