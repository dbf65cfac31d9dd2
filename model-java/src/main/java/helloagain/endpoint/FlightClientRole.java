package helloagain.endpoint;

import helloagain.client.ClientState.Negotiated;
import helloagain.exchange.Hellos;
import helloagain.exchange.Received;
import helloagain.exchange.Sent;
import helloagain.exchange.Sent.DataSent;
import helloagain.exchange.Sent.HandshakeSent;
import helloagain.exchange.Step;
import helloagain.flight.FlightClient;
import helloagain.flight.FlightClientState;
import helloagain.flight.FlightClientState.Connected;
import helloagain.flight.FlightClientState.InFlight;
import helloagain.message.Bytes;
import helloagain.message.ClientHello;
import helloagain.message.ExtensionType;
import helloagain.message.HandshakeMessage;
import helloagain.message.HandshakeType;
import helloagain.message.KeyUpdateRequest;
import helloagain.message.NewSessionTicket;
import helloagain.message.ProtocolVersion;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.rule.Violation;
import helloagain.schedule.KeySchedule;
import helloagain.schedule.PreSharedKey;
import helloagain.schedule.TrafficSecret;
import helloagain.transcript.HashAlgorithm;
import helloagain.transcript.Transcript;
import helloagain.wire.HandshakeCodec;
import java.util.Optional;
import java.util.Set;

/** Knows the machine of a client that goes through all of the handshake. */
enum FlightClientRole implements Role<FlightClientState> {
  INSTANCE;

  private static final ClientRole HELLOS = ClientRole.INSTANCE;

  @Override
  public Step<FlightClientState> start(FlightClientState state) {
    if (isStarted(state)) {
      throw new IllegalStateException("the client has been started already");
    }
    return FlightClient.start(state.config());
  }

  @Override
  public Step<FlightClientState> receive(FlightClientState state, Received received) {
    return FlightClient.receive(state, received);
  }

  @Override
  public Step<FlightClientState> abort(FlightClientState state, Violation violation) {
    return FlightClient.abort(state, violation);
  }

  @Override
  public Set<Rule> enforced(FlightClientState state) {
    return state.config().hellos().enforced();
  }

  @Override
  public Profile profile(FlightClientState state) {
    return state.config().hellos().profile();
  }

  @Override
  public boolean isStarted(FlightClientState state) {
    return HELLOS.isStarted(state.hellos());
  }

  @Override
  public boolean hasFirstHello(FlightClientState state) {
    return isStarted(state);
  }

  @Override
  public boolean isNegotiated(FlightClientState state) {
    return state.hellos() instanceof Negotiated;
  }

  @Override
  public boolean skipsEarlyData(FlightClientState state) {
    return false;
  }

  @Override
  public boolean readsFlights() {
    return true;
  }

  @Override
  public Optional<TrafficSecret> peerSecret(FlightClientState state) {
    return state instanceof Connected connected
        ? Optional.of(secret(connected.at(), connected.serverTraffic()))
        : HELLOS.peerSecret(state.hellos());
  }

  /**
   * Figure 2 has (), {} and [] for what goes under the keys of early data, handshake and traffic.
   */
  @Override
  public Optional<TrafficSecret> ownSecret(FlightClientState state, Sent sent) {
    if (sent instanceof DataSent data && data.early()) {
      return earlySecret(state);
    }
    if (state instanceof Connected connected) {
      return Optional.of(secret(connected.at(), connected.clientTraffic()));
    }
    if (!(state instanceof InFlight flight)) {
      return Optional.empty();
    }
    return sent instanceof HandshakeSent handshake
            && handshake.message().type().equals(HandshakeType.END_OF_EARLY_DATA)
        ? earlySecret(state)
        : Optional.of(secret(flight, flight.hellos().secrets().clientTraffic()));
  }

  private static TrafficSecret secret(InFlight flight, Bytes secret) {
    return Role.ofClient(flight.hellos().reply().cipherSuite(), secret);
  }

  /**
   * 4.2.10: early data has the suite of the first PSK, and the first ClientHello for transcript.
   */
  private static Optional<TrafficSecret> earlySecret(FlightClientState state) {
    PreSharedKey psk = state.config().hellos().psks().get(0).psk();
    HashAlgorithm hash = psk.hash();
    Bytes hello =
        HandshakeCodec.encode(
            state.config().hellos().firstHello(), state.config().hellos().profile());
    return psk.earlySuite()
        .map(
            suite ->
                new TrafficSecret(
                    suite,
                    KeySchedule.clientEarlyTraffic(
                        hash,
                        KeySchedule.earlySecret(hash, Optional.of(psk.key())),
                        Transcript.of(hello).hash(hash))));
  }

  @Override
  public Step<FlightClientState> send(FlightClientState state, Bytes data, boolean early) {
    return early ? FlightClient.sendEarly(state, data) : FlightClient.send(state, data);
  }

  @Override
  public Step<FlightClientState> updateKeys(FlightClientState state, KeyUpdateRequest request) {
    return FlightClient.updateKeys(state, request);
  }

  @Override
  public Step<FlightClientState> sendTicket(FlightClientState state, NewSessionTicket ticket) {
    throw new IllegalStateException("a client sends no tickets");
  }

  @Override
  public boolean hasEnded(FlightClientState state) {
    return state.hasEnded();
  }

  /**
   * CCS-04, D.4: in compatibility mode one change_cipher_spec comes directly before the second
   * flight; without a retry that is the client's last.
   */
  @Override
  public Framing framing(FlightClientState before, FlightClientState after, HandshakeMessage sent) {
    if (!(before instanceof InFlight flight)) {
      return before instanceof Connected
          ? new Framing(ProtocolVersion.TLS_12, false, false)
          : HELLOS.framing(before.hellos(), after.hellos(), sent);
    }
    ClientHello firstHello = before.config().hellos().firstHello();
    boolean isFirst =
        sent.type()
            .equals(
                flight.request().isPresent() ? HandshakeType.CERTIFICATE : HandshakeType.FINISHED);
    return new Framing(
        ProtocolVersion.TLS_12,
        isFirst
            && flight.hellos().retry().isEmpty()
            && !firstHello.legacySessionId().isEmpty()
            && !Hellos.carries(firstHello, ExtensionType.EARLY_DATA),
        false);
  }
}
