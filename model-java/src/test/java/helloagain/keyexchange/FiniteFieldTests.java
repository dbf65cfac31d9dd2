package helloagain.keyexchange;

import static helloagain.keyexchange.Shares.agreed;
import static helloagain.keyexchange.Shares.assertAccepted;
import static helloagain.keyexchange.Shares.assertRefused;
import static helloagain.keyexchange.Shares.fixed;
import static helloagain.keyexchange.Shares.key;
import static helloagain.keyexchange.Shares.number;
import static helloagain.message.NamedGroup.FFDHE2048;
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

class FiniteFieldTests {
  private static final String GROUPS =
      """
      ffdhe2048, 2048, 560316, 225
      ffdhe3072, 3072, 2625351, 275
      ffdhe4096, 4096, 5736041, 325
      ffdhe6144, 6144, 15705020, 375
      ffdhe8192, 8192, 10965728, 400
      """;

  /** Compares with powers of 2 modulo the prime that the formula of RFC 7919, Appendix A gives. */
  @ParameterizedTest
  @CsvSource(textBlock = GROUPS)
  void thePrimeIsThatOfRfc7919(String name, int bits, long offset, int exponentBits) {
    NamedGroup group = NamedGroup.named(name);
    BigInteger p = prime(bits, offset);
    EphemeralKey own = key(group, 1);
    EphemeralKey peer = key(group, 2);
    assertThat(number(own.privateKey()).bitLength()).isEqualTo(exponentBits);
    assertThat(number(own.share())).isEqualTo(BigInteger.TWO.modPow(number(own.privateKey()), p));
    assertThat(number(agreed(KeyExchange.finish(own, peer.share())).sharedSecret()))
        .isEqualTo(number(peer.share()).modPow(number(own.privateKey()), p));
  }

  @ParameterizedTest
  @CsvSource(textBlock = GROUPS)
  void aShareOutsideTwoToPMinusTwoIsRefused(String name, int bits, long offset) {
    NamedGroup group = NamedGroup.named(name);
    BigInteger p = prime(bits, offset);
    int length = bits / 8;
    for (BigInteger value :
        List.of(
            BigInteger.ZERO,
            BigInteger.ONE,
            p.subtract(BigInteger.ONE),
            p,
            p.add(BigInteger.ONE),
            BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE))) {
      assertRefused(group, fixed(value, length), Rule.FFDHE_SHARE_IN_RANGE);
    }
    assertAccepted(group, fixed(BigInteger.TWO, length));
    assertAccepted(group, fixed(p.subtract(BigInteger.TWO), length));
  }

  @ParameterizedTest
  @CsvSource(textBlock = GROUPS)
  void aShareOfAnotherLengthIsRefusedBeforeItsValueIsRead(String name, int bits) {
    NamedGroup group = NamedGroup.named(name);
    int length = bits / 8;
    for (Bytes share :
        List.of(
            Bytes.EMPTY,
            Bytes.of((byte) 1),
            Bytes.repeat(0, length - 1),
            Bytes.repeat(2, length - 1),
            Bytes.repeat(0, length + 1),
            Bytes.concat(Bytes.of((byte) 0), key(group, 1).share()))) {
      assertRefused(group, share, Rule.FFDHE_SHARE_LENGTH);
    }
  }

  @Test
  void aReasonTellsLowFromHighValues() {
    assertThat(KeyExchange.checkClientShare(FFDHE2048, Bytes.repeat(0, 256)).orElseThrow().reason())
        .isEqualTo("ffdhe2048 share has the value 0");
    assertThat(
            KeyExchange.checkClientShare(FFDHE2048, Bytes.repeat(0xff, 256)).orElseThrow().reason())
        .isEqualTo("ffdhe2048 share has the value p-1 or above");
  }

  @Test
  @Tag("KEX-09")
  void sharesAndSecretsArePaddedOnTheLeft() {
    Bytes share = key(FFDHE2048, 500).share();
    assertThat(share.size()).isEqualTo(256);
    assertThat(share.at(0)).isZero();

    Bytes secret =
        agreed(KeyExchange.finish(key(FFDHE2048, 0), key(FFDHE2048, 221).share())).sharedSecret();
    assertThat(secret.size()).isEqualTo(256);
    assertThat(secret.at(0)).isZero();
  }

  @Test
  void anExponentMayHaveAnyLength() {
    assertThat(KeyExchange.fromPrivate(FFDHE2048, Bytes.of((byte) 3)).share())
        .isEqualTo(fixed(BigInteger.valueOf(8), 256));
  }

  @Test
  void anExponentWithoutAUsableShareIsAProgrammersFault() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyExchange.fromPrivate(FFDHE2048, Bytes.repeat(0, 29)))
        .withMessage("unusable private key: ffdhe2048 share has the value 1");
  }

  /** Computes 2^b - 2^(b-64) + (floor(2^(b-130) e) + offset) 2^64 - 1. */
  private static BigInteger prime(int bits, long offset) {
    return BigInteger.ONE
        .shiftLeft(bits)
        .subtract(BigInteger.ONE.shiftLeft(bits - 64))
        .add(scaledE(bits - 130).add(BigInteger.valueOf(offset)).shiftLeft(64))
        .subtract(BigInteger.ONE);
  }

  /** Sums 2^bits / n! with guard bits enough for the rounding of every term. */
  private static BigInteger scaledE(int bits) {
    int guard = 64;
    BigInteger term = BigInteger.ONE.shiftLeft(bits + guard);
    BigInteger sum = BigInteger.ZERO;
    for (long n = 1; term.signum() > 0; n++) {
      sum = sum.add(term);
      term = term.divide(BigInteger.valueOf(n));
    }
    return sum.shiftRight(guard);
  }
}
