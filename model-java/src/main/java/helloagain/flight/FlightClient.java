package helloagain.flight;

import helloagain.client.ClientMachine;
import helloagain.client.ClientState;
import helloagain.client.ClientState.Negotiated;
import helloagain.client.EarlyDataOffer;
import helloagain.client.OfferedKey;
import helloagain.exchange.Check;
import helloagain.exchange.Checks;
import helloagain.exchange.HelloRules;
import helloagain.exchange.Received;
import helloagain.exchange.Received.AlertReceived;
import helloagain.exchange.Received.DataReceived;
import helloagain.exchange.Received.HandshakeReceived;
import helloagain.exchange.Received.TransportClosed;
import helloagain.exchange.Received.Unparsable;
import helloagain.exchange.Sent;
import helloagain.exchange.Step;
import helloagain.flight.FlightClientState.Aborted;
import helloagain.flight.FlightClientState.Closed;
import helloagain.flight.FlightClientState.Connected;
import helloagain.flight.FlightClientState.Hellos;
import helloagain.flight.FlightClientState.InFlight;
import helloagain.message.Bytes;
import helloagain.message.Certificate;
import helloagain.message.CertificateRequest;
import helloagain.message.CertificateVerify;
import helloagain.message.ClientHello;
import helloagain.message.EncryptedExtensions;
import helloagain.message.EndOfEarlyData;
import helloagain.message.Finished;
import helloagain.message.HandshakeMessage;
import helloagain.message.HandshakeType;
import helloagain.message.KeyUpdate;
import helloagain.message.KeyUpdateRequest;
import helloagain.message.NewSessionTicket;
import helloagain.message.SignatureScheme;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.rule.Violation;
import helloagain.schedule.ApplicationSecrets;
import helloagain.schedule.KeySchedule;
import helloagain.signature.Signer;
import helloagain.transcript.HashAlgorithm;
import helloagain.transcript.Transcript;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Says what a client makes of what it receives from ServerHello on; {@link FlightClientState} and
 * {@link Phase} are its states. Before that {@link ClientMachine} says so.
 *
 * <p>As there, a message is first held to the rules, in the order of {@code Flights.tla}; the first
 * broken rule that the client enforces decides. Only then does the state change, and then the
 * answer is made.
 *
 * <p>A client that does not enforce a MUST rule goes on with what it has. It takes a message that
 * comes out of turn for what its type says, ignores one that has no place at a client, and does not
 * look into a signature if there is no key, or none for its scheme.
 */
public final class FlightClient {
  private FlightClient() {}

  /** Sends the first ClientHello (CH-01). */
  public static Step<FlightClientState> start(FlightClientConfig config) {
    return afterHellos(config, ClientMachine.start(config.hellos()));
  }

  /**
   * Takes what was received, and answers where the figure has a place for that (MSG-02).
   *
   * @throws IllegalStateException if the client has not been started
   */
  public static Step<FlightClientState> receive(FlightClientState state, Received received) {
    if (state.hasEnded()) {
      return Step.silent(state);
    }
    if (state instanceof Hellos hellos) {
      return afterHellos(state.config(), ClientMachine.receive(hellos.state(), received));
    }
    if (received instanceof AlertReceived alert && alert.leavesOpen(state.config().profile())) {
      return Step.silent(state);
    }
    if (received instanceof AlertReceived || received instanceof TransportClosed) {
      return Step.silent(new Closed(state, received));
    }
    Received read = bodyOf(state, received);
    Set<Rule> enforced = state.config().enforced();
    return Checks.first(checks(state, read, enforced), enforced)
        .map(violation -> abort(state, violation))
        .orElseGet(() -> goOn(state, read));
  }

  /**
   * Returns every step that the RFC leaves to this client: any of the broken rules that it enforces
   * may decide, with any alert that the rule permits (6.2); where none of them binds it may go on;
   * and RFC 9846, 6.1, lets it end or read on after user_canceled (ALERT-20). {@link #receive}
   * takes the first. Before ServerHello they are those of {@link ClientMachine#permitted}.
   *
   * @throws IllegalStateException if the client has not been started
   */
  public static List<Step<FlightClientState>> permitted(
      FlightClientState state, Received received) {
    if (state instanceof Hellos hellos) {
      return ClientMachine.permitted(hellos.state(), received).stream()
          .map(step -> afterHellos(state.config(), step))
          .toList();
    }
    if (state.hasEnded() || received instanceof TransportClosed) {
      return List.of(receive(state, received));
    }
    Profile profile = state.config().profile();
    if (received instanceof AlertReceived alert) {
      return Checks.permitted(alert, profile, state, new Closed(state, received));
    }
    Set<Rule> enforced = state.config().enforced();
    Received read = bodyOf(state, received);
    List<Violation> violations = Checks.all(checks(state, read, enforced), enforced);
    return Checks.permitted(
        violations,
        profile,
        violation -> abort(state, violation),
        () -> Stream.of(goOn(state, read)));
  }

