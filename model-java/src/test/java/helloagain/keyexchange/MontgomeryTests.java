package helloagain.keyexchange;

import static helloagain.keyexchange.Shares.agreed;
import static helloagain.keyexchange.Shares.assertAccepted;
import static helloagain.keyexchange.Shares.assertRefused;
import static helloagain.keyexchange.Shares.key;
import static helloagain.message.NamedGroup.X25519;
import static helloagain.message.NamedGroup.X448;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import helloagain.message.Bytes;
import helloagain.message.NamedGroup;
import helloagain.rule.Rule;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MontgomeryTests {
  @Test
  @Tag("KEX-11")
  @Tag("XC-04")
  void x25519ComputesTheVectorsOfRfc7748Section52() {
    assertThat(
            multiply(
                X25519,
                "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
                "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c"))
        .isEqualTo(Bytes.hex("c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552"));
    assertThat(
            multiply(
                X25519,
                "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
                "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493"))
        .isEqualTo(Bytes.hex("95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957"));
  }

  @Test
  void x25519ComputesTheIterationOfRfc7748Section52() {
    Bytes scalar = Bytes.concat(Bytes.of((byte) 9), Bytes.repeat(0, 31));
    Bytes coordinate = scalar;
    for (int round = 1; round <= 1000; round++) {
      Bytes result =
          agreed(KeyExchange.finish(KeyExchange.fromPrivate(X25519, scalar), coordinate))
              .sharedSecret();
      coordinate = scalar;
      scalar = result;
      if (round == 1) {
        assertThat(scalar)
            .isEqualTo(
                Bytes.hex("422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079"));
      }
    }
    assertThat(scalar)
        .isEqualTo(Bytes.hex("684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51"));
  }

  @Test
  @Tag("KEX-14")
  void x25519ComputesTheExchangeOfRfc7748Section61() {
    EphemeralKey bob =
        KeyExchange.fromPrivate(
            X25519, Bytes.hex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"));
    Bytes alice = Bytes.hex("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
    assertThat(KeyExchange.respond(X25519, alice, bob))
        .isEqualTo(
            new Agreement.Agreed(
                Bytes.hex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"),
                Bytes.hex("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742")));
  }

  @Test
  @Tag("KEX-11")
  @Tag("XC-04")
  void x448ComputesTheVectorOfRfc7748Section52() {
    assertThat(
            multiply(
                X448,
                "3d262fddf9ec8e88495266fea19a34d28882acef045104d0d1aae121"
                    + "700a779c984c24f8cdd78fbff44943eba368f54b29259a4f1c600ad3",
                "06fce640fa3487bfda5f6cf2d5263f8aad88334cbd07437f020f08f9"
                    + "814dc031ddbdc38c19c6da2583fa5429db94ada18aa7a7fb4ef8a086"))
        .isEqualTo(
            Bytes.hex(
                "ce3e4ff95a60dc6697da1db1d85e6afbdf79b50a2412d7546d5f239f"
                    + "e14fbaadeb445fc66a01b0779d98223961111e21766282f73dd96b6f"));
  }

  @Test
  @Tag("KEX-14")
  void x448ComputesTheExchangeOfRfc7748Section62() {
    EphemeralKey alice =
        KeyExchange.fromPrivate(
            X448,
            Bytes.hex(
                "9a8f4925d1519f5775cf46b04b5800d4ee9ee8bae8bc5565d498c28d"
                    + "d9c9baf574a9419744897391006382a6f127ab1d9ac2d8c0a598726b"));
    EphemeralKey bob =
        KeyExchange.fromPrivate(
            X448,
            Bytes.hex(
                "1c306a7ac2a0e2e0990b294470cba339e6453772b075811d8fad0d1d"
                    + "6927c120bb5ee8972b0d3e21374c9c921b09d1b0366f10b65173992d"));
    assertThat(alice.share())
        .isEqualTo(
            Bytes.hex(
                "9b08f7cc31b7e3e67d22d5aea121074a273bd2b83de09c63faa73d2c"
                    + "22c5d9bbc836647241d953d40c5b12da88120d53177f80e532c41fa0"));
    assertThat(bob.share())
        .isEqualTo(
            Bytes.hex(
                "3eb7a829b0cd20f5bcfc0b599b6feccf6da4627107bdb0d4f345b430"
                    + "27d8b972fc3e34fb4232a13ca706dcb57aec3dae07bdc1c67bf33609"));
    assertThat(KeyExchange.respond(X448, alice.share(), bob))
        .isEqualTo(
            new Agreement.Agreed(
                bob.share(),
                Bytes.hex(
                    "07fff4181ac6cc95ec1c16a94a0f74d12da232ce40a77552281d282b"
                        + "b60c0b56fd2464c335543936521c24403085d59a449a5037514a879d")));
  }

  @ParameterizedTest
  @CsvSource({"x25519, 0", "x25519, 31", "x25519, 33", "x25519, 56", "x448, 55", "x448, 57"})
  void aShareOfAnotherLengthIsRefused(String group, int length) {
    assertRefused(NamedGroup.named(group), Bytes.repeat(9, length), Rule.MONTGOMERY_SHARE_LENGTH);
  }

  /** Lists 0, 1, the two coordinates of order 8, and p-1, p, p+1, which stand for -1, 0, 1. */
  @ParameterizedTest
  @Tag("XC-03")
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
      })
  void anX25519ShareOfSmallOrderIsRefusedWithAndWithoutItsTopBit(String digits) {
    Bytes share = Bytes.hex(digits);
    assertRefused(X25519, share, Rule.SHARED_SECRET_IS_NOT_ZERO);
    assertRefused(X25519, Shares.damaged(share, 31, 0x80), Rule.SHARED_SECRET_IS_NOT_ZERO);
  }

  /** Lists 0, 1, p-1, p and p+1. */
  @ParameterizedTest
  @Tag("XC-03")
  @ValueSource(
      strings = {
        "00000000000000000000000000000000000000000000000000000000"
            + "00000000000000000000000000000000000000000000000000000000",
        "01000000000000000000000000000000000000000000000000000000"
            + "00000000000000000000000000000000000000000000000000000000",
        "feffffffffffffffffffffffffffffffffffffffffffffffffffffff"
            + "feffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
            + "feffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "00000000000000000000000000000000000000000000000000000000"
            + "ffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
      })
  void anX448ShareOfSmallOrderIsRefused(String digits) {
    assertRefused(X448, Bytes.hex(digits), Rule.SHARED_SECRET_IS_NOT_ZERO);
  }

  @Test
  @Tag("XC-01")
  void theTopBitOfAnX25519ShareIsMasked() {
    Bytes share = key(X25519, 1).share();
    Bytes masked = Shares.damaged(share, 31, 0x80);
    assertAccepted(X25519, masked);
    assertThat(secret(X25519, masked)).isEqualTo(secret(X25519, share));
  }

  /** Uses 9 + p, which stands for 9, and 2^448 - 1, which stands for 2^224. */
  @Test
  @Tag("XC-02")
  void aShareFromPUpwardsIsReduced() {
    Bytes nine = Bytes.concat(Bytes.of((byte) 9), Bytes.repeat(0, 31));
    Bytes nineAndP = Bytes.hex("f6ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
    assertAccepted(X25519, nineAndP);
    assertThat(secret(X25519, nineAndP)).isEqualTo(secret(X25519, nine));

    Bytes power = Bytes.concat(Bytes.repeat(0, 28), Bytes.of((byte) 1), Bytes.repeat(0, 27));
    Bytes largest = Bytes.repeat(0xff, 56);
    assertAccepted(X448, largest);
    assertThat(secret(X448, largest)).isEqualTo(secret(X448, power));
  }

  @Test
  @Tag("KEX-14")
  void leadingZerosOfAnX25519SecretStay() {
    Agreement.Agreed agreed = agreed(KeyExchange.finish(key(X25519, 0), key(X25519, 317).share()));
    assertThat(agreed.sharedSecret().at(0)).isZero();
    assertThat(agreed.sharedSecret().size()).isEqualTo(32);
  }

  /** Uses four times the order of the base point, which clamping leaves as it is. */
  @Test
  void theOneX448ScalarWithoutAUsableShareIsNoKey() {
    Bytes scalar =
        Bytes.hex(
            "cc1361ad4a0ae38d543d1637ca09b38540da58bb266d3b11a78f28f3"
                + "fdffffffffffffffffffffffffffffffffffffffffffffffffffffff");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyExchange.fromPrivate(X448, scalar))
        .withMessage("unusable private key: x448 share of a point of small order");
  }

  @Test
  void aScalarOfAnotherLengthIsAProgrammersFault() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyExchange.fromPrivate(X25519, Bytes.repeat(1, 31)))
        .withMessage("x25519 scalar of 31 octets");
  }

  private static Bytes multiply(NamedGroup group, String scalar, String coordinate) {
    return agreed(
            KeyExchange.finish(
                KeyExchange.fromPrivate(group, Bytes.hex(scalar)), Bytes.hex(coordinate)))
        .sharedSecret();
  }

  private static Bytes secret(NamedGroup group, Bytes share) {
    return agreed(KeyExchange.finish(key(group, 2), share)).sharedSecret();
  }
}
