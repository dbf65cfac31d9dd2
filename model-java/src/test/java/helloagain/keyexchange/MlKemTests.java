package helloagain.keyexchange;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.message.Bytes;
import helloagain.rule.Rule;
import helloagain.rule.Violation;
import org.bouncycastle.crypto.digests.SHAKEDigest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MlKemTests {
  /**
   * Folds 100 key pairs, encapsulations and implicit rejections into one value, as the test of Go's
   * crypto/mlkem does; independent implementations agree on the values.
   */
  @ParameterizedTest
  @CsvSource({
    "ML_KEM_768, 1114b1b6699ed191734fa339376afa7e285c9e6acf6ff0177d346696ce564415",
    "ML_KEM_1024, 800018fec3e2723f73f1d657fe239b4d5d8782efaade297e8cd448e54cc2ac00",
  })
  void aHundredRunsAccumulateToTheKnownValue(MlKem kem, String expected) {
    SHAKEDigest input = new SHAKEDigest(128);
    SHAKEDigest output = new SHAKEDigest(128);
    for (int run = 0; run < 100; run++) {
      Bytes seed = read(input, MlKem.SEED_LENGTH);
      Bytes key = kem.encapsulationKey(seed);
      Bytes message = read(input, MlKem.MESSAGE_LENGTH);
      MlKem.Encapsulation made = kem.encapsulate(key, length -> message);
      assertThat(kem.decapsulate(seed, made.ciphertext())).isEqualTo(made.secret());
      Bytes rejected = kem.decapsulate(seed, read(input, kem.ciphertextLength()));
      for (Bytes part : new Bytes[] {key, made.ciphertext(), made.secret(), rejected}) {
        output.update(part.toArray(), 0, part.size());
      }
    }
    assertThat(read(output, 32)).isEqualTo(Bytes.hex(expected));
  }

  /** Compares with SHAKE256 over z and the ciphertext (FIPS 203, 6.3). */
  @ParameterizedTest
  @Tag("HY-11")
  @EnumSource
  void aDamagedCiphertextGivesTheSecretOfImplicitRejection(MlKem kem) {
    Bytes seed = Randomness.seeded(1).next(MlKem.SEED_LENGTH);
    MlKem.Encapsulation made = kem.encapsulate(kem.encapsulationKey(seed), Randomness.seeded(2));
    Bytes damaged = Shares.damaged(made.ciphertext(), 0, 1);

    SHAKEDigest shake = new SHAKEDigest(256);
    shake.update(seed.slice(32, 64).toArray(), 0, 32);
    shake.update(damaged.toArray(), 0, damaged.size());
    assertThat(kem.decapsulate(seed, damaged))
        .isEqualTo(read(shake, 32))
        .isNotEqualTo(made.secret());
  }

  @ParameterizedTest
  @EnumSource
  void aKeyMadeBySeedPassesTheModulusCheck(MlKem kem) {
    for (long seed = 0; seed < 10; seed++) {
      Bytes key = kem.encapsulationKey(Randomness.seeded(seed).next(MlKem.SEED_LENGTH));
      assertThat(key.size()).isEqualTo(kem.encapsulationKeyLength());
      assertThat(kem.check(key)).isEmpty();
    }
  }

  /** Tries every coefficient, and the last 32 octets, which hold none. */
  @ParameterizedTest
  @EnumSource
  void everyCoefficientIsHeldBelowQ(MlKem kem) {
    Bytes key = kem.encapsulationKey(Randomness.seeded(1).next(MlKem.SEED_LENGTH));
    int coefficients = (kem.encapsulationKeyLength() - 32) / 3 * 2;
    for (int index = 0; index < coefficients; index++) {
      assertThat(kem.check(withCoefficient(key, index, 3328))).isEmpty();
      for (int value : new int[] {3329, 4095}) {
        assertThat(kem.check(withCoefficient(key, index, value)).map(Violation::rule))
            .contains(Rule.ENCAPSULATION_KEY_IS_VALID);
      }
    }
    Bytes tail = Bytes.concat(key.slice(0, key.size() - 32), Bytes.repeat(0xff, 32));
    assertThat(kem.check(tail)).isEmpty();
  }

  static Bytes withCoefficient(Bytes key, int index, int value) {
    byte[] octets = key.toArray();
    int place = index / 2 * 3;
    if (index % 2 == 0) {
      octets[place] = (byte) value;
      octets[place + 1] = (byte) ((octets[place + 1] & 0xf0) | (value >> 8));
    } else {
      octets[place + 1] = (byte) ((octets[place + 1] & 0x0f) | ((value & 0x0f) << 4));
      octets[place + 2] = (byte) (value >> 4);
    }
    return Bytes.of(octets);
  }

  private static Bytes read(SHAKEDigest shake, int length) {
    byte[] octets = new byte[length];
    shake.doOutput(octets, 0, length);
    return Bytes.of(octets);
  }
}
