package helloagain.flight;

import helloagain.client.ClientState;
import helloagain.client.ClientState.Negotiated;
import helloagain.exchange.Received;
import helloagain.message.Bytes;
import helloagain.message.Certificate;
import helloagain.message.CertificateRequest;
import helloagain.message.NewSessionTicket;
import helloagain.rule.Violation;
import helloagain.schedule.ApplicationSecrets;
import helloagain.transcript.Transcript;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds where a client stands (RFC 8446, A.1), from its first ClientHello to the end. */
public sealed interface FlightClientState {
  /** Returns what the client brought to the connection. */
  FlightClientConfig config();

  /** Returns how far the hellos have come. */
  ClientState hellos();

  /** Tells whether nothing is read or sent any more. */
  default boolean hasEnded() {
    return this instanceof Aborted || this instanceof Closed || hellos().hasEnded();
  }

  /** Returns the rule for which it has sent an alert, if it has. */
  default Optional<Violation> refusal() {
    if (this instanceof Aborted aborted) {
      return Optional.of(aborted.violation());
    }
    return hellos() instanceof ClientState.Aborted aborted
        ? Optional.of(aborted.violation())
        : Optional.empty();
  }

  /** Returns the alert, or the end of the transport, that has ended it, if one has. */
  default Optional<Received> closedBy() {
    if (this instanceof Closed closed) {
      return Optional.of(closed.cause());
    }
    return hellos() instanceof ClientState.Closed closed
        ? Optional.of(closed.cause())
        : Optional.empty();
  }

  /** Returns the last state before the end of any kind, or this one if it goes on. */
  default FlightClientState beforeEnd() {
    if (this instanceof Aborted aborted) {
      return aborted.at();
    }
    return this instanceof Closed closed ? closed.at() : this;
  }

  /** The hellos are not done, or have failed. */
  record Hellos(FlightClientConfig config, ClientState state) implements FlightClientState {
    @Override
    public ClientState hellos() {
      return state;
    }
  }

  /**
   * The server's flight is being read.
   *
   * @param hellos the outcome of the hellos
   * @param phase what is awaited
   * @param transcript the messages so far
   * @param earlyData what has become of early data
   * @param request the CertificateRequest, if one came
   * @param peer the server's Certificate, if one came
   */
  record InFlight(
      FlightClientConfig config,
      Negotiated hellos,
      Phase phase,
      Transcript transcript,
      EarlyDataFate earlyData,
      Optional<CertificateRequest> request,
      Optional<Certificate> peer)
      implements FlightClientState {
    InFlight next(Phase awaited, Bytes read) {
      return new InFlight(
          config, hellos, awaited, transcript.append(read), earlyData, request, peer);
    }

    InFlight with(EarlyDataFate fate) {
      return new InFlight(config, hellos, phase, transcript, fate, request, peer);
    }

    InFlight with(CertificateRequest asked) {
      return new InFlight(config, hellos, phase, transcript, earlyData, Optional.of(asked), peer);
    }

    InFlight with(Certificate shown) {
      return new InFlight(
          config, hellos, phase, transcript, earlyData, request, Optional.of(shown));
    }
  }

  /**
   * Both Finished have been exchanged as far as the client knows.
   *
   * @param at the last state before
   * @param transcript all messages of the handshake
   * @param secrets the first secrets of application data
   * @param resumptionMain the secret of the PSKs of tickets
   * @param clientTraffic the secret that the client sends under now
   * @param serverTraffic the secret that the server sends under now
   * @param tickets the tickets that have come, in order
   */
  record Connected(
      InFlight at,
      Transcript transcript,
      ApplicationSecrets secrets,
      Bytes resumptionMain,
      Bytes clientTraffic,
      Bytes serverTraffic,
      List<NewSessionTicket> tickets)
      implements FlightClientState {
    /** Copies the list. */
    public Connected {
      tickets = List.copyOf(tickets);
    }

    @Override
    public FlightClientConfig config() {
      return at.config();
    }

    @Override
    public Negotiated hellos() {
      return at.hellos();
    }

    Connected with(NewSessionTicket ticket) {
      List<NewSessionTicket> longer = new ArrayList<>(tickets);
      longer.add(ticket);
      return new Connected(
          at, transcript, secrets, resumptionMain, clientTraffic, serverTraffic, longer);
    }

    Connected sendingUnder(Bytes next) {
      return new Connected(at, transcript, secrets, resumptionMain, next, serverTraffic, tickets);
    }

    Connected readingUnder(Bytes next) {
      return new Connected(at, transcript, secrets, resumptionMain, clientTraffic, next, tickets);
    }
  }

  /**
   * The client has sent an alert after the hellos.
   *
   * @param at the state in which the message came
   * @param violation the rule that decided, and the alert
   */
  record Aborted(FlightClientState at, Violation violation) implements FlightClientState {
    @Override
    public FlightClientConfig config() {
      return at.config();
    }

    @Override
    public ClientState hellos() {
      return at.hellos();
    }
  }

  /**
   * The server or the transport has ended the connection after the hellos.
   *
   * @param at the state in which that was seen
   * @param cause the alert, or the end of the transport
   */
  record Closed(FlightClientState at, Received cause) implements FlightClientState {
    @Override
    public FlightClientConfig config() {
      return at.config();
    }

    @Override
    public ClientState hellos() {
      return at.hellos();
    }
  }
}
