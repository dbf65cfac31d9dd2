package helloagain.keyexchange;

import helloagain.message.Bytes;
import helloagain.rule.Rule;
import helloagain.rule.Violation;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.math.ec.rfc7748.X448;

/** Computes X25519 and X448 (RFC 8446, 7.4.2; RFC 7748, 5). */
enum Montgomery implements Classical {
  CURVE25519("x25519", 32),
  CURVE448("x448", 56);

  private final String label;
  private final int length;

  Montgomery(String label, int length) {
    this.label = label;
    this.length = length;
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
      return new Broken(
          Violation.of(
              Rule.MONTGOMERY_SHARE_LENGTH,
              label + " share of " + peerShare.size() + " octets instead of " + length));
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
    return seen == 0
        ? new Broken(
            Violation.of(
                Rule.SHARED_SECRET_IS_NOT_ZERO, label + " share of a point of small order"))
        : new Computed(Bytes.of(secret));
  }

  /**
   * Multiplies by the smallest clamped scalar, 2^254 or 2^447.
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
    return agree(Bytes.repeat(0, length), peerShare) instanceof Broken broken
        ? Optional.of(broken.violation())
        : Optional.empty();
  }
}
