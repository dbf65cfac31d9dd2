package helloagain.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.keyexchange.Agreement;
import helloagain.keyexchange.EphemeralKey;
import helloagain.keyexchange.KeyExchange;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.NamedGroup;
import helloagain.transcript.HashAlgorithm;
import helloagain.transcript.Transcript;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Recomputes RFC 8448, section 5, step by step from its private keys and messages. */
class HelloRetryTraceTests {
  private static final HashAlgorithm HASH = HashAlgorithm.SHA256;
  private static final Bytes EMPTY_HASH = HASH.hash(Bytes.EMPTY);

  private final Properties trace =
      load("/rfc8448/messages.properties", "/rfc8448/secrets.properties");

  @Test
  void thePrivateKeysGiveTheSharesOfSteps1And6And10() {
    assertThat(key(NamedGroup.X25519, "client.x25519").share())
        .isEqualTo(value("client.x25519.public"));
    assertThat(key(NamedGroup.SECP256R1, "client.secp256r1").share())
        .isEqualTo(value("client.secp256r1.public"));
    assertThat(key(NamedGroup.SECP256R1, "server.secp256r1").share())
        .isEqualTo(value("server.secp256r1.public"));
  }

  @Test
  void bothSidesComputeTheSharedSecretOfStep13() {
    EphemeralKey client = key(NamedGroup.SECP256R1, "client.secp256r1");
    EphemeralKey server = key(NamedGroup.SECP256R1, "server.secp256r1");
    Agreement expected = new Agreement.Agreed(server.share(), value("shared"));
    assertThat(KeyExchange.respond(NamedGroup.SECP256R1, client.share(), server))
        .isEqualTo(expected);
    assertThat(KeyExchange.finish(client, server.share())).isEqualTo(expected);
  }

  @Test
  @Tag("HRR-18")
  @Tag("TR-03")
  void theTranscriptBeginsWithMessageHashInStep14() {
    assertThat(toServerHello().hash(HASH)).isEqualTo(value("transcript.serverHello"));
    Transcript withoutMessageHash =
        Transcript.of(value("clientHello1"))
            .append(value("helloRetryRequest"))
            .append(value("clientHello2"))
            .append(value("serverHello"));
    assertThat(withoutMessageHash.hash(HASH)).isNotEqualTo(value("transcript.serverHello"));
  }

  @Test
  @Tag("TR-11")
  @Tag("KEX-01")
  @Tag("KEX-02")
  void theSecretsOfSteps9To17ComeOutOneByOne() {
    Bytes early = KeySchedule.earlySecret(HASH, Optional.empty());
    assertThat(early).isEqualTo(value("early"));
    assertThat(KeySchedule.derivedSalt(HASH, early)).isEqualTo(value("early.derived"));
    Bytes handshake = KeySchedule.handshakeSecret(HASH, early, Optional.of(value("shared")));
    assertThat(handshake).isEqualTo(value("handshake"));
    Bytes transcriptHash = toServerHello().hash(HASH);
    assertThat(KeySchedule.clientHandshakeTraffic(HASH, handshake, transcriptHash))
        .isEqualTo(value("client.handshake.traffic"));
    assertThat(KeySchedule.serverHandshakeTraffic(HASH, handshake, transcriptHash))
        .isEqualTo(value("server.handshake.traffic"));
    assertThat(KeySchedule.derivedSalt(HASH, handshake)).isEqualTo(value("handshake.derived"));
    assertThat(KeySchedule.mainSecret(HASH, handshake)).isEqualTo(value("main"));
  }

  @Test
  void theSecretsOfSteps9To17ComeOutInOneCall() {
    assertThat(secrets())
        .isEqualTo(
            new HandshakeSecrets(
                value("early"),
                value("handshake"),
                value("client.handshake.traffic"),
                value("server.handshake.traffic"),
                value("main")));
  }

