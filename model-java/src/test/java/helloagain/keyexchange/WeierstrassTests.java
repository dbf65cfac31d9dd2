package helloagain.keyexchange;

import static helloagain.keyexchange.Shares.agreed;
import static helloagain.keyexchange.Shares.assertAccepted;
import static helloagain.keyexchange.Shares.assertRefused;
import static helloagain.keyexchange.Shares.fixed;
import static helloagain.keyexchange.Shares.key;
import static helloagain.keyexchange.Shares.number;
import static helloagain.message.NamedGroup.SECP256R1;
import static helloagain.message.NamedGroup.SECP384R1;
import static helloagain.message.NamedGroup.SECP521R1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import helloagain.message.Bytes;
import helloagain.message.NamedGroup;
import helloagain.rule.Rule;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WeierstrassTests {
  private static final BigInteger P256 =
      new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);

  static List<NamedGroup> groups() {
    return List.of(SECP256R1, SECP384R1, SECP521R1);
  }

  /** Recomputes the exchange of RFC 5903, 8.2. */
  @Test
  void secp384r1ComputesTheExchangeOfRfc5903() {
    EphemeralKey initiator =
        KeyExchange.fromPrivate(
            SECP384R1,
            Bytes.hex(
                "099f3c7034d4a2c699884d73a375a67f7624ef7c6b3c0f16"
                    + "0647b67414dce655e35b538041e649ee3faef896783ab194"));
    EphemeralKey responder =
        KeyExchange.fromPrivate(
            SECP384R1,
            Bytes.hex(
                "41cb0779b4bdb85d47846725fbec3c9430fab46cc8dc5060"
                    + "855cc9bda0aa2942e0308312916b8ed2960e4bd55a7448fc"));
    assertThat(initiator.share())
        .isEqualTo(
            Bytes.hex(
                "04667842d7d180ac2cde6f74f37551f55755c7645c20ef73"
                    + "e31634fe72b4c55ee6de3ac808acb4bdb4c88732aee95f41"
                    + "aa9482ed1fc0eeb9cafc4984625ccfc23f65032149e0e144"
                    + "ada024181535a0f38eeb9fcff3c2c947dae69b4c634573a8"
                    + "1c"));
    assertThat(agreed(KeyExchange.respond(SECP384R1, initiator.share(), responder)).sharedSecret())
        .isEqualTo(
            Bytes.hex(
                "11187331c279962d93d604243fd592cb9d0a926f422e4718"
                    + "7521287e7156c5c4d603135569b9e9d09cf5d4a270f59746"));
  }

  /** Recomputes the exchange of RFC 5903, 8.3. */
  @Test
  void secp521r1ComputesTheExchangeOfRfc5903() {
    EphemeralKey initiator =
        KeyExchange.fromPrivate(
            SECP521R1,
            Bytes.hex(
                "0037ade9319a89f4dabdb3ef411aaccca5123c61acab57b5393dce47608172a0"
                    + "95aa85a30fe1c2952c6771d937ba9777f5957b2639bab072462f68c27a57382d"
                    + "4a52"));
    EphemeralKey responder =
        KeyExchange.fromPrivate(
            SECP521R1,
            Bytes.hex(
                "0145ba99a847af43793fdd0e872e7cdfa16be30fdc780f97bccc3f078380201e"
                    + "9c677d600b343757a3bdbf2a3163e4c2f869cca7458aa4a4effc311f5cb15168"
                    + "5eb9"));
    assertThat(agreed(KeyExchange.respond(SECP521R1, initiator.share(), responder)).sharedSecret())
        .isEqualTo(
            Bytes.hex(
                "01144c7d79ae6956bc8edb8e7c787c4521cb086fa64407f97894e5e6b2d79b04"
                    + "d1427e73ca4baa240a34786859810c06b3c715a3a8cc3151f2bee417996d19f3"
                    + "ddea"));
  }

  @ParameterizedTest
  @Tag("KEX-10")
  @CsvSource({"secp256r1, 243", "secp384r1, 498", "secp521r1, 3"})
  void leadingZerosOfASecretStay(String name, long seed) {
    NamedGroup group = NamedGroup.named(name);
    Bytes secret =
        agreed(KeyExchange.finish(key(group, 0), key(group, seed).share())).sharedSecret();
    assertThat(secret.size()).isEqualTo(KeyExchange.sharedSecretLength(group));
    assertThat(secret.at(0)).isZero();
  }

  @ParameterizedTest
  @Tag("KV-06")
  @CsvSource({"secp256r1, 853", "secp384r1, 112", "secp521r1, 1031"})
  void leadingZerosOfACoordinateStay(String name, long seed) {
    NamedGroup group = NamedGroup.named(name);
    Bytes share = key(group, seed).share();
    assertThat(share.size()).isEqualTo(KeyExchange.clientShareLength(group));
    assertThat(share.at(1)).isZero();
    assertAccepted(group, share);
  }

  @ParameterizedTest
  @MethodSource("groups")
  void aShareOfAnotherLengthIsRefused(NamedGroup group) {
    Bytes share = key(group, 1).share();
    for (Bytes wrong :
        List.of(
            Bytes.EMPTY,
            share.slice(0, share.size() - 1),
            share.slice(1, share.size()),
            Bytes.concat(share, Bytes.of((byte) 0)))) {
      assertRefused(group, wrong, Rule.POINT_IS_UNCOMPRESSED);
    }
  }

  @ParameterizedTest
  @MethodSource("groups")
  void aCompressedPointIsRefused(NamedGroup group) {
    Bytes share = key(group, 1).share();
    int sign = share.at(share.size() - 1) & 1;
    Bytes compressed =
        Bytes.concat(Bytes.of((byte) (2 + sign)), share.slice(1, 1 + share.size() / 2));
    assertRefused(group, compressed, Rule.POINT_IS_UNCOMPRESSED);
  }

  /** Covers the hybrid form too: octet 6 or 7, then both coordinates, of the right length. */
  @ParameterizedTest
  @MethodSource("groups")
  void aPointOfAnotherFormIsRefused(NamedGroup group) {
    Bytes share = key(group, 1).share();
    for (int form = 0; form < 256; form++) {
      if (form != 4) {
        assertRefused(group, Shares.damaged(share, 0, 4 ^ form), Rule.POINT_IS_UNCOMPRESSED);
      }
    }
  }

  /** Tries infinity as X9.62 writes it, one zero octet, and what may be mistaken for it. */
  @ParameterizedTest
  @MethodSource("groups")
  void thePointAtInfinityIsRefused(NamedGroup group) {
    int coordinates = KeyExchange.clientShareLength(group) - 1;
    assertRefused(group, Bytes.of((byte) 0), Rule.POINT_IS_UNCOMPRESSED);
    assertRefused(group, Bytes.repeat(0, 1 + coordinates), Rule.POINT_IS_UNCOMPRESSED);
    assertRefused(
        group,
        Bytes.concat(Bytes.of((byte) 4), Bytes.repeat(0, coordinates)),
        Rule.POINT_IS_ON_CURVE);
  }

  @ParameterizedTest
  @MethodSource("groups")
  void aPointOffTheCurveIsRefused(NamedGroup group) {
    Bytes share = key(group, 1).share();
    assertRefused(group, Shares.damaged(share, share.size() - 1, 1), Rule.POINT_IS_ON_CURVE);
    assertRefused(group, Shares.damaged(share, share.size() / 2, 1), Rule.POINT_IS_ON_CURVE);
  }

  @ParameterizedTest
  @MethodSource("groups")
  void aCoordinateOfAllOnesIsRefused(NamedGroup group) {
    Bytes share = key(group, 1).share();
    int length = share.size() / 2;
    Bytes ones = Bytes.repeat(0xff, length);
    assertRefused(
        group,
        Bytes.concat(share.slice(0, 1), ones, share.slice(1 + length, share.size())),
        Rule.POINT_IS_ON_CURVE);
    assertRefused(group, Bytes.concat(share.slice(0, 1 + length), ones), Rule.POINT_IS_ON_CURVE);
  }

  /** Names the point with x = 5, which is on the curve, once more as x = 5 + p, out of range. */
  @Test
  void aCoordinateOfAPointOnTheCurvePlusPIsRefused() {
    BigInteger b =
        new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);
    BigInteger x = BigInteger.valueOf(5);
    BigInteger square = x.pow(3).subtract(x.multiply(BigInteger.valueOf(3))).add(b).mod(P256);
    BigInteger y = square.modPow(P256.add(BigInteger.ONE).shiftRight(2), P256);
    assertThat(y.modPow(BigInteger.TWO, P256)).isEqualTo(square);

    assertAccepted(SECP256R1, point(x, y));
    assertRefused(SECP256R1, point(x.add(P256), y), Rule.POINT_IS_ON_CURVE);
    assertRefused(SECP256R1, point(P256, y), Rule.POINT_IS_ON_CURVE);
  }

  @ParameterizedTest
  @MethodSource("groups")
  void aFreshScalarIsNeverZero(NamedGroup group) {
    EphemeralKey own = KeyExchange.generate(group, length -> Bytes.repeat(0, length));
    assertThat(number(own.privateKey())).isEqualTo(BigInteger.ONE);
    EphemeralKey other = KeyExchange.generate(group, length -> Bytes.repeat(0xff, length));
    assertAccepted(group, other.share());
  }

  @Test
  void aScalarOutOfRangeIsAProgrammersFault() {
    BigInteger order =
        new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    for (BigInteger scalar : List.of(BigInteger.ZERO, order, order.add(BigInteger.ONE))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> KeyExchange.fromPrivate(SECP256R1, fixed(scalar, 32)))
          .withMessage("secp256r1 scalar out of range");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyExchange.fromPrivate(SECP256R1, Bytes.repeat(1, 31)))
        .withMessage("secp256r1 scalar of 31 octets");
    BigInteger last = order.subtract(BigInteger.ONE);
    assertAccepted(SECP256R1, KeyExchange.fromPrivate(SECP256R1, fixed(last, 32)).share());
  }

  private static Bytes point(BigInteger x, BigInteger y) {
    return Bytes.concat(Bytes.of((byte) 4), fixed(x, 32), fixed(y, 32));
  }
}
