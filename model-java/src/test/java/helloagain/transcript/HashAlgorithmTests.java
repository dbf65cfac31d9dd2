package helloagain.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashAlgorithmTests {
  @ParameterizedTest
  @Tag("KEX-04")
  @Tag("MTI-01")
  @Tag("MTI-02")
  @CsvSource({
    "TLS_AES_128_GCM_SHA256, SHA256",
    "TLS_AES_256_GCM_SHA384, SHA384",
    "TLS_CHACHA20_POLY1305_SHA256, SHA256",
    "TLS_AES_128_CCM_SHA256, SHA256",
    "TLS_AES_128_CCM_8_SHA256, SHA256",
  })
  void everySuiteHasItsHash(String suite, HashAlgorithm hash) {
    assertThat(HashAlgorithm.forSuite(CipherSuite.named(suite))).contains(hash);
  }

  @ParameterizedTest
  @CsvSource({"0x1a1a", "0x1300", "0x1306", "0xc02f"})
  void aSuiteOutsideTls13HasNoHash(String suite) {
    assertThat(HashAlgorithm.forSuite(CipherSuite.named(suite))).isEmpty();
  }

  @Test
  void theHashOfNothingIsTheKnownOne() {
    assertThat(HashAlgorithm.SHA256.hash(Bytes.EMPTY))
        .isEqualTo(Bytes.hex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    assertThat(HashAlgorithm.SHA384.hash(Bytes.EMPTY))
        .isEqualTo(
            Bytes.hex(
                "38b060a751ac96384cd9327eb1b1e36a21fdb71114be0743"
                    + "4c0cc7bf63f6e1da274edebfe76f65fbd51ad2f14898b95b"));
  }

  /** Recomputes RFC 4231, 4.2. */
  @Test
  void hmacComputesTheFirstCaseOfRfc4231() {
    Bytes key = Bytes.repeat(0x0b, 20);
    Bytes data = Bytes.of("Hi There".getBytes(StandardCharsets.US_ASCII));
    assertThat(HashAlgorithm.SHA256.hmac(key, data))
        .isEqualTo(Bytes.hex("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"));
    assertThat(HashAlgorithm.SHA384.hmac(key, data))
        .isEqualTo(
            Bytes.hex(
                "afd03944d84895626b0825f4ab46907f15f9dadbe4101ec6"
                    + "82aa034c7cebc59cfaea9ea9076ede7f4af152e8b2fa9cb6"));
  }

  @ParameterizedTest
  @CsvSource({"SHA256, 32", "SHA384, 48"})
  void aHashHasItsLength(HashAlgorithm hash, int length) {
    assertThat(hash.length()).isEqualTo(length);
    assertThat(hash.hash(Bytes.EMPTY).size()).isEqualTo(length);
    assertThat(hash.hmac(Bytes.EMPTY, Bytes.EMPTY).size()).isEqualTo(length);
  }
}
