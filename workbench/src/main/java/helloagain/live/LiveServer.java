package helloagain.live;

import helloagain.client.OfferedKey;
import helloagain.endpoint.Endpoint;
import helloagain.endpoint.EndpointSettings;
import helloagain.flight.ClientAuthentication;
import helloagain.flight.Credentials;
import helloagain.flight.FlightServerConfig;
import helloagain.flight.FlightServerState;
import helloagain.flight.FlightServerState.Connected;
import helloagain.flight.FlightServerState.InFlight;
import helloagain.flight.Trust;
import helloagain.keyexchange.Randomness;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.NewSessionTicket;
import helloagain.message.SignatureScheme;
import helloagain.refinement.EventTrace;
import helloagain.refinement.FlightSetup;
import helloagain.refinement.ServerSetup;
import helloagain.schedule.PreSharedKey;
import helloagain.server.ServerState.Negotiated;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;

/**
 * Speaks as a server, over TCP or another line: the handshake, an answer to the first application
 * data, and close_notify.
 *
 * @param setup what the server does with hellos; its keys are those of models and tests, and known
 * @param credentials what it proves itself with
 * @param authentication what a client's certificate is to it
 * @param schemes the schemes that a client may sign with
 * @param trust whom it takes for a client
 * @param records how it makes records, and what it skips
 * @param limits when it gives up
 * @param answer what it sends when data comes, possibly nothing
 * @param ticket the ticket that it sends when the client has finished, if it sends one
 */
public record LiveServer(
    ServerSetup setup,
    List<Credentials> credentials,
    ClientAuthentication authentication,
    List<SignatureScheme> schemes,
    Trust trust,
    EndpointSettings records,
    Limits limits,
    Bytes answer,
    Optional<NewSessionTicket> ticket) {
  /** SG-03: a server need not say which groups it has. */
  private static final boolean TELLS_GROUPS = false;

  /** Copies the lists. */
  public LiveServer {
    credentials = List.copyOf(credentials);
    schemes = List.copyOf(schemes);
  }

  /**
   * Waits for one client and speaks with it.
   *
   * @param listening a channel that is bound
   * @throws IOException if nobody can be waited for any more
   */
  public LiveRun run(ServerSocketChannel listening) throws IOException {
    try (SocketChannel channel = listening.accept();
        Socket socket = channel.socket()) {
      InetSocketAddress client = (InetSocketAddress) channel.getRemoteAddress();
      return speak(client.getHostString() + ":" + client.getPort(), new SocketLine(socket));
    }
  }

  /**
   * Speaks with a client that is there already.
   *
   * @param name how the client is called in the run
   */
  public LiveRun speak(String name, Line line) {
    Pump<FlightServerState> pump = new Pump<>(line, limits, Endpoint.server(config(), records));
    while (pump.isOpen() && !isConnected(pump)) {
      pump.read();
    }
    boolean connected = isConnected(pump);
    if (connected && pump.isOpen() && ticket.isPresent()) {
      pump.take(pump.endpoint().sendTicket(ticket.get()));
    }
    while (connected && pump.isOpen() && !Events.hasData(pump.endpoint().events())) {
      pump.read();
    }
    if (connected && pump.isOpen()) {
      if (!answer.isEmpty()) {
        pump.take(pump.endpoint().send(answer));
      }
      pump.take(pump.endpoint().sendCloseNotify());
      pump.finish();
    }
    return run(name, pump, connected);
  }

  private FlightServerConfig config() {
    return new FlightServerConfig(
        setup.config(),
        credentials,
        authentication,
        schemes,
        trust,
        TELLS_GROUPS,
        Randomness.seeded(1));
  }

  /** What a trace has to know of this; proof and distrust are found in the run. */
  private FlightSetup.OfServer flight() {
    return new FlightSetup.OfServer(
        Optional.empty(), Optional.empty(), authentication, schemes, TELLS_GROUPS);
  }

  private static boolean isConnected(Pump<FlightServerState> pump) {
    return pump.endpoint().state() instanceof Connected;
  }

  private LiveRun run(String name, Pump<FlightServerState> pump, boolean connected) {
    Endpoint<FlightServerState> endpoint = pump.endpoint();
    return new LiveRun(
        name,
        outcome(pump, connected),
        endpoint.events(),
        EventTrace.ofServer("with a client at " + name, setup, flight(), trust, endpoint.events()),
        keyLog(endpoint.state()),
        pump.chunks(),
        connection(endpoint.state()).map(this::tickets).orElse(List.of()),
        connection(endpoint.state())
            .map(at -> Exporter.of(at.at().hellos().reply(), at.at().secrets())),
        endpoint.skippedEarlyData());
  }

  /** Returns the connection that there is, or was before it ended. */
  private static Optional<Connected> connection(FlightServerState state) {
    return state.beforeEnd() instanceof Connected connected
        ? Optional.of(connected)
        : Optional.empty();
  }

  /** Returns the ticket that was sent, as the client will offer it. */
  private List<OfferedKey> tickets(Connected connected) {
    if (ticket.isEmpty()) {
      return List.of();
    }
    CipherSuite suite = connected.at().hellos().reply().cipherSuite();
    return List.of(
        OfferedKey.ticket(
            PreSharedKey.ofTicket(suite, connected.resumptionMain(), ticket.get()),
            ticket.get().ticketAgeAdd(),
            0,
            0));
  }

  /** A client that closes after the handshake has had what it wanted. */
  private static Outcome outcome(Pump<FlightServerState> pump, boolean connected) {
    FlightServerState state = pump.endpoint().state();
    return Outcome.of(
        state.refusal(),
        connected && pump.lost().isEmpty(),
        state.closedBy(),
        pump.lost().orElse("the client closed the connection before the handshake was done"));
  }

  private static List<String> keyLog(FlightServerState state) {
    FlightServerState last = state.beforeEnd();
    Optional<InFlight> flight =
        last instanceof Connected connected
            ? Optional.of(connected.at())
            : last instanceof InFlight at ? Optional.of(at) : Optional.empty();
    return flight
        .map(
            at ->
                new KeyLog(answeredRandom(at.hellos()))
                    .handshake(at.hellos().secrets())
                    .application(at.secrets())
                    .lines())
        .orElse(List.of());
  }

  /** CH2-05: both hellos have the same random. */
  private static Bytes answeredRandom(Negotiated hellos) {
    return hellos.secondHello().or(hellos::firstHello).orElseThrow().random();
  }
}
