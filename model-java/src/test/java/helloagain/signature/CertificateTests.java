package helloagain.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import helloagain.keyexchange.Randomness;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.SignatureScheme;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SignatureException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V1TBSCertificateGenerator;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Makes certificates, reads their keys, and has the platform read them as well. */
class CertificateTests {
  private static final Instant BEGIN = Instant.parse("2024-02-03T04:05:06Z");
  private static final Instant END = Instant.parse("2049-12-31T23:59:59Z");
  private static final CertificateTemplate SERVER =
      new CertificateTemplate(
          "server", 7, BEGIN, END, false, List.of("server.example", "www.server.example"));
  private static final CertificateTemplate AUTHORITY =
      new CertificateTemplate("authority, of sorts", 1, BEGIN, END, true, List.of());

  /** Is made once, because a property changes it again and again. */
  private static final Bytes SELF_SIGNED = selfSigned(SERVER);

  @ParameterizedTest
  @EnumSource
  void platformReadsAndChecksWhatWeSignOurselves(SignatureAlgorithm algorithm) throws Exception {
    SigningKey key = key(algorithm);
    Bytes octets =
        CertificateIssuer.selfSigned(SERVER, key, scheme(algorithm), Randomness.seeded(1));
    X509Certificate certificate = platform(octets);

    certificate.verify(certificate.getPublicKey());
    assertThat(X509Certificates.publicKey(octets))
        .isEqualTo(new CertificateKey.Found(key.publicKey()));
    assertThat(Bytes.of(certificate.getPublicKey().getEncoded()))
        .isEqualTo(key.publicKey().subjectPublicKeyInfo());
  }

  @Test
  void certificateSaysWhatTheTemplateSays() throws Exception {
    X509Certificate certificate = platform(selfSigned(SERVER));

    assertThat(certificate.getVersion()).isEqualTo(3);
    assertThat(certificate.getSerialNumber().longValueExact()).isEqualTo(7);
    assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=server");
    assertThat(certificate.getIssuerX500Principal())
        .isEqualTo(certificate.getSubjectX500Principal());
    assertThat(certificate.getNotBefore().toInstant()).isEqualTo(BEGIN);
    assertThat(certificate.getNotAfter().toInstant()).isEqualTo(END);
    assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
    assertThat(certificate.getKeyUsage()[0]).isTrue();
    assertThat(certificate.getKeyUsage()[5]).isFalse();
    assertThat(certificate.getSubjectAlternativeNames())
        .containsExactlyInAnyOrder(List.of(2, "server.example"), List.of(2, "www.server.example"));
  }

  @Test
  void authorityCertifiesAServerOfAnotherKind() throws Exception {
    SigningKey authority = SigningKeys.generated(KeyKind.SECP384R1);
    SigningKey server = SigningKeys.generated(KeyKind.ED25519);
    X509Certificate root =
        platform(
            CertificateIssuer.selfSigned(
                AUTHORITY,
                authority,
                SignatureScheme.ECDSA_SECP384R1_SHA384,
                Randomness.seeded(1)));
    Bytes octets =
        CertificateIssuer.issue(
            SERVER,
            server.publicKey(),
            AUTHORITY.commonName(),
            authority,
            SignatureScheme.ECDSA_SECP384R1_SHA384,
            Randomness.seeded(1));
    X509Certificate leaf = platform(octets);

    leaf.verify(root.getPublicKey());
    assertThat(leaf.getIssuerX500Principal()).isEqualTo(root.getSubjectX500Principal());
    assertThat(root.getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
    assertThat(root.getKeyUsage()[5]).isTrue();
    assertThat(X509Certificates.publicKey(octets))
        .isEqualTo(new CertificateKey.Found(server.publicKey()));
    X509Certificate stranger = platform(selfSigned(SERVER));
    assertThatThrownBy(() -> stranger.verify(root.getPublicKey()))
        .isInstanceOfAny(GeneralSecurityException.class, SignatureException.class);
  }

  @Test
  void validityBeyond2049IsWrittenWithFourDigits() throws Exception {
    Instant later = Instant.parse("2050-01-01T00:00:00Z");
    CertificateTemplate template =
        new CertificateTemplate("server", 1, BEGIN, later, false, List.of());

    assertThat(platform(selfSigned(template)).getNotAfter().toInstant()).isEqualTo(later);
    assertThat(selfSigned(template).hex())
        .contains(Bytes.of("20500101000000Z".getBytes(StandardCharsets.US_ASCII)).hex());
  }

  @Test
  void sameArgumentsMakeTheSameCertificate() {
    assertThat(selfSigned(SERVER))
        .isEqualTo(selfSigned(SERVER))
        .isNotEqualTo(selfSigned(AUTHORITY));
  }

  @Test
  void templateHasAPositiveNumberAndAValidityThatEndsAfterItBegins() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CertificateTemplate("x", 0, BEGIN, END, false, List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CertificateTemplate("x", 1, END, BEGIN, false, List.of()));
  }

  @Test
  void schemeThatDoesNotFitTheIssuersKeyMakesNoCertificate() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                CertificateIssuer.selfSigned(
                    SERVER,
                    SigningKeys.generated(KeyKind.ED25519),
                    SignatureScheme.ED448,
                    Randomness.seeded(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                CertificateIssuer.selfSigned(
                    SERVER,
                    SigningKeys.generated(KeyKind.RSA),
                    SignatureScheme.RSA_PKCS1_SHA256,
                    Randomness.seeded(1)));
  }

  // What is refused

  @Test
  void everyCutOfACertificateIsABadCertificate() {
    Bytes whole = selfSigned(SERVER);

    for (int length = 0; length < whole.size(); length++) {
      assertRefused(AlertDescription.BAD_CERTIFICATE, whole.slice(0, length));
    }
    assertRefused(AlertDescription.BAD_CERTIFICATE, Bytes.concat(whole, Bytes.hex("00")));
  }

