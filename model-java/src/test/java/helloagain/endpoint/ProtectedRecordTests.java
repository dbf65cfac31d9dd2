package helloagain.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.client.ClientConfig;
import helloagain.client.ClientOffer;
import helloagain.client.ClientState;
import helloagain.exchange.Rfc8448;
import helloagain.keyexchange.KeySource;
import helloagain.keyexchange.Randomness;
import helloagain.keyexchange.Responder;
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
import helloagain.schedule.RecordProtection;
import helloagain.server.ServerConfig;
import helloagain.server.ServerPolicy;
import helloagain.server.ServerState;
import helloagain.server.Take;
import helloagain.wire.RecordCodec;
import helloagain.wire.RecordReader;
import helloagain.wire.TlsRecord;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an endpoint makes of records that come with the handshake keys. */
class ProtectedRecordTests {
  private static final Bytes CCS = Bytes.hex("140303000101");
  private static final Bytes FINISHED = Bytes.concat(Bytes.hex("14000020"), Bytes.repeat(9, 32));
  private static final List<CipherSuite> SUITES = List.of(CipherSuite.TLS_AES_256_GCM_SHA384);
  private static final EndpointSettings OPENING =
      EndpointSettings.DEFAULT.opening().withEarlyDataLimit(40);

  private static ClientConfig client(Extension... extras) {
    ClientOffer offer =
        new ClientOffer(
            List.of(NamedGroup.X25519, NamedGroup.SECP256R1),
            Set.of(NamedGroup.X25519),
            SUITES,
            List.of(ProtocolVersion.TLS_13),
            Bytes.EMPTY,
            Bytes.repeat(0xc1, 32),
            List.of(SignatureScheme.ECDSA_SECP256R1_SHA256),
            List.of(extras));
    return ClientConfig.of(offer, KeySource.fresh(Randomness.seeded(3)));
  }

  private static ServerConfig serverFor(NamedGroup group, Set<Rule> enforced) {
    return new ServerConfig(
        new ServerPolicy(List.of(group), SUITES, Take.SHARED, Optional.empty()).enforcing(enforced),
        Bytes.repeat(0x51, 32),
        Responder.fresh(Randomness.seeded(4)));
  }

  /** A server that has sent ServerHello, and the keys of its client. */
  private record Keyed(Endpoint<ServerState> server, RecordProtection keys) {
    static Keyed without(Rule... rules) {
      return of(NamedGroup.X25519, client(), rules);
    }

    static Keyed of(NamedGroup group, ClientConfig config, Rule... rules) {
      EnumSet<Rule> enforced = EnumSet.allOf(Rule.class);
      enforced.removeAll(List.of(rules));
      Endpoint.Result<ClientState> client = Endpoint.client(config).start();
      Endpoint.Result<ServerState> server =
          Endpoint.server(serverFor(group, enforced), OPENING).feed(client.toSend());
      if (!server.next().isNegotiated()) {
        client = client.next().feed(server.toSend());
        server = server.next().feed(client.toSend());
      }
      ServerState.Negotiated negotiated = (ServerState.Negotiated) server.next().state();
      return new Keyed(
          server.next(),
          RecordProtection.of(
              negotiated.reply().cipherSuite(), negotiated.secrets().clientTraffic()));
    }

    Bytes sealed(int type, Bytes content) {
      return data(keys.seal(Bytes.concat(content, Bytes.of((byte) type))));
    }

    Keyed next() {
      return new Keyed(server, keys.next());
    }
  }

  private static Bytes data(Bytes fragment) {
    return RecordCodec.encode(
        new TlsRecord(ContentType.APPLICATION_DATA, ProtocolVersion.TLS_12, fragment));
  }

  private static Violation violation(Endpoint<ServerState> server) {
    return ((ServerState.Aborted) server.state()).violation();
  }

