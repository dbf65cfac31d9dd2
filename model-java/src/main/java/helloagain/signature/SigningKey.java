package helloagain.signature;

import helloagain.keyexchange.Randomness;
import helloagain.message.Bytes;
import helloagain.message.SignatureScheme;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Locale;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed448PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

/** Holds a private key that signs a CertificateVerify, or a certificate, and its public key. */
public final class SigningKey implements SignatureMaker {
  private static final int RSA_OCTETS = 256;
  private static final BigInteger RSA_EXPONENT = BigInteger.valueOf(65_537);

  /** Makes the bias of a scalar that is reduced modulo the order negligible (FIPS 186-5, A.2.1). */
  private static final int EXTRA_OCTETS = 8;

  private final AsymmetricKeyParameter key;
  private final PeerKey publicKey;

  private SigningKey(KeyKind kind, AsymmetricKeyParameter key) {
    this.key = key;
    this.publicKey = publicKey(kind, key);
  }

  /**
   * Reads a PrivateKeyInfo, DER (RFC 5958).
   *
   * @throws IllegalArgumentException if it is none of a key that TLS 1.3 has schemes for
   */
  public static SigningKey of(Bytes privateKeyInfo) {
    try {
      PrivateKeyInfo info = PrivateKeyInfo.getInstance(privateKeyInfo.toArray());
      KeyKind kind =
          KeyKind.of(info.getPrivateKeyAlgorithm())
              .orElseThrow(() -> new IllegalArgumentException("no key of TLS 1.3"));
      return new SigningKey(kind, PrivateKeyFactory.createKey(info));
    } catch (IOException e) {
      throw new IllegalArgumentException("no private key: " + e.getMessage(), e);
    }
  }

  /** Makes a key; an RSA key has 2048 bits. The same octets make the same key. */
  public static SigningKey generate(KeyKind kind, Randomness randomness) {
    return switch (kind) {
      case RSA, RSA_PSS -> new SigningKey(kind, rsa(randomness));
      case SECP256R1, SECP384R1, SECP521R1 -> new SigningKey(kind, scalar(kind, randomness));
      case ED25519 ->
          new SigningKey(
              kind,
              new Ed25519PrivateKeyParameters(
                  randomness.next(Ed25519PrivateKeyParameters.KEY_SIZE).toArray()));
      case ED448 ->
          new SigningKey(
              kind,
              new Ed448PrivateKeyParameters(
                  randomness.next(Ed448PrivateKeyParameters.KEY_SIZE).toArray()));
    };
  }

  @Override
  public PeerKey publicKey() {
    return publicKey;
  }

  @Override
  public Bytes sign(SignatureScheme scheme, Bytes content, Randomness randomness) {
    return Signatures.sign(this, scheme, content, randomness);
  }

  AsymmetricKeyParameter key() {
    return key;
  }

  /** Names the kind and the public key, never the private one. */
  @Override
  public String toString() {
    return "SigningKey[" + publicKey + "]";
  }

  private static PeerKey publicKey(KeyKind kind, AsymmetricKeyParameter key) {
    try {
      CertificateKey read = PeerKey.read(subjectPublicKeyInfo(kind, key));
      if (read instanceof CertificateKey.Found found) {
        return found.key();
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("no public key: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException("no public key of kind " + kind);
  }

  private static SubjectPublicKeyInfo subjectPublicKeyInfo(KeyKind kind, AsymmetricKeyParameter key)
      throws IOException {
    return switch (kind) {
      case RSA, RSA_PSS -> {
        RSAPrivateCrtKeyParameters rsa = (RSAPrivateCrtKeyParameters) key;
        yield new SubjectPublicKeyInfo(
            kind.identifier(), new RSAPublicKey(rsa.getModulus(), rsa.getPublicExponent()));
      }
      case SECP256R1, SECP384R1, SECP521R1 -> {
        ECPrivateKeyParameters ec = (ECPrivateKeyParameters) key;
        yield new SubjectPublicKeyInfo(
            kind.identifier(),
            ec.getParameters().getG().multiply(ec.getD()).normalize().getEncoded(false));
      }
      case ED25519 ->
          new SubjectPublicKeyInfo(
              kind.identifier(),
              ((Ed25519PrivateKeyParameters) key).generatePublicKey().getEncoded());
      case ED448 ->
          new SubjectPublicKeyInfo(
              kind.identifier(),
              ((Ed448PrivateKeyParameters) key).generatePublicKey().getEncoded());
    };
  }

  private static ECPrivateKeyParameters scalar(KeyKind kind, Randomness randomness) {
    String name = kind.name().toLowerCase(Locale.ROOT);
    ECNamedDomainParameters domain =
        new ECNamedDomainParameters(
            ECNamedCurveTable.getOID(name), ECNamedCurveTable.getByName(name));
    int octets = (domain.getN().bitLength() + 7) / 8 + EXTRA_OCTETS;
    BigInteger drawn = new BigInteger(1, randomness.next(octets).toArray());
    return new ECPrivateKeyParameters(
        drawn.mod(domain.getN().subtract(BigInteger.ONE)).add(BigInteger.ONE), domain);
  }

  private static RSAPrivateCrtKeyParameters rsa(Randomness randomness) {
    BigInteger p = prime(randomness);
    BigInteger q = prime(randomness);
    while (p.equals(q)) {
      q = prime(randomness);
    }
    BigInteger one = BigInteger.ONE;
    BigInteger d = RSA_EXPONENT.modInverse(p.subtract(one).multiply(q.subtract(one)));
    return new RSAPrivateCrtKeyParameters(
        p.multiply(q),
        RSA_EXPONENT,
        d,
        p,
        q,
        d.mod(p.subtract(one)),
        d.mod(q.subtract(one)),
        q.modInverse(p));
  }

  /**
   * Finds a prime of half the length, its two upper bits set so that the product has full length.
   */
  private static BigInteger prime(Randomness randomness) {
    while (true) {
      BigInteger drawn = new BigInteger(1, randomness.next(RSA_OCTETS / 2).toArray());
      int top = RSA_OCTETS / 2 * Byte.SIZE - 1;
      BigInteger prime = drawn.setBit(top).setBit(top - 1).nextProbablePrime();
      boolean invertible = !prime.mod(RSA_EXPONENT).equals(BigInteger.ONE);
      if (prime.bitLength() == top + 1 && invertible) {
        return prime;
      }
    }
  }
}
