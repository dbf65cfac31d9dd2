package helloagain.keyexchange;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.NamedGroup;
import helloagain.rule.Rule;
import helloagain.rule.Violation;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.util.BigIntegers;

/** Holds what the tests of all groups share. */
final class Shares {
  private Shares() {}

  static EphemeralKey key(NamedGroup group, long seed) {
    return KeyExchange.generate(group, Randomness.seeded(seed));
  }

  static Agreement.Agreed agreed(Agreement agreement) {
    assertThat(agreement).isInstanceOf(Agreement.Agreed.class);
    return (Agreement.Agreed) agreement;
  }

  /** Replaces the octet at an index by its exclusive or with a mask. */
  static Bytes damaged(Bytes octets, int index, int mask) {
    byte[] array = octets.toArray();
    array[index] ^= (byte) mask;
    return Bytes.of(array);
  }

  static Bytes fixed(BigInteger value, int length) {
    return Bytes.of(BigIntegers.asUnsignedByteArray(length, value));
  }

  static BigInteger number(Bytes octets) {
    return new BigInteger(1, octets.toArray());
  }

  /** Asserts that both sides refuse the share for the rule, with illegal_parameter. */
  static void assertRefused(NamedGroup group, Bytes share, Rule rule) {
    assertClientShareRefused(group, share, rule);
    assertServerShareRefused(group, share, rule);
  }

  static void assertClientShareRefused(NamedGroup group, Bytes share, Rule rule) {
    Optional<Violation> violation = KeyExchange.checkClientShare(group, share);
    assertThat(violation.map(Violation::rule)).contains(rule);
    assertThat(violation.map(Violation::alert)).contains(AlertDescription.ILLEGAL_PARAMETER);
    assertThat(KeyExchange.respond(group, share, Randomness.seeded(11)))
        .isEqualTo(new Agreement.Refused(violation.orElseThrow()));
  }

  static void assertServerShareRefused(NamedGroup group, Bytes share, Rule rule) {
    Optional<Violation> violation = KeyExchange.checkServerShare(group, share);
    assertThat(violation.map(Violation::rule)).contains(rule);
    assertThat(violation.map(Violation::alert)).contains(AlertDescription.ILLEGAL_PARAMETER);
    assertThat(KeyExchange.finish(key(group, 12), share))
        .isEqualTo(new Agreement.Refused(violation.orElseThrow()));
  }

  /** Asserts that both sides use the share. */
  static void assertAccepted(NamedGroup group, Bytes share) {
    assertThat(KeyExchange.checkClientShare(group, share)).isEmpty();
    assertThat(KeyExchange.checkServerShare(group, share)).isEmpty();
    agreed(KeyExchange.respond(group, share, Randomness.seeded(11)));
    agreed(KeyExchange.finish(key(group, 12), share));
  }
}
