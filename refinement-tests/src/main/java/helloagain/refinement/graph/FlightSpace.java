package helloagain.refinement.graph;

import helloagain.client.ClientState;
import helloagain.exchange.Received;
import helloagain.exchange.Received.DataReceived;
import helloagain.exchange.Received.HandshakeReceived;
import helloagain.exchange.Sent;
import helloagain.exchange.Sent.DataSent;
import helloagain.exchange.Sent.HandshakeSent;
import helloagain.exchange.Step;
import helloagain.flight.Credentials;
import helloagain.flight.FlightClient;
import helloagain.flight.FlightClientConfig;
import helloagain.flight.FlightClientState;
import helloagain.flight.FlightServer;
import helloagain.flight.FlightServerConfig;
import helloagain.flight.FlightServerState;
import helloagain.message.Bytes;
import helloagain.message.ClientHello;
import helloagain.message.HandshakeMessage;
import helloagain.message.HandshakeType;
import helloagain.refinement.Actions;
import helloagain.refinement.FlightProjection;
import helloagain.refinement.Payload;
import helloagain.server.ServerState;
import helloagain.spec.TlaValue;
import helloagain.transcript.Transcript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** The world of {@code Figure2.tla}: two peers that keep the rules, from hello to data. */
final class FlightSpace implements StateSpace<FlightRun> {
  private static final Bytes DATA = Bytes.of((byte) 'd');

  private final FlightProjection projection;
  private final SeenMessages seen;
  private final List<FlightClientConfig> clients;
  private final List<FlightServerConfig> servers;
  private final Map<Boolean, Packet> data = new HashMap<>();
  private final Map<Object, FlightPeer<FlightClientState>> clientPeers = new HashMap<>();
  private final Map<Object, FlightPeer<FlightServerState>> serverPeers = new HashMap<>();

  FlightSpace(
      SeenMessages seen, List<FlightClientConfig> clients, List<FlightServerConfig> servers) {
    this.seen = seen;
    this.projection =
        new FlightProjection(seen, (side, certificate) -> FlightNames.name(certificate));
    this.clients = List.copyOf(clients);
    this.servers = List.copyOf(servers);
    for (boolean early : new boolean[] {false, true}) {
      data.put(early, new Packet(new DataReceived(DATA, early), FlightProjection.data(early)));
    }
  }

  @Override
  public List<FlightRun> initial() {
    List<FlightRun> runs = new ArrayList<>();
    for (FlightClientConfig client : clients) {
      for (FlightServerConfig server : servers) {
        runs.add(
            new FlightRun(
                client(
                    new FlightClientState.Hellos(client, new ClientState.Start(client.hellos())),
                    List.of(),
                    List.of()),
                server(FlightServer.start(server), List.of(), List.of()),
                List.of(),
                List.of()));
      }
    }
    return runs;
  }

  @Override
  public Map<String, TlaValue> project(FlightRun state) {
    return state.project();
  }

  @Override
  public void steps(FlightRun run, Steps<FlightRun> steps) {
    clientActs(run, steps);
    serverActs(run, steps);
    if (isAtEnd(run.client().state()) && isAtEnd(run.server().state())) {
      steps.step("Figure2Ended", run);
    }
  }

  private static boolean isAtEnd(FlightClientState state) {
    return state instanceof FlightClientState.Connected || state.hasEnded();
  }

  private static boolean isAtEnd(FlightServerState state) {
    return state instanceof FlightServerState.Connected || state.hasEnded();
  }

  // The client.

  private void clientActs(FlightRun run, Steps<FlightRun> steps) {
    FlightPeer<FlightClientState> client = run.client();
    FlightClientState state = client.state();
    if (state instanceof FlightClientState.Hellos hellos
        && hellos.state() instanceof ClientState.Start) {
      Step<FlightClientState> step = FlightClient.start(state.config());
      List<Packet> sent = packets(client, step);
      steps.step("ClientSendsFirstHello", run.afterClient(clientAfter(client, step), sent, false));
      return;
    }
    if (FlightClient.maySendEarlyData(state) && !client.sent().contains(true)) {
      clientSends(run, FlightClient.sendEarly(state, DATA), "ClientSendsEarlyData", steps);
    }
    if (state instanceof FlightClientState.Connected && !client.sent().contains(false)) {
      clientSends(run, FlightClient.send(state, DATA), "ClientSendsData", steps);
    }
    if (!run.toClient().isEmpty() && !state.hasEnded()) {
      Packet next = run.toClient().get(0);
      for (Step<FlightClientState> step : FlightClient.permitted(state, next.received())) {
        boolean early = next.received() instanceof DataReceived read && read.early();
        // A message has a record before a transcript has it.
        List<Packet> sent = packets(client, step);
        FlightPeer<FlightClientState> after =
            next.received() instanceof DataReceived && step.sent().isEmpty()
                ? client(step.next(), client.sent(), FlightPeer.more(client.read(), early))
                : clientAfter(client, step);
        steps.step(clientAction(next.received(), step), run.afterClient(after, sent, true));
      }
    }
  }