  /**
   * Finds every rule that something received breaks, enforced or not, in the order in which they
   * are checked. As a set these are {@code BrokenAnywhereAtClient}.
   *
   * @throws IllegalStateException if the client has not been started
   */
  public static List<Violation> violations(FlightClientState state, Received received) {
    if (state instanceof Hellos hellos) {
      return ClientMachine.violations(hellos.state(), received);
    }
    return state.hasEnded()
            || received instanceof AlertReceived
            || received instanceof TransportClosed
        ? List.of()
        : Checks.all(checks(state, bodyOf(state, received), Rule.all()), Rule.all());
  }

  /**
   * Ends the connection with the alert of a violation, whatever layer found it (ALERT-10,
   * ALERT-11).
   */
  public static Step<FlightClientState> abort(FlightClientState state, Violation violation) {
    return state instanceof Hellos hellos
        ? afterHellos(state.config(), ClientMachine.abort(hellos.state(), violation))
        : Step.abort(new Aborted(state, violation), violation);
  }

  /**
   * Sends application data.
   *
   * @throws IllegalStateException if it is not the time for that (4.4.4)
   */
  public static Step<FlightClientState> send(FlightClientState state, Bytes data) {
    if (!(state instanceof Connected)) {
      throw new IllegalStateException("application data goes after Finished");
    }
    return new Step<>(state, List.of(new Sent.DataSent(data, false)));
  }

  /**
   * Sends a KeyUpdate, the last message under the old key (4.6.3).
   *
   * @param request whether the server is to answer with one
   * @throws IllegalStateException if the handshake is not done
   */
  public static Step<FlightClientState> updateKeys(
      FlightClientState state, KeyUpdateRequest request) {
    if (!(state instanceof Connected connected)) {
      throw new IllegalStateException("a KeyUpdate goes after Finished");
    }
    return new Step<>(sendingOn(connected), List.of(Sent.of(new KeyUpdate(request))));
  }

  private static Connected sendingOn(Connected connected) {
    return connected.sendingUnder(
        KeySchedule.nextApplicationTraffic(hash(connected), connected.clientTraffic()));
  }

  /**
   * Sends early data (ED-01, ED-21).
   *
   * @throws IllegalStateException if it is not, or no longer, the time for that (4.2.10)
   */
  public static Step<FlightClientState> sendEarly(FlightClientState state, Bytes data) {
    if (!maySendEarlyData(state)) {
      throw new IllegalStateException("no early data may be sent");
    }
    return new Step<>(state, List.of(new Sent.DataSent(data, true)));
  }

  /** Tells whether early data may be sent: it was offered and has not been refused (4.2.10). */
  public static boolean maySendEarlyData(FlightClientState state) {
    return state instanceof Hellos hellos
        ? hellos.state() instanceof ClientState.AwaitingServerHello
            && hellos.state().earlyData() == EarlyDataOffer.OFFERED
            && hasEarlyKeys(state.config())
        : state instanceof InFlight flight
            && (flight.earlyData() == EarlyDataFate.OFFERED
                || flight.earlyData() == EarlyDataFate.ACCEPTED);
  }

  /** Takes a step of {@link ClientMachine}, after which the server's flight may be due. */
  public static Step<FlightClientState> afterHellos(
      FlightClientConfig config, Step<ClientState> step) {
    return new Step<>(
        step.next() instanceof Negotiated negotiated
            ? inFlight(config, negotiated)
            : new Hellos(config, step.next()),
        step.sent());
  }

  /** 4.2.10: the keys of early data are those of the first PSK. */
  private static boolean hasEarlyKeys(FlightClientConfig config) {
    return config.hellos().psks().stream()
        .limit(1)
        .anyMatch(key -> key.psk().earlySuite().isPresent());
  }

