package helloagain.refinement.graph;

import helloagain.client.ClientState;
import helloagain.server.ServerState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A client and a server of {@code Attacker.tla} and the two channels between them.
 *
 * @param name the name of the session
 * @param toServer what is on its way to the server
 * @param toClient what is on its way to the client
 */
record Session(
    String name,
    Party<ClientState> client,
    Party<ServerState> server,
    List<Packet> toServer,
    List<Packet> toClient) {
  /** Copies the lists. */
  Session {
    toServer = List.copyOf(toServer);
    toClient = List.copyOf(toClient);
  }

  /** Returns the session in which nothing is sent yet. */
  static Session of(String name, Party<ClientState> client, Party<ServerState> server) {
    return new Session(name, client, server, List.of(), List.of());
  }

  /** Tells whether the client has not been started. */
  boolean isToStart() {
    return client.peer().state() instanceof ClientState.Start;
  }

  /** Tells whether a side reads, whatever there is. */
  boolean reads(Side side) {
    return side == Side.CLIENT ? reads(client) : readsAsServer(server);
  }

  private static boolean reads(Party<ClientState> client) {
    ClientState state = client.peer().state();
    return client.end() == Party.End.NONE
        && !(state instanceof ClientState.Start)
        && !state.hasEnded();
  }

  private static boolean readsAsServer(Party<ServerState> server) {
    return server.end() == Party.End.NONE && !server.peer().state().hasEnded();
  }

  /** Returns what is on its way to a side. */
  List<Packet> channel(Side side) {
    return side == Side.CLIENT ? toClient : toServer;
  }

  /** Returns the packet that a side reads next. */
  Optional<Packet> next(Side side) {
    return reads(side) ? channel(side).stream().findFirst() : Optional.empty();
  }

  /** Returns the same with something else on its way to a side. */
  Session with(Side side, List<Packet> channel) {
    return side == Side.CLIENT
        ? new Session(name, client, server, toServer, channel)
        : new Session(name, client, server, channel, toClient);
  }

  /** Returns what follows when the client has started or read; {@code ClientSteps}. */
  Session afterClient(Turn<ClientState> turn) {
    return new Session(
        name,
        turn.next(),
        server,
        sent(Side.SERVER, turn),
        reads(turn.next()) ? rest(toClient) : List.of());
  }

  /** Returns what follows when the server has read; {@code ServerSteps}. */
  Session afterServer(Turn<ServerState> turn) {
    return new Session(
        name,
        client,
        turn.next(),
        readsAsServer(turn.next()) ? rest(toServer) : List.of(),
        sent(Side.CLIENT, turn));
  }

  /** What is sent to a peer that does not read, not yet or no more, is lost. */
  private List<Packet> sent(Side to, Turn<?> turn) {
    return reads(to) ? joined(channel(to), turn.sent()) : channel(to);
  }

  /** Returns a channel without the packet that comes next, if there is one. */
  static List<Packet> rest(List<Packet> channel) {
    return channel.isEmpty() ? channel : channel.subList(1, channel.size());
  }

  /** Returns some packets and then others. */
  static List<Packet> joined(List<Packet> packets, List<Packet> more) {
    return Stream.concat(packets.stream(), more.stream()).toList();
  }
}
