package helloagain.refinement.graph;

import helloagain.exchange.Received;
import helloagain.exchange.Received.DataReceived;
import helloagain.exchange.Step;
import helloagain.flight.FlightServer;
import helloagain.flight.FlightServerConfig;
import helloagain.flight.FlightServerState;
import helloagain.refinement.Actions;
import helloagain.refinement.FlightActions;
import helloagain.refinement.Reference;
import helloagain.server.ServerState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets the server of the reference act from hello to data, each case once. Confined to one thread.
 */
final class FlightServers {
  private final Reference reference;
  private final FlightPackets packets;
  private final Map<FlightPeer<Object>, Peer<FlightPeer<FlightServerState>>> peers =
      new HashMap<>();
  private final Readings<FlightPeer<FlightServerState>> readings = new Readings<>();

  FlightServers(Reference reference, FlightPackets packets) {
    this.reference = reference;
    this.packets = packets;
  }

  /** Returns a server that has read nothing. */
  Peer<FlightPeer<FlightServerState>> server(FlightServerConfig config) {
    return peer(FlightPeer.at(FlightServer.start(config)));
  }

  /** Lets a server send its flight. */
  Outcome<FlightPeer<FlightServerState>> flight(Peer<FlightPeer<FlightServerState>> server) {
    FlightServerState state = server.state().state();
    ServerState.Negotiated hellos = (ServerState.Negotiated) state.hellos();
    Step<FlightServerState> step = reference.flight(state);
    List<Packet> sent =
        packets.ofFlight(step.sent(), FlightKeys.of(hellos, server.value()), hellos.transcript());
    return new Outcome<>("ServerSendsFlight", peer(server.state().movedTo(step.next())), sent);
  }

  /** Returns the sending of data, once and when its time has come. */
  Optional<Outcome<FlightPeer<FlightServerState>>> data(
      Peer<FlightPeer<FlightServerState>> server) {
    FlightPeer<FlightServerState> at = server.state();
    boolean maySend =
        at.state() instanceof FlightServerState.InFlight
            || at.state() instanceof FlightServerState.Connected;
    if (!maySend || at.sent().contains(false)) {
      return Optional.empty();
    }
    Step<FlightServerState> step = FlightServer.send(at.state(), FlightPackets.DATA);
    return Optional.of(
        new Outcome<>(
            "ServerSendsData",
            peer(at.afterSending(step.next(), false)),
            List.of(packets.ofData(false))));
  }

  /** Lets a server read. */
  List<Outcome<FlightPeer<FlightServerState>>> reads(
      Peer<FlightPeer<FlightServerState>> server, Packet packet) {
    FlightServerState state = server.state().state();
    if (packet.received() instanceof DataReceived read
        && read.early()
        && FlightServer.skipsEarlyData(state)) {
      return List.of(new Outcome<>("ServerSkipsEarlyData", server, List.of()));
    }
    return readings.of(
        server,
        packet,
        () ->
            reference.permitted(state, packet.received()).stream()
                .map(step -> outcome(server.state(), packet.received(), step)));
  }

  private Outcome<FlightPeer<FlightServerState>> outcome(
      FlightPeer<FlightServerState> at, Received read, Step<FlightServerState> step) {
    // A message has a record before a transcript has it.
    List<Packet> sent = packets.ofHellos(step.sent(), Optional.empty());
    return new Outcome<>(
        action(read, step),
        peer(
            read instanceof DataReceived data && step.sent().isEmpty()
                ? at.afterReading(step.next(), data.early())
                : at.movedTo(step.next())),
        sent);
  }

  private static String action(Received read, Step<FlightServerState> step) {
    FlightServerState next = step.next();
    return next instanceof FlightServerState.Hellos hellos && !next.hasEnded()
        ? Actions.ofServer(read, new Step<>(hellos.state(), step.sent()))
        : FlightActions.ofServer(read, next);
  }

  private Peer<FlightPeer<FlightServerState>> peer(FlightPeer<FlightServerState> at) {
    FlightPeer<Object> key = new FlightPeer<>(key(at.state()), at.sent(), at.read());
    Peer<FlightPeer<FlightServerState>> known = peers.get(key);
    if (known == null) {
      known =
          new Peer<>(
              Optional.of(at), packets.projection().server(at.state(), at.sent(), at.read()));
      peers.put(key, known);
    }
    return known;
  }

  private static Object key(FlightServerState state) {
    return state.hasEnded() ? End.of(before(state), state.refusal()) : state;
  }

  private static Object before(FlightServerState ended) {
    if (ended.hellos() instanceof ServerState.Aborted aborted) {
      return new FlightServerState.Hellos(ended.config(), aborted.at());
    }
    return ended.hellos() instanceof ServerState.Closed closed
        ? new FlightServerState.Hellos(ended.config(), closed.at())
        : ended.beforeEnd();
  }
}
