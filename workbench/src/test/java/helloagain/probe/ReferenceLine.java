package helloagain.probe;

import helloagain.client.ClientConfig;
import helloagain.client.ClientState;
import helloagain.endpoint.Endpoint;
import helloagain.endpoint.EndpointSettings;
import helloagain.exchange.Received;
import helloagain.exchange.Sent;
import helloagain.exchange.Step;
import helloagain.flight.ClientAuthentication;
import helloagain.flight.FlightClientConfig;
import helloagain.flight.FlightServerConfig;
import helloagain.flight.FlightServerState;
import helloagain.flight.Trust;
import helloagain.keyexchange.Randomness;
import helloagain.live.Line;
import helloagain.live.SelfMade;
import helloagain.message.Bytes;
import helloagain.message.ContentType;
import helloagain.message.ProtocolVersion;
import helloagain.refinement.Reference;
import helloagain.server.ServerConfig;
import helloagain.server.ServerState;
import helloagain.wire.AlertCodec;
import helloagain.wire.HandshakeReader;
import helloagain.wire.RecordCodec;
import helloagain.wire.RecordReader;
import helloagain.wire.TlsRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Is a line with the reference at its other end, or a broken one, as an engine would be: hellos by
 * the machines, and after the ServerHello all of the handshake.
 */
final class ReferenceLine implements Line {
  private final Reference reference;
  private Object state;
  private RecordReader records = RecordReader.EMPTY;
  private HandshakeReader handshake = HandshakeReader.EMPTY;
  private Optional<Endpoint<?>> rest = Optional.empty();
  private Bytes toSend = Bytes.EMPTY;
  private boolean isOver;

  private ReferenceLine(Reference reference, Object state) {
    this.reference = reference;
    this.state = state;
  }

  static ReferenceLine client(Reference reference, ClientConfig config) {
    ReferenceLine line = new ReferenceLine(reference, new ClientState.Start(config));
    line.took(reference.start(config));
    return line;
  }

  static ReferenceLine server(Reference reference, ServerConfig config) {
    return new ReferenceLine(reference, new ServerState.Start(config));
  }

  @Override
  public void send(Bytes octets) {
    RecordReader.Result read = records.feed(octets);
    records = read.next();
    for (TlsRecord record : read.records()) {
      if (!isOver) {
        take(record);
      }
    }
  }

  private void take(TlsRecord record) {
    if (rest.isPresent()) {
      Endpoint.Result<?> result = rest.get().feed(RecordCodec.encode(record));
      rest = Optional.of(result.next());
      toSend = Bytes.concat(toSend, result.toSend());
      isOver = result.next().hasEnded();
    } else if (record.type().equals(ContentType.ALERT)) {
      receive(new Received.AlertReceived(AlertCodec.decode(record.fragment()).orElseThrow()));
    } else if (record.type().equals(ContentType.HANDSHAKE)) {
      HandshakeReader.Result read = handshake.feed(record.fragment());
      handshake = read.next();
      read.messages().forEach(raw -> receive(Received.parse(raw)));
      read.failure().ifPresent(failure -> receive(new Received.Unparsable(failure)));
    }
  }

  private void receive(Received received) {
    took(
        state instanceof ClientState client
            ? reference.receive(client, received)
            : reference.receive((ServerState) state, received));
  }

  private void took(Step<?> step) {
    state = step.next();
    for (Sent sent : step.sent()) {
      TlsRecord record =
          sent instanceof Sent.HandshakeSent message
              ? new TlsRecord(ContentType.HANDSHAKE, ProtocolVersion.TLS_12, message.raw())
              : new TlsRecord(
                  ContentType.ALERT,
                  ProtocolVersion.TLS_12,
                  AlertCodec.encode(((Sent.AlertSent) sent).alert()));
      toSend = Bytes.concat(toSend, RecordCodec.encode(record));
    }
    if (state instanceof ClientState.Negotiated client) {
      rest = Optional.of(restOf(client));
    } else if (state instanceof ServerState.Negotiated server) {
      Endpoint.Result<FlightServerState> begun = restOf(server).start();
      rest = Optional.of(begun.next());
      toSend = Bytes.concat(toSend, begun.toSend());
    }
    isOver =
        state instanceof ClientState client ? client.hasEnded() : ((ServerState) state).hasEnded();
  }

  private static Endpoint<?> restOf(ClientState.Negotiated client) {
    return Endpoint.clientAfter(
        new FlightClientConfig(
            client.config(), Optional.empty(), Trust.ANYBODY, Randomness.seeded(1)),
        client,
        EndpointSettings.DEFAULT);
  }

  private static Endpoint<FlightServerState> restOf(ServerState.Negotiated server) {
    return Endpoint.serverAfter(
        new FlightServerState.Hellos(
            new FlightServerConfig(
                server.config(),
                List.of(SelfMade.credentials("localhost")),
                ClientAuthentication.NONE,
                List.of(),
                Trust.ANYBODY,
                false,
                Randomness.seeded(1)),
            server),
        EndpointSettings.DEFAULT);
  }

  @Override
  public Bytes receive(Duration limit) throws WaitsException {
    Bytes octets = toSend;
    toSend = Bytes.EMPTY;
    if (octets.isEmpty() && !isOver) {
      throw new WaitsException();
    }
    return octets;
  }

  @Override
  public void end() {
    if (!isOver && rest.isEmpty()) {
      receive(new Received.TransportClosed());
    }
    isOver = true;
  }
}
