package helloagain.keyexchange;

import helloagain.message.Bytes;
import helloagain.rule.Rule;
import helloagain.rule.Violation;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.math.ec.rfc7748.X448;

/** Computes X25519 and X448 (RFC 8446, 7.4.2; RFC 7748, 5). */
enum Montgomery implements Classical {
  CURVE25519("x25519", 32, power(255).subtract(BigInteger.valueOf(19)), 121_665, 3),
  CURVE448("x448", 56, power(448).subtract(power(224)).subtract(BigInteger.ONE), 39_081, 2);

  private final String label;
  private final int length;

  /** The prime p of the field. */
  private final BigInteger prime;

  /** (A - 2) / 4, where A is the coefficient of the curve. */
  private final BigInteger a24;

  /** A usable scalar is a multiple of two to the power of this. */
  private final int doublings;

  Montgomery(String label, int length, BigInteger prime, int a24, int doublings) {
    this.label = label;
    this.length = length;
    this.prime = prime;
    this.a24 = BigInteger.valueOf(a24);
    this.doublings = doublings;
  }

  /** Returns the prime p of the field. */
  BigInteger prime() {
    return prime;
  }

  private static BigInteger power(int exponent) {
    return BigInteger.ONE.shiftLeft(exponent);
  }

  @Override
  public int shareLength() {
    return length;
  }

  @Override
  public int privateKeyLength() {
    return length;
  }

  @Override
  public int secretLength() {
    return length;
  }

  @Override
  public Bytes newPrivateKey(Randomness randomness) {
    return randomness.next(length);
  }

  @Override
  public Bytes share(Bytes privateKey) {
    if (privateKey.size() != length) {
      throw new IllegalArgumentException(label + " scalar of " + privateKey.size() + " octets");
    }
    byte[] share = new byte[length];
    if (this == CURVE25519) {
      X25519.scalarMultBase(privateKey.toArray(), 0, share, 0);
    } else {
      X448.scalarMultBase(privateKey.toArray(), 0, share, 0);
    }
    return Bytes.of(share);
  }

  /**
   * Computes the function of RFC 7748, 5, which takes every string of the right length: the top bit
   * of an X25519 coordinate is masked and a coordinate from p upwards is reduced.
   */
  @Override
  public Result agree(Bytes privateKey, Bytes peerShare) {
    if (peerShare.size() != length) {
      return new Broken(wrongLength(peerShare));
    }
    byte[] secret = new byte[length];
    if (this == CURVE25519) {
      X25519.scalarMult(privateKey.toArray(), 0, peerShare.toArray(), 0, secret, 0);
    } else {
      X448.scalarMult(privateKey.toArray(), 0, peerShare.toArray(), 0, secret, 0);
    }
    int seen = 0;
    for (byte octet : secret) {
      seen |= octet;
    }
    return seen == 0 ? new Broken(smallOrder()) : new Computed(Bytes.of(secret));
  }

  /**
   * Doubles the point as often as every usable scalar does, three times for X25519 and twice for
   * X448, without the y coordinate (RFC 7748, 5, the first half of a step of the ladder).
   *
   * <p>Zero comes out of one usable scalar exactly if it comes out of all. A clamped scalar is h k
   * with h = 8 for X25519 and h = 4 for X448, so it takes every point of an order that divides h,
   * on the curve or its twist, to zero. Any other point has a component of large prime order, and k
   * is no multiple of that prime, because it is smaller. The one exception is k = order of the base
   * point of curve448: the share of that scalar is itself zero, and {@link KeyExchange#fromPrivate}
   * refuses it.
   */
  @Override
  public Optional<Violation> check(Bytes peerShare) {
    if (peerShare.size() != length) {
      return Optional.of(wrongLength(peerShare));
    }
    BigInteger x = coordinate(peerShare);
    BigInteger z = BigInteger.ONE;
    for (int i = 0; i < doublings; i++) {
      BigInteger plus = x.add(z).pow(2).mod(prime);
      BigInteger minus = x.subtract(z).pow(2).mod(prime);
      BigInteger difference = plus.subtract(minus);
      x = plus.multiply(minus).mod(prime);
      z = difference.multiply(plus.add(difference.multiply(a24))).mod(prime);
    }
    return z.signum() == 0 ? Optional.of(smallOrder()) : Optional.empty();
  }

  /** RFC 7748, 5: in little-endian order; an X25519 coordinate has no use for its top bit. */
  private BigInteger coordinate(Bytes share) {
    byte[] octets = share.toArray();
    byte[] bigEndian = new byte[length];
    for (int i = 0; i < length; i++) {
      bigEndian[length - 1 - i] = octets[i];
    }
    if (this == CURVE25519) {
      bigEndian[0] &= 0x7f;
    }
    return new BigInteger(1, bigEndian).mod(prime);
  }

  private Violation wrongLength(Bytes share) {
    return Violation.of(
        Rule.MONTGOMERY_SHARE_LENGTH,
        label + " share of " + share.size() + " octets instead of " + length);
  }

  private Violation smallOrder() {
    return Violation.of(Rule.SHARED_SECRET_IS_NOT_ZERO, label + " share of a point of small order");
  }
}
