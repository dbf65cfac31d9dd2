package helloagain.endpoint;

import static helloagain.endpoint.FlightConnection.PING;
import static helloagain.endpoint.FlightConnection.PONG;
import static helloagain.endpoint.FlightConnection.data;
import static helloagain.endpoint.FlightConnection.inTheClear;
import static helloagain.endpoint.FlightConnection.messages;
import static helloagain.endpoint.FlightConnection.records;
import static helloagain.endpoint.FlightConnection.violation;
import static helloagain.flight.FlightExchange.AES128;
import static helloagain.flight.FlightExchange.CHACHA;
import static helloagain.flight.FlightExchange.GROUPS;
import static helloagain.flight.FlightExchange.OTHER_PSK;
import static helloagain.flight.FlightExchange.PSK;
import static helloagain.flight.FlightExchange.SUITES;
import static helloagain.flight.FlightExchange.WITH_GROUP;
import static helloagain.flight.FlightExchange.credentials;
import static helloagain.flight.FlightExchange.offer;
import static helloagain.flight.FlightExchange.policy;
import static helloagain.flight.FlightExchange.pskServer;
import static helloagain.flight.FlightExchange.serverWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import helloagain.client.OfferedKey;
import helloagain.client.PskOffer;
import helloagain.endpoint.FlightConnection.Sealer;
import helloagain.flight.ClientAuthentication;
import helloagain.flight.Credentials;
import helloagain.flight.FlightClientConfig;
import helloagain.flight.FlightClientState;
import helloagain.flight.FlightExchange;
import helloagain.flight.FlightServerConfig;
import helloagain.flight.FlightServerState;
import helloagain.flight.Phase;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ContentType;
import helloagain.message.Extension.MaxEarlyDataSize;
import helloagain.message.HandshakeType;
import helloagain.message.KeyUpdateRequest;
import helloagain.message.NamedGroup;
import helloagain.message.NewSessionTicket;
import helloagain.message.PskKeyExchangeMode;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.schedule.KeySchedule;
import helloagain.schedule.PreSharedKey;
import helloagain.schedule.RecordProtection;
import helloagain.server.PskPolicy;
import helloagain.signature.KeyKind;
import helloagain.transcript.HashAlgorithm;
import helloagain.wire.HandshakeCodec;
import helloagain.wire.TlsRecord;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What endpoints make of the records of a whole handshake, and of those that follow it. */
class FlightRecordTests {
  private static final Bytes CCS = Bytes.hex("140303000101");
  private static final Credentials CLIENT = credentials("client", KeyKind.SECP256R1, 2);
  private static final NewSessionTicket TICKET =
      new NewSessionTicket(7200, 0x1234, Bytes.hex("01"), Bytes.repeat(0x77, 40), List.of());
  private static final Bytes TICKET_OCTETS = HandshakeCodec.encode(TICKET);
  private static final Bytes KEY_UPDATE = Bytes.hex("1800000100");

  private static final FlightClientConfig CERTIFIED_CLIENT =
      FlightExchange.client(offer(), Optional.of(CLIENT));
  private static final FlightServerConfig CERTIFIED_SERVER =
      FlightExchange.server(
          policy(List.of(NamedGroup.X25519), SUITES),
          serverWith(KeyKind.ED25519),
          ClientAuthentication.REQUIRED);
  private static final FlightClientConfig EARLY_CLIENT =
      FlightExchange.client(offer(List.of(PSK), WITH_GROUP, true), Optional.empty());
  private static final FlightServerConfig EARLY_SERVER =
      pskServer(List.of(PSK), List.of(AES128), true);
  private static final FlightServerConfig REFUSING_SERVER =
      pskServer(List.of(PSK), List.of(AES128), false);

  private static Set<Rule> without(Rule... rules) {
    EnumSet<Rule> others = EnumSet.allOf(Rule.class);
    others.removeAll(List.of(rules));
    return others;
  }

  private static FlightClientConfig clientWithout(Rule... rules) {
    return FlightExchange.with(CERTIFIED_CLIENT, without(rules), Profile.RFC8446);
  }

  private static FlightServerConfig serverWithout(FlightServerConfig config, Rule... rules) {
    return FlightExchange.with(config, without(rules), Profile.RFC8446);
  }

  private static Bytes join(List<Bytes> pieces) {
    return Bytes.concat(pieces.toArray(Bytes[]::new));
  }

