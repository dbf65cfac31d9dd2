package helloagain.refinement.graph;

import helloagain.client.ClientState;
import helloagain.flight.FlightClient;
import helloagain.flight.FlightClientState;
import helloagain.message.Bytes;
import helloagain.message.CertificateRequest;
import helloagain.message.ClientHello;
import helloagain.message.EncryptedExtensions;
import helloagain.message.EndOfEarlyData;
import helloagain.message.Extension;
import helloagain.message.Extension.Cookie;
import helloagain.message.Extension.KeyShareRetry;
import helloagain.message.Extension.SignatureAlgorithms;
import helloagain.message.Extension.SupportedGroups;
import helloagain.message.HelloRetryRequest;
import helloagain.message.ServerReply;
import helloagain.refinement.MessageConcretion;
import helloagain.refinement.Payload;
import helloagain.refinement.graph.StateSpace.Steps;
import helloagain.rule.Profile;
import helloagain.wire.HandshakeCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A server that sends what it likes after the hellos, as in {@code HostileFlights.tla}. */
final class HostileFlightServer implements HostileSpace.Adversary<FlightRun> {
  private final FlightPackets packets;
  private final Profile profile;
  private final Answers answers;
  private final int maxFaults;
  private final Map<Peer<?>, FlightMoves> known = new HashMap<>();

  /**
   * Makes a hostile server.
   *
   * @param answers its answers to hellos
   * @param maxFaults how many faults it has in one run, 0 to 2
   */
  HostileFlightServer(FlightPackets packets, Profile profile, Answers answers, int maxFaults) {
    this.packets = packets;
    this.profile = profile;
    this.answers = answers;
    this.maxFaults = maxFaults;
  }

  @Override
  public void moves(HostileExchange<FlightRun> state, Steps<HostileExchange<FlightRun>> steps) {
    FlightRun run = state.exchange();
    if (!run.clientReads() || !run.toClient().isEmpty()) {
      return;
    }
    FlightMoves moves = known.computeIfAbsent(run.client(), peer -> moves(run.client()));
    for (Packet answer : moves.hellos()) {
      steps.step("HostileServerAnswersHello", sent(state, answer, 0));
    }
    moves.eachOfFlight(
        maxFaults - state.faults(),
        (message, faults) -> steps.step("HostileServerSendsFlight", sent(state, message, faults)));
    for (Packet other : moves.other()) {
      steps.step("HostileServerSaysElse", sent(state, other, 0));
    }
  }

  private static HostileExchange<FlightRun> sent(
      HostileExchange<FlightRun> state, Packet packet, int faults) {
    return new HostileExchange<>(state.exchange().withToClient(packet), state.faults() + faults);
  }

  private FlightMoves moves(Peer<FlightPeer<FlightClientState>> client) {
    FlightClientState state = client.state().state();
    if (state.hellos() instanceof ClientState.Negotiated hellos) {
      FaultyFlight flight =
          new FaultyFlight(
              packets,
              profile,
              FlightKeys.of(hellos, client.value()),
              transcript(state),
              Side.SERVER,
              received -> FlightClient.violations(state, received),
              maxFaults);
      return new FlightMoves(List.of(), flight(flight), other(client.state(), hellos, flight));
    }
    return FlightMoves.ofHellos(hellos(state));
  }

  private static List<Bytes> transcript(FlightClientState state) {
    return (state instanceof FlightClientState.Connected connected
            ? connected.transcript()
            : ((FlightClientState.InFlight) state).transcript())
        .messages();
  }

  /** Returns any answer that the client takes. */
  private List<Packet> hellos(FlightClientState state) {
    ClientHello hello =
        state.hellos() instanceof ClientState.AwaitingServerHelloAgain again
            ? again.secondHello()
            : state.config().hellos().firstHello();
    return answers.to(hello).stream()
        .filter(HostileFlightServer::isForOneThing)
        .map(answer -> packets.of(new Payload.Handshake(HandshakeCodec.encode(answer, profile))))
        .filter(packet -> FlightClient.violations(state, packet.received()).isEmpty())
        .toList();
  }

  /** A retry names a group or brings a cookie; both at once are no more than either here. */
  private static boolean isForOneThing(ServerReply answer) {
    return !(answer instanceof HelloRetryRequest)
        || Extension.find(answer.extensions(), KeyShareRetry.class).isEmpty()
        || Extension.find(answer.extensions(), Cookie.class).isEmpty();
  }

  /** {@code FromServer}: the messages of a server, as if it were the turn of each. */
  private List<Set<Packet>> flight(FaultyFlight flight) {
    flight.add(new EncryptedExtensions(List.of()));
    flight.add(new EncryptedExtensions(List.of(new SupportedGroups(answers.groups()))));
    flight.add(
        new CertificateRequest(
            Bytes.EMPTY, List.of(new SignatureAlgorithms(MessageConcretion.SCHEMES))));
    flight.add(FlightNames.certificate(FlightNames.SERVER));
    flight.addVerify(FlightNames.owner(FlightNames.SERVER));
    flight.addFinished();
    return flight.packets();
  }

  /** {@code OutOfFlightFromServer}: what costs nothing, in any place; data only once. */
  private List<Packet> other(
      FlightPeer<FlightClientState> client, ClientState.Negotiated hellos, FaultyFlight flight) {
    List<Packet> other = new ArrayList<>();
    HostileSpace.WORDS.forEach(word -> other.add(packets.of(word)));
    other.add(packets.of(new Payload.Handshake(HandshakeCodec.encode(hellos.reply(), profile))));
    other.add(flight.packet(new EndOfEarlyData()));
    if (client.read().isEmpty()) {
      other.add(packets.ofData(false));
    }
    return other;
  }
}
