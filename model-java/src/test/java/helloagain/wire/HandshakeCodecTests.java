package helloagain.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.Extension.ApplicationProtocols;
import helloagain.message.Extension.Cookie;
import helloagain.message.Extension.EarlyData;
import helloagain.message.Extension.KeyShareOffer;
import helloagain.message.Extension.KeyShareReply;
import helloagain.message.Extension.OfferedPsks;
import helloagain.message.Extension.OpaqueExtension;
import helloagain.message.Extension.Padding;
import helloagain.message.Extension.PskKeyExchangeModes;
import helloagain.message.Extension.ServerName;
import helloagain.message.Extension.SignatureAlgorithms;
import helloagain.message.Extension.SupportedGroups;
import helloagain.message.Extension.SupportedVersionsOffer;
import helloagain.message.ExtensionType;
import helloagain.message.HandshakeMessage;
import helloagain.message.HandshakeType;
import helloagain.message.HelloRetryRequest;
import helloagain.message.KeyShareEntry;
import helloagain.message.MessageArbitraries;
import helloagain.message.NamedGroup;
import helloagain.message.OtherHandshake;
import helloagain.message.ProtocolVersion;
import helloagain.message.PskIdentity;
import helloagain.message.ServerHello;
import helloagain.rule.Profile;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandshakeCodecTests {
  private static final Bytes RANDOM = Bytes.repeat(7, 32);

  /** Offsets in a ClientHello with an empty session id, one suite and null compression. */
  private static final int SESSION_ID = 4 + 2 + 32;

  private static final int CIPHER_SUITES = SESSION_ID + 1;
  private static final int COMPRESSION = CIPHER_SUITES + 4;
  private static final int CLIENT_BLOCK = COMPRESSION + 2;

  /** Offset of the extension block of a server's hello with an empty session id. */
  private static final int SERVER_BLOCK = SESSION_ID + 1 + 2 + 1;

  /** Where the body of the first extension stands, from the start of the block. */
  private static final int FIRST_BODY = 2 + 2 + 2;

  @Property
  void everyMessageDecodesToItself(@ForAll("messages") HandshakeMessage message) {
    assertThat(HandshakeCodec.decode(HandshakeCodec.encode(message)).orElseThrow())
        .isEqualTo(message);
  }

  @Property
  void profilesAgreeOnWhatTheStricterOneAccepts(@ForAll("messages") HandshakeMessage message) {
    Bytes octets = HandshakeCodec.encode(message, Profile.RFC9846);

    assertThat(octets).isEqualTo(HandshakeCodec.encode(message, Profile.RFC8446));
    assertThat(HandshakeCodec.decode(octets, Profile.RFC9846).orElseThrow()).isEqualTo(message);
  }

  @Property(tries = 100)
  void everyTruncationIsADecodeError(@ForAll("messages") HandshakeMessage message) {
    Bytes octets = HandshakeCodec.encode(message);

    for (int length = 0; length < octets.size(); length++) {
      assertThat(failure(octets.slice(0, length)).alert()).isEqualTo(AlertDescription.DECODE_ERROR);
    }
  }

  @Property(tries = 100)
  void everyTruncationOfAHelloUnderAHeaderThatFitsIsADecodeErrorUnlessTheBlockIsGone(
      @ForAll("messages") HandshakeMessage message) {
    Bytes octets = HandshakeCodec.encode(message);
    if (message instanceof OtherHandshake) {
      return;
    }

    for (int length = 4; length < octets.size(); length++) {
      Bytes cut = HandshakeCodec.frame(message.type(), octets.slice(4, length));
      if (HandshakeCodec.decode(cut) instanceof Decoded.Ok<HandshakeMessage> ok) {
        assertThat(hasBlock(ok.value())).isFalse();
        assertThat(HandshakeCodec.encode(ok.value())).isEqualTo(cut);
      }
    }
  }

  @Property
  void everyDamagedOctetLeavesAMessageOrADecodeError(
      @ForAll("messages") HandshakeMessage message,
      @ForAll @IntRange(max = 0xffff) int place,
      @ForAll @IntRange(min = 1, max = 255) int change) {
    byte[] octets = HandshakeCodec.encode(message).toArray();
    octets[place % octets.length] ^= (byte) change;

    assertIsWrittenAsReadOrADecodeError(Bytes.of(octets));
  }

  @Property
  void extensionsOfAnyFormAreWrittenAndNeverStopTheDecoder(
      @ForAll("clientHellos") ClientHello hello,
      @ForAll("extensions") Extension stray,
      @ForAll("retries") HelloRetryRequest retry) {
    List<Extension> strays = List.of(stray, new Padding(Bytes.repeat(0, 8)));

    assertIsWrittenAsReadOrADecodeError(
        HandshakeCodec.encode(hello.withExtensions(strays), Profile.RFC9846));
    assertIsWrittenAsReadOrADecodeError(
        HandshakeCodec.encode(
            new HelloRetryRequest(
                retry.legacyVersion(),
                retry.legacySessionIdEcho(),
                retry.cipherSuite(),
                retry.legacyCompressionMethod(),
                strays)));
  }

  @Property
  void anyOctetsAreAMessageOrADecodeError(
      @ForAll @IntRange(min = 1, max = 2) int type, @ForAll("octets") Bytes body) {
    assertIsWrittenAsReadOrADecodeError(HandshakeCodec.frame(new HandshakeType(type), body));
  }

  // The header

  @Test
  void nothingIsNoMessage() {
    assertMalformed(Bytes.EMPTY, 0, "handshake.msg_type");
  }

  @Test
  void headerLengthIsThatOfTheBody() {
    assertMalformed(Bytes.hex("1400000101 02"), 1, "handshake.length");
    assertMalformed(Bytes.hex("1400000201"), 1, "handshake.length");
    assertMalformed(Bytes.hex("140000"), 1, "handshake.length");
    assertThat(HandshakeCodec.decode(Bytes.hex("1400000101")).orElseThrow())
        .isEqualTo(new OtherHandshake(HandshakeType.FINISHED, Bytes.hex("01")));
  }

  @Test
  void messageOfUnknownTypeIsKeptForTheMachineToJudge() {
    assertThat(HandshakeCodec.decode(Bytes.hex("06000000")).orElseThrow())
        .isEqualTo(new OtherHandshake(new HandshakeType(6), Bytes.EMPTY));
  }

  // ClientHello (4.1.2)

  @ParameterizedTest
  @CsvSource({
    "0, client_hello.legacy_version",
    "1, client_hello.legacy_version",
    "2, client_hello.random",
    "33, client_hello.random",
    "34, client_hello.legacy_session_id",
    "35, client_hello.cipher_suites",
    "36, client_hello.cipher_suites",
    "38, client_hello.cipher_suites",
    "39, client_hello.legacy_compression_methods",
    "40, client_hello.legacy_compression_methods",
  })
  void clientHelloThatEndsInAFieldNamesTheField(int length, String field) {
    Bytes body = HandshakeCodec.encode(clientHello(List.of())).slice(4, 4 + length);

    assertThat(failure(HandshakeCodec.frame(HandshakeType.CLIENT_HELLO, body)).field())
        .isEqualTo(field);
  }

  @Test
  @Tag("CH-17")
  @Tag("CH-21")
  void clientHelloMayEndBeforeItsExtensions() {
    Bytes octets = clientHello("00", "0002 1301", "0100", "");

    assertThat(HandshakeCodec.decode(octets).map(HandshakeCodecTests::hasBlock).orElseThrow())
        .isFalse();
  }

  @Test
  void emptyBlockOfAnOlderClientHelloIsNoAbsentBlock() {
    Bytes octets = clientHello("00", "0002 1301", "0100", "0000");
    HandshakeMessage hello = HandshakeCodec.decode(octets).orElseThrow();

    assertThat(hasBlock(hello)).isTrue();
    assertThat(HandshakeCodec.encode(hello)).isEqualTo(octets);
  }

  @Test
  @Tag("CH-20")
  void sessionIdOf33OctetsIsADecodeError() {
    String longest = "20" + "ab".repeat(32);
    assertWellFormed(clientHello(longest, "0002 1301", "0100", ""));
    assertMalformed(
        clientHello("21" + "ab".repeat(33), "0002 1301", "0100", ""),
        SESSION_ID,
        "client_hello.legacy_session_id");
  }

  @ParameterizedTest
  @Tag("CH-20")
  @CsvSource({"0000", "0001 13", "0003 130113", "ffff"})
  void cipherSuitesHaveEvenLengthFrom2To65534(String suites) {
    assertMalformed(
        clientHello("00", suites, "0100", ""), CIPHER_SUITES, "client_hello.cipher_suites");
  }

  @Test
  @Tag("CH-20")
  void emptyListOfCompressionMethodsIsADecodeError() {
    assertMalformed(
        clientHello("00", "0002 1301", "00", ""),
        COMPRESSION,
        "client_hello.legacy_compression_methods");
  }

  @Test
  void otherCompressionMethodsAreNoDecodeError() {
    assertWellFormed(clientHello("00", "0002 1301", "01ff", ""));
    assertWellFormed(clientHello("00", "0002 1301", "02 0100", ""));
  }

  @Test
  @Tag("CH-20")
  void versionsAloneAreADecodeErrorInRfc8446AndAHelloInItsRevision() {
    Bytes octets = clientHello("00", "0002 1301", "0100", "0007 002b 0003 02 0304");

    assertMalformed(octets, CLIENT_BLOCK, "client_hello.extensions");
    assertThat(HandshakeCodec.decode(octets, Profile.RFC9846).orElseThrow())
        .isEqualTo(
            clientHello(List.of(new SupportedVersionsOffer(List.of(ProtocolVersion.TLS_13)))));
  }

  @Test
  void floorOfTheBlockDoesNotBindAnOlderClientHello() {
    assertWellFormed(clientHello("00", "0002 1301", "0100", "0005 ff01 0001 00"));
    assertWellFormed(clientHello("00", "0002 1301", "0100", "0004 0017 0000"));
  }

  @Test
  @Tag("CH-17")
  void octetsAfterTheBlockAreADecodeError() {
    assertMalformed(
        clientHello("00", "0002 1301", "0100", "0004 0017 0000 00"),
        CLIENT_BLOCK + 6,
        "client_hello");
    assertMalformed(
        clientHello("00", "0002 1301", "0100", "00"), CLIENT_BLOCK, "client_hello.extensions");
    assertMalformed(
        clientHello("00", "0002 1301", "0100", "0005 0017 0000"),
        CLIENT_BLOCK,
        "client_hello.extensions");
  }

  @Test
  @Tag("EXT-09")
  void extensionsTileTheBlock() {
    assertMalformed(
        clientHello("00", "0002 1301", "0100", "0005 0017 0000 00"),
        CLIENT_BLOCK + 6,
        "client_hello.extensions[1].extension_type");
    assertMalformed(
        clientHello("00", "0002 1301", "0100", "0007 0017 0000 0017 00"),
        CLIENT_BLOCK + 8,
        "client_hello.extensions[1].extension_data");
    assertMalformed(
        clientHello("00", "0002 1301", "0100", "0004 0017 0001"),
        CLIENT_BLOCK + 4,
        "client_hello.extensions[0].extension_data");
  }

  @Test
  @Tag("EXT-04")
  void repeatedExtensionsAndAnyOrderAreNoDecodeError() {
    OfferedPsks offer =
        new OfferedPsks(List.of(new PskIdentity(Bytes.hex("01"), 0)), List.of(Bytes.repeat(1, 32)));
    List<Extension> extensions = List.of(offer, new EarlyData(), new EarlyData(), offer);

    assertThat(HandshakeCodec.decode(HandshakeCodec.encode(clientHello(extensions))).orElseThrow())
        .isEqualTo(clientHello(extensions));
  }

  // Extensions of a ClientHello (4.2)

  @ParameterizedTest
  @Tag("EXT-07")
  @Tag("EXT-08")
  @Tag("SV-16")
  @Tag("CK-05")
  @Tag("SG-07")
  @Tag("KS-16")
  @Tag("PKM-06")
  @Tag("MTI-15")
  @CsvSource({
    // type, body, offset in the body, field
    "002b, '', 0, supported_versions.versions",
    "002b, 00, 0, supported_versions.versions",
    "002b, 01 03, 0, supported_versions.versions",
    "002b, 03 030403, 0, supported_versions.versions",
    "002b, 04 0304, 0, supported_versions.versions",
    "002b, 02 0304 00, 3, supported_versions",
    "002b, 0304, 0, supported_versions.versions",
    "002c, '', 0, cookie.cookie",
    "002c, 0000, 0, cookie.cookie",
    "002c, 0002 01, 0, cookie.cookie",
    "002c, 0001 01 02, 3, cookie",
    "000a, '', 0, supported_groups.named_group_list",
    "000a, 0000, 0, supported_groups.named_group_list",
    "000a, 0001 00, 0, supported_groups.named_group_list",
    "000a, 0003 001d00, 0, supported_groups.named_group_list",
    "000a, 0002 001d 00, 4, supported_groups",
    "000d, 0000, 0, signature_algorithms.supported_signature_algorithms",
    "000d, 0003 040308, 0, signature_algorithms.supported_signature_algorithms",
    "000d, 0002 0403 04, 4, signature_algorithms",
    "0033, '', 0, key_share.client_shares",
    "0033, 00, 0, key_share.client_shares",
    "0033, 0001, 0, key_share.client_shares",
    "0033, 0000 00, 2, key_share",
    "0033, 0001 00, 2, key_share.client_shares[0].group",
    "0033, 0003 001d00, 4, key_share.client_shares[0].key_exchange",
    "0033, 0004 001d0000, 4, key_share.client_shares[0].key_exchange",
    "0033, 0005 001d000201, 4, key_share.client_shares[0].key_exchange",
    "0033, 0009 001d000101 00170000, 9, key_share.client_shares[1].key_exchange",
    "0033, 0006 001d000101 00, 7, key_share.client_shares[1].group",
    "002d, '', 0, psk_key_exchange_modes.ke_modes",
    "002d, 00, 0, psk_key_exchange_modes.ke_modes",
    "002d, 02 01, 0, psk_key_exchange_modes.ke_modes",
    "002d, 01 01 01, 2, psk_key_exchange_modes",
    "002a, 00, 0, early_data",
    "0010, '', 0, application_layer_protocol_negotiation.protocol_name_list",
    "0010, 0000, 0, application_layer_protocol_negotiation.protocol_name_list",
    "0010, 0001 00, 0, application_layer_protocol_negotiation.protocol_name_list",
    "0010, 0002 0000, 2,"
        + " application_layer_protocol_negotiation.protocol_name_list[0].protocol_name",
    "0010, 0003 016800, 4,"
        + " application_layer_protocol_negotiation.protocol_name_list[1].protocol_name",
    "0000, '', 0, server_name.server_name_list",
    "0000, 0000, 0, server_name.server_name_list",
    "0000, 0001 00, 3, server_name.server_name_list[0].host_name",
    "0000, 0003 000000, 3, server_name.server_name_list[0].host_name",
    "0000, 0004 00000261, 3, server_name.server_name_list[0].host_name",
    "0000, 0004 00000161 00, 6, server_name",
  })
  void bodyOutOfFormIsADecodeError(String type, String body, int offset, String field) {
    assertMalformed(
        clientHello("00", "0002 1301", "0100", block(type, body)),
        CLIENT_BLOCK + FIRST_BODY + offset,
        "client_hello.extensions[0]." + field);
  }

  @Test
  @Tag("SV-16")
  void listOf128VersionsIsADecodeError() {
    assertWellFormed(
        clientHello("00", "0002 1301", "0100", block("002b", "fe" + "0304".repeat(127))));
    assertMalformed(
        clientHello("00", "0002 1301", "0100", block("002b", "ff" + "03".repeat(255))),
        CLIENT_BLOCK + FIRST_BODY,
        "client_hello.extensions[0].supported_versions.versions");
  }

  @Test
  @Tag("KS-01")
  void emptyListOfSharesIsLegal() {
    Bytes octets = clientHello("00", "0002 1301", "0100", "0006 0033 0002 0000");

    assertThat(HandshakeCodec.decode(octets).orElseThrow())
        .isEqualTo(clientHello(List.of(new KeyShareOffer(List.of()))));
  }

  @Test
  @Tag("KS-01")
  void keyShareWithoutAListIsADecodeError() {
    assertMalformed(
        clientHello("00", "0002 1301", "0100", "0004 0033 0000"),
        CLIENT_BLOCK + FIRST_BODY,
        "client_hello.extensions[0].key_share.client_shares");
  }

  @Test
  void faultOfALaterExtensionCountsItsPlace() {
    assertMalformed(
        clientHello("00", "0002 1301", "0100", "000c 000a 0004 0002 001d 002c 0000"),
        CLIENT_BLOCK + 2 + 8 + 4,
        "client_hello.extensions[1].cookie.cookie");
  }

  @Test
  @Tag("PSK-21")
  void identitiesHaveAtLeast7OctetsAndNoneIsEmpty() {
    String binders = "0021 20" + "ab".repeat(32);
    assertWellFormed(
        clientHello("00", "0002 1301", "0100", block("0029", "0007 0001aa00000000" + binders)));
    assertPskFault("0000" + binders, 0, "identities");
    assertPskFault("0006 000000000000" + binders, 0, "identities");
    assertPskFault("0007 00000000000000" + binders, 2, "identities[0].identity");
    assertPskFault("0007 0002aa00000000" + binders, 6, "identities[0].obfuscated_ticket_age");
    assertPskFault("0008 0001aa00000000 00" + binders, 9, "identities[1].identity");
  }

  @Test
  @Tag("PSK-21")
  void bindersHaveAtLeast33OctetsAndEach32To255() {
    String identities = "0007 0001aa00000000";
    assertPskFault(identities, 9, "binders");
    assertPskFault(identities + "0000", 9, "binders");
    assertPskFault(identities + "0020 1f" + "ab".repeat(31), 9, "binders");
    assertPskFault(identities + "0021 1f" + "ab".repeat(32), 11, "binders[0].binder");
    assertPskFault(identities + "0021 21" + "ab".repeat(32), 11, "binders[0].binder");
    assertPskFault(identities + "0022 20" + "ab".repeat(33), 44, "binders[1].binder");
  }

  @Test
  void numberOfBindersIsARuleAndNotAForm() {
    OfferedPsks offer =
        new OfferedPsks(
            List.of(
                new PskIdentity(Bytes.hex("01"), 0xffff_ffffL),
                new PskIdentity(Bytes.hex("02"), 0)),
            List.of(Bytes.repeat(1, 255)));

    assertThat(
            HandshakeCodec.decode(HandshakeCodec.encode(clientHello(List.of(offer)))).orElseThrow())
        .isEqualTo(clientHello(List.of(offer)));
  }

  @Test
  void paddingIsKeptWhateverItHolds() {
    Padding padding = new Padding(Bytes.hex("000100"));

    assertThat(
            HandshakeCodec.decode(HandshakeCodec.encode(clientHello(List.of(padding))))
                .orElseThrow())
        .isEqualTo(clientHello(List.of(padding)));
  }

  @Test
  @Tag("MTI-15")
  void serverNamesOfOtherTypesAreKept() {
    ServerName names = new ServerName(Bytes.hex("01 0000 00 0001 61 02 0002 abcd"));

    assertThat(
            HandshakeCodec.decode(HandshakeCodec.encode(clientHello(List.of(names)))).orElseThrow())
        .isEqualTo(clientHello(List.of(names)));
  }

  // HelloRetryRequest and ServerHello (4.1.3, 4.1.4)

  @Test
  void randomAloneMakesAHelloRetryRequest() {
    assertThat(HandshakeCodec.decode(retry("00", block("002b", "0304"))).orElseThrow())
        .isInstanceOf(HelloRetryRequest.class);
    assertThat(HandshakeCodec.decode(serverHello("00", block("002b", "0304"))).orElseThrow())
        .isInstanceOf(ServerHello.class);
  }

  @Test
  void helloRetryRequestWithoutVersionsIsStillOne() {
    assertThat(HandshakeCodec.decode(retry("00", block("0033", "0017"))).orElseThrow())
        .isInstanceOf(HelloRetryRequest.class);
  }

  @Test
  @Tag("SH-14")
  void helloRetryRequestHasABlockOfAtLeast6Octets() {
    assertMalformed(retry("00", ""), SERVER_BLOCK, "hello_retry_request.extensions");
    assertMalformed(retry("00", "0000"), SERVER_BLOCK, "hello_retry_request.extensions");
    assertMalformed(
        retry("00", "0005 ff01 0001 00"), SERVER_BLOCK, "hello_retry_request.extensions");
  }

  @Test
  void serverHelloOfAnOlderVersionMayHaveAnyBlockOrNone() {
    for (String block : List.of("", "0000", "0005 ff01 0001 00")) {
      Bytes octets = serverHello("00", block);
      assertThat(HandshakeCodec.decode(octets).map(HandshakeCodec::encode).orElseThrow())
          .isEqualTo(octets);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, server_hello.legacy_version",
    "2, server_hello.random",
    "33, server_hello.random",
    "34, server_hello.legacy_session_id_echo",
    "35, server_hello.cipher_suite",
    "36, server_hello.cipher_suite",
    "37, server_hello.legacy_compression_method",
    "39, server_hello.extensions",
  })
  void serverHelloThatEndsInAFieldNamesTheField(int length, String field) {
    Bytes body = serverHello("00", "0000").slice(4, 4 + length);

    assertThat(failure(HandshakeCodec.frame(HandshakeType.SERVER_HELLO, body)).field())
        .isEqualTo(field);
  }

  @Test
  @Tag("SH-14")
  void echoedSessionIdOf33OctetsIsADecodeError() {
    assertMalformed(
        serverHello("21" + "ab".repeat(33), ""), SESSION_ID, "server_hello.legacy_session_id_echo");
  }

  @ParameterizedTest
  @Tag("EXT-07")
  @Tag("EXT-08")
  @Tag("SV-16")
  @Tag("KS-16")
  @Tag("PSK-21")
  @CsvSource({
    "002b, '', 0, supported_versions.selected_version",
    "002b, 03, 0, supported_versions.selected_version",
    "002b, 030400, 2, supported_versions",
    "002b, 020304, 2, supported_versions",
    "0033, '', 0, key_share.server_share.group",
    "0033, 0017, 2, key_share.server_share.key_exchange",
    "0033, 0017 0000, 2, key_share.server_share.key_exchange",
    "0033, 0017 0002 01, 2, key_share.server_share.key_exchange",
    "0033, 0017 0001 01 02, 5, key_share",
    "0029, 00, 0, pre_shared_key.selected_identity",
    "0029, 000000, 2, pre_shared_key",
  })
  void bodyInAServerHelloOutOfFormIsADecodeError(
      String type, String body, int offset, String field) {
    assertMalformed(
        serverHello("00", block(type, body)),
        SERVER_BLOCK + FIRST_BODY + offset,
        "server_hello.extensions[0]." + field);
  }

  @ParameterizedTest
  @Tag("EXT-07")
  @Tag("EXT-08")
  @Tag("CK-05")
  @Tag("KS-16")
  @CsvSource({
    "002b, 030400, 2, supported_versions",
    "0033, 'aaaa 00', 2, key_share",
    "0033, 00170001aa, 2, key_share",
    "002c, 00 00, 0, cookie.cookie",
    "002c, 0003 aaaa, 0, cookie.cookie",
  })
  void bodyInARetryOutOfFormIsADecodeError(String type, String body, int offset, String field) {
    assertMalformed(
        retry("00", block(type, body)),
        SERVER_BLOCK + FIRST_BODY + offset,
        "hello_retry_request.extensions[0]." + field);
  }

  @ParameterizedTest
  @CsvSource({"0000", "000a", "000d", "0010", "0015", "0029", "002a", "002d", "0a0a"})
  void typeThatTheTableDoesNotListForARetryStaysOpaque(String type) {
    HelloRetryRequest message =
        (HelloRetryRequest) HandshakeCodec.decode(retry("00", block(type, "abcdef"))).orElseThrow();

    assertThat(message.extensions())
        .containsExactly(
            new OpaqueExtension(
                new ExtensionType(Integer.parseInt(type, 16)), Bytes.hex("abcdef")));
  }

  @ParameterizedTest
  @CsvSource({"0000", "000a", "000d", "0010", "0015", "002a", "002c", "002d", "0a0a"})
  void typeThatTheTableDoesNotListForAServerHelloStaysOpaque(String type) {
    ServerHello message =
        (ServerHello) HandshakeCodec.decode(serverHello("00", block(type, "abcdef"))).orElseThrow();

    assertThat(message.extensions())
        .containsExactly(
            new OpaqueExtension(
                new ExtensionType(Integer.parseInt(type, 16)), Bytes.hex("abcdef")));
  }

  // What cannot be written

  @Test
  void vectorOutOfBoundsIsNotWritten() {
    assertNotWritten("versions", new SupportedVersionsOffer(List.of()));
    assertNotWritten(
        "versions", new SupportedVersionsOffer(Collections.nCopies(128, ProtocolVersion.TLS_13)));
    assertNotWritten("cookie", new Cookie(Bytes.EMPTY));
    assertNotWritten("extension_data", new Cookie(Bytes.repeat(1, 0xffff)));
    assertNotWritten("cookie", new Cookie(Bytes.repeat(1, 0x10000)));
    assertNotWritten("named_group_list", new SupportedGroups(List.of()));
    assertNotWritten("supported_signature_algorithms", new SignatureAlgorithms(List.of()));
    assertNotWritten("ke_modes", new PskKeyExchangeModes(List.of()));
    assertNotWritten(
        "key_exchange",
        new KeyShareOffer(List.of(new KeyShareEntry(NamedGroup.X25519, Bytes.EMPTY))));
    assertNotWritten(
        "key_exchange", new KeyShareReply(new KeyShareEntry(NamedGroup.X25519, Bytes.EMPTY)));
    assertNotWritten("protocol_name_list", new ApplicationProtocols(List.of()));
    assertNotWritten("protocol_name", new ApplicationProtocols(List.of(Bytes.EMPTY)));
    assertNotWritten("server_name_list", new ServerName(Bytes.EMPTY));
    assertNotWritten("identities", new OfferedPsks(List.of(), List.of(Bytes.repeat(1, 32))));
    assertNotWritten(
        "binders", new OfferedPsks(List.of(new PskIdentity(Bytes.hex("01"), 0)), List.of()));
    assertNotWritten(
        "binder",
        new OfferedPsks(
            List.of(new PskIdentity(Bytes.hex("01"), 0)), List.of(Bytes.repeat(1, 31))));
    assertNotWritten(
        "extensions", new Padding(Bytes.repeat(0, 0x8000)), new Padding(Bytes.repeat(0, 0x8000)));
  }

  @Test
  void helloOutOfBoundsIsNotWritten() {
    List<CipherSuite> suites = List.of(CipherSuite.TLS_AES_128_GCM_SHA256);
    Bytes none = ClientHello.NULL_COMPRESSION;

    assertNotWritten("legacy_session_id", clientHello(Bytes.repeat(1, 33), suites, none));
    assertNotWritten("cipher_suites", clientHello(Bytes.EMPTY, List.of(), none));
    assertNotWritten(
        "cipher_suites",
        clientHello(Bytes.EMPTY, Collections.nCopies(0x8000, suites.get(0)), none));
    assertNotWritten("legacy_compression_methods", clientHello(Bytes.EMPTY, suites, Bytes.EMPTY));
    assertNotWritten(
        "legacy_session_id_echo",
        new ServerHello(
            ProtocolVersion.TLS_12, RANDOM, Bytes.repeat(1, 33), suites.get(0), 0, List.of()));
    assertNotWritten(
        "extensions",
        new HelloRetryRequest(ProtocolVersion.TLS_12, Bytes.EMPTY, suites.get(0), 0, List.of()));
    assertNotWritten(
        "length", new OtherHandshake(HandshakeType.CERTIFICATE, Bytes.repeat(0, 1 << 24)));
  }

  @Test
  void versionsAloneAreWrittenByTheRevisionOnly() {
    ClientHello hello =
        clientHello(List.of(new SupportedVersionsOffer(List.of(ProtocolVersion.TLS_13))));

    assertNotWritten("extensions", hello);
    assertThat(HandshakeCodec.encode(hello, Profile.RFC9846).size())
        .isEqualTo(CLIENT_BLOCK + 2 + 7);
  }

  @Test
  void largestClientHelloIsWrittenAndRead() {
    ClientHello hello =
        new ClientHello(
            ProtocolVersion.TLS_12,
            RANDOM,
            Bytes.repeat(1, 32),
            Collections.nCopies(0x7fff, CipherSuite.TLS_AES_128_GCM_SHA256),
            Bytes.repeat(0, 255),
            List.of(new Padding(Bytes.repeat(0, 0xffff - 4))));
    Bytes octets = HandshakeCodec.encode(hello);

    assertThat(octets.size() - 4).isEqualTo(131_396).isLessThan(HandshakeReader.DEFAULT_LIMIT);
    assertThat(HandshakeCodec.decode(octets).orElseThrow()).isEqualTo(hello);
  }

  // Truncation before the binders (4.2.11.2)

  @Test
  @Tag("PSK-19")
  void truncatedHelloEndsBeforeTheListOfBinders() {
    OfferedPsks offer =
        new OfferedPsks(
            List.of(new PskIdentity(Bytes.hex("01"), 0)),
            List.of(Bytes.repeat(1, 32), Bytes.repeat(2, 48)));
    ClientHello hello = clientHello(List.of(new EarlyData(), offer));
    Bytes whole = HandshakeCodec.encode(hello);

    assertThat(HandshakeCodec.truncate(hello))
        .isEqualTo(whole.slice(0, whole.size() - (2 + 1 + 32 + 1 + 48)));
  }

  @Test
  @Tag("PSK-19")
  void helloWithoutBindersAtItsEndIsNotTruncated() {
    OfferedPsks offer =
        new OfferedPsks(List.of(new PskIdentity(Bytes.hex("01"), 0)), List.of(Bytes.repeat(1, 32)));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> HandshakeCodec.truncate(clientHello(List.of(offer, new EarlyData()))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HandshakeCodec.truncate(clientHello(List.of())));
  }

  @Provide
  Arbitrary<HandshakeMessage> messages() {
    return MessageArbitraries.messages();
  }

  @Provide
  Arbitrary<ClientHello> clientHellos() {
    return MessageArbitraries.clientHellos();
  }

  @Provide
  Arbitrary<HelloRetryRequest> retries() {
    return MessageArbitraries.helloRetryRequests();
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
    Decoded<HandshakeMessage> decoded = HandshakeCodec.decode(octets);
    if (decoded instanceof Decoded.Ok<HandshakeMessage> ok) {
      assertThat(HandshakeCodec.encode(ok.value())).isEqualTo(octets);
      return;
    }
    DecodeFailure failure = ((Decoded.Malformed<HandshakeMessage>) decoded).failure();
    assertThat(failure.alert()).isEqualTo(AlertDescription.DECODE_ERROR);
    assertThat(failure.offset()).isBetween(0, octets.size());
    assertThat(failure.field())
        .matches("(handshake|client_hello|server_hello|hello_retry_request)(\\.[a-z_0-9\\[\\]]+)*");
    assertThat(failure.reason()).isNotBlank();
  }

  private static void assertWellFormed(Bytes octets) {
    assertThat(HandshakeCodec.decode(octets).map(HandshakeCodec::encode).orElseThrow())
        .isEqualTo(octets);
  }

  private static void assertMalformed(Bytes octets, int offset, String field) {
    DecodeFailure failure = failure(octets);

    assertThat(failure.field()).isEqualTo(field);
    assertThat(failure.offset()).isEqualTo(offset);
    assertThat(failure.alert()).isEqualTo(AlertDescription.DECODE_ERROR);
  }

  private static void assertPskFault(String body, int offset, String field) {
    assertMalformed(
        clientHello("00", "0002 1301", "0100", block("0029", body)),
        CLIENT_BLOCK + FIRST_BODY + offset,
        "client_hello.extensions[0].pre_shared_key." + field);
  }

  private static void assertNotWritten(String field, Extension... extensions) {
    assertNotWritten(field, clientHello(List.of(extensions)));
  }

  private static void assertNotWritten(String field, HandshakeMessage message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HandshakeCodec.encode(message))
        .withMessageStartingWith(field + ":");
  }

  private static DecodeFailure failure(Bytes octets) {
    Decoded<HandshakeMessage> decoded = HandshakeCodec.decode(octets);
    assertThat(decoded).isInstanceOf(Decoded.Malformed.class);
    return ((Decoded.Malformed<HandshakeMessage>) decoded).failure();
  }

  private static boolean hasBlock(HandshakeMessage message) {
    if (message instanceof ClientHello hello) {
      return hello.extensionBlock().isPresent();
    }
    return message instanceof ServerHello hello && hello.extensionBlock().isPresent();
  }

  private static ClientHello clientHello(List<Extension> extensions) {
    return new ClientHello(
        ProtocolVersion.TLS_12,
        RANDOM,
        Bytes.EMPTY,
        List.of(CipherSuite.TLS_AES_128_GCM_SHA256),
        ClientHello.NULL_COMPRESSION,
        extensions);
  }

  private static ClientHello clientHello(
      Bytes sessionId, List<CipherSuite> suites, Bytes compression) {
    return new ClientHello(
        ProtocolVersion.TLS_12, RANDOM, sessionId, suites, compression, Optional.empty());
  }

  private static Bytes clientHello(
      String sessionId, String suites, String compression, String block) {
    return HandshakeCodec.frame(
        HandshakeType.CLIENT_HELLO,
        Bytes.hex("0303" + RANDOM.hex() + sessionId + suites + compression + block));
  }

  private static Bytes serverHello(String sessionId, String block) {
    return HandshakeCodec.frame(
        HandshakeType.SERVER_HELLO,
        Bytes.hex("0303" + RANDOM.hex() + sessionId + "1301 00" + block));
  }

  private static Bytes retry(String sessionId, String block) {
    return HandshakeCodec.frame(
        HandshakeType.SERVER_HELLO,
        Bytes.hex("0303" + HelloRetryRequest.RANDOM.hex() + sessionId + "1301 00" + block));
  }

  /** Makes a block of one extension, all lengths right. */
  private static String block(String type, String body) {
    int length = Bytes.hex(body).size();
    return String.format("%04x%s%04x%s", length + 4, type, length, body);
  }

  /** Section 9.2 names these. */
  @Test
  @Tag("MTI-05")
  void everyMandatoryExtensionIsKnown() {
    for (String name :
        List.of(
            "supported_versions",
            "cookie",
            "signature_algorithms",
            "signature_algorithms_cert",
            "supported_groups",
            "key_share",
            "server_name")) {
      ExtensionType type = ExtensionType.named(name);
      assertThat(type.isKnown()).as(name).isTrue();
      Extension nothing = new OpaqueExtension(type, Bytes.EMPTY);
      if (!name.equals("signature_algorithms_cert")) {
        // Its structure is known too, and an empty body breaks that.
        assertThat(
                HandshakeCodec.decode(
                    HandshakeCodec.encode(
                        clientHello(
                            List.of(
                                nothing,
                                new SupportedVersionsOffer(List.of(ProtocolVersion.TLS_13)))))))
            .as(name)
            .isInstanceOf(Decoded.Malformed.class);
      }
    }
  }

  /** Appendix B: what is marked as reserved is never sent, so that it needs no name here. */
  @Test
  @Tag("IMP-07")
  void reservedValuesHaveNoName() {
    for (int type : new int[] {0, 3, 6, 12, 14, 16, 21, 22, 23}) {
      assertThat(new HandshakeType(type).isKnown()).as("handshake type %d", type).isFalse();
    }
    for (int alert : new int[] {21, 30, 41, 60, 100, 111, 114}) {
      assertThat(new AlertDescription(alert).isKnown()).as("alert %d", alert).isFalse();
    }
  }
}
