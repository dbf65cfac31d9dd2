package helloagain.refinement.jdk;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;

/**
 * Holds a key of P-256 with a certificate that it has signed itself, made in memory.
 *
 * <p>The JDK can read certificates and has no public means to make one. This one is the smallest
 * that RFC 5280, 4.1 permits: version 1, without extensions, which is all that a server needs of
 * which nobody verifies the certificate.
 */
record SelfSigned(PrivateKey privateKey, X509Certificate certificate) {
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OBJECT_IDENTIFIER = 0x06;
  private static final int UTF8_STRING = 0x0c;
  private static final int UTC_TIME = 0x17;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;

  /** The attribute commonName, 2.5.4.3 (RFC 5280, A.1). */
  private static final byte[] COMMON_NAME = {0x55, 0x04, 0x03};

  /** The algorithm ecdsa-with-SHA256, 1.2.840.10045.4.3.2 (RFC 5758, 3.2). */
  private static final byte[] ECDSA_WITH_SHA256 = {
    0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x04, 0x03, 0x02
  };

  /** Makes a new key and its certificate. */
  static SelfSigned generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair keys = generator.generateKeyPair();

      byte[] algorithm = der(SEQUENCE, der(OBJECT_IDENTIFIER, ECDSA_WITH_SHA256));
      byte[] name =
          der(
              SEQUENCE,
              der(
                  SET,
                  der(SEQUENCE, der(OBJECT_IDENTIFIER, COMMON_NAME), text(UTF8_STRING, "hello"))));
      byte[] toBeSigned =
          der(
              SEQUENCE,
              der(INTEGER, BigInteger.ONE.toByteArray()),
              algorithm,
              name,
              der(SEQUENCE, text(UTC_TIME, "200101000000Z"), text(UTC_TIME, "491231235959Z")),
              name,
              keys.getPublic().getEncoded());

      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(toBeSigned);
      byte[] certificate =
          der(SEQUENCE, toBeSigned, algorithm, der(BIT_STRING, new byte[1], signature.sign()));
      return new SelfSigned(
          keys.getPrivate(),
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(certificate)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK makes no key or certificate of P-256", e);
    }
  }

  /** Writes tag, length and contents, at most 65535 octets of them (X.690, 8.1). */
  private static byte[] der(int tag, byte[]... contents) {
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    for (byte[] part : contents) {
      inner.writeBytes(part);
    }
    int length = inner.size();
    ByteArrayOutputStream outer = new ByteArrayOutputStream();
    outer.write(tag);
    if (length > 0xff) {
      outer.write(0x82);
      outer.write(length >> 8);
    } else if (length > 0x7f) {
      outer.write(0x81);
    }
    outer.write(length);
    outer.writeBytes(inner.toByteArray());
    return outer.toByteArray();
  }

  private static byte[] text(int tag, String text) {
    return der(tag, text.getBytes(StandardCharsets.US_ASCII));
  }
}
