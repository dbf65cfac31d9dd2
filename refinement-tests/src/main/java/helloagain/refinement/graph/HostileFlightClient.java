package helloagain.refinement.graph;

import helloagain.flight.FlightServer;
import helloagain.flight.FlightServerState;
import helloagain.flight.Phase;
import helloagain.message.Bytes;
import helloagain.message.Certificate;
import helloagain.message.CertificateEntry;
import helloagain.message.ClientHello;
import helloagain.message.EncryptedExtensions;
import helloagain.message.EndOfEarlyData;
import helloagain.refinement.Payload;
import helloagain.refinement.graph.StateSpace.Steps;
import helloagain.rule.Profile;
import helloagain.server.ServerState;
import helloagain.wire.HandshakeCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A client that sends what it likes after the hellos, as in {@code HostileFlights.tla}. */
final class HostileFlightClient implements HostileSpace.Adversary<FlightRun> {
  private final FlightPackets packets;
  private final Profile profile;
  private final List<ClientHello> firstHellos;
  private final PskBinding keys;
  private final int maxFaults;
  private final Map<Peer<?>, FlightMoves> known = new HashMap<>();

  /**
   * Makes a hostile client.
   *
   * @param firstHellos what it might begin with
   * @param keys the PSKs that it has
   * @param maxFaults how many faults it has in one run, 0 to 2
   */
  HostileFlightClient(
      FlightPackets packets,
      Profile profile,
      List<ClientHello> firstHellos,
      PskBinding keys,
      int maxFaults) {
    this.packets = packets;
    this.profile = profile;
    this.firstHellos = List.copyOf(firstHellos);
    this.keys = keys;
    this.maxFaults = maxFaults;
  }

  @Override
  public void moves(HostileExchange<FlightRun> state, Steps<HostileExchange<FlightRun>> steps) {
    FlightRun run = state.exchange();
    if (!run.serverReads() || !run.toServer().isEmpty()) {
      return;
    }
    int faultsLeft = maxFaults - state.faults();
    FlightMoves moves = known.computeIfAbsent(run.server(), peer -> moves(run.server()));
    for (Packet hello : moves.hellos()) {
      steps.step("HostileClientSendsHello", sent(state, hello, 0));
    }
    // Early data that is to be skipped costs a fault, or a run had no end.
    if (faultsLeft > 0 && FlightServer.skipsEarlyData(run.server().state().state())) {
      steps.step("HostileClientSendsEarlyData", sent(state, packets.ofData(true), 1));
    }
    moves.eachOfFlight(
        faultsLeft,
        (message, faults) -> steps.step("HostileClientSendsFlight", sent(state, message, faults)));
    for (Packet other : moves.other()) {
      steps.step("HostileClientSaysElse", sent(state, other, 0));
    }
  }

  private static HostileExchange<FlightRun> sent(
      HostileExchange<FlightRun> state, Packet packet, int faults) {
    return new HostileExchange<>(state.exchange().withToServer(packet), state.faults() + faults);
  }

  private FlightMoves moves(Peer<FlightPeer<FlightServerState>> server) {
    FlightServerState state = server.state().state();
    if (state.hellos() instanceof ServerState.Negotiated hellos) {
      FaultyFlight flight =
          new FaultyFlight(
              packets,
              profile,
              FlightKeys.of(hellos, server.value()),
              transcript(state),
              Side.CLIENT,
              received -> FlightServer.violations(state, received),
              maxFaults);
      return new FlightMoves(
          List.of(), flight(flight, state), other(server.state(), hellos, flight));
    }
    return FlightMoves.ofHellos(hellos(state));
  }

  private static FlightServerState.InFlight inFlight(FlightServerState state) {
    return state instanceof FlightServerState.Connected connected
        ? connected.at()
        : (FlightServerState.InFlight) state;
  }

  private static List<Bytes> transcript(FlightServerState state) {
    return (state instanceof FlightServerState.Connected connected
            ? connected.transcript()
            : inFlight(state).transcript())
        .messages();
  }

  /** {@code Hellos}: what follows up on what the server has seen, as far as the server takes it. */
  private List<Packet> hellos(FlightServerState state) {
    List<Packet> all =
        state.hellos() instanceof ServerState.AwaitingSecondHello waiting
            ? List.of(second(new SeenMessages.Retried(waiting.firstHello(), waiting.retry())))
            : firstHellos.stream().map(hello -> packets.of(payload(hello))).toList();
    return all.stream()
        .filter(packet -> FlightServer.violations(state, packet.received()).isEmpty())
        .toList();
  }

  private Packet second(SeenMessages.Retried retried) {
    return packets.of(payload(FollowUp.of(retried, keys)), retried);
  }

  private Payload payload(ClientHello hello) {
    return new Payload.Handshake(HandshakeCodec.encode(hello, profile));
  }

  /** {@code FromClient}: who was asked for no certificate may show one all the same. */
  private static List<Set<Packet>> flight(FaultyFlight flight, FlightServerState state) {
    flight.addFlawless(new EndOfEarlyData());
    flight.add(FlightNames.certificate(FlightNames.CLIENT));
    flight.addVerify(
        FlightNames.owner(shown(state).map(FlightNames::name).orElse(FlightNames.CLIENT)));
    flight.addFinished();
    return flight.packets();
  }

  private static Optional<Bytes> shown(FlightServerState state) {
    return inFlight(state)
        .peer()
        .map(Certificate::certificateList)
        .flatMap(list -> list.stream().findFirst())
        .map(CertificateEntry::certData);
  }

  /**
   * {@code OutOfFlightFromClient}: what costs nothing, in any place; data only once, and early data
   * where there may be some.
   */
  private List<Packet> other(
      FlightPeer<FlightServerState> server, ServerState.Negotiated hellos, FaultyFlight flight) {
    List<Packet> other = new ArrayList<>();
    HostileSpace.WORDS.forEach(word -> other.add(packets.of(word)));
    other.add(packets.of(payload(hellos.secondHello().or(hellos::firstHello).orElseThrow())));
    other.add(flight.packet(new EncryptedExtensions(List.of())));
    if (!server.read().contains(false)) {
      other.add(packets.ofData(false));
    }
    if (server.state() instanceof FlightServerState.InFlight at
        && at.phase() == Phase.WAIT_EOED
        && !server.read().contains(true)) {
      other.add(packets.ofData(true));
    }
    return other;
  }
}
