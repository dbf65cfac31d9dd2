package helloagain.refinement;

import helloagain.client.ClientConfig;
import helloagain.client.ClientMachine;
import helloagain.client.ClientState;
import helloagain.exchange.Received;
import helloagain.exchange.Step;
import helloagain.flight.FlightClient;
import helloagain.flight.FlightClientState;
import helloagain.flight.FlightServer;
import helloagain.flight.FlightServerState;
import helloagain.server.ServerMachine;
import helloagain.server.ServerState;
import java.util.List;

/** What is held to the specification: the machines of both peers, or broken ones in their place. */
public interface Reference {
  /** The reference of this project. */
  Reference HELLO_AGAIN = new Reference() {};

  /** Starts a client. */
  default Step<ClientState> start(ClientConfig config) {
    return ClientMachine.start(config);
  }

  /** Lets a client read. */
  default Step<ClientState> receive(ClientState state, Received received) {
    return changed(state, received, ClientMachine.receive(state, received));
  }

  /** Lets a server read. */
  default Step<ServerState> receive(ServerState state, Received received) {
    return changed(state, received, ServerMachine.receive(state, received));
  }

  /** Lets a client read what follows ServerHello. */
  default Step<FlightClientState> receive(FlightClientState state, Received received) {
    return FlightClient.receive(state, received);
  }

  /** Lets a server read what follows its flight. */
  default Step<FlightServerState> receive(FlightServerState state, Received received) {
    return FlightServer.receive(state, received);
  }

  /** Lets a server send its flight. */
  default Step<FlightServerState> sendFlight(FlightServerState state) {
    return FlightServer.sendFlight(state);
  }

  /** Returns every step that a client may take when it reads. */
  default List<Step<ClientState>> permitted(ClientState state, Received received) {
    return ClientMachine.permitted(state, received).stream()
        .map(step -> changed(state, received, step))
        .toList();
  }

  /** Returns every step that a server may take when it reads. */
  default List<Step<ServerState>> permitted(ServerState state, Received received) {
    return ServerMachine.permitted(state, received).stream()
        .map(step -> changed(state, received, step))
        .toList();
  }

  /**
   * Returns what a client that is broken on purpose makes of a step of the machine.
   *
   * @param state the state before
   * @param received what was read
   */
  default Step<ClientState> changed(ClientState state, Received received, Step<ClientState> step) {
    return step;
  }

  /**
   * Returns what a server that is broken on purpose makes of a step of the machine.
   *
   * @param state the state before
   * @param received what was read
   */
  default Step<ServerState> changed(ServerState state, Received received, Step<ServerState> step) {
    return step;
  }

  /**
   * Returns every step that a client may take when it reads, from its first ClientHello to data. Up
   * to ServerHello these are those of the hellos.
   */
  default List<Step<FlightClientState>> permitted(FlightClientState state, Received received) {
    return state instanceof FlightClientState.Hellos hellos
        ? permitted(hellos.state(), received).stream()
            .map(step -> FlightClient.afterHellos(state.config(), step))
            .toList()
        : FlightClient.permitted(state, received).stream()
            .map(step -> changed(state, received, step))
            .toList();
  }

  /**
   * Returns every step that a server may take when it reads, from the first ClientHello to data. Up
   * to ServerHello these are those of the hellos.
   *
   * @throws IllegalStateException if its own flight is due
   */
  default List<Step<FlightServerState>> permitted(FlightServerState state, Received received) {
    return state instanceof FlightServerState.Hellos hellos && !FlightServer.hasFlightToSend(state)
        ? permitted(hellos.state(), received).stream()
            .map(step -> FlightServer.afterHellos(state.config(), step))
            .toList()
        : FlightServer.permitted(state, received).stream()
            .map(step -> changed(state, received, step))
            .toList();
  }

  /** Lets a server send its flight. */
  default Step<FlightServerState> flight(FlightServerState state) {
    return FlightServer.sendFlight(state);
  }

  /**
   * Returns what a client that is broken on purpose makes of a step after ServerHello.
   *
   * @param state the state before
   * @param received what was read
   */
  default Step<FlightClientState> changed(
      FlightClientState state, Received received, Step<FlightClientState> step) {
    return step;
  }

  /**
   * Returns what a server that is broken on purpose makes of a step after its flight.
   *
   * @param state the state before
   * @param received what was read
   */
  default Step<FlightServerState> changed(
      FlightServerState state, Received received, Step<FlightServerState> step) {
    return step;
  }
}
