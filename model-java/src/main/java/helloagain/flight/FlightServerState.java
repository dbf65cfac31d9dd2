package helloagain.flight;

import helloagain.exchange.Received;
import helloagain.message.Bytes;
import helloagain.message.Certificate;
import helloagain.message.CertificateRequest;
import helloagain.rule.Violation;
import helloagain.schedule.ApplicationSecrets;
import helloagain.server.ServerState;
import helloagain.server.ServerState.Negotiated;
import helloagain.transcript.Transcript;
import java.util.Optional;

/** Holds where a server stands (RFC 8446, A.2), from the first ClientHello to the end. */
public sealed interface FlightServerState {
  /** Returns what the server brought to the connection. */
  FlightServerConfig config();

  /** Returns how far the hellos have come. */
  ServerState hellos();

  /** Tells whether nothing is read or sent any more. */
  default boolean hasEnded() {
    return this instanceof Aborted || this instanceof Closed || hellos().hasEnded();
  }

  /** Returns the rule for which it has sent an alert, if it has. */
  default Optional<Violation> refusal() {
    if (this instanceof Aborted aborted) {
      return Optional.of(aborted.violation());
    }
    return hellos() instanceof ServerState.Aborted aborted
        ? Optional.of(aborted.violation())
        : Optional.empty();
  }

  /** Returns the alert, or the end of the transport, that has ended it, if one has. */
  default Optional<Received> closedBy() {
    if (this instanceof Closed closed) {
      return Optional.of(closed.cause());
    }
    return hellos() instanceof ServerState.Closed closed
        ? Optional.of(closed.cause())
        : Optional.empty();
  }

  /** Returns the last state before the end of any kind, or this one if it goes on. */
  default FlightServerState beforeEnd() {
    if (this instanceof Aborted aborted) {
      return aborted.at();
    }
    return this instanceof Closed closed ? closed.at() : this;
  }

  /** The hellos are not done, or have failed; or ServerHello is sent, and the flight is next. */
  record Hellos(FlightServerConfig config, ServerState state) implements FlightServerState {
    @Override
    public ServerState hellos() {
      return state;
    }
  }

  /**
   * The server's flight is sent and the client's is being read.
   *
   * @param hellos the outcome of the hellos
   * @param phase what is awaited
   * @param transcript the messages so far
   * @param secrets the first secrets of application data, which the server may send at once
   * @param request the CertificateRequest, if one was sent
   * @param peer the client's Certificate, if one came
   */
  record InFlight(
      FlightServerConfig config,
      Negotiated hellos,
      Phase phase,
      Transcript transcript,
      ApplicationSecrets secrets,
      Optional<CertificateRequest> request,
      Optional<Certificate> peer)
      implements FlightServerState {
    InFlight next(Phase awaited, Bytes read) {
      return new InFlight(config, hellos, awaited, transcript.append(read), secrets, request, peer);
    }

    InFlight with(Certificate shown) {
      return new InFlight(config, hellos, phase, transcript, secrets, request, Optional.of(shown));
    }
  }

  /**
   * Both Finished have been exchanged.
   *
   * @param at the last state before
   * @param transcript all messages of the handshake
   * @param resumptionMain the secret of the PSKs of tickets
   * @param clientTraffic the secret that the client sends under now
   * @param serverTraffic the secret that the server sends under now
   */
  record Connected(
      InFlight at,
      Transcript transcript,
      Bytes resumptionMain,
      Bytes clientTraffic,
      Bytes serverTraffic)
      implements FlightServerState {
    @Override
    public FlightServerConfig config() {
      return at.config();
    }

    @Override
    public Negotiated hellos() {
      return at.hellos();
    }

    Connected sendingUnder(Bytes next) {
      return new Connected(at, transcript, resumptionMain, clientTraffic, next);
    }

    Connected readingUnder(Bytes next) {
      return new Connected(at, transcript, resumptionMain, next, serverTraffic);
    }
  }

  /**
   * The server has sent an alert after the hellos.
   *
   * @param at the state in which the message came
   * @param violation the rule that decided, and the alert
   */
  record Aborted(FlightServerState at, Violation violation) implements FlightServerState {
    @Override
    public FlightServerConfig config() {
      return at.config();
    }

    @Override
    public ServerState hellos() {
      return at.hellos();
    }
  }

  /**
   * The client or the transport has ended the connection after the hellos.
   *
   * @param at the state in which that was seen
   * @param cause the alert, or the end of the transport
   */
  record Closed(FlightServerState at, Received cause) implements FlightServerState {
    @Override
    public FlightServerConfig config() {
      return at.config();
    }

    @Override
    public ServerState hellos() {
      return at.hellos();
    }
  }
}
