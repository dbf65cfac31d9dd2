package helloagain.refinement.graph;

import helloagain.flight.FlightClientState;
import helloagain.flight.FlightServer;
import helloagain.flight.FlightServerState;
import helloagain.refinement.Tla;
import helloagain.spec.TlaValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A state of {@code Figure2.tla}: two peers and two channels.
 *
 * @param toServer what the client has sent and the server has not read
 * @param toClient what the server has sent and the client has not read
 */
record FlightRun(
    Peer<FlightPeer<FlightClientState>> client,
    Peer<FlightPeer<FlightServerState>> server,
    List<Packet> toServer,
    List<Packet> toClient) {
  /** Copies the lists. */
  FlightRun {
    toServer = List.copyOf(toServer);
    toClient = List.copyOf(toClient);
  }

  /** Returns the state in which nothing is sent yet. */
  static FlightRun between(
      Peer<FlightPeer<FlightClientState>> client, Peer<FlightPeer<FlightServerState>> server) {
    return new FlightRun(client, server, List.of(), List.of());
  }

  /** Tells whether the client reads, whatever there is; {@code FlightClientReads}. */
  boolean clientReads() {
    return !client.isHostile()
        && !FlightClients.isToStart(client)
        && !client.state().state().hasEnded();
  }

  /** Tells whether the server reads, whatever there is; {@code FlightServerReads}. */
  boolean serverReads() {
    return !server.isHostile()
        && !FlightServer.hasFlightToSend(server.state().state())
        && !server.state().state().hasEnded();
  }

  /** Tells whether no peer that keeps the rules has to go on; {@code Figure2Ended}. */
  boolean hasEnded() {
    return (client.isHostile()
            || client.state().state() instanceof FlightClientState.Connected
            || client.state().state().hasEnded())
        && (server.isHostile()
            || server.state().state() instanceof FlightServerState.Connected
            || server.state().state().hasEnded());
  }

  /** Returns what follows when the client has done something. */
  FlightRun afterClient(Outcome<FlightPeer<FlightClientState>> outcome, boolean hasRead) {
    return new FlightRun(
        outcome.next(),
        server,
        joined(toServer, outcome.sent()),
        outcome.next().state().state().hasEnded()
            ? List.of()
            : hasRead ? rest(toClient) : toClient);
  }

  /** Returns what follows when the server has done something. */
  FlightRun afterServer(Outcome<FlightPeer<FlightServerState>> outcome, boolean hasRead) {
    return new FlightRun(
        client,
        outcome.next(),
        outcome.next().state().state().hasEnded() ? List.of() : hasRead ? rest(toServer) : toServer,
        joined(toClient, outcome.sent()));
  }

  /** Returns what follows when a hostile peer has sent something to the client. */
  FlightRun withToClient(Packet packet) {
    return new FlightRun(client, server, toServer, List.of(packet));
  }

  /** Returns what follows when a hostile peer has sent something to the server. */
  FlightRun withToServer(Packet packet) {
    return new FlightRun(client, server, List.of(packet), toClient);
  }

  /** Projects to the variables of {@code Figure2.tla}. */
  Map<String, TlaValue> project() {
    Map<String, TlaValue> variables = new LinkedHashMap<>();
    variables.put("client", client.value());
    variables.put("server", server.value());
    variables.put("toServer", Tla.sequence(toServer, Packet::value));
    variables.put("toClient", Tla.sequence(toClient, Packet::value));
    return variables;
  }

  private static List<Packet> rest(List<Packet> packets) {
    return packets.subList(1, packets.size());
  }

  private static List<Packet> joined(List<Packet> packets, List<Packet> more) {
    return Stream.concat(packets.stream(), more.stream()).toList();
  }
}
