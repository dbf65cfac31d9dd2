package helloagain.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.Extension;
import helloagain.message.NewSessionTicket;
import helloagain.transcript.HashAlgorithm;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApplicationSecretsTests {
  private static final HashAlgorithm SHA256 = HashAlgorithm.SHA256;

  /** The resumption main secret of RFC 8448, 3. */
  private static final Bytes RESUMPTION_MAIN =
      Bytes.hex("7df235f2031d2a051287d02b0241b0bfdaf86cc856231f2d5aba46c434ec196c");

  @Test
  void theSecretsOfRfc8448Section3ComeOut() {
    Bytes main = Bytes.hex("18df06843d13a08bf2a449844c5f8a478001bc4d4c627984d5a41da8d0402919");
    Bytes toServerFinished =
        Bytes.hex("9608102a0f1ccc6db6250b7b7e417b1a000eaada3daae4777a7686c9ff83df13");
    Bytes toClientFinished =
        Bytes.hex("209145a96ee8e2a122ff810047cc952684658d6049e86429426db87c54ad143d");

    assertThat(KeySchedule.applicationSecrets(SHA256, main, toServerFinished))
        .isEqualTo(
            new ApplicationSecrets(
                Bytes.hex("9e40646ce79a7f9dc05af8889bce6552875afa0b06df0087f792ebb7c17504a5"),
                Bytes.hex("a11af9f05531f856ad47116b45a950328204b4f44bfb6b3a4b4f1f3fcb631643"),
                Bytes.hex("fe22f881176eda18eb8f44529e6792c50c9a3f89452f68d8ae311b4309d3cf50")));
    assertThat(KeySchedule.resumptionMain(SHA256, main, toClientFinished))
        .isEqualTo(RESUMPTION_MAIN);
  }

  @Test
  void ticketThatIsSilentOnEarlyDataPermitsNone() {
    PreSharedKey key =
        PreSharedKey.ofTicket(
            CipherSuite.TLS_AES_256_GCM_SHA384, Bytes.repeat(1, 48), ticket("00", List.of()));

    assertThat(key.earlySuite()).isEmpty();
    assertThat(key.hash()).isEqualTo(HashAlgorithm.SHA384);
    assertThat(key.key().size()).isEqualTo(48);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                PreSharedKey.ofTicket(
                    new CipherSuite(0x0a0a), RESUMPTION_MAIN, ticket("00", List.of())))
        .withMessage("no suite of TLS 1.3: 0x0a0a");
  }

  @Test
  void ticketsOfOneConnectionHaveDifferentKeys() {
    assertThat(
            List.of("", "00", "0000", "0001").stream()
                .map(nonce -> KeySchedule.resumptionPsk(SHA256, RESUMPTION_MAIN, Bytes.hex(nonce))))
        .doesNotHaveDuplicates();
  }

  /** Has a value that the tests of another implementation state over the secret of RFC 8448, 3. */
  @Test
  void theExporterHasAKnownValue() {
    Bytes exporterMain =
        Bytes.hex("fe22f881176eda18eb8f44529e6792c50c9a3f89452f68d8ae311b4309d3cf50");

    assertThat(
            KeySchedule.export(
                SHA256, exporterMain, "export_test_label", ascii("rfc8448_rtt1"), 16))
        .isEqualTo(Bytes.hex("f20058a65ce0430a197944c812431c2d"));
  }

  @ParameterizedTest
  @EnumSource
  void theGenerationsAndExportersAreThoseOfThePlatform(HashAlgorithm hash) throws Exception {
    Bytes secret = Bytes.repeat(9, hash.length());
    Bytes next = expand(hash, secret, "traffic upd", new byte[0], hash.length());

    assertThat(KeySchedule.nextApplicationTraffic(hash, secret)).isEqualTo(next);
    assertThat(KeySchedule.nextApplicationTraffic(hash, next))
        .isEqualTo(expand(hash, next, "traffic upd", new byte[0], hash.length()))
        .isNotEqualTo(next);
    Bytes derived = expand(hash, secret, "EXPORTER-x", digest(hash, new byte[0]), hash.length());
    assertThat(KeySchedule.export(hash, secret, "EXPORTER-x", Bytes.hex("0102"), 20))
        .isEqualTo(expand(hash, derived, "exporter", digest(hash, new byte[] {1, 2}), 20));
    byte[] transcript = digest(hash, new byte[] {3});
    assertThat(KeySchedule.earlyExporterMain(hash, secret, Bytes.of(transcript)))
        .isEqualTo(expand(hash, secret, "e exp master", transcript, hash.length()));
    assertThat(KeySchedule.resumptionPsk(hash, secret, Bytes.hex("0007")))
        .isEqualTo(expand(hash, secret, "resumption", new byte[] {0, 7}, hash.length()));
  }

  @Test
  void anExporterOfAnyLengthBeginsDifferently() {
    Bytes exporterMain = Bytes.repeat(1, 32);
    Bytes shorter = KeySchedule.export(SHA256, exporterMain, "EXPORTER-x", Bytes.EMPTY, 64);
    Bytes longer = KeySchedule.export(SHA256, exporterMain, "EXPORTER-x", Bytes.EMPTY, 65);

    assertThat(longer.slice(0, 64)).isNotEqualTo(shorter);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeySchedule.export(SHA256, exporterMain, "", Bytes.EMPTY, 1));
  }

  @ParameterizedTest
  @EnumSource
  void everySecretHasTheLengthOfTheHashAndIsItsOwn(HashAlgorithm hash) {
    Bytes secret = Bytes.repeat(4, hash.length());
    Bytes transcript = hash.hash(Bytes.hex("05"));
    ApplicationSecrets application = KeySchedule.applicationSecrets(hash, secret, transcript);

    assertThat(
            List.of(
                application.clientTraffic(),
                application.serverTraffic(),
                application.exporterMain(),
                KeySchedule.resumptionMain(hash, secret, transcript),
                KeySchedule.earlyExporterMain(hash, secret, transcript),
                KeySchedule.clientEarlyTraffic(hash, secret, transcript),
                KeySchedule.clientHandshakeTraffic(hash, secret, transcript),
                KeySchedule.serverHandshakeTraffic(hash, secret, transcript),
                KeySchedule.nextApplicationTraffic(hash, secret)))
        .doesNotHaveDuplicates()
        .allMatch(each -> each.size() == hash.length());
  }

  @Test
  void aLeadingZeroOfASecretCounts() {
    Bytes whole = Bytes.concat(Bytes.hex("00"), Bytes.repeat(6, 31));
    Bytes cut = whole.slice(1, 32);
    Bytes transcript = SHA256.hash(Bytes.EMPTY);

    assertThat(KeySchedule.clientApplicationTraffic(SHA256, whole, transcript))
        .isNotEqualTo(KeySchedule.clientApplicationTraffic(SHA256, cut, transcript));
    assertThat(KeySchedule.nextApplicationTraffic(SHA256, whole))
        .isNotEqualTo(KeySchedule.nextApplicationTraffic(SHA256, cut));
    assertThat(KeySchedule.resumptionPsk(SHA256, whole, Bytes.EMPTY))
        .isNotEqualTo(KeySchedule.resumptionPsk(SHA256, cut, Bytes.EMPTY));
    assertThat(KeySchedule.verifyData(SHA256, whole, transcript))
        .isNotEqualTo(KeySchedule.verifyData(SHA256, cut, transcript));
  }

  private static NewSessionTicket ticket(String nonce, List<Extension> extensions) {
    return new NewSessionTicket(1, 2, Bytes.hex(nonce), Bytes.hex("07"), extensions);
  }

  /** Computes HKDF-Expand-Label of one block with the platform's HMAC. */
  private static Bytes expand(
      HashAlgorithm hash, Bytes secret, String label, byte[] context, int length)
      throws GeneralSecurityException {
    byte[] name = ("tls13 " + label).getBytes(StandardCharsets.US_ASCII);
    String algorithm = "Hmac" + hash.name();
    Mac mac = Mac.getInstance(algorithm);
    mac.init(new SecretKeySpec(secret.toArray(), algorithm));
    mac.update(
        ByteBuffer.allocate(4 + name.length + context.length)
            .putShort((short) length)
            .put((byte) name.length)
            .put(name)
            .put((byte) context.length)
            .put(context)
            .array());
    return Bytes.of(mac.doFinal(new byte[] {1})).slice(0, length);
  }

  private static byte[] digest(HashAlgorithm hash, byte[] data) throws GeneralSecurityException {
    return MessageDigest.getInstance(hash == SHA256 ? "SHA-256" : "SHA-384").digest(data);
  }

  private static Bytes ascii(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
  }
}
