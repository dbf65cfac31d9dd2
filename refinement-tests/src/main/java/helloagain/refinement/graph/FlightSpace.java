package helloagain.refinement.graph;

import helloagain.flight.FlightClientConfig;
import helloagain.flight.FlightClientState;
import helloagain.flight.FlightServer;
import helloagain.flight.FlightServerConfig;
import helloagain.flight.FlightServerState;
import helloagain.refinement.PeerProjection;
import helloagain.spec.TlaValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The worlds of {@code Figure2.tla}: peers that keep the rules, from hello to data. */
final class FlightSpace implements StateSpace<FlightRun> {
  private final FlightClients actingClients;
  private final FlightServers actingServers;
  private final List<FlightClientConfig> clients;
  private final List<FlightServerConfig> servers;

  /**
   * Makes a world of every client with every server.
   *
   * @param clients the clients; a hostile one if there are none
   * @param servers the servers; a hostile one if there are none
   */
  FlightSpace(
      FlightClients actingClients,
      FlightServers actingServers,
      List<FlightClientConfig> clients,
      List<FlightServerConfig> servers) {
    this.actingClients = actingClients;
    this.actingServers = actingServers;
    this.clients = List.copyOf(clients);
    this.servers = List.copyOf(servers);
  }

  @Override
  public List<FlightRun> initial() {
    List<Peer<FlightPeer<FlightClientState>>> all =
        clients.isEmpty()
            ? List.of(hostile())
            : clients.stream().map(actingClients::client).toList();
    List<Peer<FlightPeer<FlightServerState>>> others =
        servers.isEmpty()
            ? List.of(hostile())
            : servers.stream().map(actingServers::server).toList();
    List<FlightRun> runs = new ArrayList<>();
    for (Peer<FlightPeer<FlightClientState>> client : all) {
      for (Peer<FlightPeer<FlightServerState>> server : others) {
        runs.add(FlightRun.between(client, server));
      }
    }
    return runs;
  }

  private static <S> Peer<S> hostile() {
    return new Peer<>(Optional.empty(), PeerProjection.HOSTILE);
  }

  @Override
  public Map<String, TlaValue> project(FlightRun state) {
    return state.project();
  }

  @Override
  public void steps(FlightRun run, Steps<FlightRun> steps) {
    if (!run.client().isHostile()) {
      clientActs(run, steps);
    }
    if (!run.server().isHostile()) {
      serverActs(run, steps);
    }
    if (run.hasEnded()) {
      steps.step("Figure2Ended", run);
    }
  }

  private void clientActs(FlightRun run, Steps<FlightRun> steps) {
    if (FlightClients.isToStart(run.client())) {
      clientStep(run, actingClients.start(run.client()), false, steps);
      return;
    }
    // To a hostile peer nobody sends data, for it reads nothing.
    if (!run.server().isHostile()) {
      actingClients.data(run.client()).forEach(outcome -> clientStep(run, outcome, false, steps));
    }
    if (run.clientReads() && !run.toClient().isEmpty()) {
      actingClients
          .reads(run.client(), run.toClient().get(0))
          .forEach(outcome -> clientStep(run, outcome, true, steps));
    }
  }

  private static void clientStep(
      FlightRun run,
      Outcome<FlightPeer<FlightClientState>> outcome,
      boolean hasRead,
      Steps<FlightRun> steps) {
    steps.step(outcome.action(), run.afterClient(outcome, hasRead));
  }

  private void serverActs(FlightRun run, Steps<FlightRun> steps) {
    if (FlightServer.hasFlightToSend(run.server().state().state())) {
      serverStep(run, actingServers.flight(run.server()), false, steps);
      return;
    }
    if (!run.client().isHostile()) {
      actingServers.data(run.server()).ifPresent(outcome -> serverStep(run, outcome, false, steps));
    }
    if (run.serverReads() && !run.toServer().isEmpty()) {
      actingServers
          .reads(run.server(), run.toServer().get(0))
          .forEach(outcome -> serverStep(run, outcome, true, steps));
    }
  }

  private static void serverStep(
      FlightRun run,
      Outcome<FlightPeer<FlightServerState>> outcome,
      boolean hasRead,
      Steps<FlightRun> steps) {
    steps.step(outcome.action(), run.afterServer(outcome, hasRead));
  }
}
