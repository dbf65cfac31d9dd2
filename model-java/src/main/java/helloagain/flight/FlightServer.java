package helloagain.flight;

import helloagain.exchange.Check;
import helloagain.exchange.Checks;
import helloagain.exchange.HelloRules;
import helloagain.exchange.Hellos;
import helloagain.exchange.Received;
import helloagain.exchange.Received.AlertReceived;
import helloagain.exchange.Received.DataReceived;
import helloagain.exchange.Received.HandshakeReceived;
import helloagain.exchange.Received.TransportClosed;
import helloagain.exchange.Received.Unparsable;
import helloagain.exchange.Sent;
import helloagain.exchange.Step;
import helloagain.flight.FlightServerState.Aborted;
import helloagain.flight.FlightServerState.Closed;
import helloagain.flight.FlightServerState.Connected;
import helloagain.flight.FlightServerState.InFlight;
import helloagain.message.Bytes;
import helloagain.message.Certificate;
import helloagain.message.CertificateRequest;
import helloagain.message.CertificateVerify;
import helloagain.message.ClientHello;
import helloagain.message.EncryptedExtensions;
import helloagain.message.EndOfEarlyData;
import helloagain.message.Extension;
import helloagain.message.ExtensionType;
import helloagain.message.Finished;
import helloagain.message.HandshakeMessage;
import helloagain.message.HandshakeType;
import helloagain.message.KeyUpdate;
import helloagain.message.KeyUpdateRequest;
import helloagain.message.NamedGroup;
import helloagain.message.NewSessionTicket;
import helloagain.message.SignatureScheme;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.rule.Violation;
import helloagain.schedule.ApplicationSecrets;
import helloagain.schedule.KeySchedule;
import helloagain.server.EarlyData;
import helloagain.server.ServerMachine;
import helloagain.server.ServerState;
import helloagain.server.ServerState.Negotiated;
import helloagain.signature.Signatures;
import helloagain.signature.Signer;
import helloagain.transcript.HashAlgorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Says what a server makes of what it receives from its ServerHello on; {@link FlightServerState}
 * and {@link Phase} are its states. Before that {@link ServerMachine} says so.
 *
 * <p>As there, a message is first held to the rules, in the order of {@code Flights.tla}; the first
 * broken rule that the server enforces decides. Only then does the state change, and then the
 * answer is made.
 *
 * <p>A server that does not enforce a MUST rule goes on with what it has. It takes a message that
 * comes out of turn for what its type says, ignores one that has no place at a server, does not
 * look into a signature if there is no key, or none for its scheme, and signs by a scheme that the
 * client does not know, or not at all.
 */
public final class FlightServer {
  private FlightServer() {}

  /** Makes a server that waits for a ClientHello. */
  public static FlightServerState start(FlightServerConfig config) {
    return new FlightServerState.Hellos(config, ServerMachine.start(config.hellos()));
  }

  /** Tells whether it is the server's turn: ServerHello is sent, and its flight is not (A.2). */
  public static boolean hasFlightToSend(FlightServerState state) {
    return state instanceof FlightServerState.Hellos hellos && hellos.state() instanceof Negotiated;
  }

