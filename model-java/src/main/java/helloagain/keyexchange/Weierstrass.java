package helloagain.keyexchange;

import helloagain.message.Bytes;
import helloagain.rule.Rule;
import helloagain.rule.Violation;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/**
 * Computes ECDH on the NIST curves (RFC 8446, 4.2.8.2 and 7.4.2).
 *
 * <p>A share is the octet 4 and the two coordinates, big-endian, of fixed length. The secret is the
 * x coordinate in that length, leading zeros kept.
 */
enum Weierstrass implements Classical {
  SECP256R1(32),
  SECP384R1(48),
  SECP521R1(66);

  private static final int UNCOMPRESSED = 4;

  /** Makes the bias of a scalar that is reduced modulo the order negligible (FIPS 186-5, A.2.1). */
  private static final int EXTRA_OCTETS = 8;

  private final int length;

  Weierstrass(int length) {
    this.length = length;
  }

  @Override
  public int shareLength() {
    return 1 + 2 * length;
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
    BigInteger drawn = new BigInteger(1, randomness.next(length + EXTRA_OCTETS).toArray());
    BigInteger scalar = drawn.mod(parameters().getN().subtract(BigInteger.ONE)).add(BigInteger.ONE);
    return Bytes.of(BigIntegers.asUnsignedByteArray(length, scalar));
  }

  @Override
  public Bytes share(Bytes privateKey) {
    if (privateKey.size() != length) {
      throw new IllegalArgumentException(label() + " scalar of " + privateKey.size() + " octets");
    }
    BigInteger scalar = new BigInteger(1, privateKey.toArray());
    if (scalar.signum() == 0 || scalar.compareTo(parameters().getN()) >= 0) {
      throw new IllegalArgumentException(label() + " scalar out of range");
    }
    return Bytes.of(parameters().getG().multiply(scalar).normalize().getEncoded(false));
  }

  @Override
  public Result agree(Bytes privateKey, Bytes peerShare) {
    Optional<Violation> violation = check(peerShare);
    if (violation.isPresent()) {
      return new Broken(violation.get());
    }
    ECPoint peer = parameters().getCurve().createPoint(x(peerShare), y(peerShare));
    ECPoint product = peer.multiply(new BigInteger(1, privateKey.toArray())).normalize();
    return new Computed(Bytes.of(product.getAffineXCoord().getEncoded()));
  }

  /**
   * Checks the form, the range of the coordinates and the equation of the curve.
   *
   * <p>The point at infinity has no uncompressed form. The cofactor is 1, so no check of the
   * subgroup is due (RFC 8446, 4.2.8.2).
   */
  @Override
  public Optional<Violation> check(Bytes peerShare) {
    if (peerShare.size() != shareLength()) {
      return Optional.of(
          Violation.of(
              Rule.POINT_IS_UNCOMPRESSED,
              label() + " share of " + peerShare.size() + " octets instead of " + shareLength()));
    }
    if (peerShare.at(0) != UNCOMPRESSED) {
      return Optional.of(
          Violation.of(
              Rule.POINT_IS_UNCOMPRESSED,
              label() + " share begins with octet " + peerShare.at(0) + " instead of 4"));
    }
    ECCurve curve = parameters().getCurve();
    if (!curve.isValidFieldElement(x(peerShare)) || !curve.isValidFieldElement(y(peerShare))) {
      return Optional.of(
          Violation.of(
              Rule.POINT_IS_ON_CURVE, label() + " share has a coordinate that is not below p"));
    }
    if (!curve.createPoint(x(peerShare), y(peerShare)).isValid()) {
      return Optional.of(
          Violation.of(Rule.POINT_IS_ON_CURVE, label() + " share is a point off the curve"));
    }
    return Optional.empty();
  }

  private BigInteger x(Bytes share) {
    return new BigInteger(1, share.slice(1, 1 + length).toArray());
  }

  private BigInteger y(Bytes share) {
    return new BigInteger(1, share.slice(1 + length, 1 + 2 * length).toArray());
  }

  private X9ECParameters parameters() {
    return CustomNamedCurves.getByName(label());
  }

  private String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
