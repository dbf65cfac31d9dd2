package helloagain.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.exchange.Event;
import helloagain.exchange.Received.DataReceived;
import helloagain.exchange.Sent.HandshakeSent;
import helloagain.flight.FlightClientConfig;
import helloagain.flight.FlightClientState;
import helloagain.flight.FlightServerConfig;
import helloagain.flight.FlightServerState;
import helloagain.message.Bytes;
import helloagain.message.ContentType;
import helloagain.message.ProtectedMessage;
import helloagain.message.ProtocolVersion;
import helloagain.rule.Violation;
import helloagain.schedule.RecordProtection;
import helloagain.server.ServerState;
import helloagain.wire.RecordCodec;
import helloagain.wire.RecordReader;
import helloagain.wire.TlsRecord;
import java.util.List;

/** Holds both ends of a connection, and what is under way between them. */
final class FlightConnection {
  static final Bytes PING = Bytes.hex("70696e67");
  static final Bytes PONG = Bytes.hex("706f6e67");

  private Endpoint<FlightClientState> client;
  private Endpoint<FlightServerState> server;
  private Bytes toServer = Bytes.EMPTY;
  private Bytes toClient = Bytes.EMPTY;

  /** Starts a client; nothing has arrived yet. */
  FlightConnection(
      FlightClientConfig client,
      EndpointSettings ofClient,
      FlightServerConfig server,
      EndpointSettings ofServer) {
    this.client = Endpoint.client(client, ofClient);
    this.server = Endpoint.server(server, ofServer);
    client(this.client.start());
  }

  FlightConnection(FlightClientConfig client, FlightServerConfig server) {
    this(client, EndpointSettings.DEFAULT, server, EndpointSettings.DEFAULT);
  }

  Endpoint<FlightClientState> client() {
    return client;
  }

  Endpoint<FlightServerState> server() {
    return server;
  }

  /** Takes what the client does, and puts on its way what it sends. */
  FlightConnection client(Endpoint.Result<FlightClientState> result) {
    client = result.next();
    toServer = Bytes.concat(toServer, result.toSend());
    return this;
  }

  /** Takes what the server does, and puts on its way what it sends. */
  FlightConnection server(Endpoint.Result<FlightServerState> result) {
    server = result.next();
    toClient = Bytes.concat(toClient, result.toSend());
    return this;
  }

  /** Takes what is on its way to the server off it. */
  Bytes takeToServer() {
    Bytes taken = toServer;
    toServer = Bytes.EMPTY;
    return taken;
  }

  /** Takes what is on its way to the client off it. */
  Bytes takeToClient() {
    Bytes taken = toClient;
    toClient = Bytes.EMPTY;
    return taken;
  }

  /** Lets everything arrive, cut into pieces of a size, until nothing is on its way. */
  FlightConnection settle(int cut) {
    while (!toServer.isEmpty() || !toClient.isEmpty()) {
      Bytes there = toServer.slice(0, Math.min(cut, toServer.size()));
      toServer = toServer.slice(there.size(), toServer.size());
      server(server.feed(there));
      Bytes back = toClient.slice(0, Math.min(cut, toClient.size()));
      toClient = toClient.slice(back.size(), toClient.size());
      client(client.feed(back));
    }
    return this;
  }

  FlightConnection settle() {
    return settle(1 << 20);
  }

  FlightClientState.Connected connectedClient() {
    assertThat(client.state()).isInstanceOf(FlightClientState.Connected.class);
    return (FlightClientState.Connected) client.state();
  }

  FlightServerState.Connected connectedServer() {
    assertThat(server.state()).isInstanceOf(FlightServerState.Connected.class);
    return (FlightServerState.Connected) server.state();
  }

  /** Checks that both ends are connected and have the same secrets. */
  FlightConnection assertAgreement() {
    assertThat(connectedClient().transcript()).isEqualTo(connectedServer().transcript());
    assertThat(connectedClient().secrets()).isEqualTo(connectedServer().at().secrets());
    assertThat(connectedClient().resumptionMain()).isEqualTo(connectedServer().resumptionMain());
    assertThat(connectedClient().clientTraffic()).isEqualTo(connectedServer().clientTraffic());
    assertThat(connectedClient().serverTraffic()).isEqualTo(connectedServer().serverTraffic());
    return this;
  }

  /** Sends data both ways and checks that it arrives, and nothing else. */
  FlightConnection assertDataFlows() {
    int atServer = data(server).size();
    int atClient = data(client).size();
    client(client.send(PING));
    server(server.send(PONG));
    settle();
    assertThat(since(atServer, server)).isEqualTo(PING);
    assertThat(since(atClient, client)).isEqualTo(PONG);
    return this;
  }

  private static Bytes since(int records, Endpoint<?> endpoint) {
    List<Bytes> all = data(endpoint);
    return Bytes.concat(all.subList(records, all.size()).toArray(Bytes[]::new));
  }

  /** Returns the application data that an endpoint has received, in order. */
  static List<Bytes> data(Endpoint<?> endpoint) {
    return endpoint.events().stream()
        .filter(DataReceived.class::isInstance)
        .map(event -> ((DataReceived) event).data())
        .toList();
  }

  /** Returns the messages after the hellos that an endpoint has sent, in order. */
  static List<Bytes> messages(Endpoint<?> endpoint) {
    return endpoint.events().stream()
        .filter(FlightConnection::isOfFlight)
        .map(event -> ((HandshakeSent) event).raw())
        .toList();
  }

  private static boolean isOfFlight(Event event) {
    return event instanceof HandshakeSent sent && sent.message() instanceof ProtectedMessage;
  }

  static List<TlsRecord> records(Bytes stream) {
    RecordReader.Result read = RecordReader.EMPTY.feed(stream);
    assertThat(read.next().isAtBoundary()).isTrue();
    return read.records();
  }

  /** Returns the records of a stream that stand before the first one that is protected. */
  static Bytes inTheClear(Bytes stream) {
    return Bytes.concat(
        records(stream).stream()
            .takeWhile(record -> !record.type().equals(ContentType.APPLICATION_DATA))
            .map(RecordCodec::encode)
            .toArray(Bytes[]::new));
  }

  static Violation violation(Endpoint<?> endpoint) {
    Object state = endpoint.state();
    assertThat(endpoint.hasEnded()).as("%s", state).isTrue();
    if (state instanceof FlightClientState.Aborted aborted) {
      return aborted.violation();
    }
    return state instanceof FlightServerState.Hellos hellos
        ? ((ServerState.Aborted) hellos.state()).violation()
        : ((FlightServerState.Aborted) state).violation();
  }

  /** Protects records one after the other. */
  static final class Sealer {
    private RecordProtection next;

    Sealer(RecordProtection first) {
      this.next = first;
    }

    /** Makes a record of a content and its type. */
    Bytes sealed(ContentType type, Bytes content) {
      Bytes fragment = next.seal(Bytes.concat(content, Bytes.of((byte) type.code())));
      next = next.next();
      return RecordCodec.encode(
          new TlsRecord(ContentType.APPLICATION_DATA, ProtocolVersion.TLS_12, fragment));
    }

    Bytes handshake(Bytes content) {
      return sealed(ContentType.HANDSHAKE, content);
    }

    Bytes data(Bytes content) {
      return sealed(ContentType.APPLICATION_DATA, content);
    }
  }
}