  /**
   * Takes what was received, and answers where the figure has a place for that (MSG-02).
   *
   * @throws IllegalStateException if it is the server's turn
   */
  public static Step<FlightServerState> receive(FlightServerState state, Received received) {
    requireReader(state);
    if (state.hasEnded()) {
      return Step.silent(state);
    }
    if (state instanceof FlightServerState.Hellos hellos) {
      return afterHellos(state.config(), ServerMachine.receive(hellos.state(), received));
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
   * Returns every step that the RFC leaves to this server: any of the broken rules that it enforces
   * may decide, with any alert that the rule permits (6.2); where none of them binds it may go on;
   * and RFC 9846, 6.1, lets it end or read on after user_canceled (ALERT-20). {@link #receive}
   * takes the first. Before ServerHello they are those of {@link ServerMachine#permitted}.
   *
   * @throws IllegalStateException if it is the server's turn
   */
  public static List<Step<FlightServerState>> permitted(
      FlightServerState state, Received received) {
    requireReader(state);
    if (state instanceof FlightServerState.Hellos hellos) {
      return ServerMachine.permitted(hellos.state(), received).stream()
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
   * are checked. As a set these are {@code BrokenAnywhereAtServer}.
   *
   * @throws IllegalStateException if it is the server's turn
   */
  public static List<Violation> violations(FlightServerState state, Received received) {
    requireReader(state);
    if (state instanceof FlightServerState.Hellos hellos) {
      return ServerMachine.violations(hellos.state(), received);
    }
    return state.hasEnded()
            || received instanceof AlertReceived
            || received instanceof TransportClosed
        ? List.of()
        : Checks.all(checks(state, bodyOf(state, received), Rule.all()), Rule.all());
  }

  private static void requireReader(FlightServerState state) {
    if (hasFlightToSend(state)) {
      throw new IllegalStateException("the server's flight comes first");
    }
  }

  /**
   * Ends the connection with the alert of a violation, whatever layer found it (ALERT-10,
   * ALERT-11).
   */
  public static Step<FlightServerState> abort(FlightServerState state, Violation violation) {
    return state instanceof FlightServerState.Hellos hellos && !hasFlightToSend(state)
        ? afterHellos(state.config(), ServerMachine.abort(hellos.state(), violation))
        : Step.abort(new Aborted(state, violation), violation);
  }

  /**
   * Tells whether early data is skipped that comes now (ED-06, ED-11): after a retry up to the
   * second hello, and otherwise until something comes under handshake keys.
   */
  public static boolean skipsEarlyData(FlightServerState state) {
    if (state instanceof FlightServerState.Hellos hellos) {
      return hellos.state() instanceof ServerState.AwaitingSecondHello waiting
          && waiting.earlyData() == EarlyData.RETRIED;
    }
    return state instanceof InFlight flight
        && flight.hellos().earlyData() == EarlyData.REFUSED
        && flight.peer().isEmpty()
        && flight.phase() != Phase.WAIT_EOED;
  }

  /**
   * Sends application data, for which a server need not wait until the client has finished.
   *
   * @throws IllegalStateException if its own Finished is not sent (4.4.4)
   */
  public static Step<FlightServerState> send(FlightServerState state, Bytes data) {
    if (!(state instanceof Connected) && !(state instanceof InFlight)) {
      throw new IllegalStateException("application data goes after Finished");
    }
    return new Step<>(state, List.of(new Sent.DataSent(data, false)));
  }

  /**
   * Sends a KeyUpdate, the last message under the old key (4.6.3).
   *
   * @param request whether the client is to answer with one
   * @throws IllegalStateException if the handshake is not done
   */
  public static Step<FlightServerState> updateKeys(
      FlightServerState state, KeyUpdateRequest request) {
    if (!(state instanceof Connected connected)) {
      throw new IllegalStateException("a KeyUpdate goes after the client's Finished");
    }
    return new Step<>(sendingOn(connected), List.of(Sent.of(new KeyUpdate(request))));
  }

  private static Connected sendingOn(Connected connected) {
    return connected.sendingUnder(
        KeySchedule.nextApplicationTraffic(
            hash(connected.at().hellos()), connected.serverTraffic()));
  }

  /**
   * Sends a ticket (4.6.1).
   *
   * @throws IllegalStateException if the client has not finished
   */
  public static Step<FlightServerState> sendTicket(
      FlightServerState state, NewSessionTicket ticket) {
    if (!(state instanceof Connected)) {
      throw new IllegalStateException("a ticket goes after the client's Finished");
    }
    return new Step<>(state, List.of(Sent.of(ticket, state.config().profile())));
  }

  /** Takes a step of {@link helloagain.server.ServerMachine}. */
  public static Step<FlightServerState> afterHellos(
      FlightServerConfig config, Step<ServerState> step) {
    return new Step<>(new FlightServerState.Hellos(config, step.next()), step.sent());
  }

  // The server's flight.

  /**
   * Sends the server's flight (EE-01, ED-16, NEG-09, MSG-02): EncryptedExtensions;
   * CertificateRequest if it asks for a certificate; Certificate and CertificateVerify without a
   * PSK (4.4.2, 4.4.3); Finished.
   *
   * @throws IllegalStateException if it is not the server's turn
   */
  public static Step<FlightServerState> sendFlight(FlightServerState state) {
    if (!(state instanceof FlightServerState.Hellos hellos)
        || !(hellos.state() instanceof Negotiated negotiated)) {
      throw new IllegalStateException("it is not the time for the server's flight");
    }
    FlightServerConfig config = state.config();
    HashAlgorithm hash = hash(negotiated);
    ClientHello hello = answeredHello(negotiated);
    Flight flight = new Flight(negotiated.transcript(), hash, config.profile());
    flight.send(new EncryptedExtensions(extensions(config, negotiated, hello)));
    Optional<CertificateRequest> request = request(config, negotiated);
    request.ifPresent(flight::send);
    if (negotiated.psk().isEmpty()) {
      List<SignatureScheme> schemes = FlightRules.schemes(hello.extensions());
      Optional<Credentials> owner =
          config.credentials().stream()
              .filter(candidate -> candidate.schemeFor(schemes).isPresent())
              .findFirst();
      if (owner.isEmpty() && config.enforced().contains(Rule.SCHEMES_OVERLAP)) {
        return abort(state, FlightRules.nothingToSignWith(schemes));
      }
      List<SignatureScheme> usable = owner.isPresent() ? schemes : Signatures.schemes();
      owner
          .or(() -> config.credentials().stream().findFirst())
          .ifPresent(any -> flight.prove(any, usable, Signer.SERVER, config.randomness()));
    }
    flight.send(flight.finished(negotiated.secrets().serverTraffic()));
    return new Step<>(
        new InFlight(
            config,
            negotiated,
            negotiated.earlyData() == EarlyData.ACCEPTED
                ? Phase.WAIT_EOED
                : afterEarlyData(request),
            flight.transcript(),
            KeySchedule.applicationSecrets(
                hash, negotiated.secrets().main(), flight.transcript().hash(hash)),
            request,
            Optional.empty()),
        flight.sent());
  }

  /**
   * ED-06, ED-09, ED-10, ED-17: early_data is there if and only if early data is accepted, which a
   * retry excludes. EXT-01: nothing that the hello did not ask for.
   */
  private static List<Extension> extensions(
      FlightServerConfig config, Negotiated negotiated, ClientHello hello) {
    List<Extension> extensions = new ArrayList<>();
    if (negotiated.earlyData() == EarlyData.ACCEPTED) {
      extensions.add(new Extension.EarlyData());
    }
    List<NamedGroup> groups = config.hellos().policy().groups();
    if (config.tellsGroups()
        && !groups.isEmpty()
        && Hellos.carries(hello, ExtensionType.SUPPORTED_GROUPS)) {
      extensions.add(new Extension.SupportedGroups(groups));
    }
    return extensions;
  }

  /** 4.3.2: a server that uses a PSK asks for no certificate. */
  private static Optional<CertificateRequest> request(
      FlightServerConfig config, Negotiated negotiated) {
    return negotiated.psk().isPresent() || config.authentication() == ClientAuthentication.NONE
        ? Optional.empty()
        : Optional.of(
            new CertificateRequest(
                Bytes.EMPTY, List.of(new Extension.SignatureAlgorithms(config.schemes()))));
  }

  /** A.2, WAIT_FLIGHT2: what comes after early data, or at once. */
  private static Phase afterEarlyData(Optional<CertificateRequest> request) {
    return request.isPresent() ? Phase.WAIT_CERT : Phase.WAIT_FINISHED;
  }

  private static ClientHello answeredHello(Negotiated negotiated) {
    return negotiated.secondHello().or(negotiated::firstHello).orElseThrow();
  }

  // Validate.

  /**
   * Reads the body of a message that is awaited; of another one nothing is looked at, unless order
   * does not matter to this server.
   */
  private static Received bodyOf(FlightServerState state, Received received) {
    return received instanceof HandshakeReceived handshake
            && (awaited(state).equals(handshake.message().type())
                || !state.config().enforced().contains(Rule.MESSAGE_IS_EXPECTED))
        ? Received.due(
            handshake, state.config().profile(), hash((Negotiated) state.hellos()).length())
        : received;
  }

  /** MSG-03, ED-18: the message that a state waits for. */
  private static HandshakeType awaited(FlightServerState state) {
    if (state instanceof Connected) {
      return HandshakeType.KEY_UPDATE;
    }
    return switch (((InFlight) state).phase()) {
      case WAIT_EOED -> HandshakeType.END_OF_EARLY_DATA;
      case WAIT_CERT -> HandshakeType.CERTIFICATE;
      case WAIT_CV -> HandshakeType.CERTIFICATE_VERIFY;
      case WAIT_FINISHED -> HandshakeType.FINISHED;
      case WAIT_EE, WAIT_CERT_CR -> throw new IllegalStateException("a phase of clients");
    };
  }

  private static List<Check> checks(
      FlightServerState state, Received received, Set<Rule> enforced) {
    if (received instanceof Unparsable unparsable) {
      return List.of(HelloRules.messageParses(unparsable.failure()));
    }
    if (received instanceof DataReceived data) {
      return List.of(FlightRules.dataIsDue(isDue(state, data)));
    }
    HandshakeMessage message = ((HandshakeReceived) received).message();
    if (message instanceof ClientHello) {
      // CH-02: a ClientHello is out of turn whatever comes instead of it.
      return List.of(FlightRules.helloComesInTurn());
    }
    if (!awaited(state).equals(message.type())) {
      return List.of(HelloRules.messageIsExpected(message, awaited(state).toString()));
    }
    if (message instanceof KeyUpdate update) {
      return List.of(FlightRules.keyUpdateIsKnown(update));
    }
    InFlight flight = (InFlight) state;
    if (message instanceof EndOfEarlyData) {
      return List.of();
    }
    if (message instanceof Certificate certificate) {
      return FlightRules.ofClientCertificate(
          asked(flight), flight.config().authentication(), flight.config().trust(), certificate);
    }
    HashAlgorithm hash = hash(flight.hellos());
    Bytes transcriptHash = flight.transcript().hash(hash);
    if (message instanceof CertificateVerify verify) {
      return FlightRules.ofCertificateVerify(
          asked(flight), flight.peer(), Signer.CLIENT, transcriptHash, verify, enforced);
    }
    return List.of(
        FlightRules.finishedIsValid(
            KeySchedule.verifyData(hash, flight.hellos().secrets().clientTraffic(), transcriptHash),
            (Finished) message));
  }

  /** Returns the extensions that a client's certificate answers; none if it was not asked for. */
  private static List<Extension> asked(InFlight flight) {
    return flight.request().map(CertificateRequest::extensions).orElse(List.of());
  }

  /**
   * APP-01: not before the client's Finished, but for early data that was accepted, up to
   * EndOfEarlyData.
   */
  private static boolean isDue(FlightServerState state, DataReceived data) {
    return state instanceof Connected
        || (state instanceof InFlight flight && flight.phase() == Phase.WAIT_EOED && data.early());
  }

  // Update and produce.

  private static Step<FlightServerState> goOn(FlightServerState state, Received received) {
    if (!(received instanceof HandshakeReceived handshake)) {
      return Step.silent(state);
    }
    HandshakeMessage message = handshake.message();
    if (state instanceof Connected connected) {
      return message instanceof KeyUpdate update
          ? afterKeyUpdate(connected, update)
          : Step.silent(connected);
    }
    InFlight flight = (InFlight) state;
    Bytes raw = handshake.raw();
    if (message instanceof EndOfEarlyData) {
      return Step.silent(flight.next(afterEarlyData(flight.request()), raw));
    }
    if (message instanceof Certificate certificate) {
      boolean empty = certificate.certificateList().isEmpty();
      return Step.silent(
          flight.next(empty ? Phase.WAIT_FINISHED : Phase.WAIT_CV, raw).with(certificate));
    }
    if (message instanceof CertificateVerify) {
      return Step.silent(flight.next(Phase.WAIT_FINISHED, raw));
    }
    return Step.silent(message instanceof Finished ? connected(flight, raw) : state);
  }

  private static Connected connected(InFlight flight, Bytes clientFinished) {
    HashAlgorithm hash = hash(flight.hellos());
    InFlight read = flight.next(Phase.WAIT_FINISHED, clientFinished);
    ApplicationSecrets secrets = flight.secrets();
    return new Connected(
        flight,
        read.transcript(),
        KeySchedule.resumptionMain(
            hash, flight.hellos().secrets().main(), read.transcript().hash(hash)),
        secrets.clientTraffic(),
        secrets.serverTraffic());
  }

  /** 4.6.3: a KeyUpdate is answered if it asks for that, under the old key. */
  private static Step<FlightServerState> afterKeyUpdate(Connected connected, KeyUpdate update) {
    HashAlgorithm hash = hash(connected.at().hellos());
    Connected next =
        connected.readingUnder(KeySchedule.nextApplicationTraffic(hash, connected.clientTraffic()));
    return update.requestUpdate().equals(KeyUpdateRequest.UPDATE_REQUESTED)
        ? updateKeys(next, KeyUpdateRequest.UPDATE_NOT_REQUESTED)
        : Step.silent(next);
  }

  private static HashAlgorithm hash(Negotiated hellos) {
    return HashAlgorithm.forSuite(hellos.reply().cipherSuite()).orElse(HashAlgorithm.SHA256);
  }
}