  @Property
  void certificateOfWhichAnOctetIsChangedIsReadOrRefusedAndNeverMore(
      @ForAll @IntRange(max = 0xffff) int place, @ForAll @IntRange(min = 1, max = 255) int change) {
    byte[] octets = SELF_SIGNED.toArray();
    octets[place % octets.length] ^= (byte) change;

    CertificateKey key = X509Certificates.publicKey(Bytes.of(octets));
    if (key instanceof CertificateKey.Refused refused) {
      assertThat(refused.refusal().alert())
          .isIn(AlertDescription.BAD_CERTIFICATE, AlertDescription.UNSUPPORTED_CERTIFICATE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"3080", "3081ff", "a000", "3000", "30030500"})
  void octetsThatAreNoCertificateAreABadCertificate(String octets) {
    assertRefused(AlertDescription.BAD_CERTIFICATE, Bytes.hex(octets));
  }

  @Test
  void deepNestIsABadCertificate() {
    Bytes[] nest = new Bytes[100_000];
    Arrays.fill(nest, Bytes.hex("3080"));

    assertRefused(AlertDescription.BAD_CERTIFICATE, Bytes.concat(nest));
  }

  @Test
  void certificateOfVersion1IsUnsupported() throws Exception {
    V1TBSCertificateGenerator generator = new V1TBSCertificateGenerator();
    generator.setSerialNumber(new ASN1Integer(1));
    generator.setSignature(KeyKind.ED25519.identifier());
    generator.setIssuer(new X500Name("CN=x"));
    generator.setSubject(new X500Name("CN=x"));
    generator.setStartDate(new Time(new DERUTCTime("240101000000Z")));
    generator.setEndDate(new Time(new DERUTCTime("250101000000Z")));
    generator.setSubjectPublicKeyInfo(info());

    assertRefused(
        AlertDescription.UNSUPPORTED_CERTIFICATE, certificate(generator.generateTBSCertificate()));
  }

  @Test
  void keyThatMayNotSignIsUnsupported() throws Exception {
    assertRefused(
        AlertDescription.UNSUPPORTED_CERTIFICATE, withUsage(new KeyUsage(KeyUsage.keyAgreement)));
    assertThat(
            X509Certificates.publicKey(
                withUsage(new KeyUsage(KeyUsage.keyAgreement | KeyUsage.digitalSignature))))
        .isInstanceOf(CertificateKey.Found.class);
  }

  @Test
  void certificateThatIsSilentOnTheUseOfItsKeyPermitsSigning() throws Exception {
    assertThat(X509Certificates.publicKey(certificate(version3(null).generateTBSCertificate())))
        .isInstanceOf(CertificateKey.Found.class);
  }

  private static Bytes withUsage(KeyUsage usage) throws Exception {
    ExtensionsGenerator extensions = new ExtensionsGenerator();
    extensions.addExtension(Extension.keyUsage, true, usage);
    return certificate(version3(extensions.generate()).generateTBSCertificate());
  }

  private static V3TBSCertificateGenerator version3(@Nullable Extensions extensions) {
    V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
    generator.setSerialNumber(new ASN1Integer(1));
    generator.setSignature(KeyKind.ED25519.identifier());
    generator.setIssuer(new X500Name("CN=x"));
    generator.setSubject(new X500Name("CN=x"));
    generator.setStartDate(new Time(new DERUTCTime("240101000000Z")));
    generator.setEndDate(new Time(new DERUTCTime("250101000000Z")));
    generator.setSubjectPublicKeyInfo(info());
    if (extensions != null) {
      generator.setExtensions(extensions);
    } else {
      // A block that says something else.
      generator.setExtensions(
          new Extensions(
              new Extension(
                  Extension.subjectKeyIdentifier, false, Bytes.hex("04020102").toArray())));
    }
    return generator;
  }

  private static SubjectPublicKeyInfo info() {
    return SubjectPublicKeyInfo.getInstance(
        SigningKeys.generated(KeyKind.ED25519).publicKey().subjectPublicKeyInfo().toArray());
  }

  private static Bytes certificate(TBSCertificate signed) throws Exception {
    ASN1EncodableVector parts = new ASN1EncodableVector();
    parts.add(signed);
    parts.add(new AlgorithmIdentifier(KeyKind.ED25519.identifier().getAlgorithm()));
    parts.add(new DERBitString(new byte[64]));
    return Bytes.of(new DERSequence(parts).getEncoded());
  }

  private static Bytes selfSigned(CertificateTemplate template) {
    return CertificateIssuer.selfSigned(
        template,
        SigningKeys.generated(KeyKind.SECP256R1),
        SignatureScheme.ECDSA_SECP256R1_SHA256,
        Randomness.seeded(1));
  }

  private static SigningKey key(SignatureAlgorithm algorithm) {
    for (KeyKind kind : KeyKind.values()) {
      if (SigningKeys.generated(kind).publicKey().admits(algorithm)) {
        return SigningKeys.generated(kind);
      }
    }
    throw new AssertionError(algorithm);
  }

  private static SignatureScheme scheme(SignatureAlgorithm algorithm) {
    return SignatureScheme.named(algorithm.name().toLowerCase(Locale.ROOT));
  }

  private static void assertRefused(AlertDescription alert, Bytes certificate) {
    CertificateKey key = X509Certificates.publicKey(certificate);
    assertThat(key).isInstanceOf(CertificateKey.Refused.class);
    assertThat(((CertificateKey.Refused) key).refusal().alert()).isEqualTo(alert);
  }

  private static X509Certificate platform(Bytes certificate) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(certificate.toArray()));
  }
}
