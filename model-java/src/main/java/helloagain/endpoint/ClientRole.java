package helloagain.endpoint;

import helloagain.client.ClientMachine;
import helloagain.client.ClientState;
import helloagain.client.ClientState.AwaitingServerHello;
import helloagain.client.ClientState.Negotiated;
import helloagain.client.ClientState.Start;
import helloagain.exchange.Hellos;
import helloagain.exchange.Received;
import helloagain.exchange.Sent;
import helloagain.exchange.Sent.AlertSent;
import helloagain.exchange.Step;
import helloagain.message.ClientHello;
import helloagain.message.ExtensionType;
import helloagain.message.HandshakeMessage;
import helloagain.message.ProtocolVersion;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.rule.Violation;
import helloagain.schedule.TrafficSecret;
import java.util.Optional;
import java.util.Set;

/** Knows the client's machine. */
enum ClientRole implements Role<ClientState> {
  INSTANCE;

  @Override
  public Step<ClientState> start(ClientState state) {
    if (state instanceof Start start) {
      return ClientMachine.start(start.config());
    }
    throw new IllegalStateException("the client has been started already");
  }

  @Override
  public Step<ClientState> receive(ClientState state, Received received) {
    return ClientMachine.receive(state, received);
  }

  @Override
  public Step<ClientState> abort(ClientState state, Violation violation) {
    return ClientMachine.abort(state, violation);
  }

  @Override
  public Set<Rule> enforced(ClientState state) {
    return state.config().enforced();
  }

  @Override
  public Profile profile(ClientState state) {
    return state.config().profile();
  }

  @Override
  public boolean isStarted(ClientState state) {
    return !(state instanceof Start);
  }

  @Override
  public boolean hasFirstHello(ClientState state) {
    return isStarted(state);
  }

  @Override
  public boolean isNegotiated(ClientState state) {
    return state instanceof Negotiated;
  }

  @Override
  public boolean skipsEarlyData(ClientState state) {
    return false;
  }

  @Override
  public Optional<TrafficSecret> peerSecret(ClientState state) {
    return state instanceof Negotiated negotiated
        ? Optional.of(
            Role.ofClient(negotiated.reply().cipherSuite(), negotiated.secrets().serverTraffic()))
        : Optional.empty();
  }

  /** ALERT-18, MSG-05: an alert goes in the clear as long as nothing is protected. */
  @Override
  public Optional<TrafficSecret> ownSecret(ClientState state, Sent sent) {
    return sent instanceof AlertSent && state instanceof Negotiated negotiated
        ? Optional.of(
            Role.ofClient(negotiated.reply().cipherSuite(), negotiated.secrets().clientTraffic()))
        : Optional.empty();
  }

  @Override
  public boolean hasEnded(ClientState state) {
    return state.hasEnded();
  }

  /**
   * REC-02, REC-04, REC-05: only the first ClientHello has records of version 0x0301.
   *
   * <p>CCS-04, D.4: in compatibility mode one change_cipher_spec comes directly before the second
   * flight, or directly after the first ClientHello if that announces early data.
   */
  @Override
  public Framing framing(ClientState before, ClientState after, HandshakeMessage sent) {
    ClientHello firstHello = after.config().firstHello();
    boolean compatible = !firstHello.legacySessionId().isEmpty();
    boolean early = Hellos.carries(firstHello, ExtensionType.EARLY_DATA);
    return before instanceof Start
        ? new Framing(ProtocolVersion.TLS_10, false, compatible && early)
        : new Framing(
            ProtocolVersion.TLS_12,
            compatible && !early && before instanceof AwaitingServerHello,
            false);
  }
}
