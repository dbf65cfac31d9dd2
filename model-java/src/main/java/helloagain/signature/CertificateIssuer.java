package helloagain.signature;

import helloagain.keyexchange.Randomness;
import helloagain.message.Bytes;
import helloagain.message.SignatureScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/**
 * Makes X.509 certificates (RFC 5280) for the reference to serve. The same arguments make the same
 * certificate.
 */
public final class CertificateIssuer {
  private static final int FIRST_GENERALIZED_YEAR = 2050;

  private CertificateIssuer() {}

  /**
   * Makes a certificate that its own subject signs.
   *
   * @throws IllegalArgumentException if the scheme may not sign a handshake or does not fit the key
   */
  public static Bytes selfSigned(
      CertificateTemplate subject, SigningKey key, SignatureScheme scheme, Randomness randomness) {
    return issue(subject, key.publicKey(), subject.commonName(), key, scheme, randomness);
  }

  /**
   * Makes a certificate that another signs.
   *
   * @param issuerName the common name of the issuer
   * @param scheme the scheme of the issuer's signature
   * @param randomness gives the salt of PSS
   * @return the certificate, DER
   * @throws IllegalArgumentException if the scheme may not sign a handshake or does not fit the
   *     issuer's key
   */
  public static Bytes issue(
      CertificateTemplate subject,
      PeerKey subjectKey,
      String issuerName,
      SigningKey issuerKey,
      SignatureScheme scheme,
      Randomness randomness) {
    SignatureAlgorithm algorithm =
        SignatureAlgorithm.of(scheme)
            .orElseThrow(() -> new IllegalArgumentException(scheme + " signs no certificate here"));
    V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
    generator.setSerialNumber(new ASN1Integer(subject.serialNumber()));
    generator.setSignature(algorithm.identifier());
    generator.setIssuer(name(issuerName));
    generator.setStartDate(time(subject.notBefore()));
    generator.setEndDate(time(subject.notAfter()));
    generator.setSubject(name(subject.commonName()));
    generator.setSubjectPublicKeyInfo(
        SubjectPublicKeyInfo.getInstance(subjectKey.subjectPublicKeyInfo().toArray()));
    try {
      generator.setExtensions(extensions(subject));
      TBSCertificate signed = generator.generateTBSCertificate();
      Bytes signature =
          Signatures.sign(issuerKey, scheme, Bytes.of(signed.getEncoded("DER")), randomness);
      ASN1EncodableVector parts = new ASN1EncodableVector();
      parts.add(signed);
      parts.add(algorithm.identifier());
      parts.add(new DERBitString(signature.toArray()));
      return Bytes.of(new DERSequence(parts).getEncoded("DER"));
    } catch (IOException e) {
      throw new UncheckedIOException("nothing is written but to memory", e);
    }
  }

  private static Extensions extensions(CertificateTemplate subject) throws IOException {
    ExtensionsGenerator extensions = new ExtensionsGenerator();
    extensions.addExtension(
        Extension.basicConstraints, true, new BasicConstraints(subject.isAuthority()));
    int usage = KeyUsage.digitalSignature | (subject.isAuthority() ? KeyUsage.keyCertSign : 0);
    extensions.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
    if (!subject.dnsNames().isEmpty()) {
      extensions.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(
              subject.dnsNames().stream()
                  .map(name -> new GeneralName(GeneralName.dNSName, name))
                  .toArray(GeneralName[]::new)));
    }
    return extensions.generate();
  }

  private static X500Name name(String commonName) {
    return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, commonName).build();
  }

  /** RFC 5280, 4.1.2.5: two digits for the year up to 2049, four from 2050. */
  private static Time time(Instant instant) {
    ZonedDateTime moment = instant.atZone(ZoneOffset.UTC);
    return moment.getYear() < FIRST_GENERALIZED_YEAR
        ? new Time(new ASN1UTCTime(written(moment, "yyMMddHHmmss")))
        : new Time(new ASN1GeneralizedTime(written(moment, "yyyyMMddHHmmss")));
  }

  private static String written(ZonedDateTime moment, String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(moment) + "Z";
  }
}