  private void clientSends(
      FlightRun run, Step<FlightClientState> step, String action, Steps<FlightRun> steps) {
    DataSent sent = (DataSent) step.sent().get(0);
    FlightPeer<FlightClientState> client = run.client();
    steps.step(
        action,
        run.afterClient(
            client(step.next(), FlightPeer.more(client.sent(), sent.early()), client.read()),
            List.of(data(sent.early())),
            false));
  }

  private static String clientAction(Received read, Step<FlightClientState> step) {
    FlightClientState next = step.next();
    if (next instanceof FlightClientState.Aborted
        || (next instanceof FlightClientState.Hellos hellos
            && hellos.state() instanceof ClientState.Aborted)) {
      return "ClientRefuses";
    }
    if (next.hasEnded()) {
      return "ClientIsClosed";
    }
    if (next instanceof FlightClientState.Hellos hellos) {
      return Actions.ofClient(read, new Step<>(hellos.state(), step.sent()));
    }
    return read instanceof HandshakeReceived handshake
        ? clientAction(handshake.message().type())
        : "ClientReadsData";
  }

  private static String clientAction(HandshakeType type) {
    if (type.equals(HandshakeType.SERVER_HELLO)) {
      return "ClientAccepts";
    }
    if (type.equals(HandshakeType.ENCRYPTED_EXTENSIONS)) {
      return "ClientReadsExtensions";
    }
    if (type.equals(HandshakeType.CERTIFICATE_REQUEST)) {
      return "ClientReadsRequest";
    }
    if (type.equals(HandshakeType.CERTIFICATE)) {
      return "ClientReadsCertificate";
    }
    return type.equals(HandshakeType.CERTIFICATE_VERIFY) ? "ClientReadsVerify" : "ClientFinishes";
  }

  private FlightPeer<FlightClientState> clientAfter(
      FlightPeer<FlightClientState> before, Step<FlightClientState> step) {
    return client(step.next(), before.sent(), before.read());
  }

  private FlightPeer<FlightClientState> client(
      FlightClientState state, List<Boolean> sent, List<Boolean> read) {
    return clientPeers.computeIfAbsent(
        List.of(key(state), sent, read),
        key -> new FlightPeer<>(state, sent, read, projection.client(state, sent, read)));
  }

  /** What a peer has refused is told by rule and alert, not by the words for people. */
  private static Object key(FlightClientState state) {
    return state instanceof FlightClientState.Hellos hellos
            && hellos.state() instanceof ClientState.Aborted aborted
        ? List.of(
            state.config(), aborted.at(), aborted.violation().rule(), aborted.violation().alert())
        : state;
  }

  private List<Packet> packets(FlightPeer<FlightClientState> before, Step<FlightClientState> step) {
    Optional<SeenMessages.Retried> retried =
        step.next() instanceof FlightClientState.Hellos hellos
                && hellos.state() instanceof ClientState.AwaitingServerHelloAgain again
            ? Optional.of(new SeenMessages.Retried(again.config().firstHello(), again.retry()))
            : Optional.empty();
    Optional<Bytes> own =
        before.state().config().credentials().map(Credentials::chain).map(chain -> chain.get(0));
    if (before.state() instanceof FlightClientState.InFlight flight
        && step.next() instanceof FlightClientState.Connected connected) {
      int flightLength = step.sent().size();
      List<Bytes> all = connected.transcript().messages();
      Transcript heard = flight.transcript().append(all.get(all.size() - flightLength - 1));
      return flight(
          step.sent(), heard, so -> FlightProjection.Context.of(flight, before.value(), so, own));
    }
    return hellos(step.sent(), retried);
  }

  // The server.

