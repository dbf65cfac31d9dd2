package helloagain.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import helloagain.exchange.Received;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.Certificate;
import helloagain.message.CertificateEntry;
import helloagain.message.CertificateRequest;
import helloagain.message.CertificateVerify;
import helloagain.message.EncryptedExtensions;
import helloagain.message.EndOfEarlyData;
import helloagain.message.Extension;
import helloagain.message.Extension.ApplicationProtocols;
import helloagain.message.Extension.CertificateAuthorities;
import helloagain.message.Extension.EarlyData;
import helloagain.message.Extension.MaxEarlyDataSize;
import helloagain.message.Extension.OidFilters;
import helloagain.message.Extension.OpaqueExtension;
import helloagain.message.Extension.ServerNameAcknowledged;
import helloagain.message.Extension.SignatureAlgorithms;
import helloagain.message.Extension.SignatureAlgorithmsCert;
import helloagain.message.Extension.SupportedGroups;
import helloagain.message.ExtensionType;
import helloagain.message.Finished;
import helloagain.message.HandshakeMessage;
import helloagain.message.HandshakeType;
import helloagain.message.KeyUpdate;
import helloagain.message.KeyUpdateRequest;
import helloagain.message.MessageArbitraries;
import helloagain.message.NamedGroup;
import helloagain.message.NewSessionTicket;
import helloagain.message.OidFilter;
import helloagain.message.OtherHandshake;
import helloagain.message.ProtectedMessage;
import helloagain.message.SignatureScheme;
import helloagain.rule.Profile;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtectedCodecTests {
  private static final int HASH_LENGTH = 48;

  /** Every type that has a record. */
  private static final List<Integer> TYPES = List.of(4, 5, 8, 11, 13, 15, 20, 24);

  @Property
  void everyMessageThatIsDueDecodesToItself(@ForAll("messages") ProtectedMessage message) {
    for (Profile profile : Profile.values()) {
      Bytes octets = HandshakeCodec.encode(message, profile);

      assertThat(HandshakeCodec.decodeDue(octets, profile, HASH_LENGTH).orElseThrow())
          .isEqualTo(message);
      assertThat(octets.at(0)).isEqualTo(message.type().code());
    }
  }

  @Property
  void messageThatNobodyAwaitsKeepsItsBodyUnread(
      @ForAll("types") int type, @ForAll("octets") Bytes body) {
    HandshakeType unawaited = new HandshakeType(type);
    Bytes octets = HandshakeCodec.frame(unawaited, body);

    assertThat(HandshakeCodec.decode(octets).orElseThrow())
        .isEqualTo(new OtherHandshake(unawaited, body));
    assertThat(Received.parse(octets))
        .isEqualTo(new Received.HandshakeReceived(new OtherHandshake(unawaited, body), octets));
  }

  @Property
  void messageThatIsReceivedIsReadWhenItIsDue(@ForAll("messages") ProtectedMessage message) {
    Bytes octets = HandshakeCodec.encode(message);
    Received.HandshakeReceived unread = (Received.HandshakeReceived) Received.parse(octets);

    assertThat(unread.message()).isInstanceOf(OtherHandshake.class);
    assertThat(Received.due(unread, Profile.RFC8446, HASH_LENGTH))
        .isEqualTo(new Received.HandshakeReceived(message, octets));
  }

  @Test
  void bodyOutOfFormIsUnparsableOnlyWhenItIsDue() {
    Bytes octets = Bytes.hex("0800000100");
    Received.HandshakeReceived unread = (Received.HandshakeReceived) Received.parse(octets);

    assertThat(Received.due(unread, Profile.RFC8446, HASH_LENGTH))
        .isEqualTo(new Received.Unparsable(failure(octets)));
  }

  @Property(tries = 300)
  void everyTruncationIsADecodeError(@ForAll("messages") ProtectedMessage message) {
    Bytes octets = HandshakeCodec.encode(message);

    for (int length = 0; length < octets.size(); length++) {
      assertThat(failure(octets.slice(0, length)).alert()).isEqualTo(AlertDescription.DECODE_ERROR);
    }
  }

  @Property(tries = 300)
  void everyTruncationUnderAHeaderThatFitsIsADecodeError(
      @ForAll("messages") ProtectedMessage message) {
    Bytes body = HandshakeCodec.encode(message);

    for (int length = 4; length < body.size(); length++) {
      Bytes cut = HandshakeCodec.frame(message.type(), body.slice(4, length));
      DecodeFailure failure = failure(cut);
      assertThat(failure.alert()).isEqualTo(AlertDescription.DECODE_ERROR);
      assertThat(failure.field()).startsWith(message.type().name());
      assertThat(failure.offset()).isBetween(4, cut.size());
    }
  }

  @Property
  void octetAfterTheEndIsADecodeError(@ForAll("messages") ProtectedMessage message) {
    Bytes body = HandshakeCodec.encode(message);
    Bytes longer =
        HandshakeCodec.frame(
            message.type(), Bytes.concat(body.slice(4, body.size()), Bytes.hex("00")));

    assertMalformed(longer, body.size(), message.type().name());
  }

  @Property
  void everyDamagedOctetLeavesAMessageOrADecodeError(
      @ForAll("messages") ProtectedMessage message,
      @ForAll @IntRange(max = 0xffff) int place,
      @ForAll @IntRange(min = 1, max = 255) int change) {
    byte[] octets = HandshakeCodec.encode(message).toArray();
    octets[place % octets.length] ^= (byte) change;

    assertIsWrittenAsReadOrADecodeError(Bytes.of(octets));
  }

  @Property
  void anyOctetsAreAMessageOrADecodeError(@ForAll("types") int type, @ForAll("octets") Bytes body) {
    assertIsWrittenAsReadOrADecodeError(HandshakeCodec.frame(new HandshakeType(type), body));
  }

  @Property
  void extensionsOfAnyFormAreWrittenAndNeverStopTheDecoder(@ForAll("extensions") Extension stray) {
    List<Extension> strays = List.of(stray);

    assertIsWrittenAsReadOrADecodeError(HandshakeCodec.encode(new EncryptedExtensions(strays)));
    assertIsWrittenAsReadOrADecodeError(
        HandshakeCodec.encode(new CertificateRequest(Bytes.EMPTY, strays)));
    assertIsWrittenAsReadOrADecodeError(
        HandshakeCodec.encode(
            new Certificate(Bytes.EMPTY, List.of(new CertificateEntry(Bytes.hex("30"), strays)))));
    assertIsWrittenAsReadOrADecodeError(
        HandshakeCodec.encode(new NewSessionTicket(1, 2, Bytes.EMPTY, Bytes.hex("07"), strays)));
  }

  @Test
  void messageOfATypeWithoutRecordStaysUnreadWhenItIsDue() {
    assertThat(HandshakeCodec.decodeDue(Bytes.hex("0600000101"), Profile.RFC8446, 32).orElseThrow())
        .isEqualTo(new OtherHandshake(new HandshakeType(6), Bytes.hex("01")));
  }

  @Test
  void helloThatIsDueIsReadAsEver() {
    Bytes broken = HandshakeCodec.frame(HandshakeType.SERVER_HELLO, Bytes.EMPTY);

    assertThat(HandshakeCodec.decodeDue(broken, Profile.RFC8446, HASH_LENGTH))
        .isEqualTo(HandshakeCodec.decode(broken));
  }

  // The forms, one by one

  @ParameterizedTest
  @CsvSource({
    // EncryptedExtensions (4.3.1)
    "08, '', 0, encrypted_extensions.extensions",
    "08, 00, 0, encrypted_extensions.extensions",
    "08, 0001, 0, encrypted_extensions.extensions",
    "08, 0001 00, 2, encrypted_extensions.extensions[0].extension_type",
    "08, 0004 0000 0001, 4, encrypted_extensions.extensions[0].extension_data",
    "08, 0005 0000 0001 00, 6, encrypted_extensions.extensions[0].server_name",
    "08, 0005 002a 0001 00, 6, encrypted_extensions.extensions[0].early_data",
    "08, 0006 000a 0002 0000, 6, encrypted_extensions.extensions[0].supported_groups"
        + ".named_group_list",
    "08, 0006 0010 0002 0000, 6,"
        + " encrypted_extensions.extensions[0].application_layer_protocol_negotiation"
        + ".protocol_name_list",
    // CertificateRequest (4.3.2)
    "0d, '', 0, certificate_request.certificate_request_context",
    "0d, 01, 0, certificate_request.certificate_request_context",
    "0d, 00, 1, certificate_request.extensions",
    "0d, 00 0000, 1, certificate_request.extensions",
    "0d, 00 0001 00, 1, certificate_request.extensions",
    "0d, 00 0006 000d 0002 0000, 7, certificate_request.extensions[0].signature_algorithms"
        + ".supported_signature_algorithms",
    "0d, 00 0007 000d 0003 0001 04, 7, certificate_request.extensions[0].signature_algorithms"
        + ".supported_signature_algorithms",
    "0d, 00 0006 0032 0002 0000, 7, certificate_request.extensions[0].signature_algorithms_cert"
        + ".supported_signature_algorithms",
    "0d, 00 0006 002f 0002 0000, 7, certificate_request.extensions[0].certificate_authorities"
        + ".authorities",
    "0d, 00 0008 002f 0004 0002 0000, 7,"
        + " certificate_request.extensions[0].certificate_authorities.authorities",
    "0d, 00 0009 002f 0005 0003 000030, 9,"
        + " certificate_request.extensions[0].certificate_authorities.authorities[0]"
        + ".distinguished_name",
    "0d, 00 0009 0030 0005 0003 000000, 9,"
        + " certificate_request.extensions[0].oid_filters.filters[0].certificate_extension_oid",
    "0d, 00 0009 0030 0005 0003 010600, 11,"
        + " certificate_request.extensions[0].oid_filters.filters[0]"
        + ".certificate_extension_values",
    // Certificate and CertificateEntry (4.4.2)
    "0b, '', 0, certificate.certificate_request_context",
    "0b, 00, 1, certificate.certificate_list",
    "0b, 00 000001, 1, certificate.certificate_list",
    "0b, 00 000005 000000 0000, 4, certificate.certificate_list[0].cert_data",
    "0b, 00 000005 000001 3000, 8, certificate.certificate_list[0].extensions",
    "0b, 00 000006 000004 300000, 4, certificate.certificate_list[0].cert_data",
    "0b, 00 000007 000001 30 0001 00, 10, certificate.certificate_list[0].extensions[0]"
        + ".extension_type",
    // CertificateVerify (4.4.3)
    "0f, 08, 0, certificate_verify.algorithm",
    "0f, 0804, 2, certificate_verify.signature",
    "0f, 0804 0001, 2, certificate_verify.signature",
    // EndOfEarlyData (4.5)
    "05, 00, 0, end_of_early_data",
    // NewSessionTicket (4.6.1)
    "04, 000000, 0, new_session_ticket.ticket_lifetime",
    "04, 00000000 000000, 4, new_session_ticket.ticket_age_add",
    "04, 00000000 00000000, 8, new_session_ticket.ticket_nonce",
    "04, 00000000 00000000 01, 8, new_session_ticket.ticket_nonce",
    "04, 00000000 00000000 00 0000 0000, 9, new_session_ticket.ticket",
    "04, 00000000 00000000 00 0002 01, 9, new_session_ticket.ticket",
    "04, 00000000 00000000 00 0001 01, 12, new_session_ticket.extensions",
    "04, 00000000 00000000 00 0001 01 0004 002a 0000, 18,"
        + " new_session_ticket.extensions[0].early_data.max_early_data_size",
    "04, 00000000 00000000 00 0001 01 0009 002a 0005 0000000000, 22,"
        + " new_session_ticket.extensions[0].early_data",
    // KeyUpdate (4.6.3)
    "18, '', 0, key_update.request_update",
    "18, 0000, 1, key_update",
  })
  void bodyOutOfFormIsADecodeErrorThatNamesTheField(
      String type, String body, int offset, String field) {
    Bytes octets =
        HandshakeCodec.frame(new HandshakeType(Integer.parseInt(type, 16)), Bytes.hex(body));

    assertMalformed(octets, 4 + offset, field);
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 48})
  void finishedIsAsLongAsTheHash(int hashLength) {
    for (int length : new int[] {0, 12, hashLength - 1, hashLength, hashLength + 1}) {
      Bytes verifyData = Bytes.repeat(0, length);
      Bytes octets = HandshakeCodec.frame(HandshakeType.FINISHED, verifyData);
      Decoded<HandshakeMessage> decoded =
          HandshakeCodec.decodeDue(octets, Profile.RFC8446, hashLength);
      if (length == hashLength) {
        assertThat(decoded.orElseThrow()).isEqualTo(new Finished(verifyData));
      } else {
        assertThat(((Decoded.Malformed<HandshakeMessage>) decoded).failure().alert())
            .isEqualTo(AlertDescription.DECODE_ERROR);
      }
    }
  }

  @Test
  void requestWithoutExtensionsIsOfTheRevisionOnly() {
    CertificateRequest request = new CertificateRequest(Bytes.EMPTY, List.of());
    Bytes octets = HandshakeCodec.encode(request, Profile.RFC9846);

    assertMalformed(octets, 5, "certificate_request.extensions");
    assertThat(HandshakeCodec.decodeDue(octets, Profile.RFC9846, HASH_LENGTH).orElseThrow())
        .isEqualTo(request);
    assertNotWritten("extensions", request);
  }

  @Test
  void ticketWithALastOctetOfExtensionsIsOfTheRevisionOnly() {
    NewSessionTicket ticket =
        new NewSessionTicket(
            0, 0, Bytes.EMPTY, Bytes.hex("01"), List.of(opaque(0xff01, 0xffff - 4)));
    Bytes octets = HandshakeCodec.encode(ticket, Profile.RFC9846);

    assertMalformed(octets, 16, "new_session_ticket.extensions");
    assertThat(HandshakeCodec.decodeDue(octets, Profile.RFC9846, HASH_LENGTH).orElseThrow())
        .isEqualTo(ticket);
    assertNotWritten("extensions", ticket);
  }

  @ParameterizedTest
  @EnumSource
  void longestVectorsAreWrittenAndRead(Profile profile) {
    for (ProtectedMessage message :
        List.of(
            new EncryptedExtensions(List.of(opaque(0xff01, 0xffff - 4))),
            new CertificateRequest(Bytes.repeat(1, 0xff), List.of(opaque(0xff01, 0xffff - 4))),
            new Certificate(
                Bytes.repeat(1, 0xff),
                List.of(new CertificateEntry(Bytes.repeat(0x30, 0x1_0000), List.of()))),
            new CertificateVerify(SignatureScheme.ED25519, Bytes.repeat(2, 0xffff)),
            new NewSessionTicket(
                0xffff_ffffL,
                0xffff_ffffL,
                Bytes.repeat(3, 0xff),
                Bytes.repeat(4, 0xffff),
                List.of(opaque(0xff01, 0xfffe - 4))))) {
      assertThat(
              HandshakeCodec.decodeDue(HandshakeCodec.encode(message, profile), profile, 32)
                  .orElseThrow())
          .isEqualTo(message);
    }
  }

  @Test
  void vectorOutOfBoundsIsNotWritten() {
    Bytes tooLong = Bytes.repeat(1, 0x1_0000);
    Bytes one = Bytes.hex("01");

    assertNotWritten("extension_data", new EncryptedExtensions(List.of(opaque(0xff01, 0x1_0000))));
    assertNotWritten("extensions", new EncryptedExtensions(List.of(opaque(0xff01, 0xffff))));
    assertNotWritten(
        "certificate_request_context",
        new CertificateRequest(Bytes.repeat(1, 0x100), List.of(opaque(0xff01, 0))));
    assertNotWritten(
        "certificate_request_context", new Certificate(Bytes.repeat(1, 256), List.of()));
    assertNotWritten("cert_data", chain(Bytes.EMPTY));
    assertNotWritten("cert_data", chain(Bytes.repeat(1, 1 << 24)));
    assertNotWritten("certificate_list", chain(Bytes.repeat(1, (1 << 24) - 1)));
    assertNotWritten("signature", new CertificateVerify(SignatureScheme.ED25519, tooLong));
    assertNotWritten(
        "ticket_nonce", new NewSessionTicket(0, 0, Bytes.repeat(1, 256), one, List.of()));
    assertNotWritten("ticket", new NewSessionTicket(0, 0, one, Bytes.EMPTY, List.of()));
    assertNotWritten("ticket", new NewSessionTicket(0, 0, one, tooLong, List.of()));
    assertNotWritten(
        "supported_signature_algorithms", request(new SignatureAlgorithmsCert(List.of())));
    assertNotWritten("authorities", request(new CertificateAuthorities(List.of())));
    assertNotWritten(
        "distinguished_name", request(new CertificateAuthorities(List.of(Bytes.EMPTY))));
    assertNotWritten(
        "certificate_extension_oid",
        request(new OidFilters(List.of(new OidFilter(Bytes.EMPTY, one)))));
    assertNotWritten(
        "certificate_extension_values",
        request(new OidFilters(List.of(new OidFilter(one, tooLong)))));
  }

  @Test
  void numbersFitTheirFields() {
    Bytes one = Bytes.hex("01");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NewSessionTicket(1L << 32, 0, one, one, List.of()))
        .withMessageStartingWith("ticket_lifetime");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NewSessionTicket(0, -1, one, one, List.of()))
        .withMessageStartingWith("ticket_age_add");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MaxEarlyDataSize(1L << 32))
        .withMessageStartingWith("max_early_data_size");
  }

  // What stands where

  @Test
  void extensionsHaveTheStructureOfTheirMessage() {
    assertThat(
            ((EncryptedExtensions)
                    due("0800001b0019 00000000 000a00040002001d 0010000500030268 32 002a0000"))
                .extensions())
        .containsExactly(
            new ServerNameAcknowledged(),
            new SupportedGroups(List.of(NamedGroup.X25519)),
            new ApplicationProtocols(List.of(Bytes.hex("6832"))),
            new EarlyData());
    assertThat(
            ((CertificateRequest)
                    due("0d00001c 000019 000d000400020403 0032000400020804 002f00050003000130"))
                .extensions())
        .containsExactly(
            new SignatureAlgorithms(List.of(SignatureScheme.ECDSA_SECP256R1_SHA256)),
            new SignatureAlgorithmsCert(List.of(SignatureScheme.RSA_PSS_RSAE_SHA256)),
            new CertificateAuthorities(List.of(Bytes.hex("30"))));
    assertThat(
            ((NewSessionTicket)
                    due("04000016 00000001 00000002 00 0001 07 0008 002a 0004 00000400"))
                .extensions())
        .containsExactly(new MaxEarlyDataSize(1024));
  }

  @ParameterizedTest
  @CsvSource({"0000", "000a", "000d", "0010", "0029", "002a", "002b", "002c", "0033", "0a0a"})
  void extensionOfACertificateStaysOpaque(String type) {
    Certificate certificate =
        (Certificate) due("0b000010 00 00000c 000001 30 0006" + type + "0002abcd");

    assertThat(certificate.certificateList().get(0).extensions())
        .containsExactly(
            new OpaqueExtension(new ExtensionType(Integer.parseInt(type, 16)), Bytes.hex("abcd")));
  }

  @ParameterizedTest
  @CsvSource({"0029", "002b", "002c", "0033", "002d", "000d", "0a0a"})
  void typeThatTheTableDoesNotListForEncryptedExtensionsStaysOpaque(String type) {
    assertThat(((EncryptedExtensions) due("080000080006" + type + "0002abcd")).extensions())
        .containsExactly(
            new OpaqueExtension(new ExtensionType(Integer.parseInt(type, 16)), Bytes.hex("abcd")));
  }

  @Test
  void keyUpdateThatAsksForNeitherIsWellFormed() {
    assertThat(due("1800000100")).isEqualTo(new KeyUpdate(KeyUpdateRequest.UPDATE_NOT_REQUESTED));
    assertThat(due("1800000101")).isEqualTo(new KeyUpdate(KeyUpdateRequest.UPDATE_REQUESTED));
    KeyUpdate neither = (KeyUpdate) due("1800000102");
    assertThat(neither.requestUpdate().isKnown()).isFalse();
    assertThat(neither.requestUpdate()).hasToString("0x02");
  }

  @Test
  void endOfEarlyDataHasNoBody() {
    assertThat(due("05000000")).isEqualTo(new EndOfEarlyData());
  }

  @Provide
  Arbitrary<ProtectedMessage> messages() {
    return MessageArbitraries.protectedMessages(HASH_LENGTH);
  }

  @Provide
  Arbitrary<Integer> types() {
    return Arbitraries.of(TYPES);
  }

  @Provide
  Arbitrary<Extension> extensions() {
    return MessageArbitraries.extensions();
  }

  @Provide
  Arbitrary<Bytes> octets() {
    return MessageArbitraries.octets(0, 120);
  }

  private static void assertIsWrittenAsReadOrADecodeError(Bytes octets) {
    Decoded<HandshakeMessage> decoded =
        HandshakeCodec.decodeDue(octets, Profile.RFC8446, HASH_LENGTH);
    if (decoded instanceof Decoded.Ok<HandshakeMessage> ok) {
      assertThat(HandshakeCodec.encode(ok.value())).isEqualTo(octets);
      return;
    }
    DecodeFailure failure = ((Decoded.Malformed<HandshakeMessage>) decoded).failure();
    assertThat(failure.alert()).isEqualTo(AlertDescription.DECODE_ERROR);
    assertThat(failure.offset()).isBetween(0, octets.size());
    assertThat(failure.reason()).isNotBlank();
  }

  private static void assertMalformed(Bytes octets, int offset, String field) {
    DecodeFailure failure = failure(octets);

    assertThat(failure.field()).isEqualTo(field);
    assertThat(failure.offset()).isEqualTo(offset);
    assertThat(failure.alert()).isEqualTo(AlertDescription.DECODE_ERROR);
  }

  private static void assertNotWritten(String field, HandshakeMessage message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HandshakeCodec.encode(message))
        .withMessageStartingWith(field + ":");
  }

  private static DecodeFailure failure(Bytes octets) {
    Decoded<HandshakeMessage> decoded =
        HandshakeCodec.decodeDue(octets, Profile.RFC8446, HASH_LENGTH);
    assertThat(decoded).isInstanceOf(Decoded.Malformed.class);
    return ((Decoded.Malformed<HandshakeMessage>) decoded).failure();
  }

  private static HandshakeMessage due(String octets) {
    return HandshakeCodec.decodeDue(Bytes.hex(octets), Profile.RFC8446, HASH_LENGTH).orElseThrow();
  }

  private static Certificate chain(Bytes certData) {
    return new Certificate(Bytes.EMPTY, List.of(new CertificateEntry(certData, List.of())));
  }

  private static CertificateRequest request(Extension extension) {
    return new CertificateRequest(Bytes.EMPTY, List.of(extension));
  }

  private static OpaqueExtension opaque(int type, int length) {
    return new OpaqueExtension(new ExtensionType(type), Bytes.repeat(0, length));
  }
}
