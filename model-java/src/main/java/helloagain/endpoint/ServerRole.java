package helloagain.endpoint;

import helloagain.exchange.Hellos;
import helloagain.exchange.Received;
import helloagain.exchange.Sent;
import helloagain.exchange.Sent.AlertSent;
import helloagain.exchange.Step;
import helloagain.message.ClientHello;
import helloagain.message.ExtensionType;
import helloagain.message.HandshakeMessage;
import helloagain.message.HelloRetryRequest;
import helloagain.message.ProtocolVersion;
import helloagain.message.ServerReply;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.rule.Violation;
import helloagain.schedule.TrafficSecret;
import helloagain.server.ServerMachine;
import helloagain.server.ServerState;
import helloagain.server.ServerState.AwaitingSecondHello;
import helloagain.server.ServerState.Negotiated;
import helloagain.server.ServerState.Start;
import java.util.Optional;
import java.util.Set;

/** Knows the server's machine. */
enum ServerRole implements Role<ServerState> {
  INSTANCE;

  @Override
  public Step<ServerState> start(ServerState state) {
    return Step.silent(state);
  }

  @Override
  public Step<ServerState> receive(ServerState state, Received received) {
    return ServerMachine.receive(state, received);
  }

  @Override
  public Step<ServerState> abort(ServerState state, Violation violation) {
    return ServerMachine.abort(state, violation);
  }

  @Override
  public Set<Rule> enforced(ServerState state) {
    return state.config().policy().enforced();
  }

  @Override
  public Profile profile(ServerState state) {
    return state.config().profile();
  }

  @Override
  public boolean isStarted(ServerState state) {
    return true;
  }

  @Override
  public boolean hasFirstHello(ServerState state) {
    // CK-04, 4.2.2: a stateless server cannot know, and drops change_cipher_spec from the start.
    return !(state instanceof Start) || state.config().sealer().isPresent();
  }

  @Override
  public boolean isNegotiated(ServerState state) {
    return state instanceof Negotiated;
  }

  /**
   * ED-06, ED-08, 4.2.10: after a HelloRetryRequest to a hello that announced early data, and after
   * a ServerHello without one. After a second ClientHello none comes.
   */
  @Override
  public boolean skipsEarlyData(ServerState state) {
    return !(state instanceof Negotiated negotiated && negotiated.retry().isPresent())
        && firstHello(state)
            .filter(hello -> Hellos.carries(hello, ExtensionType.EARLY_DATA))
            .isPresent();
  }

  @Override
  public Optional<TrafficSecret> peerSecret(ServerState state) {
    return state instanceof Negotiated negotiated
        ? Optional.of(
            new TrafficSecret(
                negotiated.reply().cipherSuite(), negotiated.secrets().clientTraffic()))
        : Optional.empty();
  }

  /** ALERT-18, MSG-05: an alert goes in the clear as long as nothing is protected. */
  @Override
  public Optional<TrafficSecret> ownSecret(ServerState state, Sent sent) {
    return sent instanceof AlertSent && state instanceof Negotiated negotiated
        ? Optional.of(
            new TrafficSecret(
                negotiated.reply().cipherSuite(), negotiated.secrets().serverTraffic()))
        : Optional.empty();
  }

  @Override
  public boolean hasEnded(ServerState state) {
    return state.hasEnded();
  }

  /**
   * CCS-05, CCS-06, D.4: one change_cipher_spec, directly after the first message. The message
   * tells whether it is the first, also where the server does not remember: a HelloRetryRequest is,
   * a ServerHello if there was none.
   */
  @Override
  public Framing framing(ServerState before, ServerState after, HandshakeMessage sent) {
    boolean isFirst =
        sent instanceof HelloRetryRequest
            || (after instanceof Negotiated negotiated && negotiated.retry().isEmpty());
    boolean compatible =
        sent instanceof ServerReply reply && !reply.legacySessionIdEcho().isEmpty();
    return new Framing(ProtocolVersion.TLS_12, false, isFirst && compatible);
  }

  private static Optional<ClientHello> firstHello(ServerState state) {
    if (state instanceof AwaitingSecondHello waiting) {
      return Optional.of(waiting.firstHello());
    }
    return state instanceof Negotiated negotiated ? negotiated.firstHello() : Optional.empty();
  }
}