  /** A client that has read ServerHello, and what a server would send then. */
  private record Waiting(Endpoint<FlightClientState> client, List<Bytes> flight, Sealer keys) {
    static Waiting of(FlightClientConfig client) {
      FlightConnection connection = new FlightConnection(client, CERTIFIED_SERVER);
      connection.server(connection.server().feed(connection.takeToServer()));
      connection.client(connection.client().feed(inTheClear(connection.takeToClient())));
      return new Waiting(
          connection.client(), messages(connection.server()), sealer(connection.client()));
    }

    private static Sealer sealer(Endpoint<FlightClientState> client) {
      FlightClientState.InFlight at = (FlightClientState.InFlight) client.state();
      return new Sealer(
          RecordProtection.of(
              at.hellos().reply().cipherSuite(), at.hellos().secrets().serverTraffic()));
    }
  }

  /** A server that has sent its flight, and what the client sends then. */
  private record Listening(Endpoint<FlightServerState> server, List<Bytes> flight, Sealer keys) {
    static Listening of(FlightClientConfig client, FlightServerConfig server) {
      FlightConnection connection = new FlightConnection(client, server);
      connection.server(connection.server().feed(connection.takeToServer()));
      connection.client(connection.client().feed(connection.takeToClient()));
      FlightServerState.InFlight at = (FlightServerState.InFlight) connection.server().state();
      return new Listening(
          connection.server(),
          messages(connection.client()),
          new Sealer(
              RecordProtection.of(
                  at.hellos().reply().cipherSuite(), at.hellos().secrets().clientTraffic())));
    }
  }

  /** Both connected, and the keys under which each reads. */
  private record Open(FlightConnection both, Sealer toClient, Sealer toServer) {
    static Open of(FlightClientConfig client, FlightServerConfig server) {
      FlightConnection both = new FlightConnection(client, server).settle().assertAgreement();
      CipherSuite suite = both.connectedClient().at().hellos().reply().cipherSuite();
      return new Open(
          both,
          new Sealer(RecordProtection.of(suite, both.connectedClient().serverTraffic())),
          new Sealer(RecordProtection.of(suite, both.connectedClient().clientTraffic())));
    }

    static Open of() {
      return of(CERTIFIED_CLIENT, CERTIFIED_SERVER);
    }
  }

  private static void assertRefused(Endpoint.Result<?> result, Rule rule) {
    assertThat(violation(result.next()).rule()).isEqualTo(rule);
    assertThat(violation(result.next()).alert()).isEqualTo(rule.alerts().get(0));
    // ALERT-18 and MSG-05: with keys an alert is protected.
    assertThat(records(result.toSend()))
        .singleElement()
        .satisfies(record -> assertThat(record.type()).isEqualTo(ContentType.APPLICATION_DATA));
  }