  private static InFlight inFlight(FlightClientConfig config, Negotiated hellos) {
    return new InFlight(
        config,
        hellos,
        Phase.WAIT_EE,
        hellos.transcript(),
        switch (hellos.earlyData()) {
          case NONE -> EarlyDataFate.NONE;
          case OFFERED -> hasEarlyKeys(config) ? EarlyDataFate.OFFERED : EarlyDataFate.NONE;
          case DROPPED -> EarlyDataFate.DROPPED;
        },
        Optional.empty(),
        Optional.empty());
  }

  // Validate.

  /**
   * Reads the body of a message that is awaited; of another one nothing is looked at, unless order
   * does not matter to this client.
   */
  private static Received bodyOf(FlightClientState state, Received received) {
    return received instanceof HandshakeReceived handshake
            && (awaited(state).contains(handshake.message().type())
                || !state.config().enforced().contains(Rule.MESSAGE_IS_EXPECTED))
        ? Received.due(handshake, state.config().profile(), hash(state).length())
        : received;
  }

  /**
   * MSG-03, EE-01, ED-20: the messages that a state waits for. That a request comes with a PSK is a
   * matter of its own (CR-01).
   */
  private static Set<HandshakeType> awaited(FlightClientState state) {
    if (state instanceof Connected) {
      return Set.of(HandshakeType.NEW_SESSION_TICKET, HandshakeType.KEY_UPDATE);
    }
    InFlight flight = (InFlight) state;
    return switch (flight.phase()) {
      case WAIT_EE -> Set.of(HandshakeType.ENCRYPTED_EXTENSIONS);
      case WAIT_CERT_CR -> Set.of(HandshakeType.CERTIFICATE_REQUEST, HandshakeType.CERTIFICATE);
      case WAIT_CERT -> Set.of(HandshakeType.CERTIFICATE);
      case WAIT_CV -> Set.of(HandshakeType.CERTIFICATE_VERIFY);
      case WAIT_FINISHED ->
          flight.hellos().psk().isPresent()
              ? Set.of(HandshakeType.FINISHED, HandshakeType.CERTIFICATE_REQUEST)
              : Set.of(HandshakeType.FINISHED);
      case WAIT_EOED -> Set.of();
    };
  }

  private static List<Check> checks(
      FlightClientState state, Received received, Set<Rule> enforced) {
    if (received instanceof Unparsable unparsable) {
      return List.of(HelloRules.messageParses(unparsable.failure()));
    }
    if (received instanceof DataReceived) {
      return List.of(FlightRules.dataIsDue(state instanceof Connected));
    }
    HandshakeMessage message = ((HandshakeReceived) received).message();
    if (!awaited(state).contains(message.type())) {
      return List.of(
          FlightRules.endOfEarlyDataIsClients(message.type()),
          HelloRules.messageIsExpected(message, awaited(state).toString()));
    }
    if (state instanceof Connected) {
      return message instanceof KeyUpdate update
          ? List.of(FlightRules.keyUpdateIsKnown(update))
          : List.of();
    }
    InFlight flight = (InFlight) state;
    if (message instanceof EncryptedExtensions extensions) {
      return FlightRules.ofEncryptedExtensions(
          latestHello(flight),
          flight.hellos().reply(),
          flight.config().hellos().psks().stream().map(OfferedKey::psk).toList(),
          extensions);
    }
    if (message instanceof CertificateRequest request) {
      return FlightRules.ofCertificateRequest(flight.hellos().psk(), request);
    }
    if (message instanceof Certificate certificate) {
      return FlightRules.ofServerCertificate(
          latestHello(flight), flight.config().trust(), certificate);
    }
    if (message instanceof CertificateVerify verify) {
      return FlightRules.ofCertificateVerify(
          latestHello(flight).extensions(),
          flight.peer(),
          Signer.SERVER,
          flight.transcript().hash(hash(state)),
          verify,
          enforced);
    }
    return List.of(
        FlightRules.finishedIsValid(
            verifyData(flight, flight.hellos().secrets().serverTraffic()), (Finished) message));
  }

  private static ClientHello latestHello(InFlight flight) {
    return flight.hellos().secondHello().orElseGet(() -> flight.config().hellos().firstHello());
  }

  // Update and produce.

