package helloagain.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.message.Alert;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.Certificate;
import helloagain.message.CertificateVerify;
import helloagain.message.CipherSuite;
import helloagain.message.ContentType;
import helloagain.message.EncryptedExtensions;
import helloagain.message.Extension.OpaqueExtension;
import helloagain.message.Extension.ServerNameAcknowledged;
import helloagain.message.Extension.SupportedGroups;
import helloagain.message.ExtensionType;
import helloagain.message.Finished;
import helloagain.message.HandshakeMessage;
import helloagain.message.NewSessionTicket;
import helloagain.message.ProtocolVersion;
import helloagain.message.SignatureScheme;
import helloagain.rule.Profile;
import helloagain.schedule.ApplicationSecrets;
import helloagain.schedule.Hkdf;
import helloagain.schedule.KeySchedule;
import helloagain.schedule.PreSharedKey;
import helloagain.schedule.PskKind;
import helloagain.schedule.RecordProtection;
import helloagain.schedule.TrafficKeys;
import helloagain.signature.CertificateKey;
import helloagain.signature.KeyKind;
import helloagain.signature.PeerKey;
import helloagain.signature.Refusal;
import helloagain.signature.Signatures;
import helloagain.signature.Signer;
import helloagain.signature.X509Certificates;
import helloagain.transcript.HashAlgorithm;
import helloagain.transcript.Transcript;
import helloagain.wire.AlertCodec;
import helloagain.wire.HandshakeCodec;
import helloagain.wire.HandshakeReader;
import helloagain.wire.RecordCodec;
import helloagain.wire.RecordReader;
import helloagain.wire.TlsRecord;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Goes through RFC 8448, section 5, from the ServerHello to its end, record by record, and through
 * what section 3 has after the handshake.
 */
class AuthenticatedTraceTests {
  private static final HashAlgorithm HASH = HashAlgorithm.SHA256;
  private static final CipherSuite SUITE = CipherSuite.TLS_AES_128_GCM_SHA256;

  @Test
  void serversFlightIsOpenedReadAndWrittenAgainOctetForOctet() {
    Inner flight = open("serverFlightRecord", server("handshake"));
    List<Bytes> messages = messages(flight);

    assertThat(messages)
        .containsExactly(
            Rfc8448.value("encryptedExtensions"),
            Rfc8448.value("certificate"),
            Rfc8448.value("certificateVerify"),
            Bytes.concat(Bytes.hex("14000020"), Rfc8448.value("server.finished")));
    assertThat(messages.stream().map(message -> HandshakeCodec.encode(due(message))))
        .isEqualTo(messages);
    assertThat(seal(flight, server("handshake"))).isEqualTo(Rfc8448.value("serverFlightRecord"));
  }

  @Test
  void serversMessagesSayWhatTheTraceShows() {
    List<Bytes> messages = messages(open("serverFlightRecord", server("handshake")));

    EncryptedExtensions encrypted = (EncryptedExtensions) due(messages.get(0));
    assertThat(encrypted.extensions())
        .hasExactlyElementsOfTypes(
            SupportedGroups.class, OpaqueExtension.class, ServerNameAcknowledged.class)
        .contains(new OpaqueExtension(ExtensionType.RECORD_SIZE_LIMIT, Bytes.hex("4001")));
    Certificate certificate = (Certificate) due(messages.get(1));
    assertThat(certificate.certificateRequestContext()).isEqualTo(Bytes.EMPTY);
    assertThat(certificate.certificateList()).hasSize(1);
    assertThat(certificate.certificateList().get(0).extensions()).isEmpty();
    CertificateVerify verify = (CertificateVerify) due(messages.get(2));
    assertThat(verify.algorithm()).isEqualTo(SignatureScheme.RSA_PSS_RSAE_SHA256);
  }

  @Test
  void serversSignatureIsRightOverItsMessagesAndNoOthers() {
    Bytes certificate = Rfc8448.value("certificate");
    CertificateVerify verify = (CertificateVerify) due(Rfc8448.value("certificateVerify"));
    PeerKey key = serverKey();
    Bytes toCertificate =
        toServerHello().append(encryptedExtensions()).append(certificate).hash(HASH);

    assertThat(key.kind()).isEqualTo(KeyKind.RSA);
    assertThat(Signatures.check(key, verify, Signer.SERVER, toCertificate)).isEmpty();
    assertThat(
            List.of(
                Signatures.check(key, verify, Signer.CLIENT, toCertificate),
                Signatures.check(key, verify, Signer.SERVER, toServerHello().hash(HASH)),
                // Without message_hash the transcript is another.
                Signatures.check(
                    key,
                    verify,
                    Signer.SERVER,
                    Transcript.of(Rfc8448.value("clientHello1"))
                        .append(Rfc8448.value("helloRetryRequest"))
                        .append(Rfc8448.value("clientHello2"))
                        .append(Rfc8448.value("serverHello"))
                        .append(encryptedExtensions())
                        .append(certificate)
                        .hash(HASH))))
        .allSatisfy(
            refusal ->
                assertThat(refusal.map(Refusal::alert)).contains(AlertDescription.DECRYPT_ERROR));
  }