  // How flights are cut.

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 64, 1 << 14})
  @Tag("REC-08")
  void fragmentsMayHaveAnySize(int size) {
    EndpointSettings settings = EndpointSettings.DEFAULT.withFragmentSize(size);

    new FlightConnection(CERTIFIED_CLIENT, settings, CERTIFIED_SERVER, settings)
        .settle(17)
        .assertAgreement()
        .assertDataFlows();
  }

  @Test
  @Tag("REC-08")
  void flightOfTheServerMayBeCutIntoTwoRecordsAtAnyOctet() {
    Waiting waiting = Waiting.of(CERTIFIED_CLIENT);
    Bytes flight = join(waiting.flight());
    for (int cut = 1; cut < flight.size(); cut++) {
      Sealer keys = Waiting.sealer(waiting.client());
      Bytes first = keys.handshake(flight.slice(0, cut));
      Bytes second = keys.handshake(flight.slice(cut, flight.size()));

      Endpoint<FlightClientState> half = waiting.client().feed(first).next();

      assertThat(half.state()).isInstanceOf(FlightClientState.InFlight.class);
      assertThat(half.feed(second).next().state())
          .as("cut at %d", cut)
          .isInstanceOf(FlightClientState.Connected.class);
    }
  }

  @Test
  @Tag("REC-08")
  void flightsMayStandInOneRecordUpToTheChangeOfKeys() {
    Waiting waiting = Waiting.of(CERTIFIED_CLIENT);
    Bytes toClient = waiting.keys().handshake(join(waiting.flight()));
    Listening listening = Listening.of(CERTIFIED_CLIENT, CERTIFIED_SERVER);
    Bytes toServer = listening.keys().handshake(join(listening.flight()));

    assertThat(waiting.flight()).hasSize(5);
    assertThat(waiting.client().feed(toClient).next().state())
        .isInstanceOf(FlightClientState.Connected.class);
    assertThat(listening.flight()).hasSize(3);
    assertThat(listening.server().feed(toServer).next().state())
        .isInstanceOf(FlightServerState.Connected.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"04", "1800000100", "14000000"})
  @Tag("REC-10")
  @Tag("REC-11")
  void octetsBehindFinishedInItsRecordAreRefused(String behind) {
    Waiting waiting = Waiting.of(CERTIFIED_CLIENT);
    Bytes toClient =
        waiting.keys().handshake(Bytes.concat(join(waiting.flight()), Bytes.hex(behind)));
    Listening listening = Listening.of(CERTIFIED_CLIENT, CERTIFIED_SERVER);
    Bytes toServer =
        listening.keys().handshake(Bytes.concat(join(listening.flight()), Bytes.hex(behind)));

    assertRefused(waiting.client().feed(toClient), Rule.KEYS_CHANGE_AT_RECORD_END);
    assertRefused(listening.server().feed(toServer), Rule.KEYS_CHANGE_AT_RECORD_END);
  }

  @Test
  @Tag("REC-11")
  void octetsBehindEndOfEarlyDataOrKeyUpdateInTheirRecordAreRefused() {
    Listening listening = Listening.of(EARLY_CLIENT, EARLY_SERVER);
    Open open = Open.of();

    assertRefused(
        listening.server().feed(early(listening).handshake(join(listening.flight()))),
        Rule.KEYS_CHANGE_AT_RECORD_END);
    assertRefused(
        open.both()
            .client()
            .feed(open.toClient().handshake(Bytes.concat(KEY_UPDATE, TICKET_OCTETS))),
        Rule.KEYS_CHANGE_AT_RECORD_END);
    assertRefused(
        open.both().server().feed(open.toServer().handshake(Bytes.concat(KEY_UPDATE, KEY_UPDATE))),
        Rule.KEYS_CHANGE_AT_RECORD_END);
  }

  @Test
  @Tag("REC-11")
  void ticketBehindFinishedInItsRecordIsReadByAClientThatDoesNotMind() {
    Waiting waiting = Waiting.of(clientWithout(Rule.KEYS_CHANGE_AT_RECORD_END));
    Bytes flight = Bytes.concat(join(waiting.flight()), TICKET_OCTETS);

    Endpoint<FlightClientState> client =
        waiting.client().feed(waiting.keys().handshake(flight)).next();

    assertThat(((FlightClientState.Connected) client.state()).tickets()).containsExactly(TICKET);
  }

  @Test
  @Tag("REC-09")
  void dataBetweenTheFragmentsOfAMessageIsRefused() {
    Open open = Open.of();
    Bytes half = open.toClient().handshake(TICKET_OCTETS.slice(0, 9));
    Bytes between = open.toClient().data(PING);
    Waiting waiting = Waiting.of(CERTIFIED_CLIENT);
    Bytes flight = join(waiting.flight());
    Bytes halfFlight = waiting.keys().handshake(flight.slice(0, 9));

    assertRefused(
        open.both().client().feed(Bytes.concat(half, between)), Rule.RECORD_IS_NOT_INTERLEAVED);
    assertRefused(
        waiting.client().feed(Bytes.concat(halfFlight, waiting.keys().data(PING))),
        Rule.RECORD_IS_NOT_INTERLEAVED);
  }

  @Test
  @Tag("REC-09")
  void dataBetweenTheFragmentsOfAMessageIsReadByAClientThatDoesNotMind() {
    Open open = Open.of(clientWithout(Rule.RECORD_IS_NOT_INTERLEAVED), CERTIFIED_SERVER);
    Bytes stream =
        Bytes.concat(
            open.toClient().handshake(TICKET_OCTETS.slice(0, 9)),
            open.toClient().data(PING),
            open.toClient().handshake(TICKET_OCTETS.slice(9, TICKET_OCTETS.size())));

    Endpoint<FlightClientState> client = open.both().client().feed(stream).next();

    assertThat(data(client)).containsExactly(PING);
    assertThat(((FlightClientState.Connected) client.state()).tickets()).containsExactly(TICKET);
  }

  @Test
  @Tag("REC-07")
  void protectedContentOfMoreThan16384OctetsIsRefused() {
    Open open = Open.of();
    Bytes full = open.toServer().data(Bytes.repeat(1, 1 << 14));
    Bytes more = open.toServer().data(Bytes.repeat(1, (1 << 14) + 1));

    Endpoint<FlightServerState> server = open.both().server().feed(full).next();

    assertThat(data(server)).containsExactly(Bytes.repeat(1, 1 << 14));
    assertRefused(server.feed(more), Rule.RECORD_FITS);
  }

  // Records that do not open.

  private static Bytes damaged(Bytes record) {
    byte[] octets = record.toArray();
    octets[octets.length - 1] ^= 1;
    return Bytes.of(octets);
  }

  @Test
  @Tag("ED-12")
  void recordThatDoesNotOpenIsRefusedInFlightAndAfterIt() {
    Waiting waiting = Waiting.of(CERTIFIED_CLIENT);
    Listening listening = Listening.of(CERTIFIED_CLIENT, CERTIFIED_SERVER);
    Open open = Open.of();

    assertRefused(
        waiting.client().feed(damaged(waiting.keys().handshake(join(waiting.flight())))),
        Rule.RECORD_OPENS);
    assertRefused(
        listening.server().feed(damaged(listening.keys().handshake(join(listening.flight())))),
        Rule.RECORD_OPENS);
    assertRefused(
        open.both().client().feed(damaged(open.toClient().data(PING))), Rule.RECORD_OPENS);
    assertRefused(
        open.both().server().feed(damaged(open.toServer().data(PING))), Rule.RECORD_OPENS);
  }

  @Test
  @Tag("ED-12")
  void recordThatComesTwiceOrTooEarlyDoesNotOpen() {
    Open open = Open.of();
    Bytes first = open.toServer().data(PING);
    Bytes second = open.toServer().data(PONG);

    assertRefused(open.both().server().feed(Bytes.concat(first, first)), Rule.RECORD_OPENS);
    assertRefused(open.both().server().feed(second), Rule.RECORD_OPENS);
    assertThat(data(open.both().server().feed(Bytes.concat(first, second)).next()))
        .containsExactly(PING, PONG);
  }

  @Test
  @Tag("REC-17")
  void handshakeRecordInTheClearIsRefusedInFlightAndAfterIt() {
    Bytes clear = Bytes.concat(Bytes.hex("1603030005"), KEY_UPDATE);

    assertRefused(Waiting.of(CERTIFIED_CLIENT).client().feed(clear), Rule.RECORD_TYPE_IS_EXPECTED);
    assertRefused(Open.of().both().client().feed(clear), Rule.RECORD_TYPE_IS_EXPECTED);
    assertRefused(Open.of().both().server().feed(clear), Rule.RECORD_TYPE_IS_EXPECTED);
  }

  // Early data.

  /** The keys under which the client of a connection sends early data. */
  private static Sealer early(Listening listening) {
    Bytes hello = HandshakeCodec.encode(EARLY_CLIENT.hellos().firstHello());
    assertThat(listening.server().state().config().hellos().policy().suites())
        .containsExactly(AES128);
    return new Sealer(
        RecordProtection.of(
            AES128,
            KeySchedule.clientEarlyTraffic(
                HashAlgorithm.SHA256,
                KeySchedule.earlySecret(HashAlgorithm.SHA256, Optional.of(PSK.key())),
                HashAlgorithm.SHA256.hash(hello))));
  }

  @Test
  @Tag("ED-06")
  void acceptedEarlyDataIsReadUpToItsEnd() {
    Listening listening = Listening.of(EARLY_CLIENT, EARLY_SERVER);
    Sealer early = early(listening);
    Bytes before = Bytes.concat(early.data(PING), early.data(PONG));
    Bytes end = early.handshake(listening.flight().get(0));

    Endpoint<FlightServerState> server = listening.server().feed(Bytes.concat(before, end)).next();

    assertThat(data(server)).containsExactly(PING, PONG);
    assertThat(((FlightServerState.InFlight) server.state()).phase())
        .isEqualTo(Phase.WAIT_FINISHED);
    assertThat(server.skippedEarlyData()).isZero();
    assertThat(server.feed(listening.keys().handshake(listening.flight().get(1))).next().state())
        .isInstanceOf(FlightServerState.Connected.class);
    assertRefused(server.feed(early.data(PING)), Rule.RECORD_OPENS);
  }

  @Test
  @Tag("ED-19")
  void finishedUnderTheKeysOfEarlyDataIsRefused() {
    Listening listening = Listening.of(EARLY_CLIENT, EARLY_SERVER);
    Sealer early = early(listening);

    assertRefused(
        listening.server().feed(early.handshake(listening.flight().get(1))),
        Rule.MESSAGE_IS_EXPECTED);
  }

  @Test
  void clientSendsEarlyDataUntilItIsRefused() {
    FlightConnection connection = new FlightConnection(EARLY_CLIENT, REFUSING_SERVER);
    connection.client(connection.client().sendEarly(PING));
    connection.settle().assertAgreement().assertDataFlows();

    assertThat(connection.server().skippedEarlyData()).isPositive();
    assertThat(data(connection.server())).containsExactly(PING);
    assertThatIllegalStateException().isThrownBy(() -> connection.client().sendEarly(PING));
  }

  @Test
  @Tag("ED-06")
  @Tag("ED-08")
  void refusedEarlyDataIsSkippedUpToTheLimit() {
    FlightConnection connection = new FlightConnection(EARLY_CLIENT, REFUSING_SERVER);
    Bytes hello = connection.takeToServer();
    connection.client(connection.client().sendEarly(Bytes.repeat(1, 20)));
    Bytes record = connection.takeToServer();
    int size = record.size() - 5;
    EndpointSettings two = EndpointSettings.DEFAULT.withEarlyDataLimit(2 * size);
    Endpoint<FlightServerState> server = Endpoint.server(REFUSING_SERVER, two).feed(hello).next();

    Endpoint<FlightServerState> full = server.feed(Bytes.concat(record, record)).next();

    assertThat(full.skippedEarlyData()).isEqualTo(2 * size);
    assertThat(full.hasEnded()).isFalse();
    assertRefused(full.feed(record), Rule.EARLY_DATA_FITS);
  }

  @Test
  @Tag("ED-12")
  void earlyDataBehindTheFirstRecordThatOpensIsRefused() {
    FlightConnection connection = new FlightConnection(EARLY_CLIENT, REFUSING_SERVER);
    Bytes hello = connection.takeToServer();
    connection.client(connection.client().sendEarly(PING));
    Bytes record = connection.takeToServer();
    connection.server(connection.server().feed(hello));
    connection.client(connection.client().feed(connection.takeToClient()));
    Bytes finished = connection.takeToServer();

    Endpoint<FlightServerState> server =
        connection.server().feed(Bytes.concat(record, finished)).next();

    assertThat(server.state()).isInstanceOf(FlightServerState.Connected.class);
    assertRefused(server.feed(record), Rule.RECORD_OPENS);
  }

  @Test
  @Tag("ED-06")
  void earlyDataOfAnUnusedPskIsSkippedBeforeACertificate() {
    FlightConnection connection =
        new FlightConnection(
            FlightExchange.client(
                offer(List.of(PSK, OTHER_PSK), WITH_GROUP, true), Optional.of(CLIENT)),
            pskServer(List.of(), List.of(CHACHA), true));
    connection.client(connection.client().sendEarly(PING));

    connection.settle().assertAgreement().assertDataFlows();

    assertThat(connection.server().skippedEarlyData()).isPositive();
    assertThat(connection.connectedServer().at().peer()).isPresent();
  }

  // KeyUpdate.

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @Tag("KU-01")
  void clientChangesItsKeyAndThatOfTheServerIfItAsks(boolean asks) {
    FlightConnection both = Open.of().both().assertDataFlows();
    FlightClientState.Connected before = both.connectedClient();

    both.client(both.client().updateKeys(request(asks))).settle();

    assertThat(both.connectedClient().clientTraffic()).isNotEqualTo(before.clientTraffic());
    assertThat(both.connectedClient().serverTraffic().equals(before.serverTraffic()))
        .isNotEqualTo(asks);
    both.assertAgreement().assertDataFlows();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @Tag("KU-01")
  void serverChangesItsKeyAndThatOfTheClientIfItAsks(boolean asks) {
    FlightConnection both = Open.of().both().assertDataFlows();
    FlightClientState.Connected before = both.connectedClient();

    both.server(both.server().updateKeys(request(asks))).settle();

    assertThat(both.connectedClient().serverTraffic()).isNotEqualTo(before.serverTraffic());
    assertThat(both.connectedClient().clientTraffic().equals(before.clientTraffic()))
        .isNotEqualTo(asks);
    both.assertAgreement().assertDataFlows();
  }

  private static KeyUpdateRequest request(boolean asks) {
    return asks ? KeyUpdateRequest.UPDATE_REQUESTED : KeyUpdateRequest.UPDATE_NOT_REQUESTED;
  }

  @Test
  @Tag("KU-01")
  void bothMayAskAtOnceAndAgain() {
    FlightConnection both = Open.of().both();
    for (int i = 0; i < 3; i++) {
      both.client(both.client().updateKeys(KeyUpdateRequest.UPDATE_REQUESTED));
      both.server(both.server().updateKeys(KeyUpdateRequest.UPDATE_REQUESTED));
      both.settle().assertAgreement().assertDataFlows();
    }
  }

  @Test
  @Tag("KU-01")
  void keyUpdateGoesUnderTheOldKeyAndRecordsAreCountedAnew() {
    Open open = Open.of();
    FlightConnection both = open.both();
    both.client(both.client().send(PING));
    both.client(both.client().updateKeys(KeyUpdateRequest.UPDATE_NOT_REQUESTED));
    both.client(both.client().send(PONG));
    CipherSuite suite = both.connectedClient().at().hellos().reply().cipherSuite();
    Sealer next = new Sealer(RecordProtection.of(suite, both.connectedClient().clientTraffic()));

    assertThat(both.takeToServer())
        .isEqualTo(
            Bytes.concat(
                open.toServer().data(PING),
                open.toServer().handshake(KEY_UPDATE),
                next.data(PONG)));
  }

  @Test
  void recordUnderTheOldKeyAfterAKeyUpdateDoesNotOpen() {
    Open open = Open.of();
    Bytes stream = Bytes.concat(open.toServer().handshake(KEY_UPDATE), open.toServer().data(PING));

    assertRefused(open.both().server().feed(stream), Rule.RECORD_OPENS);
  }

  @Test
  void nothingButHellosAndAlertsIsSentBeforeItsTime() {
    FlightConnection connection = new FlightConnection(CERTIFIED_CLIENT, CERTIFIED_SERVER);
    KeyUpdateRequest none = KeyUpdateRequest.UPDATE_NOT_REQUESTED;

    assertThatIllegalStateException().isThrownBy(() -> connection.client().updateKeys(none));
    assertThatIllegalStateException().isThrownBy(() -> connection.server().updateKeys(none));
    assertThatIllegalStateException().isThrownBy(() -> connection.server().sendTicket(TICKET));
    assertThatIllegalStateException().isThrownBy(() -> connection.client().sendEarly(PING));
    connection.settle();
    assertThatIllegalStateException().isThrownBy(() -> connection.client().sendTicket(TICKET));
    assertThatIllegalStateException()
        .isThrownBy(
            () -> Endpoint.client(CERTIFIED_CLIENT.hellos()).start().next().updateKeys(none));
    assertThatIllegalStateException()
        .isThrownBy(() -> Endpoint.server(CERTIFIED_SERVER.hellos()).sendTicket(TICKET));
  }

  // Alerts and the end.

  private static Bytes alert(AlertDescription description, int level) {
    return Bytes.of((byte) level, (byte) description.code());
  }

  @Test
  @Tag("MSG-05")
  @Tag("ALERT-18")
  void alertsGoUnderTheKeysOfTheState() {
    Bytes refusal = alert(AlertDescription.UNEXPECTED_MESSAGE, 2);
    Waiting waiting = Waiting.of(CERTIFIED_CLIENT);
    FlightClientState.InFlight at = (FlightClientState.InFlight) waiting.client().state();
    Sealer ofClient =
        new Sealer(
            RecordProtection.of(
                at.hellos().reply().cipherSuite(), at.hellos().secrets().clientTraffic()));
    Listening listening = Listening.of(CERTIFIED_CLIENT, CERTIFIED_SERVER);
    FlightServerState.InFlight server = (FlightServerState.InFlight) listening.server().state();
    Sealer ofServer =
        new Sealer(
            RecordProtection.of(
                server.hellos().reply().cipherSuite(), server.secrets().serverTraffic()));
    Open open = Open.of();

    assertThat(waiting.client().feed(waiting.keys().handshake(KEY_UPDATE)).toSend())
        .isEqualTo(ofClient.sealed(ContentType.ALERT, refusal));
    // The server's Finished is sent: what follows goes under the keys of application data.
    assertThat(listening.server().feed(listening.keys().handshake(KEY_UPDATE)).toSend())
        .isEqualTo(ofServer.sealed(ContentType.ALERT, refusal));
    assertThat(open.both().client().feed(open.toClient().handshake(Bytes.hex("05000000"))).toSend())
        .isEqualTo(open.toServer().sealed(ContentType.ALERT, refusal));
  }

  @Test
  void closeNotifyIsProtectedAndClosesTheOtherEnd() {
    Open open = Open.of();
    FlightConnection both = open.both();
    Bytes closing = alert(AlertDescription.CLOSE_NOTIFY, 1);

    both.client(both.client().sendCloseNotify());
    Bytes sent = both.takeToServer();

    assertThat(sent).isEqualTo(open.toServer().sealed(ContentType.ALERT, closing));
    Endpoint.Result<FlightServerState> closed = both.server().feed(sent);
    assertThat(closed.next().state()).isInstanceOf(FlightServerState.Closed.class);
    assertThat(closed.toSend()).isEqualTo(Bytes.EMPTY);
    // Its own direction is open: what the server had sent before is read.
    both.server(both.server().send(PONG));
    assertThat(data(both.client().feed(both.takeToClient()).next())).containsExactly(PONG);
  }

  @Test
  void closeNotifyBeforeThereAreKeysGoesInTheClear() {
    FlightConnection connection = new FlightConnection(CERTIFIED_CLIENT, CERTIFIED_SERVER);

    assertThat(connection.client().sendCloseNotify().toSend())
        .isEqualTo(Bytes.hex("15030300020100"));
  }

  @Test
  @Tag("CCS-01")
  @Tag("CCS-07")
  void changeCipherSpecIsDroppedBetweenAnyTwoRecordsOfAFlight() {
    Waiting waiting = Waiting.of(CERTIFIED_CLIENT);
    Bytes toClient = CCS;
    for (Bytes message : waiting.flight()) {
      toClient = Bytes.concat(toClient, CCS, waiting.keys().handshake(message));
    }
    Listening listening = Listening.of(CERTIFIED_CLIENT, CERTIFIED_SERVER);
    Bytes toServer = Bytes.EMPTY;
    for (Bytes message : listening.flight()) {
      toServer = Bytes.concat(toServer, CCS, listening.keys().handshake(message));
    }

    Endpoint<FlightClientState> client = waiting.client().feed(toClient).next();
    Endpoint<FlightServerState> server = listening.server().feed(toServer).next();

    assertThat(client.state()).isInstanceOf(FlightClientState.Connected.class);
    // One came directly after ServerHello (CCS-05).
    assertThat(client.droppedChangeCipherSpecs()).isEqualTo(waiting.flight().size() + 2);
    assertThat(server.state()).isInstanceOf(FlightServerState.Connected.class);
    assertThat(server.droppedChangeCipherSpecs()).isEqualTo(listening.flight().size());
  }

  @Test
  @Tag("CCS-03")
  void changeCipherSpecAfterFinishedIsRefused() {
    FlightConnection both = Open.of().both();

    assertRefused(both.client().feed(CCS), Rule.CHANGE_CIPHER_SPEC_IS_IN_TIME);
    assertRefused(both.server().feed(CCS), Rule.CHANGE_CIPHER_SPEC_IS_IN_TIME);
  }

  @Test
  @Tag("CCS-02")
  void protectedChangeCipherSpecIsRefusedInFlightAndAfterIt() {
    Waiting waiting = Waiting.of(CERTIFIED_CLIENT);
    Open open = Open.of();
    ContentType type = ContentType.CHANGE_CIPHER_SPEC;

    assertRefused(
        waiting.client().feed(waiting.keys().sealed(type, Bytes.hex("01"))),
        Rule.CHANGE_CIPHER_SPEC_IS_ONE);
    assertRefused(
        open.both().server().feed(open.toServer().sealed(type, Bytes.hex("01"))),
        Rule.CHANGE_CIPHER_SPEC_IS_ONE);
  }

  @Test
  @Tag("CCS-04")
  void compatibleClientSendsOneChangeCipherSpecDirectlyBeforeItsFlight() {
    FlightConnection connection = new FlightConnection(CERTIFIED_CLIENT, CERTIFIED_SERVER);
    connection.server(connection.server().feed(connection.takeToServer()));
    connection.client(connection.client().feed(connection.takeToClient()));

    assertThat(records(connection.takeToServer()))
        .extracting(TlsRecord::type)
        .containsExactly(
            ContentType.CHANGE_CIPHER_SPEC,
            ContentType.APPLICATION_DATA,
            ContentType.APPLICATION_DATA,
            ContentType.APPLICATION_DATA);
  }

  // Tickets.

  private static NewSessionTicket ticket(int number, boolean earlyData) {
    return new NewSessionTicket(
        7200,
        0xfffffff0L,
        Bytes.of((byte) number),
        Bytes.repeat(number, 32),
        earlyData ? List.of(new MaxEarlyDataSize(1 << 14)) : List.of());
  }

  @Test
  void ticketsAreReadInTheirOrderBetweenData() {
    FlightConnection both = Open.of().both();
    List<NewSessionTicket> tickets = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      tickets.add(ticket(i, i == 2));
      both.server(both.server().sendTicket(tickets.get(i - 1)));
      both.server(both.server().send(PONG));
    }

    both.settle();

    assertThat(both.connectedClient().tickets()).isEqualTo(tickets);
    assertThat(data(both.client())).containsExactly(PONG, PONG, PONG);
    both.assertAgreement().assertDataFlows();
  }

  /** How a connection is resumed. */
  private enum Resumption {
    PLAIN(false, false),
    AFTER_A_RETRY(true, false),
    WITH_EARLY_DATA(false, true),
    WITH_EARLY_DATA_AFTER_A_RETRY(true, true);

    private final boolean retried;
    private final boolean early;

    Resumption(boolean retried, boolean early) {
      this.retried = retried;
      this.early = early;
    }
  }

  @ParameterizedTest
  @EnumSource(Resumption.class)
  void ticketResumesTheConnection(Resumption way) {
    FlightConnection first = Open.of().both();
    NewSessionTicket ticket = ticket(5, way.early);
    first.server(first.server().sendTicket(ticket)).settle();
    FlightClientState.Connected client = first.connectedClient();
    CipherSuite suite = client.at().hellos().reply().cipherSuite();
    PreSharedKey ofClient =
        PreSharedKey.ofTicket(suite, client.resumptionMain(), client.tickets().get(0));
    PreSharedKey ofServer =
        PreSharedKey.ofTicket(suite, first.connectedServer().resumptionMain(), ticket);
    List<PskKeyExchangeMode> modes = WITH_GROUP;
    FlightConnection second =
        new FlightConnection(
            FlightExchange.client(
                offer()
                    .withPsks(
                        new PskOffer(
                            List.of(OfferedKey.ticket(ofClient, ticket.ticketAgeAdd(), 1000, 1100)),
                            modes,
                            way.early)),
                Optional.of(CLIENT)),
            FlightExchange.server(
                policy(way.retried ? List.of(NamedGroup.SECP256R1) : GROUPS, SUITES)
                    .withPsks(new PskPolicy(List.of(ofServer), modes, true, true)),
                serverWith(KeyKind.ED25519),
                ClientAuthentication.REQUIRED));
    if (way.early) {
      second.client(second.client().sendEarly(PING));
    }

    second.settle().assertAgreement();

    assertThat(second.connectedServer().at().hellos().psk()).contains(ofServer);
    assertThat(second.connectedClient().at().hellos().retry().isPresent()).isEqualTo(way.retried);
    assertThat(second.connectedClient().at().peer()).isEmpty();
    assertThat(data(second.server()))
        .isEqualTo(way.early && !way.retried ? List.of(PING) : List.of());
    assertThat(second.connectedClient().resumptionMain()).isNotEqualTo(client.resumptionMain());
    second.assertDataFlows();
  }

  // Broken on purpose.

  static List<CipherSuite> suitesThatAreNone() {
    return List.of(new CipherSuite(0x0a0a), new CipherSuite(0xc02f));
  }

  @ParameterizedTest
  @MethodSource("suitesThatAreNone")
  void clientThatTakesASuiteThatIsNoneDoesNotFail(CipherSuite none) {
    FlightClientConfig config =
        FlightExchange.with(CERTIFIED_CLIENT, Set.of(Rule.RECORD_OPENS), Profile.RFC8446);
    FlightConnection connection = new FlightConnection(config, CERTIFIED_SERVER);
    connection.server(connection.server().feed(connection.takeToServer()));
    byte[] stream = connection.takeToClient().toArray();
    // Record header, message header, version, random, session id of 32 octets.
    int place = 5 + 4 + 2 + 32 + 1 + 32;
    stream[place] = (byte) (none.code() >> 8);
    stream[place + 1] = (byte) none.code();

    Endpoint.Result<FlightClientState> result = connection.client().feed(Bytes.of(stream));

    assertThat(violation(result.next()).rule()).isEqualTo(Rule.RECORD_OPENS);
  }

  @Test
  void serverThatDoesNotMindReadsOnBehindARecordThatDoesNotOpen() {
    Listening listening =
        Listening.of(CERTIFIED_CLIENT, serverWithout(CERTIFIED_SERVER, Rule.RECORD_OPENS));
    Bytes flight = listening.keys().handshake(join(listening.flight()));

    assertThat(listening.server().feed(Bytes.concat(damaged(flight), flight)).next().state())
        .isInstanceOf(FlightServerState.Connected.class);
  }

  @Test
  void messageThatIsTooLongForAReaderIsRefused() {
    Waiting waiting = Waiting.of(CERTIFIED_CLIENT);
    Bytes header =
        Bytes.concat(
            Bytes.of((byte) HandshakeType.ENCRYPTED_EXTENSIONS.code()), Bytes.hex("ffffff"));

    assertRefused(waiting.client().feed(waiting.keys().handshake(header)), Rule.MESSAGE_PARSES);
  }
}
