package helloagain.refinement;

import helloagain.client.ClientConfig;
import helloagain.client.ClientMachine;
import helloagain.client.ClientState;
import helloagain.exchange.Received;
import helloagain.exchange.Step;
import helloagain.server.ServerMachine;
import helloagain.server.ServerState;

/** What is held to the specification: the two machines, or broken ones in their place. */
public interface Reference {
  /** The reference of this project. */
  Reference HELLO_AGAIN = new Reference() {};

  /** Starts a client. */
  default Step<ClientState> start(ClientConfig config) {
    return ClientMachine.start(config);
  }

  /** Lets a client read. */
  default Step<ClientState> receive(ClientState state, Received received) {
    return ClientMachine.receive(state, received);
  }

  /** Lets a server read. */
  default Step<ServerState> receive(ServerState state, Received received) {
    return ServerMachine.receive(state, received);
  }
}
