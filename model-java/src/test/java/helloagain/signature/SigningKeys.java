package helloagain.signature;

import helloagain.keyexchange.Randomness;
import helloagain.message.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;

/** Gives the tests keys; those that are slow to make are made once. */
final class SigningKeys {
  private static final Map<KeyKind, SigningKey> GENERATED = new ConcurrentHashMap<>();
  private static final Map<KeyKind, SigningKey> OTHERS = new ConcurrentHashMap<>();

  private SigningKeys() {}

  /** Returns the same key of a kind each time. */
  static SigningKey generated(KeyKind kind) {
    return GENERATED.computeIfAbsent(kind, any -> SigningKey.generate(any, Randomness.seeded(1)));
  }

  /** Returns another key of a kind. */
  static SigningKey another(KeyKind kind) {
    return OTHERS.computeIfAbsent(kind, any -> SigningKey.generate(any, Randomness.seeded(2)));
  }

  /** Makes an ECDSA key of a scalar, big-endian. */
  static SigningKey ofScalar(KeyKind kind, Bytes scalar) {
    return of(kind, new ECPrivateKey(8 * scalar.size(), new BigInteger(1, scalar.toArray())));
  }

  /** Makes an EdDSA key of the octets of RFC 8032. */
  static SigningKey ofEdwards(KeyKind kind, Bytes seed) {
    return of(kind, new DEROctetString(seed.toArray()));
  }

  private static SigningKey of(KeyKind kind, ASN1Encodable key) {
    try {
      return SigningKey.of(Bytes.of(new PrivateKeyInfo(kind.identifier(), key).getEncoded()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