  @Test
  @Tag("KEX-03")
  void theInfosOfSteps12To23ComeOut() {
    Bytes transcriptHash = toServerHello().hash(HASH);
    assertThat(Hkdf.info("derived", EMPTY_HASH, 32))
        .isEqualTo(value("early.derived.info"))
        .isEqualTo(value("handshake.derived.info"));
    assertThat(Hkdf.info("c hs traffic", transcriptHash, 32))
        .isEqualTo(value("client.handshake.traffic.info"));
    assertThat(Hkdf.info("s hs traffic", transcriptHash, 32))
        .isEqualTo(value("server.handshake.traffic.info"));
    assertThat(Hkdf.info("key", Bytes.EMPTY, 16)).isEqualTo(value("server.handshake.key.info"));
    assertThat(Hkdf.info("iv", Bytes.EMPTY, 12)).isEqualTo(value("server.handshake.iv.info"));
    assertThat(Hkdf.info("finished", Bytes.EMPTY, 32)).isEqualTo(value("server.finished.info"));
  }

  @Test
  @Tag("KEX-08")
  void theHandshakeKeysOfSteps19And30ComeOut() {
    assertThat(TrafficKeys.derive(CipherSuite.TLS_AES_128_GCM_SHA256, secrets().serverTraffic()))
        .isEqualTo(new TrafficKeys(value("server.handshake.key"), value("server.handshake.iv")));
    assertThat(TrafficKeys.derive(CipherSuite.TLS_AES_128_GCM_SHA256, secrets().clientTraffic()))
        .isEqualTo(new TrafficKeys(value("client.handshake.key"), value("client.handshake.iv")));
  }

  @Test
  void theFinishedMessagesOfSteps23And45ComeOut() {
    Transcript toCertificateVerify =
        toServerHello()
            .append(value("encryptedExtensions"))
            .append(value("certificate"))
            .append(value("certificateVerify"));
    Bytes serverTraffic = secrets().serverTraffic();
    assertThat(KeySchedule.finishedKey(HASH, serverTraffic))
        .isEqualTo(value("server.finished.key"));
    Bytes serverFinished =
        KeySchedule.verifyData(HASH, serverTraffic, toCertificateVerify.hash(HASH));
    assertThat(serverFinished).isEqualTo(value("server.finished"));

    Transcript toServerFinished =
        toCertificateVerify.append(Bytes.concat(Bytes.hex("14000020"), serverFinished));
    assertThat(toServerFinished.hash(HASH)).isEqualTo(value("transcript.serverFinished"));
    Bytes clientTraffic = secrets().clientTraffic();
    assertThat(KeySchedule.finishedKey(HASH, clientTraffic))
        .isEqualTo(value("client.finished.key"));
    assertThat(KeySchedule.verifyData(HASH, clientTraffic, toServerFinished.hash(HASH)))
        .isEqualTo(value("client.finished"));
  }

  private HandshakeSecrets secrets() {
    return KeySchedule.handshakeSecrets(
        HASH, Optional.empty(), Optional.of(value("shared")), toServerHello().hash(HASH));
  }

  private Transcript toServerHello() {
    return Transcript.of(value("clientHello1"))
        .retried(HASH, value("helloRetryRequest"))
        .append(value("clientHello2"))
        .append(value("serverHello"));
  }

  private EphemeralKey key(NamedGroup group, String name) {
    return KeyExchange.fromPrivate(group, value(name + ".private"));
  }

  private Bytes value(String key) {
    return Bytes.hex(Objects.requireNonNull(trace.getProperty(key), key));
  }

  private static Properties load(String... resources) {
    Properties properties = new Properties();
    for (String resource : resources) {
      try (InputStream in =
          Objects.requireNonNull(
              HelloRetryTraceTests.class.getResourceAsStream(resource), resource)) {
        properties.load(in);
      } catch (IOException e) {
        throw new IllegalStateException(resource, e);
      }
    }
    return properties;
  }
}
