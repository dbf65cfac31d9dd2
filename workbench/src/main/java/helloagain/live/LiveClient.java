package helloagain.live;

import helloagain.client.OfferedKey;
import helloagain.endpoint.Endpoint;
import helloagain.endpoint.EndpointSettings;
import helloagain.flight.Credentials;
import helloagain.flight.FlightClient;
import helloagain.flight.FlightClientConfig;
import helloagain.flight.FlightClientState;
import helloagain.flight.FlightClientState.Connected;
import helloagain.flight.FlightClientState.InFlight;
import helloagain.flight.Trust;
import helloagain.keyexchange.Randomness;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.refinement.ClientSetup;
import helloagain.refinement.EventTrace;
import helloagain.schedule.PreSharedKey;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;

/**
 * Speaks as a client, over TCP or another line: the handshake, early data and data if there are any
 * to send, and close_notify.
 *
 * @param setup what the client offers; its keys are those of models and tests, and known
 * @param credentials what it proves itself with if it is asked
 * @param trust whom it takes for the server
 * @param records how it makes records
 * @param limits when it gives up
 * @param earlyData what it sends before the handshake is done, possibly nothing
 * @param data what it sends then, possibly nothing; if it sends something it waits for an answer
 */
public record LiveClient(
    ClientSetup setup,
    Optional<Credentials> credentials,
    Trust trust,
    EndpointSettings records,
    Limits limits,
    Bytes earlyData,
    Bytes data) {
  /**
   * Connects and speaks.
   *
   * @throws IOException if there is no connection
   */
  public LiveRun run(InetSocketAddress server) throws IOException {
    String name = server.getHostString() + ":" + server.getPort();
    // A channel, for a thread that reads from it can be interrupted.
    try (SocketChannel channel = SocketChannel.open();
        Socket socket = channel.socket()) {
      socket.connect(server, (int) limits.silence().toMillis());
      return speak(name, new SocketLine(socket));
    }
  }

  /**
   * Speaks with a server that is there already.
   *
   * @param name how the server is called in the run
   */
  public LiveRun speak(String name, Line line) {
    Endpoint<FlightClientState> started =
        Endpoint.client(
            new FlightClientConfig(setup.config(), credentials, trust, Randomness.seeded(1)),
            records);
    Pump<FlightClientState> pump = new Pump<>(line, limits, started);
    pump.take(started.start());
    if (!earlyData.isEmpty() && FlightClient.maySendEarlyData(pump.endpoint().state())) {
      pump.take(pump.endpoint().sendEarly(earlyData));
    }
    while (pump.isOpen() && !isConnected(pump)) {
      pump.read();
    }
    boolean connected = isConnected(pump);
    if (connected) {
      exchange(pump);
    }
    return run(name, pump, connected);
  }

  private static boolean isConnected(Pump<FlightClientState> pump) {
    return pump.endpoint().state() instanceof Connected;
  }

  private void exchange(Pump<FlightClientState> pump) {
    if (!data.isEmpty()) {
      pump.take(pump.endpoint().send(data));
      while (pump.isOpen() && !Events.hasData(pump.endpoint().events())) {
        pump.read();
      }
    }
    if (pump.isOpen()) {
      pump.take(pump.endpoint().sendCloseNotify());
      pump.finish();
    }
  }

  private LiveRun run(String name, Pump<FlightClientState> pump, boolean connected) {
    Endpoint<FlightClientState> endpoint = pump.endpoint();
    return new LiveRun(
        name,
        outcome(pump, connected),
        endpoint.events(),
        EventTrace.ofClient("with a server at " + name, setup, trust, endpoint.events()),
        keyLog(endpoint.state()),
        pump.chunks(),
        connection(endpoint.state()).map(LiveClient::tickets).orElse(List.of()),
        connection(endpoint.state()).map(at -> Exporter.of(at.at().hellos().reply(), at.secrets())),
        0);
  }

  /** Returns the connection that there is, or was before it ended. */
  private static Optional<Connected> connection(FlightClientState state) {
    return state.beforeEnd() instanceof Connected connected
        ? Optional.of(connected)
        : Optional.empty();
  }

  /** Returns the tickets that came, as they are offered at once: with an age of nothing. */
  private static List<OfferedKey> tickets(Connected connected) {
    CipherSuite suite = connected.at().hellos().reply().cipherSuite();
    return connected.tickets().stream()
        .map(
            ticket ->
                OfferedKey.ticket(
                    PreSharedKey.ofTicket(suite, connected.resumptionMain(), ticket),
                    ticket.ticketAgeAdd(),
                    0,
                    0))
        .toList();
  }

  private Outcome outcome(Pump<FlightClientState> pump, boolean connected) {
    FlightClientState state = pump.endpoint().state();
    return Outcome.of(
        state.refusal(),
        connected && (data.isEmpty() || Events.hasData(pump.endpoint().events())),
        state.closedBy(),
        pump.lost().orElse("the server closed the connection before the exchange was done"));
  }

  private List<String> keyLog(FlightClientState state) {
    KeyLog log = new KeyLog(setup.config().firstHello().random());
    FlightClientState last = state.beforeEnd();
    if (last instanceof InFlight flight) {
      log.handshake(flight.hellos().secrets());
    }
    if (last instanceof Connected connected) {
      log.handshake(connected.at().hellos().secrets()).application(connected.secrets());
    }
    return log.lines();
  }
}
