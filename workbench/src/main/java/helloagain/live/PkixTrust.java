package helloagain.live;

import helloagain.flight.Trust;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.CertificateEntry;
import helloagain.signature.Refusal;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Trusts the certificates of a list and what they certify (RFC 5280, 6), by the JDK's own
 * validation; nobody is asked about revocation.
 */
public final class PkixTrust implements Trust {
  private final Set<X509Certificate> anchors;

  private PkixTrust(Set<X509Certificate> anchors) {
    this.anchors = anchors;
  }

  /**
   * Reads the certificates that are trusted.
   *
   * @param certificates DER, at least one
   * @throws CertificateException if one cannot be read
   */
  public static PkixTrust of(List<Bytes> certificates) throws CertificateException {
    Set<X509Certificate> anchors = new HashSet<>();
    for (Bytes certificate : certificates) {
      anchors.add(read(certificate));
    }
    return new PkixTrust(anchors);
  }

  private static X509Certificate read(Bytes certificate) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(certificate.toArray()));
  }

  @Override
  public Optional<Refusal> refusal(List<CertificateEntry> chain) {
    List<X509Certificate> path = new ArrayList<>();
    try {
      for (CertificateEntry entry : chain) {
        path.add(read(entry.certData()));
      }
      path.get(0).checkValidity();
      if (anchors.contains(path.get(0))) {
        return Optional.empty();
      }
      // What is trusted need not be shown again, and ends the path.
      path.removeIf(anchors::contains);
      Set<TrustAnchor> trusted = new HashSet<>();
      anchors.forEach(anchor -> trusted.add(new TrustAnchor(anchor, null)));
      PKIXParameters parameters = new PKIXParameters(trusted);
      parameters.setRevocationEnabled(false);
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
      return Optional.empty();
    } catch (CertificateException e) {
      return refused(
          e instanceof CertificateExpiredException
              ? AlertDescription.CERTIFICATE_EXPIRED
              : AlertDescription.BAD_CERTIFICATE,
          e);
    } catch (CertPathValidatorException e) {
      return refused(
          e.getReason() == BasicReason.EXPIRED
              ? AlertDescription.CERTIFICATE_EXPIRED
              : AlertDescription.UNKNOWN_CA,
          e);
    } catch (GeneralSecurityException e) {
      return refused(AlertDescription.CERTIFICATE_UNKNOWN, e);
    }
  }

  private static Optional<Refusal> refused(AlertDescription alert, Exception cause) {
    return Optional.of(new Refusal(alert, "the certificate is not trusted: " + cause.getMessage()));
  }
}
