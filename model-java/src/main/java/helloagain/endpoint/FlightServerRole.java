package helloagain.endpoint;

import helloagain.exchange.Received;
import helloagain.exchange.Sent;
import helloagain.exchange.Step;
import helloagain.flight.FlightServer;
import helloagain.flight.FlightServerState;
import helloagain.flight.FlightServerState.Connected;
import helloagain.flight.FlightServerState.InFlight;
import helloagain.flight.Phase;
import helloagain.message.Bytes;
import helloagain.message.HandshakeMessage;
import helloagain.message.KeyUpdateRequest;
import helloagain.message.NewSessionTicket;
import helloagain.message.ProtocolVersion;
import helloagain.message.ServerReply;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.rule.Violation;
import helloagain.schedule.KeySchedule;
import helloagain.schedule.TrafficSecret;
import helloagain.server.EarlyData;
import helloagain.server.ServerState.Negotiated;
import helloagain.transcript.HashAlgorithm;
import helloagain.transcript.Transcript;
import helloagain.wire.HandshakeCodec;
import java.util.Optional;
import java.util.Set;

/** Knows the machine of a server that goes through all of the handshake. */
enum FlightServerRole implements Role<FlightServerState> {
  INSTANCE;

  private static final ServerRole HELLOS = ServerRole.INSTANCE;

  @Override
  public Step<FlightServerState> start(FlightServerState state) {
    return Step.silent(state);
  }

  @Override
  public Step<FlightServerState> receive(FlightServerState state, Received received) {
    return FlightServer.receive(state, received);
  }

  @Override
  public Step<FlightServerState> abort(FlightServerState state, Violation violation) {
    return FlightServer.abort(state, violation);
  }

  @Override
  public Set<Rule> enforced(FlightServerState state) {
    return state.config().hellos().policy().enforced();
  }

  @Override
  public Profile profile(FlightServerState state) {
    return state.config().hellos().profile();
  }

  @Override
  public boolean isStarted(FlightServerState state) {
    return true;
  }

  @Override
  public boolean hasFirstHello(FlightServerState state) {
    return HELLOS.hasFirstHello(state.hellos());
  }

  @Override
  public boolean isNegotiated(FlightServerState state) {
    return state.hellos() instanceof Negotiated;
  }

  /** ED-06: early data that was accepted is read and not skipped. */
  @Override
  public boolean skipsEarlyData(FlightServerState state) {
    return HELLOS.skipsEarlyData(state.hellos())
        && !(state.hellos() instanceof Negotiated negotiated
            && negotiated.earlyData() == EarlyData.ACCEPTED);
  }

  @Override
  public boolean readsFlights() {
    return true;
  }

  @Override
  public boolean readsEarlyData(FlightServerState state) {
    return state instanceof InFlight flight && flight.phase() == Phase.WAIT_EOED;
  }

  @Override
  public Optional<TrafficSecret> peerSecret(FlightServerState state) {
    if (state instanceof Connected connected) {
      return Optional.of(secret(connected.at().hellos(), connected.clientTraffic()));
    }
    return readsEarlyData(state)
        ? Optional.of(earlySecret(((InFlight) state).hellos()))
        : HELLOS.peerSecret(state.hellos());
  }

  /** Figure 2 has {} and [] for what goes under the keys of handshake and traffic. */
  @Override
  public Optional<TrafficSecret> ownSecret(FlightServerState state, Sent sent) {
    if (state instanceof Connected connected) {
      return Optional.of(secret(connected.at().hellos(), connected.serverTraffic()));
    }
    if (state instanceof InFlight flight) {
      return Optional.of(secret(flight.hellos(), flight.secrets().serverTraffic()));
    }
    // The flight that follows ServerHello, or the alert instead of it.
    return state.hellos() instanceof Negotiated negotiated
        ? Optional.of(secret(negotiated, negotiated.secrets().serverTraffic()))
        : Optional.empty();
  }

  private static TrafficSecret secret(Negotiated hellos, Bytes secret) {
    return new TrafficSecret(hellos.reply().cipherSuite(), secret);
  }

  /** 4.2.10: early data has the first ClientHello for transcript; a retry excludes it. */
  private static TrafficSecret earlySecret(Negotiated hellos) {
    HashAlgorithm hash =
        HashAlgorithm.forSuite(hellos.reply().cipherSuite()).orElse(HashAlgorithm.SHA256);
    Bytes hello =
        HandshakeCodec.encode(hellos.firstHello().orElseThrow(), hellos.config().profile());
    return secret(
        hellos,
        KeySchedule.clientEarlyTraffic(
            hash, hellos.secrets().early(), Transcript.of(hello).hash(hash)));
  }

  @Override
  public Optional<Step<FlightServerState>> turn(FlightServerState state) {
    return FlightServer.hasFlightToSend(state)
        ? Optional.of(FlightServer.sendFlight(state))
        : Optional.empty();
  }

  @Override
  public Step<FlightServerState> send(FlightServerState state, Bytes data, boolean early) {
    if (early) {
      throw new IllegalStateException("a server sends no early data");
    }
    return FlightServer.send(state, data);
  }

  @Override
  public Step<FlightServerState> updateKeys(FlightServerState state, KeyUpdateRequest request) {
    return FlightServer.updateKeys(state, request);
  }

  @Override
  public Step<FlightServerState> sendTicket(FlightServerState state, NewSessionTicket ticket) {
    return FlightServer.sendTicket(state, ticket);
  }

  @Override
  public boolean hasEnded(FlightServerState state) {
    return state.hasEnded();
  }

  /** CCS-05, CCS-06, D.4: directly after the first message, which is a hello. */
  @Override
  public Framing framing(FlightServerState before, FlightServerState after, HandshakeMessage sent) {
    return sent instanceof ServerReply
        ? HELLOS.framing(before.hellos(), after.hellos(), sent)
        : new Framing(ProtocolVersion.TLS_12, false, false);
  }
}
