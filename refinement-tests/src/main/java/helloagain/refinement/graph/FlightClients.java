package helloagain.refinement.graph;

import helloagain.client.ClientState;
import helloagain.exchange.Received;
import helloagain.exchange.Received.DataReceived;
import helloagain.exchange.Received.HandshakeReceived;
import helloagain.exchange.Step;
import helloagain.flight.FlightClient;
import helloagain.flight.FlightClientConfig;
import helloagain.flight.FlightClientState;
import helloagain.message.ServerHello;
import helloagain.refinement.Actions;
import helloagain.refinement.FlightActions;
import helloagain.refinement.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets the client of the reference act from hello to data, each case once. Confined to one thread.
 */
final class FlightClients {
  private final Reference reference;
  private final FlightPackets packets;
  private final Map<FlightPeer<Object>, Peer<FlightPeer<FlightClientState>>> peers =
      new HashMap<>();
  private final Readings<FlightPeer<FlightClientState>> readings = new Readings<>();

  FlightClients(Reference reference, FlightPackets packets) {
    this.reference = reference;
    this.packets = packets;
  }

  /** Returns a client that has sent nothing. */
  Peer<FlightPeer<FlightClientState>> client(FlightClientConfig config) {
    return peer(
        FlightPeer.at(
            new FlightClientState.Hellos(config, new ClientState.Start(config.hellos()))));
  }

  /** Tells whether the client speaks first. */
  static boolean isToStart(Peer<FlightPeer<FlightClientState>> client) {
    return client.state().state() instanceof FlightClientState.Hellos hellos
        && hellos.state() instanceof ClientState.Start;
  }

  /** Starts a client. */
  Outcome<FlightPeer<FlightClientState>> start(Peer<FlightPeer<FlightClientState>> client) {
    FlightClientConfig config = client.state().state().config();
    Step<FlightClientState> step =
        FlightClient.afterHellos(config, reference.start(config.hellos()));
    return new Outcome<>(
        "ClientSendsFirstHello",
        peer(client.state().movedTo(step.next())),
        packets.ofHellos(step.sent(), Optional.empty()));
  }

  /** Returns what data the client may send now, each kind once. */
  List<Outcome<FlightPeer<FlightClientState>>> data(Peer<FlightPeer<FlightClientState>> client) {
    FlightPeer<FlightClientState> at = client.state();
    List<Outcome<FlightPeer<FlightClientState>>> outcomes = new ArrayList<>();
    if (FlightClient.maySendEarlyData(at.state()) && !at.sent().contains(true)) {
      outcomes.add(
          sends(
              "ClientSendsEarlyData",
              at,
              FlightClient.sendEarly(at.state(), FlightPackets.DATA),
              true));
    }
    if (at.state() instanceof FlightClientState.Connected && !at.sent().contains(false)) {
      outcomes.add(
          sends("ClientSendsData", at, FlightClient.send(at.state(), FlightPackets.DATA), false));
    }
    return outcomes;
  }

  private Outcome<FlightPeer<FlightClientState>> sends(
      String action,
      FlightPeer<FlightClientState> at,
      Step<FlightClientState> step,
      boolean early) {
    return new Outcome<>(
        action, peer(at.afterSending(step.next(), early)), List.of(packets.ofData(early)));
  }

  /** Lets a client read. */
  List<Outcome<FlightPeer<FlightClientState>>> reads(
      Peer<FlightPeer<FlightClientState>> client, Packet packet) {
    return readings.of(
        client,
        packet,
        () ->
            reference.permitted(client.state().state(), packet.received()).stream()
                .map(step -> outcome(client, packet.received(), step)));
  }

  private Outcome<FlightPeer<FlightClientState>> outcome(
      Peer<FlightPeer<FlightClientState>> client, Received read, Step<FlightClientState> step) {
    // A message has a record before a transcript has it.
    List<Packet> sent = sent(client, read, step);
    FlightPeer<FlightClientState> at = client.state();
    return new Outcome<>(
        action(read, step),
        peer(
            read instanceof DataReceived data && step.sent().isEmpty()
                ? at.afterReading(step.next(), data.early())
                : at.movedTo(step.next())),
        sent);
  }

  private List<Packet> sent(
      Peer<FlightPeer<FlightClientState>> client, Received read, Step<FlightClientState> step) {
    if (client.state().state() instanceof FlightClientState.InFlight flight
        && step.next() instanceof FlightClientState.Connected
        && read instanceof HandshakeReceived finished) {
      return packets.ofFlight(
          step.sent(),
          FlightKeys.of(flight.hellos(), client.value()),
          flight.transcript().append(finished.raw()));
    }
    return packets.ofHellos(
        step.sent(),
        step.next() instanceof FlightClientState.Hellos hellos
                && hellos.state() instanceof ClientState.AwaitingServerHelloAgain again
            ? Optional.of(new SeenMessages.Retried(again.config().firstHello(), again.retry()))
            : Optional.empty());
  }

  private static String action(Received read, Step<FlightClientState> step) {
    FlightClientState next = step.next();
    if (next instanceof FlightClientState.Hellos hellos && !next.hasEnded()) {
      return Actions.ofClient(read, new Step<>(hellos.state(), step.sent()));
    }
    return read instanceof HandshakeReceived handshake
            && handshake.message() instanceof ServerHello
            && !next.hasEnded()
        ? "ClientAccepts"
        : FlightActions.ofClient(read, next);
  }

  private Peer<FlightPeer<FlightClientState>> peer(FlightPeer<FlightClientState> at) {
    FlightPeer<Object> key = new FlightPeer<>(key(at.state()), at.sent(), at.read());
    Peer<FlightPeer<FlightClientState>> known = peers.get(key);
    if (known == null) {
      known =
          new Peer<>(
              Optional.of(at), packets.projection().client(at.state(), at.sent(), at.read()));
      peers.put(key, known);
    }
    return known;
  }

  private static Object key(FlightClientState state) {
    return state.hasEnded() ? End.of(before(state), state.refusal()) : state;
  }

  private static Object before(FlightClientState ended) {
    if (ended.hellos() instanceof ClientState.Aborted aborted) {
      return new FlightClientState.Hellos(ended.config(), aborted.at());
    }
    return ended.hellos() instanceof ClientState.Closed closed
        ? new FlightClientState.Hellos(ended.config(), closed.at())
        : ended.beforeEnd();
  }
}
