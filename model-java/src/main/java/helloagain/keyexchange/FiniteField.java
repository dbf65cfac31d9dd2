package helloagain.keyexchange;

import helloagain.message.Bytes;
import helloagain.rule.Rule;
import helloagain.rule.Violation;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.crypto.agreement.DHStandardGroups;
import org.bouncycastle.crypto.params.DHParameters;
import org.bouncycastle.util.BigIntegers;

/**
 * Computes Diffie-Hellman in the finite fields of RFC 7919 (RFC 8446, 4.2.8.1 and 7.4.1).
 *
 * <p>Shares and secrets are big-endian and padded on the left to the length of p.
 */
enum FiniteField implements Classical {
  FFDHE2048(2048, 225),
  FFDHE3072(3072, 275),
  FFDHE4096(4096, 325),
  FFDHE6144(6144, 375),
  FFDHE8192(8192, 400);

  private final int bits;
  private final int exponentBits;

  FiniteField(int bits, int exponentBits) {
    this.bits = bits;
    this.exponentBits = exponentBits;
  }

  @Override
  public int shareLength() {
    return bits / Byte.SIZE;
  }

  /** Returns the prime p (RFC 7919, A). */
  BigInteger prime() {
    return parameters().getP();
  }

  @Override
  public int privateKeyLength() {
    return (exponentBits + Byte.SIZE - 1) / Byte.SIZE;
  }

  @Override
  public int secretLength() {
    return shareLength();
  }

  /** Draws an exponent of exactly the bits that RFC 7919, 5.2 asks for at least. */
  @Override
  public Bytes newPrivateKey(Randomness randomness) {
    BigInteger drawn = new BigInteger(1, randomness.next(privateKeyLength()).toArray());
    BigInteger top = BigInteger.ONE.shiftLeft(exponentBits - 1);
    return Bytes.of(BigIntegers.asUnsignedByteArray(privateKeyLength(), drawn.mod(top).or(top)));
  }

  @Override
  public Bytes share(Bytes privateKey) {
    DHParameters group = parameters();
    return padded(group.getG().modPow(new BigInteger(1, privateKey.toArray()), group.getP()));
  }

  @Override
  public Result agree(Bytes privateKey, Bytes peerShare) {
    Optional<Violation> violation = check(peerShare);
    if (violation.isPresent()) {
      return new Broken(violation.get());
    }
    BigInteger peer = new BigInteger(1, peerShare.toArray());
    BigInteger exponent = new BigInteger(1, privateKey.toArray());
    return new Computed(padded(peer.modPow(exponent, parameters().getP())));
  }

  /** Checks the length, then the range 1 &lt; Y &lt; p-1 (KV-01, FF-04). */
  @Override
  public Optional<Violation> check(Bytes peerShare) {
    if (peerShare.size() != shareLength()) {
      return Optional.of(
          Violation.of(
              Rule.FFDHE_SHARE_LENGTH,
              label() + " share of " + peerShare.size() + " octets instead of " + shareLength()));
    }
    BigInteger value = new BigInteger(1, peerShare.toArray());
    BigInteger last = parameters().getP().subtract(BigInteger.ONE);
    if (value.compareTo(BigInteger.ONE) <= 0 || value.compareTo(last) >= 0) {
      String seen = value.compareTo(BigInteger.ONE) <= 0 ? value.toString() : "p-1 or above";
      return Optional.of(
          Violation.of(Rule.FFDHE_SHARE_IN_RANGE, label() + " share has the value " + seen));
    }
    return Optional.empty();
  }

  private Bytes padded(BigInteger value) {
    return Bytes.of(BigIntegers.asUnsignedByteArray(shareLength(), value));
  }

  private DHParameters parameters() {
    return switch (this) {
      case FFDHE2048 -> DHStandardGroups.rfc7919_ffdhe2048;
      case FFDHE3072 -> DHStandardGroups.rfc7919_ffdhe3072;
      case FFDHE4096 -> DHStandardGroups.rfc7919_ffdhe4096;
      case FFDHE6144 -> DHStandardGroups.rfc7919_ffdhe6144;
      case FFDHE8192 -> DHStandardGroups.rfc7919_ffdhe8192;
    };
  }

  private String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
