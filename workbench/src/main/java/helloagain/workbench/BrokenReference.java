package helloagain.workbench;

import helloagain.client.ClientConfig;
import helloagain.client.ClientState;
import helloagain.exchange.Received;
import helloagain.exchange.Step;
import helloagain.refinement.ClientSetup;
import helloagain.refinement.Reference;
import helloagain.refinement.ServerSetup;
import helloagain.refinement.Trace;
import helloagain.rule.Rule;
import helloagain.server.ServerConfig;
import helloagain.server.ServerState;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Leaves rules unchecked in both machines of the reference, on purpose: to see that this is found.
 *
 * @param unchecked the rules, none for the reference as it is
 */
record BrokenReference(Set<Rule> unchecked) implements Reference {
  /** Copies the set. */
  BrokenReference {
    unchecked = Set.copyOf(unchecked);
  }

  @Override
  public Step<ClientState> start(ClientConfig config) {
    return Reference.super.start(config.enforcing(without(config.enforced())));
  }

  @Override
  public Step<ServerState> receive(ServerState state, Received received) {
    return Reference.super.receive(
        state instanceof ServerState.Start start
            ? new ServerState.Start(broken(start.config()))
            : state,
        received);
  }

  /** Returns the trace with which the intact reference makes the same run as this one. */
  Trace ownTrace(Trace trace, String comment) {
    Optional<ClientSetup> client = trace.client();
    Optional<ServerSetup> server = trace.server();
    for (Rule rule : unchecked) {
      client = client.map(setup -> setup.without(rule));
      server = server.map(setup -> setup.without(rule));
    }
    return new Trace(comment, client, server, trace.moves());
  }

  private ServerConfig broken(ServerConfig config) {
    return new ServerConfig(
        config.policy().enforcing(without(config.policy().enforced())),
        config.random(),
        config.responder(),
        config.profile(),
        config.sealer());
  }

  private Set<Rule> without(Set<Rule> enforced) {
    Set<Rule> rest = EnumSet.noneOf(Rule.class);
    rest.addAll(enforced);
    rest.removeAll(unchecked);
    return rest;
  }
}
