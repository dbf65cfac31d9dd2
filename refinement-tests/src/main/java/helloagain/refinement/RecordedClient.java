package helloagain.refinement;

import helloagain.client.ClientState;
import helloagain.exchange.Received;
import helloagain.exchange.Step;
import helloagain.flight.Credentials;
import helloagain.flight.FlightClient;
import helloagain.flight.FlightClientConfig;
import helloagain.flight.FlightClientState;
import helloagain.flight.FlightClientState.Connected;
import helloagain.flight.FlightClientState.Hellos;
import helloagain.flight.FlightClientState.InFlight;
import helloagain.message.Bytes;
import helloagain.message.ClientHello;
import helloagain.refinement.FlightProjection.Context;
import helloagain.signature.Signer;
import helloagain.spec.SpecModel;
import helloagain.spec.TlaBool;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaValue;
import helloagain.transcript.HashAlgorithm;
import helloagain.transcript.Transcript;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Is the client of a recorded handshake, and its server is whatever was recorded. */
final class RecordedClient implements RecordedPeer {
  private final Reference reference;
  private final RecordedMessages messages;
  private final Optional<Bytes> certificate;
  private final List<Boolean> sent = new ArrayList<>();
  private final List<Boolean> read = new ArrayList<>();
  private FlightClientState state;

  RecordedClient(
      Reference reference, Projector projector, FlightClientConfig config, ClientState hellos) {
    this.reference = reference;
    this.messages =
        new RecordedMessages(projector, config.hellos().profile(), Signer.CLIENT, config.trust());
    this.certificate = config.credentials().map(Credentials::chain).map(chain -> chain.get(0));
    this.state = new Hellos(config, hellos);
  }

  /** Takes how far the hellos have come, after which the server's flight may be read. */
  void take(ClientState hellos) {
    state = FlightClient.afterHellos(state.config(), Step.silent(hellos)).next();
  }

  @Override
  public TlaRecord value() {
    Optional<ClientHello> second =
        state.hellos() instanceof ClientState.Negotiated negotiated
            ? negotiated.secondHello()
            : Optional.empty();
    return RecordedMessages.withSchemes(
        messages.projection().client(state, sent, read),
        Optional.of(state.config().hellos().firstHello()),
        second);
  }

  @Override
  public boolean reads() {
    return state instanceof InFlight || state instanceof Connected;
  }

  @Override
  public boolean isPossible(Move.OfFlight move) {
    return move instanceof Move.ClientSendsEarlyData
        ? FlightClient.maySendEarlyData(state)
        : move instanceof Move.ClientSendsData && state instanceof Connected;
  }

  @Override
  public TlaRecord project(Payload payload, Received received, SpecModel model) {
    TlaRecord own = value();
    return messages.received(
        payload,
        received,
        context(Signer.SERVER, own, transcript(), flight().peer().flatMap(RecordedMessages::leaf)),
        type ->
            model
                .evaluate("IsAwaitedByClient", List.of(own, Tla.string(type)), null)
                .equals(TlaBool.TRUE));
  }

  private InFlight flight() {
    FlightClientState last = state.beforeEnd();
    return last instanceof Connected connected ? connected.at() : (InFlight) last;
  }

  private Transcript transcript() {
    return state instanceof Connected connected ? connected.transcript() : flight().transcript();
  }

  private Context context(Signer signer, TlaRecord own, Transcript before, Optional<Bytes> shown) {
    ClientState.Negotiated hellos = flight().hellos();
    HashAlgorithm hash = Context.hash(hellos.reply());
    return new Context(signer, hellos.secrets(), hash, own, before, shown);
  }

  @Override
  public Acted read(Received received, TlaRecord value) {
    TlaRecord own = value();
    messages.see(received, value);
    Transcript heard =
        received instanceof Received.HandshakeReceived handshake
            ? transcript().append(handshake.raw())
            : transcript();
    Step<FlightClientState> step = reference.receive(state, received);
    List<TlaRecord> answer =
        messages.sent(
            step.sent(), heard, before -> context(Signer.CLIENT, own, before, certificate));
    state = step.next();
    if (received instanceof Received.DataReceived data && !state.hasEnded()) {
      read.add(data.early());
    }
    String action = FlightActions.ofClient(received, state);
    List<TlaValue> arguments =
        action.equals(FlightActions.CLIENT_FINISHES)
            ? List.of(Tla.sequence(answer, message -> message))
            : List.of();
    return new Acted(action, arguments, answer);
  }

  @Override
  public Acted act(Move.OfFlight move) {
    boolean early = move instanceof Move.ClientSendsEarlyData;
    Step<FlightClientState> step =
        early
            ? FlightClient.sendEarly(state, Payload.SOME_DATA)
            : FlightClient.send(state, Payload.SOME_DATA);
    state = step.next();
    sent.add(early);
    return new Acted(
        early ? FlightActions.CLIENT_SENDS_EARLY_DATA : FlightActions.CLIENT_SENDS_DATA,
        List.of(),
        List.of(FlightProjection.data(early)));
  }
}
