package helloagain.refinement.graph;

import helloagain.flight.FlightClientState;
import helloagain.flight.FlightServerConfig;
import helloagain.flight.FlightServerState;
import helloagain.flight.Phase;
import helloagain.message.Certificate;
import helloagain.refinement.PeerProjection;
import helloagain.refinement.Tla;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaSequence;
import helloagain.spec.TlaValue;
import helloagain.transcript.Transcript;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Projects the peers of both flights to the records of {@code Flights.tla}. */
final class FlightProjection {
  private static final String NONE = "none";

  private final PeerProjection peers;

  FlightProjection(SeenMessages seen) {
    this.peers = new PeerProjection(seen);
  }

  // Peers.

  /** Projects a client, {@code NewFlightClient} and its successors. */
  TlaRecord client(FlightPeer<FlightClientState> peer) {
    return withData(client(peer.state()), peer);
  }

  private TlaRecord client(FlightClientState state) {
    if (state instanceof FlightClientState.Aborted aborted) {
      return client(aborted.at())
          .with("state", Tla.string("ABORTED"))
          .with("rule", Tla.string(aborted.violation().rule().operator()))
          .with("alert", Tla.string(aborted.violation().alert().name()));
    }
    if (state instanceof FlightClientState.Closed closed) {
      return client(closed.at()).with("state", Tla.string("CLOSED"));
    }
    if (state instanceof FlightClientState.Hellos hellos) {
      return more(peers.client(hellos.state()), state);
    }
    if (state instanceof FlightClientState.InFlight flight) {
      return flight(flight, flight.phase().name(), flight.transcript());
    }
    FlightClientState.Connected connected = (FlightClientState.Connected) state;
    boolean hasShown =
        connected
            .at()
            .request()
            .filter(
                request ->
                    state
                        .config()
                        .credentials()
                        .flatMap(
                            owner -> owner.schemeFor(FlightMessages.schemes(request.extensions())))
                        .isPresent())
            .isPresent();
    return flight(connected.at(), "CONNECTED", connected.transcript())
        .with("shown", Tla.string(hasShown ? certificate(state) : NONE));
  }

  private TlaRecord flight(FlightClientState.InFlight flight, String phase, Transcript transcript) {
    return more(peers.client(flight.hellos()), flight)
        .with("state", Tla.string(phase))
        .with("transcript", peers.transcript(transcript))
        .with("earlyData", Tla.string(flight.earlyData().name().toLowerCase(Locale.ROOT)))
        .with("request", flight.request().map(FlightMessages::request).orElse(Tla.NONE))
        .with("peer", Tla.string(owner(flight.peer())));
  }

  private static TlaRecord more(TlaRecord hello, FlightClientState state) {
    return hello
        .with("certificate", Tla.string(certificate(state)))
        .with("request", Tla.NONE)
        .with("peer", Tla.string(NONE))
        .with("shown", Tla.string(NONE));
  }

  private static String certificate(FlightClientState state) {
    return state
        .config()
        .credentials()
        .map(owner -> FlightNames.name(owner.chain().get(0)))
        .orElse(NONE);
  }

  /** Projects a server, {@code NewFlightServer} and its successors. */
  TlaRecord server(FlightPeer<FlightServerState> peer) {
    return withData(server(peer.state()), peer);
  }

  private TlaRecord server(FlightServerState state) {
    if (state instanceof FlightServerState.Aborted aborted) {
      return server(aborted.at())
          .with("state", Tla.string("ABORTED"))
          .with("rule", Tla.string(aborted.violation().rule().operator()))
          .with("alert", Tla.string(aborted.violation().alert().name()));
    }
    if (state instanceof FlightServerState.Closed closed) {
      return server(closed.at()).with("state", Tla.string("CLOSED"));
    }
    if (state instanceof FlightServerState.Hellos hellos) {
      return more(peers.server(hellos.state()), state.config());
    }
    if (state instanceof FlightServerState.InFlight flight) {
      return flight(flight, flight.phase().name(), flight.phase(), flight.transcript());
    }
    FlightServerState.Connected connected = (FlightServerState.Connected) state;
    return flight(connected.at(), "CONNECTED", connected.at().phase(), connected.transcript());
  }

  private TlaRecord flight(
      FlightServerState.InFlight flight, String name, Phase phase, Transcript transcript) {
    boolean proven = phase == Phase.WAIT_FINISHED && isTrusted(flight);
    return more(peers.server(flight.hellos()), flight.config())
        .with("state", Tla.string(name))
        .with("transcript", peers.transcript(transcript))
        .with("request", flight.request().map(FlightMessages::request).orElse(Tla.NONE))
        .with("peer", Tla.string(owner(flight.peer())))
        .with("identity", Tla.string(proven ? owner(flight.peer()) : NONE));
  }

  private static boolean isTrusted(FlightServerState.InFlight flight) {
    return flight
        .peer()
        .filter(shown -> !shown.certificateList().isEmpty())
        .filter(shown -> flight.config().trust().refusal(shown.certificateList()).isEmpty())
        .isPresent();
  }

  private static TlaRecord more(TlaRecord hello, FlightServerConfig config) {
    return hello
        .with(
            "settings",
            Tla.record(
                "request",
                config.authentication().name().toLowerCase(Locale.ROOT),
                "groups",
                TlaValue.of(config.tellsGroups())))
        .with("request", Tla.NONE)
        .with("peer", Tla.string(NONE))
        .with("identity", Tla.string(NONE));
  }

  /** {@code OwnerOf}. */
  private static String owner(Optional<Certificate> shown) {
    return shown
        .flatMap(certificate -> certificate.certificateList().stream().findFirst())
        .map(entry -> FlightNames.name(entry.certData()))
        .orElse(NONE);
  }

  private static TlaRecord withData(TlaRecord value, FlightPeer<?> peer) {
    return value.with("sent", data(peer.sent())).with("read", data(peer.read()));
  }

  private static TlaSequence data(List<Boolean> data) {
    return Tla.sequence(data, FlightProjection::data);
  }

  /** {@code Data} in {@code FlightRules.tla}. */
  static TlaRecord data(boolean early) {
    return Tla.record("type", "application_data", "early", TlaValue.of(early));
  }
}
