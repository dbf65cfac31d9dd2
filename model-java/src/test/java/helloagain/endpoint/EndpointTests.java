package helloagain.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import helloagain.client.ClientConfig;
import helloagain.client.ClientOffer;
import helloagain.client.ClientState;
import helloagain.exchange.Received;
import helloagain.exchange.Received.AlertReceived;
import helloagain.exchange.Received.TransportClosed;
import helloagain.exchange.Received.Unparsable;
import helloagain.exchange.Sent.AlertSent;
import helloagain.exchange.Sent.HandshakeSent;
import helloagain.keyexchange.KeySource;
import helloagain.keyexchange.Randomness;
import helloagain.keyexchange.Responder;
import helloagain.message.Alert;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ContentType;
import helloagain.message.Extension;
import helloagain.message.Extension.EarlyData;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.SignatureScheme;
import helloagain.rule.Rule;
import helloagain.rule.Violation;
import helloagain.server.CookieKey;
import helloagain.server.CookieSealer;
import helloagain.server.ServerConfig;
import helloagain.server.ServerPolicy;
import helloagain.server.ServerState;
import helloagain.server.Take;
import helloagain.wire.RecordCodec;
import helloagain.wire.RecordReader;
import helloagain.wire.TlsRecord;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTests {
  private static final Bytes SESSION = Bytes.repeat(0x55, 32);
  private static final Bytes CCS = Bytes.hex("140303000101");
  private static final List<CipherSuite> SUITES = List.of(CipherSuite.TLS_AES_128_GCM_SHA256);

  private static final ClientConfig CLIENT = client(Bytes.EMPTY);
  private static final ClientConfig COMPATIBLE = client(SESSION);
  private static final ClientConfig EARLY = client(Bytes.EMPTY, new EarlyData());
  private static final ServerConfig SERVER = server(Rule.all());

  private static final Bytes FIRST_HELLO = Endpoint.client(CLIENT).start().toSend();
  private static final Bytes RETRY = Endpoint.server(SERVER).feed(FIRST_HELLO).toSend();
  private static final Bytes SECOND_HELLO =
      Endpoint.client(CLIENT).start().next().feed(RETRY).toSend();
  private static final Bytes REPLY = waitingServer(SERVER).feed(SECOND_HELLO).toSend();

  private static ClientConfig client(Bytes sessionId, Extension... extras) {
    ClientOffer offer =
        new ClientOffer(
            List.of(NamedGroup.X25519, NamedGroup.SECP256R1),
            Set.of(NamedGroup.X25519),
            SUITES,
            List.of(ProtocolVersion.TLS_13),
            sessionId,
            Bytes.repeat(0xc1, 32),
            List.of(SignatureScheme.ECDSA_SECP256R1_SHA256),
            List.of(extras));
    KeySource keys = group -> KeySource.fresh(Randomness.seeded(group.code())).keyFor(group);
    return ClientConfig.of(offer, keys);
  }

  private static ServerConfig server(Set<Rule> enforced) {
    Responder responder =
        (group, share) -> Responder.fresh(Randomness.seeded(4)).respond(group, share);
    return new ServerConfig(
        new ServerPolicy(
                List.of(NamedGroup.SECP256R1, NamedGroup.X25519),
                SUITES,
                Take.PREFERRED,
                Optional.empty())
            .enforcing(enforced),
        Bytes.repeat(0x51, 32),
        responder);
  }

  private static ServerConfig serverWithout(Rule rule) {
    return server(EnumSet.complementOf(EnumSet.of(rule)));
  }

  private static Endpoint<ServerState> waitingServer(ServerConfig config) {
    return Endpoint.server(config).feed(FIRST_HELLO).next();
  }

  private static Endpoint<ClientState> startedClient(ClientConfig config) {
    return Endpoint.client(config).start().next();
  }

  private static Endpoint<ClientState> negotiatedClient() {
    return startedClient(CLIENT).feed(RETRY).next().feed(REPLY).next();
  }

  private static Bytes record(ContentType type, Bytes fragment) {
    return RecordCodec.encode(new TlsRecord(type, ProtocolVersion.TLS_12, fragment));
  }

  private static Bytes content(Bytes record) {
    return record.slice(5, record.size());
  }

  private static List<TlsRecord> records(Bytes stream) {
    RecordReader.Result read = RecordReader.EMPTY.feed(stream);
    assertThat(read.next().isAtBoundary()).isTrue();
    return read.records();
  }

  private static Bytes alert(AlertDescription description) {
    return Bytes.concat(Bytes.hex("150303000202"), Bytes.of((byte) description.code()));
  }

  private static Violation violation(Object state) {
    return state instanceof ServerState.Aborted aborted
        ? aborted.violation()
        : ((ClientState.Aborted) state).violation();
  }

  private static void assertRefused(Endpoint<?> endpoint, Bytes stream, Rule rule) {
    Endpoint.Result<?> result = endpoint.feed(stream);
    assertThat(violation(result.next().state()).rule()).isEqualTo(rule);
    assertThat(result.toSend()).isEqualTo(alert(rule.alerts().get(0)));
    assertThat(result.next().events())
        .last()
        .isEqualTo(new AlertSent(Alert.fatal(rule.alerts().get(0))));
    assertThat(result.next().hasEnded()).isTrue();
    assertThat(result.next().feed(FIRST_HELLO).toSend()).isEqualTo(Bytes.EMPTY);
  }

  // What is sent.

  @Test
  @Tag("REC-01")
  @Tag("REC-02")
  @Tag("REC-04")
  @Tag("REC-05")
  @Tag("REC-20")
  @Tag("VER-11")
  void onlyTheFirstHelloHasRecordsOfTls10() {
    assertThat(records(FIRST_HELLO))
        .allMatch(record -> record.legacyVersion().equals(ProtocolVersion.TLS_10));
    assertThat(records(Bytes.concat(RETRY, SECOND_HELLO, REPLY)))
        .hasSize(3)
        .allMatch(record -> record.legacyVersion().equals(ProtocolVersion.TLS_12));
  }

  @Test
  @Tag("REC-01")
  @Tag("ALERT-18")
  void alertsHaveRecordsOfTls12() {
    assertThat(startedClient(CLIENT).feed(FIRST_HELLO).toSend())
        .isEqualTo(alert(AlertDescription.UNEXPECTED_MESSAGE));
  }

  @Test
  @Tag("CCS-04")
  @Tag("CCS-05")
  @Tag("CCS-06")
  void compatibilityModeSendsOneChangeCipherSpecFromEachSide() {
    Endpoint.Result<ClientState> client = Endpoint.client(COMPATIBLE).start();
    assertThat(records(client.toSend())).hasSize(1);
    Endpoint.Result<ServerState> server = Endpoint.server(SERVER).feed(client.toSend());
    assertThat(records(server.toSend()))
        .extracting(TlsRecord::type)
        .containsExactly(ContentType.HANDSHAKE, ContentType.CHANGE_CIPHER_SPEC);
    client = client.next().feed(server.toSend());
    assertThat(records(client.toSend()))
        .extracting(TlsRecord::type)
        .containsExactly(ContentType.CHANGE_CIPHER_SPEC, ContentType.HANDSHAKE);
    server = server.next().feed(client.toSend());
    assertThat(records(server.toSend()))
        .extracting(TlsRecord::type)
        .containsExactly(ContentType.HANDSHAKE);
    assertThat(client.next().feed(server.toSend()).next().isNegotiated()).isTrue();
  }

  @Test
  @Tag("CCS-05")
  void compatibleServerSendsChangeCipherSpecAfterAServerHelloThatComesFirst() {
    ServerConfig taking =
        new ServerConfig(
            new ServerPolicy(List.of(NamedGroup.X25519), SUITES, Take.SHARED, Optional.empty()),
            SERVER.random(),
            SERVER.responder());

    Bytes sent =
        Endpoint.server(taking).feed(Endpoint.client(COMPATIBLE).start().toSend()).toSend();

    assertThat(records(sent))
        .extracting(TlsRecord::type)
        .containsExactly(ContentType.HANDSHAKE, ContentType.CHANGE_CIPHER_SPEC);
  }

  @Test
  void compatibleServerWithoutMemorySendsChangeCipherSpecAfterItsRetryAndNotAgain() {
    CookieSealer sealer =
        new CookieSealer(
            List.of(new CookieKey(1, Bytes.repeat(0x11, 32))), 1000, 60, Bytes.hex("c0000201"));
    ServerConfig config = SERVER.sealing(sealer);
    Endpoint.Result<ClientState> client = Endpoint.client(COMPATIBLE).start();

    Endpoint.Result<ServerState> first = Endpoint.server(config).feed(client.toSend());
    client = client.next().feed(first.toSend());
    // The second hello comes to a server that has seen nothing.
    Endpoint.Result<ServerState> second = Endpoint.server(config).feed(client.toSend());

    assertThat(records(first.toSend()))
        .extracting(TlsRecord::type)
        .containsExactly(ContentType.HANDSHAKE, ContentType.CHANGE_CIPHER_SPEC);
    assertThat(records(second.toSend()))
        .extracting(TlsRecord::type)
        .containsExactly(ContentType.HANDSHAKE);
    assertThat(second.next().isNegotiated()).isTrue();
  }

  @Test
  @Tag("CCS-04")
  void clientThatAnnouncesEarlyDataSendsChangeCipherSpecAfterItsFirstHello() {
    ClientConfig config = client(SESSION, new EarlyData());
    Endpoint.Result<ClientState> client = Endpoint.client(config).start();
    Bytes retry = Endpoint.server(SERVER).feed(client.toSend()).toSend();

    assertThat(records(client.toSend()))
        .extracting(TlsRecord::type)
        .containsExactly(ContentType.HANDSHAKE, ContentType.CHANGE_CIPHER_SPEC);
    assertThat(records(client.next().feed(retry).toSend()))
        .extracting(TlsRecord::type)
        .containsExactly(ContentType.HANDSHAKE);
  }

  @Test
  @Tag("CCS-06")
  void noChangeCipherSpecIsSentOutsideCompatibilityMode() {
    assertThat(records(Bytes.concat(FIRST_HELLO, RETRY, SECOND_HELLO, REPLY)))
        .hasSize(4)
        .allMatch(record -> record.type().equals(ContentType.HANDSHAKE));
  }

  @Test
  void fragmentsAreAsLongAsTheSettingsSay() {
    EndpointSettings settings = EndpointSettings.DEFAULT.withFragmentSize(7);

    Bytes sent = Endpoint.client(CLIENT, settings).start().toSend();

    List<TlsRecord> records = records(sent);
    assertThat(records).hasSizeGreaterThan(10);
    assertThat(records.subList(0, records.size() - 1))
        .allMatch(record -> record.fragment().size() == 7);
    assertThat(Bytes.concat(records.stream().map(TlsRecord::fragment).toArray(Bytes[]::new)))
        .isEqualTo(content(FIRST_HELLO));
  }

  @Test
  void settingsHaveBounds() {
    EndpointSettings settings = EndpointSettings.DEFAULT;
    assertThatIllegalArgumentException().isThrownBy(() -> settings.withFragmentSize(0));
    assertThatIllegalArgumentException().isThrownBy(() -> settings.withFragmentSize(16385));
    assertThatIllegalArgumentException().isThrownBy(() -> settings.withEarlyDataLimit(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> settings.withChangeCipherSpecLimit(-1));
  }

  // What is read.

  @Test
  @Tag("REC-07")
  void recordThatIsTooLongIsRefused() {
    assertRefused(startedClient(CLIENT), Bytes.hex("1603034001"), Rule.RECORD_FITS);
  }

  @Test
  @Tag("REC-13")
  void emptyHandshakeFragmentIsRefused() {
    assertRefused(startedClient(CLIENT), Bytes.hex("1603030000"), Rule.FRAGMENT_IS_NOT_EMPTY);
  }

  @Test
  @Tag("REC-17")
  void undefinedRecordTypeIsRefused() {
    assertRefused(Endpoint.server(SERVER), Bytes.hex("474554202f"), Rule.RECORD_TYPE_IS_EXPECTED);
  }

  @Test
  @Tag("REC-15")
  @Tag("REC-17")
  void applicationDataBeforeTheHellosAreDoneIsRefused() {
    Bytes data = record(ContentType.APPLICATION_DATA, Bytes.hex("0102"));

    assertRefused(Endpoint.server(SERVER), data, Rule.RECORD_TYPE_IS_EXPECTED);
    assertRefused(waitingServer(SERVER), data, Rule.RECORD_TYPE_IS_EXPECTED);
    assertRefused(startedClient(CLIENT), data, Rule.RECORD_TYPE_IS_EXPECTED);
    assertServerSkips(Rule.RECORD_TYPE_IS_EXPECTED, data);
  }

  @ParameterizedTest
  @Tag("REC-09")
  @ValueSource(ints = {20, 23})
  void recordBetweenTheFragmentsOfAMessageIsRefused(int type) {
    Bytes message = content(SECOND_HELLO);
    Bytes half = record(ContentType.HANDSHAKE, message.slice(0, 9));
    Bytes between = record(new ContentType(type), Bytes.hex("01"));

    assertRefused(
        waitingServer(SERVER), Bytes.concat(half, between), Rule.RECORD_IS_NOT_INTERLEAVED);
  }

  @Test
  @Tag("REC-09")
  void changeCipherSpecBetweenFragmentsMayBeDropped() {
    Bytes message = content(SECOND_HELLO);
    Bytes stream =
        Bytes.concat(
            record(ContentType.HANDSHAKE, message.slice(0, 9)),
            CCS,
            record(ContentType.HANDSHAKE, message.slice(9, message.size())));

    Endpoint.Result<ServerState> result = waitingServer(server(Rule.mandatory())).feed(stream);

    assertThat(result.next().isNegotiated()).isTrue();
    assertThat(result.toSend()).isEqualTo(REPLY);
  }

  @Test
  void alertBetweenFragmentsIsRead() {
    Bytes stream =
        Bytes.concat(
            record(ContentType.HANDSHAKE, content(SECOND_HELLO).slice(0, 9)),
            alert(AlertDescription.INTERNAL_ERROR));

    Endpoint.Result<ServerState> result = waitingServer(SERVER).feed(stream);

    assertThat(result.next().state()).isInstanceOf(ServerState.Closed.class);
    assertThat(result.toSend()).isEqualTo(Bytes.EMPTY);
  }

  @Test
  @Tag("REC-10")
  @Tag("REC-11")
  @Tag("REC-12")
  void octetsBehindAHelloInItsRecordAreRefused() {
    for (String behind : List.of("08", "08000000", "080000020000")) {
      assertRefused(
          Endpoint.server(SERVER),
          record(ContentType.HANDSHAKE, Bytes.concat(content(FIRST_HELLO), Bytes.hex(behind))),
          Rule.HELLO_ENDS_ITS_RECORD);
      assertRefused(
          startedClient(CLIENT),
          record(ContentType.HANDSHAKE, Bytes.concat(content(RETRY), Bytes.hex(behind))),
          Rule.HELLO_ENDS_ITS_RECORD);
      assertRefused(
          waitingServer(SERVER),
          record(ContentType.HANDSHAKE, Bytes.concat(content(SECOND_HELLO), Bytes.hex(behind))),
          Rule.KEYS_CHANGE_AT_RECORD_END);
      assertRefused(
          startedClient(CLIENT).feed(RETRY).next(),
          record(ContentType.HANDSHAKE, Bytes.concat(content(REPLY), Bytes.hex(behind))),
          Rule.KEYS_CHANGE_AT_RECORD_END);
    }
  }

  @Test
  void brokenEndpointReadsOnBehindAHelloInItsRecord() {
    Endpoint.Result<ServerState> result =
        Endpoint.server(serverWithout(Rule.HELLO_ENDS_ITS_RECORD))
            .feed(
                record(
                    ContentType.HANDSHAKE,
                    Bytes.concat(content(FIRST_HELLO), content(SECOND_HELLO))));

    assertThat(result.next().isNegotiated()).isTrue();
    assertThat(result.toSend()).isEqualTo(Bytes.concat(RETRY, REPLY));
  }

  @ParameterizedTest
  @Tag("CCS-02")
  @ValueSource(strings = {"", "00", "02", "0101"})
  void changeCipherSpecWithAnotherBodyIsRefused(String body) {
    Bytes record = record(ContentType.CHANGE_CIPHER_SPEC, Bytes.hex(body));

    assertRefused(startedClient(CLIENT), record, Rule.CHANGE_CIPHER_SPEC_IS_ONE);
    assertServerSkips(Rule.CHANGE_CIPHER_SPEC_IS_ONE, record);
  }

  @Test
  @Tag("CCS-03")
  void changeCipherSpecBeforeTheFirstHelloIsRefused() {
    assertRefused(Endpoint.server(SERVER), CCS, Rule.CHANGE_CIPHER_SPEC_IS_IN_TIME);
    assertThat(
            Endpoint.server(serverWithout(Rule.CHANGE_CIPHER_SPEC_IS_IN_TIME))
                .feed(Bytes.concat(CCS, FIRST_HELLO))
                .toSend())
        .isEqualTo(RETRY);
  }

  @Test
  void statelessServerDropsChangeCipherSpecBeforeTheHelloThatItSees() {
    assertThat(
            Endpoint.server(SERVER, EndpointSettings.DEFAULT.withoutState())
                .feed(Bytes.concat(CCS, FIRST_HELLO))
                .toSend())
        .isEqualTo(RETRY);
  }

  @Test
  void floodOfChangeCipherSpecIsRefusedAtTheLimitOfTheSettings() {
    EndpointSettings two = EndpointSettings.DEFAULT.withChangeCipherSpecLimit(2);
    Endpoint<ServerState> waiting = Endpoint.server(SERVER, two).feed(FIRST_HELLO).next();

    assertThat(waiting.feed(Bytes.concat(CCS, CCS, SECOND_HELLO)).toSend()).isEqualTo(REPLY);
    assertRefused(waiting, Bytes.concat(CCS, CCS, CCS), Rule.CHANGE_CIPHER_SPECS_ARE_FEW);
    assertThat(
            Endpoint.server(server(Rule.mandatory()), two)
                .feed(Bytes.concat(FIRST_HELLO, CCS, CCS, CCS, SECOND_HELLO))
                .next()
                .isNegotiated())
        .isTrue();
  }

  @Test
  void brokenEndpointReadsOnBehindAServerHelloInItsRecord() {
    Set<Rule> enforced = EnumSet.complementOf(EnumSet.of(Rule.KEYS_CHANGE_AT_RECORD_END));
    Endpoint<ClientState> waiting = startedClient(CLIENT.enforcing(enforced)).feed(RETRY).next();
    Bytes glued = record(ContentType.HANDSHAKE, Bytes.concat(content(REPLY), Bytes.hex("08")));

    assertThat(waiting.feed(glued).next().isNegotiated()).isTrue();
    assertThat(waiting.feed(glued).next().pendingHandshake()).isEqualTo(Bytes.hex("08"));
  }

  @Test
  void brokenEndpointIgnoresWhatMakesAStreamUnreadable() {
    assertServerSkips(Rule.FRAGMENT_IS_NOT_EMPTY, Bytes.hex("1603030000"));
    assertServerSkips(Rule.RECORD_TYPE_IS_EXPECTED, Bytes.hex("180303000101"));
    assertServerSkips(
        Rule.ALERT_IS_TWO_BYTES, Bytes.concat(Bytes.hex("1503030003"), Bytes.repeat(0, 3)));
    Endpoint<ServerState> lax = waitingServer(serverWithout(Rule.RECORD_FITS));
    Bytes tooLong = Bytes.concat(Bytes.hex("1603034001"), Bytes.repeat(1, 16385));
    assertThat(lax.feed(tooLong).next().pendingHandshake().size()).isEqualTo(16385);
  }

  @Test
  @Tag("CCS-01")
  @Tag("CCS-07")
  void changeCipherSpecIsDroppedAnyNumberOfTimes() {
    assertThat(waitingServer(SERVER).feed(Bytes.concat(CCS, CCS, CCS, SECOND_HELLO)).toSend())
        .isEqualTo(REPLY);
    Endpoint.Result<ClientState> client =
        startedClient(CLIENT).feed(Bytes.concat(CCS, RETRY, CCS, REPLY, CCS, CCS));
    assertThat(client.next().isNegotiated()).isTrue();
    assertThat(client.next().events()).hasSize(4);
  }

  @ParameterizedTest
  @Tag("REC-14")
  @Tag("REC-24")
  @ValueSource(strings = {"", "02", "022800", "02280228"})
  void alertRecordOfAnotherLengthIsRefused(String body) {
    Bytes record = record(ContentType.ALERT, Bytes.hex(body));

    assertRefused(startedClient(CLIENT), record, Rule.ALERT_IS_TWO_BYTES);
    assertServerSkips(Rule.ALERT_IS_TWO_BYTES, record);
  }

  private static void assertServerSkips(Rule rule, Bytes record) {
    Endpoint.Result<ServerState> result =
        waitingServer(serverWithout(rule)).feed(Bytes.concat(record, SECOND_HELLO));
    assertThat(result.toSend()).isEqualTo(REPLY);
  }

  @Test
  @Tag("REC-03")
  void versionOfARecordIsNotJudged() {
    byte[] stream = FIRST_HELLO.toArray();
    stream[1] = 0x7f;
    stream[2] = 0x17;

    assertThat(Endpoint.server(SERVER).feed(Bytes.of(stream)).toSend()).isEqualTo(RETRY);
  }

  @Test
  @Tag("REC-17")
  void handshakeRecordInTheClearAfterTheHellosIsRefused() {
    assertRefused(negotiatedClient(), REPLY, Rule.RECORD_TYPE_IS_EXPECTED);
    assertRefused(
        negotiatedClient(),
        record(ContentType.HANDSHAKE, content(REPLY).slice(0, 2)),
        Rule.RECORD_TYPE_IS_EXPECTED);
  }

  @Test
  @Tag("REC-18")
  void protectedRecordsAfterTheHellosAreKept() {
    Bytes one = record(ContentType.APPLICATION_DATA, Bytes.repeat(1, 16640));
    Bytes two = record(ContentType.APPLICATION_DATA, Bytes.hex("02"));

    Endpoint<ClientState> client = negotiatedClient().feed(Bytes.concat(one, CCS, two)).next();

    assertThat(client.protectedRecords()).isEqualTo(records(Bytes.concat(one, two)));
    assertThat(client.hasEnded()).isFalse();
  }

  @Test
  void messageThatCannotBeReadIsRefused() {
    Bytes tooLong = record(ContentType.HANDSHAKE, Bytes.hex("02ffffff"));

    assertRefused(startedClient(CLIENT), tooLong, Rule.MESSAGE_PARSES);
    assertThat(startedClient(CLIENT).feed(tooLong).next().events().get(1))
        .isInstanceOf(Unparsable.class);
    assertRefused(
        startedClient(CLIENT),
        record(ContentType.HANDSHAKE, Bytes.hex("020000020303")),
        Rule.MESSAGE_PARSES);
  }

  @Test
  @Tag("ED-08")
  void earlyDataIsSkippedAfterARetryUpToTheLimit() {
    Bytes firstHello = Endpoint.client(EARLY).start().toSend();
    Endpoint<ServerState> waiting =
        Endpoint.server(SERVER, EndpointSettings.DEFAULT.withEarlyDataLimit(10))
            .feed(firstHello)
            .next();
    Bytes six = record(ContentType.APPLICATION_DATA, Bytes.repeat(0, 6));
    Bytes four = record(ContentType.APPLICATION_DATA, Bytes.repeat(0, 4));
    Bytes secondHello = startedClient(EARLY).feed(RETRY).toSend();

    assertThat(waiting.feed(Bytes.concat(six, CCS, four, secondHello)).next().isNegotiated())
        .isTrue();
    assertRefused(waiting, Bytes.concat(six, six), Rule.EARLY_DATA_FITS);
  }

  @Test
  @Tag("ED-08")
  void earlyDataThatNobodyAnnouncedIsRefused() {
    assertRefused(
        waitingServer(SERVER),
        record(ContentType.APPLICATION_DATA, Bytes.repeat(0, 6)),
        Rule.RECORD_TYPE_IS_EXPECTED);
  }

  // The end.

  @Test
  void alertClosesWithoutAnAnswer() {
    Endpoint.Result<ClientState> result =
        startedClient(CLIENT).feed(alert(AlertDescription.HANDSHAKE_FAILURE));

    assertThat(result.toSend()).isEqualTo(Bytes.EMPTY);
    Received alert = new AlertReceived(Alert.fatal(AlertDescription.HANDSHAKE_FAILURE));
    assertThat(((ClientState.Closed) result.next().state()).cause()).isEqualTo(alert);
    assertThat(result.next().events()).last().isEqualTo(alert);
  }

  @Test
  void endOfTheTransportClosesOnce() {
    Endpoint.Result<ServerState> result = waitingServer(SERVER).closed();

    assertThat(result.toSend()).isEqualTo(Bytes.EMPTY);
    assertThat(((ServerState.Closed) result.next().state()).cause())
        .isEqualTo(new TransportClosed());
    assertThat(result.next().closed().next()).isSameAs(result.next());
  }

  @Test
  void nothingIsReadBehindAnAlertInTheSameOctets() {
    Endpoint<ServerState> server =
        Endpoint.server(SERVER)
            .feed(Bytes.concat(alert(AlertDescription.CLOSE_NOTIFY), FIRST_HELLO))
            .next();

    assertThat(server.events()).hasSize(1);
  }

  @Test
  void clientIsStartedOnceAndBeforeItReads() {
    Endpoint<ClientState> fresh = Endpoint.client(CLIENT);

    assertThatIllegalStateException().isThrownBy(() -> fresh.feed(RETRY));
    assertThatIllegalStateException().isThrownBy(fresh::closed);
    assertThatIllegalStateException().isThrownBy(() -> fresh.start().next().start());
  }

  // Cuts.

  @Property(tries = 60)
  void exchangeDoesNotDependOnFragmentsAndCuts(
      @ForAll @IntRange(min = 1, max = 300) int fragmentSize,
      @ForAll @IntRange(min = 1, max = 300) int cut) {
    EndpointSettings settings = EndpointSettings.DEFAULT.withFragmentSize(fragmentSize);
    Endpoint.Result<ClientState> client = Endpoint.client(COMPATIBLE, settings).start();
    Endpoint.Result<ServerState> server = Endpoint.server(SERVER, settings).start();
    for (int flight = 0; flight < 2; flight++) {
      server = feed(server.next(), client.toSend(), List.of(cut));
      client = feed(client.next(), server.toSend(), List.of(cut));
    }

    ClientState.Negotiated atClient = (ClientState.Negotiated) client.next().state();
    ServerState.Negotiated atServer = (ServerState.Negotiated) server.next().state();
    assertThat(atClient.secrets()).isEqualTo(atServer.secrets());
    assertThat(client.next().events())
        .filteredOn(event -> event instanceof HandshakeSent)
        .hasSize(2);
  }

  @Property(tries = 300)
  void anyCutOfAnyStreamGivesTheSameResult(
      @ForAll("streams") Bytes stream, @ForAll("cuts") List<Integer> cuts) {
    Endpoint.Result<ServerState> whole = Endpoint.server(SERVER).feed(stream);
    Endpoint.Result<ServerState> cut = feed(Endpoint.server(SERVER), stream, cuts);

    assertThat(cut.toSend()).isEqualTo(whole.toSend());
    assertThat(cut.next().state()).isEqualTo(whole.next().state());
    assertThat(cut.next().events()).isEqualTo(whole.next().events());
    assertThat(cut.next().protectedRecords()).isEqualTo(whole.next().protectedRecords());
  }

  /** Feeds a stream in pieces whose lengths are taken in turn, over and over. */
  private static <S> Endpoint.Result<S> feed(
      Endpoint<S> endpoint, Bytes stream, List<Integer> cuts) {
    Endpoint<S> now = endpoint;
    List<Bytes> sent = new ArrayList<>();
    int at = 0;
    for (int i = 0; at < stream.size(); i++) {
      int to = Math.min(stream.size(), at + cuts.get(i % cuts.size()));
      Endpoint.Result<S> result = now.feed(stream.slice(at, to));
      sent.add(result.toSend());
      now = result.next();
      at = to;
    }
    return new Endpoint.Result<>(now, Bytes.concat(sent.toArray(Bytes[]::new)));
  }

  @Provide
  Arbitrary<List<Integer>> cuts() {
    return Arbitraries.integers().between(1, 40).list().ofMinSize(1).ofMaxSize(12);
  }

  /** Draws streams of records that begin well, more often than not. */
  @Provide
  Arbitrary<Bytes> streams() {
    Arbitrary<Bytes> any =
        Arbitraries.of(
            FIRST_HELLO,
            SECOND_HELLO,
            CCS,
            REPLY,
            alert(AlertDescription.CLOSE_NOTIFY),
            record(ContentType.APPLICATION_DATA, Bytes.hex("01")),
            record(ContentType.HANDSHAKE, content(SECOND_HELLO).slice(0, 50)),
            record(
                ContentType.HANDSHAKE,
                content(SECOND_HELLO).slice(50, content(SECOND_HELLO).size())),
            record(ContentType.ALERT, Bytes.hex("01")),
            Bytes.hex("1603030000"),
            Bytes.hex("1603034001"),
            Bytes.hex("ff"));
    return any.list()
        .ofMaxSize(5)
        .map(parts -> Bytes.concat(FIRST_HELLO, Bytes.concat(parts.toArray(Bytes[]::new))))
        .flatMap(
            stream ->
                Arbitraries.frequencyOf(
                    Tuple.of(3, Arbitraries.just(stream)), Tuple.of(1, damaged(stream))));
  }

  private static Arbitrary<Bytes> damaged(Bytes stream) {
    return Arbitraries.integers()
        .between(0, stream.size() - 1)
        .flatMap(
            index ->
                Arbitraries.integers()
                    .between(1, 255)
                    .map(
                        mask -> {
                          byte[] octets = stream.toArray();
                          octets[index] ^= (byte) (int) mask;
                          return Bytes.of(octets);
                        }));
  }

  @Test
  @Tag("TR-06")
  void droppedAndSkippedRecordsStayOutOfTheTranscript() {
    Bytes firstHello = Endpoint.client(EARLY).start().toSend();
    Bytes retry = Endpoint.server(SERVER).feed(firstHello).toSend();
    Bytes secondHello = startedClient(EARLY).feed(retry).toSend();
    Bytes early = record(ContentType.APPLICATION_DATA, Bytes.repeat(0, 6));
    Endpoint<ServerState> waiting = Endpoint.server(SERVER).feed(firstHello).next();

    ServerState plain = waiting.feed(secondHello).next().state();
    ServerState between = waiting.feed(Bytes.concat(CCS, early, CCS, secondHello)).next().state();

    assertThat(((ServerState.Negotiated) between).transcript())
        .isEqualTo(((ServerState.Negotiated) plain).transcript());
    assertThat(((ServerState.Negotiated) plain).transcript().messages()).hasSize(4);
  }

  /** RFC 8446, D.5: its first octet, the top bit of a length, is no type of a record. */
  @Test
  @Tag("VER-12")
  @Tag("VER-13")
  void helloOfSsl2IsRefused() {
    Bytes hello = Bytes.hex("802e0100020015000000100000");

    assertRefused(Endpoint.server(SERVER), hello, Rule.RECORD_TYPE_IS_EXPECTED);
    assertRefused(startedClient(CLIENT), hello, Rule.RECORD_TYPE_IS_EXPECTED);
  }
}