  @Test
  void bothFinishedAreRight() {
    Bytes serverFinished = messages(open("serverFlightRecord", server("handshake"))).get(3);
    assertThat(due(serverFinished))
        .isEqualTo(
            new Finished(
                KeySchedule.verifyData(
                    HASH,
                    Rfc8448.value("server.handshake.traffic"),
                    toCertificateVerify().hash(HASH))));

    Inner clientFlight = open("clientFinishedRecord", client("handshake"));
    assertThat(messages(clientFlight)).hasSize(1);
    Bytes clientFinished = messages(clientFlight).get(0);
    assertThat(due(clientFinished))
        .isEqualTo(
            new Finished(
                KeySchedule.verifyData(
                    HASH,
                    Rfc8448.value("client.handshake.traffic"),
                    toCertificateVerify().append(serverFinished).hash(HASH))));
    assertThat(HandshakeCodec.encode(due(clientFinished))).isEqualTo(clientFinished);
    assertThat(seal(clientFlight, client("handshake")))
        .isEqualTo(Rfc8448.value("clientFinishedRecord"));
  }

  @Test
  void theSecretsAndKeysOfSteps26To29And48And49ComeOut() {
    Transcript toServerFinished = toServerFinished();
    Bytes main = Rfc8448.value("main");
    Bytes hash = toServerFinished.hash(HASH);

    assertThat(hash).isEqualTo(Rfc8448.value("transcript.serverFinished"));
    assertThat(KeySchedule.applicationSecrets(HASH, main, hash))
        .isEqualTo(
            new ApplicationSecrets(
                Rfc8448.value("client.application.traffic"),
                Rfc8448.value("server.application.traffic"),
                Rfc8448.value("exporter")));
    assertThat(Hkdf.info("c ap traffic", hash, 32))
        .isEqualTo(Rfc8448.value("client.application.traffic.info"));
    assertThat(Hkdf.info("s ap traffic", hash, 32))
        .isEqualTo(Rfc8448.value("server.application.traffic.info"));
    assertThat(Hkdf.info("exp master", hash, 32)).isEqualTo(Rfc8448.value("exporter.info"));
    for (String side : List.of("client", "server")) {
      assertThat(TrafficKeys.derive(SUITE, Rfc8448.value(side + ".application.traffic")))
          .isEqualTo(
              new TrafficKeys(
                  Rfc8448.value(side + ".application.key"),
                  Rfc8448.value(side + ".application.iv")));
    }
    Bytes toClientFinished =
        toServerFinished
            .append(Bytes.concat(Bytes.hex("14000020"), Rfc8448.value("client.finished")))
            .hash(HASH);
    assertThat(toClientFinished).isEqualTo(Rfc8448.value("transcript.clientFinished"));
    assertThat(Hkdf.info("res master", toClientFinished, 32))
        .isEqualTo(Rfc8448.value("resumption.info"));
    assertThat(KeySchedule.resumptionMain(HASH, main, toClientFinished))
        .isEqualTo(Rfc8448.value("resumption"));
  }

  @Test
  void bothSidesCloseUnderTheirApplicationKeys() {
    for (String side : List.of("client", "server")) {
      RecordProtection protection =
          RecordProtection.of(SUITE, Rfc8448.value(side + ".application.traffic"));
      Inner alert = open(side + "AlertRecord", protection);

      assertThat(alert.type()).isEqualTo(ContentType.ALERT);
      assertThat(AlertCodec.decode(alert.content()).orElseThrow())
          .isEqualTo(new Alert(Alert.WARNING, AlertDescription.CLOSE_NOTIFY));
      assertThat(seal(alert, protection)).isEqualTo(Rfc8448.value(side + "AlertRecord"));
      assertThat(protection.next().open(fragment(Rfc8448.value(side + "AlertRecord")))).isEmpty();
    }
  }

  @Test
  void noRecordOpensUnderTheKeysOfAnotherSideOrStage() {
    List<RecordProtection> all =
        List.of(
            server("handshake"), client("handshake"), server("application"), client("application"));
    List<String> records =
        List.of(
            "serverFlightRecord", "clientFinishedRecord", "serverAlertRecord", "clientAlertRecord");

    for (int key = 0; key < all.size(); key++) {
      for (int record = 0; record < records.size(); record++) {
        assertThat(all.get(key).open(fragment(Rfc8448.value(records.get(record)))).isPresent())
            .as("%s under key %d", records.get(record), key)
            .isEqualTo(key == record);
      }
    }
  }

