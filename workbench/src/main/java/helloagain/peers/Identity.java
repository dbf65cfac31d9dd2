package helloagain.peers;

import helloagain.flight.Credentials;
import helloagain.keyexchange.Randomness;
import helloagain.message.Bytes;
import helloagain.message.SignatureScheme;
import helloagain.signature.CertificateIssuer;
import helloagain.signature.CertificateTemplate;
import helloagain.signature.SigningKey;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Holds a key of P-256 with a certificate that it has signed itself, in the forms that the stacks
 * want. Made for one run of the command and forgotten with it.
 *
 * @param key the private key
 * @param certificate its certificate
 * @param credentials both, for the reference
 */
public record Identity(ECPrivateKey key, X509Certificate certificate, Credentials credentials) {
  private static final int LINE_LENGTH = 64;
  private static final int SCALAR_LENGTH = 32;
  private static final int POINT_LENGTH = 65;

  /**
   * Makes a new one. The certificate is that of an authority: BoringSSL takes none for its own
   * issuer that may sign no certificates.
   *
   * @param name the name that is certified, one of the DNS
   * @param serial the serial number; NSS takes no two certificates with the same (RFC 5280,
   *     4.1.2.2)
   */
  public static Identity make(String name, int serial) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      ECPrivateKey key = (ECPrivateKey) generator.generateKeyPair().getPrivate();
      SigningKey signing = SigningKey.of(Bytes.of(key.getEncoded()));
      Bytes certificate =
          CertificateIssuer.selfSigned(
              new CertificateTemplate(
                  name,
                  serial,
                  Instant.parse("2020-01-01T00:00:00Z"),
                  Instant.parse("2049-12-31T23:59:59Z"),
                  true,
                  List.of(name)),
              signing,
              SignatureScheme.ECDSA_SECP256R1_SHA256,
              Randomness.seeded(new SecureRandom().nextLong()));
      return new Identity(
          key,
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(certificate.toArray())),
          new Credentials(List.of(certificate), signing));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK makes no key or certificate of P-256", e);
    }
  }

  /** Returns the certificate in textual encoding (RFC 7468). */
  String certificatePem() {
    return pem("CERTIFICATE", credentials.chain().get(0).toArray());
  }

  /**
   * Returns the key as an ECPrivateKey in textual encoding (RFC 5915, 3 and 4), with the public
   * key: GnuTLS reads none without, and the JDK writes none.
   */
  String keyPem() {
    byte[] publicKey = certificate.getPublicKey().getEncoded();
    return pem(
        "EC PRIVATE KEY",
        Bytes.concat(
                Bytes.hex("30770201010420"),
                scalar(key.getS()),
                Bytes.hex("a00a06082a8648ce3d030107a144034200"),
                Bytes.of(
                    Arrays.copyOfRange(
                        publicKey, publicKey.length - POINT_LENGTH, publicKey.length)))
            .toArray());
  }

  /** Writes a number as 32 octets. */
  private static Bytes scalar(BigInteger number) {
    byte[] octets = number.toByteArray();
    byte[] fixed = new byte[SCALAR_LENGTH];
    int size = Math.min(octets.length, SCALAR_LENGTH);
    System.arraycopy(octets, octets.length - size, fixed, SCALAR_LENGTH - size, size);
    return Bytes.of(fixed);
  }

  private static String pem(String label, byte[] octets) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(LINE_LENGTH, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(octets)
        + "\n-----END "
        + label
        + "-----\n";
  }

  /** Names the subject, never the key. */
  @Override
  public String toString() {
    return "Identity[" + certificate.getSubjectX500Principal() + "]";
  }
}