  private static Step<FlightClientState> goOn(FlightClientState state, Received received) {
    if (!(received instanceof HandshakeReceived handshake)) {
      return Step.silent(state);
    }
    HandshakeMessage message = handshake.message();
    if (state instanceof Connected connected) {
      return afterFinished(connected, message);
    }
    InFlight flight = (InFlight) state;
    Bytes raw = handshake.raw();
    if (message instanceof EncryptedExtensions extensions) {
      boolean withPsk = flight.hellos().psk().isPresent();
      return Step.silent(
          flight
              .next(withPsk ? Phase.WAIT_FINISHED : Phase.WAIT_CERT_CR, raw)
              .with(fate(flight.earlyData(), extensions)));
    }
    if (message instanceof CertificateRequest request) {
      return Step.silent(flight.next(Phase.WAIT_CERT, raw).with(request));
    }
    if (message instanceof Certificate certificate) {
      return Step.silent(flight.next(Phase.WAIT_CV, raw).with(certificate));
    }
    if (message instanceof CertificateVerify) {
      return Step.silent(flight.next(Phase.WAIT_FINISHED, raw));
    }
    return message instanceof Finished ? finish(flight, raw) : Step.silent(state);
  }

  private static EarlyDataFate fate(EarlyDataFate before, EncryptedExtensions extensions) {
    if (before != EarlyDataFate.OFFERED) {
      return before;
    }
    return FlightRules.acceptsEarlyData(extensions)
        ? EarlyDataFate.ACCEPTED
        : EarlyDataFate.REFUSED;
  }

  /**
   * Sends the client's flight (ED-18, ED-19, MSG-02): EndOfEarlyData after early data that was
   * accepted; Certificate if it was asked for, CertificateVerify unless that is empty (4.4.2,
   * 4.4.3); Finished.
   */
  private static Step<FlightClientState> finish(InFlight flight, Bytes serverFinished) {
    HashAlgorithm hash = hash(flight);
    Transcript heard = flight.transcript().append(serverFinished);
    ApplicationSecrets secrets =
        KeySchedule.applicationSecrets(hash, flight.hellos().secrets().main(), heard.hash(hash));
    Flight own = new Flight(heard, hash, flight.config().profile());
    if (flight.earlyData() == EarlyDataFate.ACCEPTED) {
      own.send(new EndOfEarlyData());
    }
    flight.request().ifPresent(request -> prove(own, flight.config(), request));
    own.send(own.finished(flight.hellos().secrets().clientTraffic()));
    return new Step<>(
        new Connected(
            flight,
            own.transcript(),
            secrets,
            KeySchedule.resumptionMain(
                hash, flight.hellos().secrets().main(), own.transcript().hash(hash)),
            secrets.clientTraffic(),
            secrets.serverTraffic(),
            List.of()),
        own.sent());
  }

  /** 4.4.2.3: a client without a certificate that will do sends an empty Certificate. */
  private static void prove(Flight own, FlightClientConfig config, CertificateRequest request) {
    List<SignatureScheme> schemes = FlightRules.schemes(request.extensions());
    Optional<Credentials> usable =
        config.credentials().filter(owner -> owner.schemeFor(schemes).isPresent());
    if (usable.isEmpty()) {
      own.send(new Certificate(request.certificateRequestContext(), List.of()));
      return;
    }
    own.prove(usable.get(), schemes, Signer.CLIENT, config.randomness());
  }

  /** 4.6.1: a ticket is kept. 4.6.3: a KeyUpdate is answered if it asks for that. */
  private static Step<FlightClientState> afterFinished(
      Connected connected, HandshakeMessage message) {
    if (message instanceof NewSessionTicket ticket) {
      return Step.silent(connected.with(ticket));
    }
    if (!(message instanceof KeyUpdate update)) {
      return Step.silent(connected);
    }
    Connected next =
        connected.readingUnder(
            KeySchedule.nextApplicationTraffic(hash(connected), connected.serverTraffic()));
    return update.requestUpdate().equals(KeyUpdateRequest.UPDATE_REQUESTED)
        ? updateKeys(next, KeyUpdateRequest.UPDATE_NOT_REQUESTED)
        : Step.silent(next);
  }

  private static Bytes verifyData(InFlight flight, Bytes traffic) {
    HashAlgorithm hash = hash(flight);
    return KeySchedule.verifyData(hash, traffic, flight.transcript().hash(hash));
  }

  private static HashAlgorithm hash(FlightClientState state) {
    Negotiated hellos = (Negotiated) state.hellos();
    return HashAlgorithm.forSuite(hellos.reply().cipherSuite()).orElse(HashAlgorithm.SHA256);
  }
}
