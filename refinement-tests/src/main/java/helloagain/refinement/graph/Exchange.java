package helloagain.refinement.graph;

import helloagain.client.ClientState;
import helloagain.refinement.Tla;
import helloagain.server.ServerState;
import helloagain.spec.TlaValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A state of {@code Handshake.tla}: two peers and two channels.
 *
 * @param toServer what the client has sent and the server has not read
 * @param toClient what the server has sent and the client has not read
 */
record Exchange(
    Peer<ClientState> client,
    Peer<ServerState> server,
    List<Packet> toServer,
    List<Packet> toClient) {
  /** Copies the lists. */
  Exchange {
    toServer = List.copyOf(toServer);
    toClient = List.copyOf(toClient);
  }

  /** Returns the state in which nothing is sent yet. */
  static Exchange between(Peer<ClientState> client, Peer<ServerState> server) {
    return new Exchange(client, server, List.of(), List.of());
  }

  /** Tells whether the client reads, whatever there is. */
  boolean clientReads() {
    return !client.isHostile()
        && !(client.state() instanceof ClientState.Start)
        && !client.state().hasEnded();
  }

  /** Tells whether the server reads, whatever there is. */
  boolean serverReads() {
    return !server.isHostile() && !server.state().hasEnded();
  }

  /** Returns the packet that the client reads next. */
  Optional<Packet> nextForClient() {
    return clientReads() ? toClient.stream().findFirst() : Optional.empty();
  }

  /** Returns the packet that the server reads next. */
  Optional<Packet> nextForServer() {
    return serverReads() ? toServer.stream().findFirst() : Optional.empty();
  }

  /** Tells whether no peer that keeps the rules goes on by itself; a ServerHello is such an end. */
  boolean hasEnded() {
    return (client.isHostile()
            || client.state().hasEnded()
            || client.state() instanceof ClientState.Negotiated)
        && (server.isHostile()
            || server.state().hasEnded()
            || server.state() instanceof ServerState.Negotiated);
  }

  /** Returns what follows when the client has read what is next, or has started. */
  Exchange after(Outcome<ClientState> outcome, boolean hasRead) {
    return new Exchange(
        outcome.next(),
        server,
        joined(toServer, outcome.sent()),
        outcome.next().state().hasEnded() ? List.of() : hasRead ? rest(toClient) : toClient);
  }

  /** Returns what follows when the server has read what is next. */
  Exchange after(Outcome<ServerState> outcome) {
    return new Exchange(
        client,
        outcome.next(),
        outcome.next().state().hasEnded() ? List.of() : rest(toServer),
        joined(toClient, outcome.sent()));
  }

  /** Returns what follows when a hostile peer has sent something to the client. */
  Exchange withToClient(Packet packet) {
    return new Exchange(client, server, toServer, List.of(packet));
  }

  /** Returns what follows when a hostile peer has sent something to the server. */
  Exchange withToServer(Packet packet) {
    return new Exchange(client, server, List.of(packet), toClient);
  }

  /** Returns the same with another server. */
  Exchange withServer(Peer<ServerState> other) {
    return new Exchange(client, other, toServer, toClient);
  }

  /** Returns the same with another packet in the place of the one that the server reads next. */
  Exchange withNextForServer(Packet packet) {
    return new Exchange(client, server, joined(List.of(packet), rest(toServer)), toClient);
  }

  /** Projects to the variables of {@code Handshake.tla}. */
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
