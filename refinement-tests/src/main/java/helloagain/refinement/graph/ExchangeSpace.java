package helloagain.refinement.graph;

import helloagain.client.ClientConfig;
import helloagain.client.ClientState;
import helloagain.refinement.PeerProjection;
import helloagain.server.ServerConfig;
import helloagain.server.ServerState;
import helloagain.spec.TlaValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The worlds of {@code Handshake.tla}, in which both peers keep the rules. */
final class ExchangeSpace implements StateSpace<Exchange> {
  private final Machines machines;
  private final List<ClientConfig> clients;
  private final List<ServerConfig> servers;

  /**
   * Makes a world of every client with every server.
   *
   * @param clients the clients; a hostile one if there are none
   * @param servers the servers; a hostile one if there are none
   */
  ExchangeSpace(Machines machines, List<ClientConfig> clients, List<ServerConfig> servers) {
    this.machines = machines;
    this.clients = List.copyOf(clients);
    this.servers = List.copyOf(servers);
  }

  @Override
  public List<Exchange> initial() {
    List<Peer<ClientState>> all =
        clients.isEmpty() ? List.of(hostile()) : clients.stream().map(machines::client).toList();
    List<Peer<ServerState>> others =
        servers.isEmpty() ? List.of(hostile()) : servers.stream().map(machines::server).toList();
    List<Exchange> states = new ArrayList<>();
    for (Peer<ClientState> client : all) {
      for (Peer<ServerState> server : others) {
        states.add(Exchange.between(client, server));
      }
    }
    return states;
  }

  private static <S> Peer<S> hostile() {
    return new Peer<>(Optional.empty(), PeerProjection.HOSTILE);
  }

  @Override
  public void steps(Exchange state, Steps<Exchange> steps) {
    if (!state.client().isHostile() && state.client().state() instanceof ClientState.Start) {
      Outcome<ClientState> start = machines.start(state.client());
      steps.step(start.action(), state.after(start, false));
    }
    state
        .nextForClient()
        .ifPresent(
            packet ->
                machines
                    .clientReads(state.client(), packet)
                    .forEach(outcome -> steps.step(outcome.action(), state.after(outcome, true))));
    state
        .nextForServer()
        .ifPresent(
            packet ->
                machines
                    .serverReads(state.server(), packet)
                    .forEach(outcome -> steps.step(outcome.action(), state.after(outcome))));
    if (state.hasEnded()) {
      steps.step("Ended", state);
    }
  }

  @Override
  public Map<String, TlaValue> project(Exchange state) {
    return state.project();
  }
}
