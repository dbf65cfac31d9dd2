package helloagain.signature;

import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/** Names the kinds of keys that the schemes of TLS 1.3 use (RFC 8446, 4.2.3). */
public enum KeyKind {
  /** An RSA key for any use, of the object identifier rsaEncryption. */
  RSA(PKCSObjectIdentifiers.rsaEncryption, null),
  /** An RSA key for PSS alone, of the object identifier RSASSA-PSS. */
  RSA_PSS(PKCSObjectIdentifiers.id_RSASSA_PSS, null),
  SECP256R1(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1),
  SECP384R1(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp384r1),
  SECP521R1(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp521r1),
  // RFC 8410, 3
  ED25519(new ASN1ObjectIdentifier("1.3.101.112"), null),
  ED448(new ASN1ObjectIdentifier("1.3.101.113"), null);

  private final ASN1ObjectIdentifier algorithm;
  private final @Nullable ASN1ObjectIdentifier curve;

  KeyKind(ASN1ObjectIdentifier algorithm, @Nullable ASN1ObjectIdentifier curve) {
    this.algorithm = algorithm;
    this.curve = curve;
  }

  /** Finds the kind of a key by what stands before it, if TLS 1.3 has a scheme for it. */
  static Optional<KeyKind> of(AlgorithmIdentifier identifier) {
    return Arrays.stream(values()).filter(kind -> kind.matches(identifier)).findFirst();
  }

  /** Returns what stands before a key of this kind; a key for PSS gets no restrictions. */
  AlgorithmIdentifier identifier() {
    if (curve != null) {
      return new AlgorithmIdentifier(algorithm, curve);
    }
    return this == RSA
        ? new AlgorithmIdentifier(algorithm, DERNull.INSTANCE)
        : new AlgorithmIdentifier(algorithm);
  }

  private boolean matches(AlgorithmIdentifier identifier) {
    if (!algorithm.equals(identifier.getAlgorithm())) {
      return false;
    }
    ASN1Encodable parameters = identifier.getParameters();
    return switch (this) {
      case RSA, RSA_PSS -> true;
      // A curve is named; RFC 5480, 2.1.1 forbids to spell it out.
      case SECP256R1, SECP384R1, SECP521R1 -> curve != null && curve.equals(parameters);
      case ED25519, ED448 -> parameters == null;
    };
  }
}
