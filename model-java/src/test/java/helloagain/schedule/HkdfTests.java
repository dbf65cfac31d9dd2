package helloagain.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import helloagain.message.Bytes;
import helloagain.transcript.HashAlgorithm;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HkdfTests {
  /** Recomputes RFC 5869, A.1. */
  @Test
  void theFirstCaseOfRfc5869ComesOut() {
    Bytes secret =
        Hkdf.extract(
            HashAlgorithm.SHA256, Bytes.hex("000102030405060708090a0b0c"), Bytes.repeat(0x0b, 22));
    assertThat(secret)
        .isEqualTo(Bytes.hex("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5"));
    assertThat(Hkdf.expand(HashAlgorithm.SHA256, secret, Bytes.hex("f0f1f2f3f4f5f6f7f8f9"), 42))
        .isEqualTo(
            Bytes.hex(
                "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf"
                    + "1a5a4c5db02d56ecc4c5bf34007208d5b887185865"));
  }

  /** Recomputes RFC 5869, A.3, without salt and info. */
  @Test
  void theThirdCaseOfRfc5869ComesOut() {
    Bytes secret = Hkdf.extract(HashAlgorithm.SHA256, Bytes.EMPTY, Bytes.repeat(0x0b, 22));
    assertThat(secret)
        .isEqualTo(Bytes.hex("19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04"));
    assertThat(Hkdf.expand(HashAlgorithm.SHA256, secret, Bytes.EMPTY, 42))
        .isEqualTo(
            Bytes.hex(
                "8da4e775a563c18f715f802a063c5a31b8a11f5c5e"
                    + "e1879ec3454e5f3c738d2d9d201395faa4b61a96c8"));
  }

  @Test
  @Tag("KEX-03")
  void theInfoHasLengthLabelAndContext() {
    assertThat(Hkdf.info("key", Bytes.EMPTY, 16))
        .isEqualTo(Bytes.hex("0010 09 746c733133206b6579 00"));
    assertThat(Hkdf.info("iv", Bytes.hex("aabb"), 0x1234))
        .isEqualTo(Bytes.hex("1234 08 746c733133206976 02 aabb"));
  }

  @Test
  @Tag("KEX-03")
  void anInfoThatDoesNotFitIsAProgrammersFault() {
    Bytes none = Bytes.EMPTY;
    assertThat(Hkdf.info("l".repeat(249), Bytes.repeat(0, 255), 65535).size())
        .isEqualTo(2 + 1 + 255 + 1 + 255);
    assertThatIllegalArgumentException().isThrownBy(() -> Hkdf.info("", none, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Hkdf.info("l".repeat(250), none, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Hkdf.info("l", Bytes.repeat(0, 256), 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Hkdf.info("l", none, 65536));
    assertThatIllegalArgumentException().isThrownBy(() -> Hkdf.info("l", none, -1));
  }

  @Property(tries = 100)
  void aShorterExpansionBeginsALongerOne(
      @ForAll @IntRange(max = 200) int shorter, @ForAll @IntRange(max = 200) int more) {
    for (HashAlgorithm hash : HashAlgorithm.values()) {
      Bytes secret = Bytes.repeat(7, hash.length());
      Bytes longer = Hkdf.expand(hash, secret, Bytes.EMPTY, shorter + more);
      assertThat(longer.size()).isEqualTo(shorter + more);
      assertThat(longer.slice(0, shorter))
          .isEqualTo(Hkdf.expand(hash, secret, Bytes.EMPTY, shorter));
    }
  }

  @Test
  void anExpansionEndsAt255Blocks() {
    Bytes secret = Bytes.repeat(7, 32);
    assertThat(Hkdf.expand(HashAlgorithm.SHA256, secret, Bytes.EMPTY, 255 * 32).size())
        .isEqualTo(8160);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hkdf.expand(HashAlgorithm.SHA256, secret, Bytes.EMPTY, 255 * 32 + 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hkdf.expand(HashAlgorithm.SHA256, secret, Bytes.EMPTY, -1));
  }
}
