package helloagain.refinement;

import helloagain.exchange.Received;
import helloagain.exchange.Received.HandshakeReceived;
import helloagain.exchange.Sent.HandshakeSent;
import helloagain.exchange.Step;
import helloagain.flight.FlightClientState;
import helloagain.flight.FlightServer;
import helloagain.flight.FlightServerState;
import helloagain.message.HandshakeType;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Names references that break one duty of a sender on purpose after ServerHello, as {@link
 * BrokenPeer} does in the hellos.
 */
public enum BrokenFlight implements Reference {
  /** The client sends no EndOfEarlyData after early data that was accepted (4.5). */
  CLIENT_OMITS_END_OF_EARLY_DATA {
    @Override
    public Step<FlightClientState> changed(
        FlightClientState state, Received received, Step<FlightClientState> step) {
      return without(step, HandshakeType.END_OF_EARLY_DATA);
    }
  },
  /** The client does not answer a CertificateRequest (4.4.2). */
  CLIENT_LEAVES_REQUEST_UNANSWERED {
    @Override
    public Step<FlightClientState> changed(
        FlightClientState state, Received received, Step<FlightClientState> step) {
      return without(step, HandshakeType.CERTIFICATE, HandshakeType.CERTIFICATE_VERIFY);
    }
  },
  /** The server makes nothing of any message of the client's flight (A.2). */
  SERVER_STALLS_IN_FLIGHT {
    @Override
    public Step<FlightServerState> changed(
        FlightServerState state, Received received, Step<FlightServerState> step) {
      return received instanceof HandshakeReceived ? Step.silent(state) : step;
    }
  },
  /** The server shows a certificate and does not sign (4.4.3). */
  SERVER_OMITS_CERTIFICATE_VERIFY {
    @Override
    public Step<FlightServerState> flight(FlightServerState state) {
      return without(FlightServer.sendFlight(state), HandshakeType.CERTIFICATE_VERIFY);
    }
  };

  /** Finds one by its name. */
  public static Optional<BrokenFlight> named(String name) {
    return Arrays.stream(values()).filter(flight -> flight.name().equals(name)).findFirst();
  }

  private static <S> Step<S> without(Step<S> step, HandshakeType... types) {
    Set<HandshakeType> omitted = Set.of(types);
    return new Step<>(
        step.next(),
        step.sent().stream()
            .filter(
                sent ->
                    !(sent instanceof HandshakeSent handshake)
                        || !omitted.contains(handshake.message().type()))
            .toList());
  }
}