  private void serverActs(FlightRun run, Steps<FlightRun> steps) {
    FlightPeer<FlightServerState> server = run.server();
    FlightServerState state = server.state();
    if (FlightServer.hasFlightToSend(state)) {
      Step<FlightServerState> step = FlightServer.sendFlight(state);
      List<Packet> sent = serverFlight(server, step);
      steps.step("ServerSendsFlight", run.afterServer(serverAfter(server, step), sent, false));
      return;
    }
    boolean maySend =
        state instanceof FlightServerState.InFlight || state instanceof FlightServerState.Connected;
    if (maySend && !server.sent().contains(false)) {
      Step<FlightServerState> step = FlightServer.send(state, DATA);
      steps.step(
          "ServerSendsData",
          run.afterServer(
              server(step.next(), FlightPeer.more(server.sent(), false), server.read()),
              List.of(data(false)),
              false));
    }
    if (run.toServer().isEmpty() || state.hasEnded()) {
      return;
    }
    Packet next = run.toServer().get(0);
    if (next.received() instanceof DataReceived read
        && read.early()
        && FlightServer.skipsEarlyData(state)) {
      steps.step("ServerSkipsEarlyData", run.afterServer(server, List.of(), true));
      return;
    }
    for (Step<FlightServerState> step : FlightServer.permitted(state, next.received())) {
      List<Packet> sent = hellos(step.sent(), Optional.empty());
      FlightPeer<FlightServerState> after =
          next.received() instanceof DataReceived read && step.sent().isEmpty()
              ? server(step.next(), server.sent(), FlightPeer.more(server.read(), read.early()))
              : serverAfter(server, step);
      steps.step(serverAction(next.received(), step), run.afterServer(after, sent, true));
    }
  }

  private static String serverAction(Received read, Step<FlightServerState> step) {
    FlightServerState next = step.next();
    if (next instanceof FlightServerState.Aborted
        || (next instanceof FlightServerState.Hellos hellos
            && hellos.state() instanceof ServerState.Aborted)) {
      return "ServerRefuses";
    }
    if (next.hasEnded()) {
      return "ServerIsClosed";
    }
    if (next instanceof FlightServerState.Hellos hellos) {
      return Actions.ofServer(read, new Step<>(hellos.state(), step.sent()));
    }
    if (!(read instanceof HandshakeReceived handshake)) {
      return "ServerReadsData";
    }
    HandshakeType type = handshake.message().type();
    if (type.equals(HandshakeType.END_OF_EARLY_DATA)) {
      return "ServerReadsEndOfEarlyData";
    }
    if (type.equals(HandshakeType.CERTIFICATE)) {
      return "ServerReadsCertificate";
    }
    return type.equals(HandshakeType.CERTIFICATE_VERIFY) ? "ServerReadsVerify" : "ServerFinishes";
  }

  private FlightPeer<FlightServerState> serverAfter(
      FlightPeer<FlightServerState> before, Step<FlightServerState> step) {
    return server(step.next(), before.sent(), before.read());
  }

  private FlightPeer<FlightServerState> server(
      FlightServerState state, List<Boolean> sent, List<Boolean> read) {
    return serverPeers.computeIfAbsent(
        List.of(key(state), sent, read),
        key -> new FlightPeer<>(state, sent, read, projection.server(state, sent, read)));
  }

  private static Object key(FlightServerState state) {
    return state instanceof FlightServerState.Hellos hellos
            && hellos.state() instanceof ServerState.Aborted aborted
        ? List.of(
            state.config(), aborted.at(), aborted.violation().rule(), aborted.violation().alert())
        : state;
  }

  private List<Packet> serverFlight(
      FlightPeer<FlightServerState> before, Step<FlightServerState> step) {
    ServerState.Negotiated negotiated =
        (ServerState.Negotiated) ((FlightServerState.Hellos) before.state()).state();
    return flight(
        step.sent(),
        negotiated.transcript(),
        so ->
            FlightProjection.Context.of(
                negotiated,
                before.value(),
                so,
                before.state().config().credentials().stream()
                    .findFirst()
                    .map(owner -> owner.chain().get(0))));
  }

  // What is on its way.

  private List<Packet> hellos(List<Sent> sent, Optional<SeenMessages.Retried> retried) {
    return sent.stream()
        .map(
            one ->
                seen.packet(
                    Payload.of(one),
                    one instanceof HandshakeSent handshake
                            && handshake.message() instanceof ClientHello
                        ? retried
                        : Optional.empty()))
        .toList();
  }

  private List<Packet> flight(
      List<Sent> sent, Transcript before, Function<Transcript, FlightProjection.Context> context) {
    List<Packet> packets = new ArrayList<>();
    Transcript transcript = before;
    for (Sent one : sent) {
      if (!(one instanceof HandshakeSent handshake)) {
        packets.addAll(hellos(List.of(one), Optional.empty()));
        continue;
      }
      HandshakeMessage message = handshake.message();
      Transcript so = transcript;
      packets.add(
          seen.packet(handshake.raw(), () -> projection.message(message, context.apply(so))));
      transcript = transcript.append(handshake.raw());
    }
    return packets;
  }

  private Packet data(boolean early) {
    return Objects.requireNonNull(data.get(early));
  }
}
