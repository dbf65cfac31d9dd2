package helloagain.refinement;

import helloagain.client.ClientState;
import helloagain.exchange.Received;
import helloagain.exchange.Step;
import helloagain.server.ServerState;
import java.util.Set;

/** Names what a machine did by the actions of {@code Handshake.tla}. */
public final class Actions {
  /**
   * Those that send a hello; the operator with {@code With} at its end takes any that may be sent.
   */
  public static final Set<String> SENDING_A_HELLO =
      Set.of(
          "ClientSendsFirstHello",
          "ClientRetries",
          "ServerRetries",
          "ServerAcceptsFirst",
          "ServerAcceptsSecond");

  private Actions() {}

  /** Names what a client did when it read. */
  public static String ofClient(Received read, Step<ClientState> step) {
    ClientState next = step.next();
    if (next instanceof ClientState.AwaitingServerHelloAgain && step.sent().size() == 1) {
      return "ClientRetries";
    }
    if (next instanceof ClientState.Aborted) {
      return "ClientAborts";
    }
    if (next instanceof ClientState.Closed) {
      return "ClientCloses";
    }
    return read instanceof Received.AlertReceived ? "ClientReadsOn" : "ClientAccepts";
  }

  /** Names what a server with a memory did when it read. */
  public static String ofServer(Received read, Step<ServerState> step) {
    ServerState next = step.next();
    if (read instanceof Received.AlertReceived && !next.hasEnded()) {
      return "ServerReadsOn";
    }
    if (next instanceof ServerState.AwaitingSecondHello && step.sent().size() == 1) {
      return "ServerRetries";
    }
    if (next instanceof ServerState.Negotiated negotiated && step.sent().size() == 1) {
      return negotiated.retry().isPresent() ? "ServerAcceptsSecond" : "ServerAcceptsFirst";
    }
    return next instanceof ServerState.Closed ? "ServerCloses" : "ServerAborts";
  }

  /** Names what a server without a memory did when it read, as {@code Stateless.tla} does. */
  public static String ofStatelessServer(Received read, Step<ServerState> step) {
    return switch (ofServer(read, step)) {
      case "ServerAcceptsFirst" -> "StatelessAcceptsFirst";
      case "ServerAcceptsSecond" -> "StatelessAcceptsSecond";
      case "ServerCloses" -> "ServerCloses";
      default -> step.next() instanceof ServerState.Start ? "StatelessRetries" : "StatelessAborts";
    };
  }
}