  @Test
  void ticketAndDataAndAlertsOfSection3AreOpenedAndWrittenAgain() {
    RecordProtection server =
        RecordProtection.of(SUITE, Rfc8448.simple("server.application.traffic"));
    RecordProtection client =
        RecordProtection.of(SUITE, Rfc8448.simple("client.application.traffic"));
    byte[] counted = new byte[50];
    for (int i = 0; i < counted.length; i++) {
      counted[i] = (byte) i;
    }

    Bytes ticket = simple("newSessionTicketRecord", server, ContentType.HANDSHAKE);
    assertThat(ticket).isEqualTo(Rfc8448.simple("newSessionTicket"));
    assertThat(HandshakeCodec.encode(due(ticket))).isEqualTo(ticket);
    assertThat(
            PreSharedKey.ofTicket(
                SUITE, Rfc8448.simple("resumption"), (NewSessionTicket) due(ticket)))
        .isEqualTo(
            new PreSharedKey(
                ((NewSessionTicket) due(ticket)).ticket(),
                Rfc8448.simple("psk"),
                HASH,
                PskKind.RESUMPTION,
                Optional.of(SUITE)));
    assertThat(simple("serverDataRecord", server.next(), ContentType.APPLICATION_DATA))
        .isEqualTo(simple("clientDataRecord", client, ContentType.APPLICATION_DATA))
        .isEqualTo(Bytes.of(counted));
    assertThat(simple("serverAlertRecord", server.next().next(), ContentType.ALERT))
        .isEqualTo(simple("clientAlertRecord", client.next(), ContentType.ALERT))
        .isEqualTo(AlertCodec.encode(new Alert(Alert.WARNING, AlertDescription.CLOSE_NOTIFY)));
  }

  /** Holds a TLSInnerPlaintext without its padding (RFC 8446, 5.2). */
  private record Inner(Bytes content, ContentType type) {}

  private static Bytes simple(String name, RecordProtection protection, ContentType type) {
    Bytes record = Rfc8448.simple(name);
    Inner inner = inner(protection.open(fragment(record)).orElseThrow());
    assertThat(inner.type()).isEqualTo(type);
    assertThat(seal(inner, protection)).isEqualTo(record);
    return inner.content();
  }

  private static Inner open(String name, RecordProtection protection) {
    return inner(protection.open(fragment(Rfc8448.value(name))).orElseThrow());
  }

  private static Inner inner(Bytes plaintext) {
    int end = plaintext.size() - 1;
    return new Inner(plaintext.slice(0, end), new ContentType(plaintext.at(end)));
  }

  private static Bytes seal(Inner inner, RecordProtection protection) {
    Bytes plaintext = Bytes.concat(inner.content(), Bytes.of((byte) inner.type().code()));
    return RecordCodec.encode(
        new TlsRecord(
            ContentType.APPLICATION_DATA, ProtocolVersion.TLS_12, protection.seal(plaintext)));
  }

  private static Bytes fragment(Bytes record) {
    List<TlsRecord> records = RecordReader.EMPTY.feed(record).records();
    assertThat(records).hasSize(1);
    assertThat(records.get(0).type()).isEqualTo(ContentType.APPLICATION_DATA);
    return records.get(0).fragment();
  }

  private static List<Bytes> messages(Inner inner) {
    assertThat(inner.type()).isEqualTo(ContentType.HANDSHAKE);
    HandshakeReader.Result result = HandshakeReader.EMPTY.feed(inner.content());
    assertThat(result.next().isAtBoundary()).isTrue();
    return result.messages();
  }

  private static HandshakeMessage due(Bytes message) {
    return HandshakeCodec.decodeDue(message, Profile.RFC8446, HASH.length()).orElseThrow();
  }

  private static PeerKey serverKey() {
    Certificate certificate = (Certificate) due(Rfc8448.value("certificate"));
    CertificateKey key =
        X509Certificates.publicKey(certificate.certificateList().get(0).certData());
    return ((CertificateKey.Found) key).key();
  }

  private static RecordProtection server(String stage) {
    return RecordProtection.of(SUITE, Rfc8448.value("server." + stage + ".traffic"));
  }

  private static RecordProtection client(String stage) {
    return RecordProtection.of(SUITE, Rfc8448.value("client." + stage + ".traffic"));
  }

  private static Bytes encryptedExtensions() {
    return Rfc8448.value("encryptedExtensions");
  }

  private static Transcript toServerHello() {
    return Transcript.of(Rfc8448.value("clientHello1"))
        .retried(HASH, Rfc8448.value("helloRetryRequest"))
        .append(Rfc8448.value("clientHello2"))
        .append(Rfc8448.value("serverHello"));
  }

  private static Transcript toCertificateVerify() {
    return toServerHello()
        .append(encryptedExtensions())
        .append(Rfc8448.value("certificate"))
        .append(Rfc8448.value("certificateVerify"));
  }

  private static Transcript toServerFinished() {
    return toCertificateVerify()
        .append(Bytes.concat(Bytes.hex("14000020"), Rfc8448.value("server.finished")));
  }
}
