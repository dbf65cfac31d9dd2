package helloagain.refinement.graph;

import helloagain.client.ClientState;
import helloagain.exchange.Hellos;
import helloagain.message.ClientHello;
import helloagain.message.HandshakeMessage;
import helloagain.message.HelloRetryRequest;
import helloagain.message.KeyShareEntry;
import helloagain.message.ServerHello;
import helloagain.refinement.Payload;
import helloagain.rule.Profile;
import helloagain.server.ServerState;
import helloagain.wire.HandshakeCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Knows what a party has sent so far, which whoever listens has heard. It stands in the state of
 * the party, also after an end. Confined to one thread.
 */
final class Heard {
  private final Machines machines;
  private final Parties parties;
  private final Profile profile;
  private final Map<Party<?>, List<List<Packet>>> flights = new HashMap<>();
  private final Map<Party<ServerState>, Optional<Packet>> authentications = new HashMap<>();

  Heard(Machines machines, Parties parties, Profile profile) {
    this.machines = machines;
    this.parties = parties;
    this.profile = profile;
  }

  /** {@code ClientFlights}: each message of a client. */
  List<List<Packet>> clientFlights(Party<ClientState> client) {
    return flights.computeIfAbsent(client, party -> flightsOf(client));
  }

  private List<List<Packet>> flightsOf(Party<ClientState> client) {
    List<List<Packet>> all = new ArrayList<>();
    hellos(client).forEach(hello -> all.add(List.of(packet(hello))));
    if (client.end() == Party.End.CONNECTED
        && beforeEnd(client.peer().state()) instanceof ClientState.Negotiated negotiated) {
      all.add(List.of(parties.finished(client, negotiated)));
    }
    return all;
  }

  /** {@code ServerFlights}: each message of a server, and its last flight as a whole. */
  List<List<Packet>> serverFlights(Party<ServerState> server) {
    return flights.computeIfAbsent(server, party -> flightsOf(server, authentication(server)));
  }

  private List<List<Packet>> flightsOf(Party<ServerState> server, Optional<Packet> authentication) {
    List<List<Packet>> all = new ArrayList<>();
    retry(server).ifPresent(retry -> all.add(List.of(packet(retry))));
    reply(server).ifPresent(reply -> all.add(List.of(packet(reply))));
    authentication.ifPresent(
        last -> {
          all.add(List.of(last));
          reply(server).ifPresent(reply -> all.add(List.of(packet(reply), last)));
        });
    return all;
  }

  /** Returns what a server has said after its ServerHello. */
  Optional<Packet> authentication(Party<ServerState> server) {
    return authentications.computeIfAbsent(
        server,
        party -> negotiated(party).map(negotiated -> parties.authentication(party, negotiated)));
  }

  /** Returns the shares that a client has sent. */
  static List<KeyShareEntry> clientShares(Party<ClientState> client) {
    return hellos(client).stream().flatMap(hello -> Hellos.shares(hello).stream()).toList();
  }

  /** Returns the share that a server has sent. */
  static Optional<KeyShareEntry> serverShare(Party<ServerState> server) {
    return reply(server).flatMap(Hellos::serverShare);
  }

  private static List<ClientHello> hellos(Party<ClientState> client) {
    ClientState state = beforeEnd(client.peer().state());
    if (state instanceof ClientState.Start) {
      return List.of();
    }
    Optional<ClientHello> second =
        state instanceof ClientState.AwaitingServerHelloAgain again
            ? Optional.of(again.secondHello())
            : state instanceof ClientState.Negotiated negotiated
                ? negotiated.secondHello()
                : Optional.empty();
    return Stream.concat(Stream.of(state.config().firstHello()), second.stream()).toList();
  }

  private static Optional<HelloRetryRequest> retry(Party<ServerState> server) {
    return beforeEnd(server.peer().state()) instanceof ServerState.AwaitingSecondHello waiting
        ? Optional.of(waiting.retry())
        : negotiated(server).flatMap(ServerState.Negotiated::retry);
  }

  private static Optional<ServerHello> reply(Party<ServerState> server) {
    return negotiated(server).map(ServerState.Negotiated::reply);
  }

  private static Optional<ServerState.Negotiated> negotiated(Party<ServerState> server) {
    return beforeEnd(server.peer().state()) instanceof ServerState.Negotiated negotiated
        ? Optional.of(negotiated)
        : Optional.empty();
  }

  private static ClientState beforeEnd(ClientState state) {
    return state instanceof ClientState.Aborted aborted
        ? beforeEnd(aborted.at())
        : state instanceof ClientState.Closed closed ? beforeEnd(closed.at()) : state;
  }

  private static ServerState beforeEnd(ServerState state) {
    return state instanceof ServerState.Aborted aborted
        ? beforeEnd(aborted.at())
        : state instanceof ServerState.Closed closed ? beforeEnd(closed.at()) : state;
  }

  private Packet packet(HandshakeMessage message) {
    return machines.packet(new Payload.Handshake(HandshakeCodec.encode(message, profile)));
  }
}
