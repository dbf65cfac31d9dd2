package helloagain.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.transcript.HashAlgorithm;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KeyScheduleTests {
  /** Recomputes early secret, binder key and binder of the resumption in RFC 8448, 4. */
  @Test
  @Tag("PSK-17")
  @Tag("KEX-05")
  void theBinderOfRfc8448Section4ComesOut() {
    HashAlgorithm hash = HashAlgorithm.SHA256;
    Bytes psk = Bytes.hex("4ecd0eb6ec3b4d87f5d6028f922ca4c5851a277fd41311c9e62d2c9492e1c4f3");
    Bytes transcriptHash =
        Bytes.hex("63224b2e4573f2d3454ca84b9d009a04f6be9e05711a8396473aefa01e924a14");
    Bytes early = KeySchedule.earlySecret(hash, Optional.of(psk));
    assertThat(early)
        .isEqualTo(Bytes.hex("9b2188e9b2fc6d64d71dc329900e20bb41915000f678aa839cbb797cb7d8332c"));
    Bytes binderKey = KeySchedule.binderKey(hash, early, PskKind.RESUMPTION);
    assertThat(binderKey)
        .isEqualTo(Bytes.hex("69fe131a3bbad5d63c64eebcc30e395b9d8107726a13d074e389dbc8a4e47256"));
    assertThat(KeySchedule.finishedKey(hash, binderKey))
        .isEqualTo(Bytes.hex("5588673e72cb59c87d220caffe94f2dea9a3b1609f7d50e90a48227db9ed7eaa"));
    assertThat(PskBinder.compute(hash, psk, PskKind.RESUMPTION, transcriptHash))
        .isEqualTo(Bytes.hex("3add4fb2d8fdf822a0ca3cf7678ef5e88dae990141c5924d57bb6fa31b9e5f9d"));
  }

  @ParameterizedTest
  @Tag("KEX-05")
  @EnumSource
  void anExternalAndAResumptionPskHaveDifferentBinders(HashAlgorithm hash) {
    Bytes psk = Bytes.repeat(5, 16);
    Bytes transcriptHash = hash.hash(Bytes.EMPTY);
    assertThat(PskBinder.compute(hash, psk, PskKind.EXTERNAL, transcriptHash))
        .isNotEqualTo(PskBinder.compute(hash, psk, PskKind.RESUMPTION, transcriptHash))
        .isNotEqualTo(PskBinder.compute(hash, psk, PskKind.EXTERNAL, hash.hash(psk)));
  }

  @ParameterizedTest
  @Tag("KEX-01")
  @EnumSource
  void withoutAPskOrASharedSecretZerosTakeTheirPlace(HashAlgorithm hash) {
    Bytes zeros = Bytes.repeat(0, hash.length());
    Bytes transcriptHash = hash.hash(Bytes.EMPTY);
    assertThat(
            KeySchedule.handshakeSecrets(hash, Optional.empty(), Optional.empty(), transcriptHash))
        .isEqualTo(
            KeySchedule.handshakeSecrets(
                hash, Optional.of(zeros), Optional.of(zeros), transcriptHash));
  }

  @ParameterizedTest
  @EnumSource
  void everySecretHasTheLengthOfTheHashAndIsItsOwn(HashAlgorithm hash) {
    HandshakeSecrets secrets =
        KeySchedule.handshakeSecrets(
            hash,
            Optional.of(Bytes.repeat(1, 8)),
            Optional.of(Bytes.repeat(2, 1024)),
            hash.hash(Bytes.EMPTY));
    List<Bytes> all =
        List.of(
            secrets.early(),
            secrets.handshake(),
            secrets.clientTraffic(),
            secrets.serverTraffic(),
            secrets.main(),
            KeySchedule.clientEarlyTraffic(hash, secrets.early(), hash.hash(Bytes.EMPTY)));
    assertThat(all).doesNotHaveDuplicates().allMatch(secret -> secret.size() == hash.length());
  }

  @Test
  void aLeadingZeroOfTheSharedSecretCounts() {
    HashAlgorithm hash = HashAlgorithm.SHA256;
    Bytes early = KeySchedule.earlySecret(hash, Optional.empty());
    assertThat(KeySchedule.handshakeSecret(hash, early, Optional.of(Bytes.hex("0001"))))
        .isNotEqualTo(KeySchedule.handshakeSecret(hash, early, Optional.of(Bytes.hex("01"))));
  }

  @ParameterizedTest
  @Tag("KEX-08")
  @Tag("MTI-01")
  @Tag("MTI-02")
  @CsvSource({
    "TLS_AES_128_GCM_SHA256, 16, SHA256",
    "TLS_AES_256_GCM_SHA384, 32, SHA384",
    "TLS_CHACHA20_POLY1305_SHA256, 32, SHA256",
    "TLS_AES_128_CCM_SHA256, 16, SHA256",
    "TLS_AES_128_CCM_8_SHA256, 16, SHA256",
  })
  void trafficKeysHaveTheLengthsOfTheSuite(String name, int keyLength, HashAlgorithm hash) {
    Bytes secret = Bytes.repeat(3, hash.length());
    TrafficKeys keys = TrafficKeys.derive(CipherSuite.named(name), secret);
    assertThat(keys.key()).isEqualTo(Hkdf.expandLabel(hash, secret, "key", Bytes.EMPTY, keyLength));
    assertThat(keys.iv()).isEqualTo(Hkdf.expandLabel(hash, secret, "iv", Bytes.EMPTY, 12));
  }

  @Test
  void aSuiteOutsideTls13HasNoTrafficKeys() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrafficKeys.derive(new CipherSuite(0x0a0a), Bytes.repeat(3, 32)))
        .withMessage("no suite of TLS 1.3: 0x0a0a");
  }
}