  private static void assertRefused(Keyed keyed, Bytes stream, Rule rule) {
    Endpoint.Result<ServerState> result = keyed.server().feed(stream);
    assertThat(violation(result.next()).rule()).isEqualTo(rule);
    ServerState.Negotiated at = (ServerState.Negotiated) keyed.server().state();
    RecordProtection own =
        RecordProtection.of(at.reply().cipherSuite(), at.secrets().serverTraffic());
    TlsRecord sent = RecordReader.EMPTY.feed(result.toSend()).records().get(0);
    AlertDescription alert = rule.alerts().get(0);
    // MSG-05: with keys an alert goes out protected.
    assertThat(own.open(sent.fragment()))
        .contains(Bytes.concat(Bytes.hex("02"), Bytes.of((byte) alert.code(), (byte) 21)));
  }

  @Test
  void theFlightsOfRfc8448AreReadToFinished() {
    Endpoint<ClientState> client =
        Endpoint.client(Rfc8448.client(), OPENING)
            .start()
            .next()
            .feed(Rfc8448.value("helloRetryRequestRecord"))
            .next()
            .feed(Rfc8448.value("serverHelloRecord"))
            .next();
    assertThat(client.feed(Rfc8448.value("serverFlightRecord")).next().peerHasFinished()).isTrue();
    Endpoint<ServerState> server =
        Endpoint.server(Rfc8448.server(), OPENING)
            .feed(Rfc8448.value("clientHello1Record"))
            .next()
            .feed(Rfc8448.value("clientHello2Record"))
            .next();
    assertThat(server.feed(Rfc8448.value("clientFinishedRecord")).next().peerHasFinished())
        .isTrue();
  }

  @Test
  void protectedMessageIsPutTogetherFromItsRecords() {
    Keyed keyed = Keyed.without();
    Bytes first = keyed.sealed(22, FINISHED.slice(0, 3));
    Bytes second = keyed.next().sealed(22, FINISHED.slice(3, FINISHED.size()));

    Endpoint<ServerState> half = keyed.server().feed(first).next();

    assertThat(half.peerHasFinished()).isFalse();
    assertThat(half.pendingHandshake().size()).isEqualTo(3);
    assertThat(half.feed(second).next().peerHasFinished()).isTrue();
  }

  @Test
  void changeCipherSpecIsDroppedUntilFinishedAndRefusedThen() {
    Keyed keyed = Keyed.without();
    Bytes finished = keyed.sealed(22, FINISHED);

    assertThat(keyed.server().feed(Bytes.concat(CCS, finished)).next().peerHasFinished()).isTrue();
    assertRefused(keyed, Bytes.concat(finished, CCS), Rule.CHANGE_CIPHER_SPEC_IS_IN_TIME);
  }

  @Test
  void recordsAfterFinishedAreKept() {
    Keyed keyed = Keyed.without();
    Bytes more = data(Bytes.repeat(7, 20));

    Endpoint<ServerState> server =
        keyed.server().feed(Bytes.concat(keyed.sealed(22, FINISHED), more)).next();

    assertThat(server.protectedRecords()).hasSize(1);
  }

  @Test
  void protectedChangeCipherSpecIsRefused() {
    Keyed keyed = Keyed.without();
    assertRefused(keyed, keyed.sealed(20, Bytes.hex("01")), Rule.CHANGE_CIPHER_SPEC_IS_ONE);
    assertIgnored(Rule.CHANGE_CIPHER_SPEC_IS_ONE, 20, Bytes.hex("01"));
  }

  @ParameterizedTest
  @ValueSource(ints = {21, 22})
  void protectedRecordWithoutContentIsRefused(int type) {
    Keyed keyed = Keyed.without();
    assertRefused(keyed, keyed.sealed(type, Bytes.EMPTY), Rule.PROTECTED_CONTENT_IS_NOT_EMPTY);
    assertIgnored(Rule.PROTECTED_CONTENT_IS_NOT_EMPTY, type, Bytes.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 23, 24})
  void protectedRecordOfAnotherTypeIsRefused(int type) {
    Keyed keyed = Keyed.without();
    Bytes content = type == 0 ? Bytes.EMPTY : Bytes.hex("0102");
    assertRefused(keyed, keyed.sealed(type, content), Rule.RECORD_TYPE_IS_EXPECTED);
    assertIgnored(Rule.RECORD_TYPE_IS_EXPECTED, type, content);
  }

