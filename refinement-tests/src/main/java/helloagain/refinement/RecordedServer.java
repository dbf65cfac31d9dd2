package helloagain.refinement;

import helloagain.exchange.Received;
import helloagain.exchange.Step;
import helloagain.flight.FlightServer;
import helloagain.flight.FlightServerConfig;
import helloagain.flight.FlightServerState;
import helloagain.flight.FlightServerState.Connected;
import helloagain.flight.FlightServerState.Hellos;
import helloagain.flight.FlightServerState.InFlight;
import helloagain.message.Bytes;
import helloagain.refinement.FlightProjection.Context;
import helloagain.server.ServerState;
import helloagain.signature.Signer;
import helloagain.spec.SpecModel;
import helloagain.spec.TlaBool;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaValue;
import helloagain.transcript.Transcript;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Is the server of a recorded handshake, and its client is whatever was recorded. */
final class RecordedServer implements RecordedPeer {
  private final Reference reference;
  private final RecordedMessages messages;
  private final Optional<Bytes> certificate;
  private final ServerState.Negotiated hellos;
  private final List<Boolean> sent = new ArrayList<>();
  private final List<Boolean> read = new ArrayList<>();
  private FlightServerState state;

  RecordedServer(
      Reference reference,
      Projector projector,
      FlightServerConfig config,
      ServerState.Negotiated hellos) {
    this.reference = reference;
    this.messages =
        new RecordedMessages(projector, config.hellos().profile(), Signer.SERVER, config.trust());
    this.certificate = config.credentials().stream().findFirst().map(own -> own.chain().get(0));
    this.hellos = hellos;
    this.state = new Hellos(config, hellos);
  }

  @Override
  public TlaRecord value() {
    return RecordedMessages.withSchemes(
        messages.projection().server(state, sent, read), hellos.firstHello(), hellos.secondHello());
  }

  @Override
  public boolean reads() {
    return state instanceof InFlight || state instanceof Connected;
  }

  @Override
  public boolean isPossible(Move.OfFlight move) {
    return move instanceof Move.ServerSendsFlight
        ? FlightServer.hasFlightToSend(state)
        : move instanceof Move.ServerSendsData && reads();
  }

  @Override
  public TlaRecord project(Payload payload, Received received, SpecModel model) {
    TlaRecord own = value();
    Optional<Bytes> shown = flight().peer().flatMap(RecordedMessages::leaf);
    return messages.received(
        payload,
        received,
        context(Signer.CLIENT, own, transcript(), shown),
        type ->
            model
                .evaluate("IsAwaitedByServer", List.of(own, Tla.string(type)), null)
                .equals(TlaBool.TRUE));
  }

  private InFlight flight() {
    FlightServerState last = state.beforeEnd();
    return last instanceof Connected connected ? connected.at() : (InFlight) last;
  }

  private Transcript transcript() {
    return state instanceof Connected connected ? connected.transcript() : flight().transcript();
  }

  private Context context(Signer signer, TlaRecord own, Transcript before, Optional<Bytes> shown) {
    return new Context(signer, hellos.secrets(), Context.hash(hellos.reply()), own, before, shown);
  }

  @Override
  public Acted read(Received received, TlaRecord value) {
    if (received instanceof Received.DataReceived data
        && data.early()
        && FlightServer.skipsEarlyData(state)) {
      return new Acted(FlightActions.SERVER_SKIPS, List.of(), List.of());
    }
    messages.see(received, value);
    Transcript before = transcript();
    TlaRecord own = value();
    Step<FlightServerState> step = reference.receive(state, received);
    List<TlaRecord> answer =
        messages.sent(step.sent(), before, so -> context(Signer.SERVER, own, so, certificate));
    state = step.next();
    if (received instanceof Received.DataReceived data && !state.hasEnded()) {
      read.add(data.early());
    }
    return new Acted(FlightActions.ofServer(received, state), List.of(), answer);
  }

  @Override
  public Acted act(Move.OfFlight move) {
    if (move instanceof Move.ServerSendsData) {
      state = FlightServer.send(state, Payload.SOME_DATA).next();
      sent.add(false);
      return new Acted(
          FlightActions.SERVER_SENDS_DATA, List.of(), List.of(FlightProjection.data(false)));
    }
    TlaRecord own = value();
    Step<FlightServerState> step = reference.sendFlight(state);
    List<TlaRecord> flight =
        messages.sent(
            step.sent(), hellos.transcript(), so -> context(Signer.SERVER, own, so, certificate));
    state = step.next();
    if (state.hasEnded()) {
      TlaValue owner =
          Tla.string(certificate.map(der -> messages.name(Signer.SERVER, der)).orElse("none"));
      return new Acted(FlightActions.SERVER_CANNOT_PROVE, List.of(owner), flight);
    }
    return new Acted(
        FlightActions.SERVER_SENDS_FLIGHT,
        List.of(Tla.sequence(flight, message -> message)),
        flight);
  }
}