  @Test
  void protectedAlertCloses() {
    Keyed keyed = Keyed.without();
    assertThat(keyed.server().feed(keyed.sealed(21, Bytes.hex("0228"))).next().state())
        .isInstanceOf(ServerState.Closed.class);
    assertRefused(keyed, keyed.sealed(21, Bytes.hex("022802")), Rule.ALERT_IS_TWO_BYTES);
  }

  @Test
  void recordThatDoesNotOpenIsRefused() {
    Bytes junk = data(Bytes.repeat(7, 20));
    assertRefused(Keyed.without(), junk, Rule.RECORD_OPENS);
    Keyed lax = Keyed.without(Rule.RECORD_OPENS);
    assertThat(
            lax.server()
                .feed(Bytes.concat(junk, lax.sealed(22, FINISHED)))
                .next()
                .peerHasFinished())
        .isTrue();
  }

  /** ED-06: a server that does not take early data skips it, until something opens. */
  @Test
  void earlyDataWithoutARetryIsSkippedUntilSomethingOpens() {
    Keyed keyed = Keyed.of(NamedGroup.X25519, client(new EarlyData()));
    Bytes early = data(Bytes.repeat(7, 20));
    Bytes first = keyed.sealed(22, FINISHED.slice(0, 3));

    Endpoint<ServerState> server =
        keyed.server().feed(Bytes.concat(early, CCS, early, first)).next();

    assertThat(server.skippedEarlyData()).isEqualTo(40);
    assertThat(server.pendingHandshake().size()).isEqualTo(3);
    assertRefused(keyed, Bytes.concat(first, early), Rule.RECORD_IS_NOT_INTERLEAVED);
    assertRefused(keyed, Bytes.concat(early, early, early), Rule.EARLY_DATA_FITS);
  }

  @Test
  void earlyDataAfterSomethingOpenedIsRefused() {
    Keyed keyed = Keyed.of(NamedGroup.X25519, client(new EarlyData()));
    Bytes extensions = keyed.sealed(22, Bytes.hex("08000000"));

    assertRefused(keyed, Bytes.concat(extensions, data(Bytes.repeat(7, 20))), Rule.RECORD_OPENS);
  }

  /** ED-08: after a retry the second hello ends the early data. */
  @Test
  void earlyDataAfterTheSecondHelloIsRefused() {
    assertRefused(
        Keyed.of(NamedGroup.SECP256R1, client(new EarlyData())),
        data(Bytes.repeat(7, 20)),
        Rule.RECORD_OPENS);
  }

  @Test
  void brokenServerSkipsAnyAmountOfEarlyData() {
    Keyed lax = Keyed.of(NamedGroup.X25519, client(new EarlyData()), Rule.EARLY_DATA_FITS);
    assertThat(lax.server().feed(data(Bytes.repeat(7, 41))).next().skippedEarlyData())
        .isEqualTo(41);
  }

  private static void assertIgnored(Rule rule, int type, Bytes content) {
    Keyed lax = Keyed.without(rule);
    Bytes stream = Bytes.concat(lax.sealed(type, content), lax.next().sealed(22, FINISHED));
    Endpoint<ServerState> server = lax.server().feed(stream).next();
    // Without its own rule an empty alert is still no alert.
    if (type == ContentType.ALERT.code()) {
      assertThat(violation(server).rule()).isEqualTo(Rule.ALERT_IS_TWO_BYTES);
    } else {
      assertThat(server.peerHasFinished()).isTrue();
    }
  }
}
