package helloagain.endpoint;

import helloagain.client.ClientConfig;
import helloagain.client.ClientState;
import helloagain.endpoint.Role.Framing;
import helloagain.exchange.Event;
import helloagain.exchange.Received;
import helloagain.exchange.Received.AlertReceived;
import helloagain.exchange.Received.DataReceived;
import helloagain.exchange.Received.TransportClosed;
import helloagain.exchange.Received.Unparsable;
import helloagain.exchange.Sent;
import helloagain.exchange.Sent.AlertSent;
import helloagain.exchange.Sent.DataSent;
import helloagain.exchange.Sent.HandshakeSent;
import helloagain.exchange.Step;
import helloagain.flight.FlightClient;
import helloagain.flight.FlightClientConfig;
import helloagain.flight.FlightClientState;
import helloagain.flight.FlightServer;
import helloagain.flight.FlightServerConfig;
import helloagain.flight.FlightServerState;
import helloagain.message.Alert;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.ContentType;
import helloagain.message.HandshakeType;
import helloagain.message.KeyUpdateRequest;
import helloagain.message.NewSessionTicket;
import helloagain.message.ProtocolVersion;
import helloagain.rule.Rule;
import helloagain.rule.Violation;
import helloagain.schedule.RecordProtection;
import helloagain.schedule.TrafficSecret;
import helloagain.server.ServerConfig;
import helloagain.server.ServerMachine;
import helloagain.server.ServerState;
import helloagain.wire.AlertCodec;
import helloagain.wire.DecodeFailure;
import helloagain.wire.Decoded;
import helloagain.wire.HandshakeReader;
import helloagain.wire.RecordCodec;
import helloagain.wire.RecordReader;
import helloagain.wire.RecordReader.Fault;
import helloagain.wire.TlsRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Puts a machine between two streams of octets (RFC 8446, 5 and D.4). An endpoint is a value:
 * feeding it returns the next one and what to send. It owns no socket and reads no clock.
 *
 * <p>The rules of records, {@code RecordRules.tla}, are judged here; a record that breaks one that
 * the machine enforces ends the exchange as a message does. One that breaks a rule that is not
 * enforced is skipped, or read where it can be. An alert is read wherever it stands, for it ends
 * the exchange in any case.
 *
 * <p>How the stream is cut when it is fed makes no difference.
 *
 * @param <S> the states of the machine
 */
public final class Endpoint<S> {
  private static final Bytes CHANGE_CIPHER_SPEC = Bytes.of((byte) 1);

  private final Role<S> role;
  private final EndpointSettings settings;
  private final S state;
  private final Reading reading;
  private final Optional<Keys> sealer;
  private final List<TlsRecord> protectedRecords;
  private final List<Event> events;

  private Endpoint(
      Role<S> role,
      EndpointSettings settings,
      S state,
      Reading reading,
      Optional<Keys> sealer,
      List<TlsRecord> protectedRecords,
      List<Event> events) {
    this.role = role;
    this.settings = settings;
    this.state = state;
    this.reading = reading;
    this.sealer = sealer;
    this.protectedRecords = List.copyOf(protectedRecords);
    this.events = List.copyOf(events);
  }

  /**
   * Holds the keys of one direction.
   *
   * @param secret what they are derived from, once for all records under them
   * @param next protects the next record
   */
  private record Keys(TrafficSecret secret, RecordProtection next) {
    /** Returns the keys that are in use, from the first record on if others were before. */
    static Optional<Keys> of(Optional<TrafficSecret> secret, Optional<Keys> before) {
      return secret.map(
          now ->
              before
                  .filter(keys -> keys.secret().equals(now))
                  .orElseGet(() -> new Keys(now, now.protection())));
    }

    Keys advanced() {
      return new Keys(secret, next.next());
    }
  }

  /**
   * Holds how far the peer's stream has been read.
   *
   * @param records cuts it into records
   * @param handshake puts messages together
   * @param skippedEarlyData octets of early data that were skipped
   * @param droppedChangeCipherSpecs records that were dropped
   * @param opener opens the next protected record, once one has been opened under its keys
   * @param hasFinished whether the peer's Finished has been opened, so that this phase is over
   */
  private record Reading(
      RecordReader records,
      HandshakeReader handshake,
      int skippedEarlyData,
      int droppedChangeCipherSpecs,
      Optional<Keys> opener,
      boolean hasFinished) {
    static final Reading NOTHING =
        new Reading(RecordReader.EMPTY, HandshakeReader.EMPTY, 0, 0, Optional.empty(), false);

    Reading with(RecordReader next) {
      return new Reading(
          next, handshake, skippedEarlyData, droppedChangeCipherSpecs, opener, hasFinished);
    }

    Reading with(HandshakeReader next) {
      return new Reading(
          records, next, skippedEarlyData, droppedChangeCipherSpecs, opener, hasFinished);
    }

    Reading skipping(int octets) {
      return new Reading(
          records,
          handshake,
          skippedEarlyData + octets,
          droppedChangeCipherSpecs,
          opener,
          hasFinished);
    }

    Reading dropping() {
      return new Reading(
          records, handshake, skippedEarlyData, droppedChangeCipherSpecs + 1, opener, hasFinished);
    }

    Reading opening(Keys next) {
      return new Reading(
          records,
          handshake,
          skippedEarlyData,
          droppedChangeCipherSpecs,
          Optional.of(next),
          hasFinished);
    }

    Reading finishing() {
      return new Reading(
          records, handshake, skippedEarlyData, droppedChangeCipherSpecs, opener, true);
    }
  }

  /**
   * Holds what came of a call.
   *
   * @param next the endpoint to call next
   * @param toSend the octets to send, possibly none
   */
  public record Result<S>(Endpoint<S> next, Bytes toSend) {}

  /** Makes a client that has not been started. */
  public static Endpoint<ClientState> client(ClientConfig config, EndpointSettings settings) {
    return fresh(ClientRole.INSTANCE, settings, new ClientState.Start(config));
  }

  /** Makes a client with the default settings that has not been started. */
  public static Endpoint<ClientState> client(ClientConfig config) {
    return client(config, EndpointSettings.DEFAULT);
  }

  /** Makes a server that waits for a ClientHello. */
  public static Endpoint<ServerState> server(ServerConfig config, EndpointSettings settings) {
    return fresh(ServerRole.INSTANCE, settings, ServerMachine.start(config));
  }

  /** Makes a client that goes through all of the handshake. */
  public static Endpoint<FlightClientState> client(
      FlightClientConfig config, EndpointSettings settings) {
    return fresh(
        FlightClientRole.INSTANCE,
        settings,
        new FlightClientState.Hellos(config, new ClientState.Start(config.hellos())));
  }

  /** Makes a server that goes through all of the handshake. */
  public static Endpoint<FlightServerState> server(
      FlightServerConfig config, EndpointSettings settings) {
    return fresh(FlightServerRole.INSTANCE, settings, FlightServer.start(config));
  }

  /** Makes a server with the default settings that waits for a ClientHello. */
  public static Endpoint<ServerState> server(ServerConfig config) {
    return server(config, EndpointSettings.DEFAULT);
  }

  /**
   * Makes a server that goes on after hellos that others have exchanged; {@link #start} sends its
   * flight.
   *
   * @param state the outcome of the hellos
   */
  public static Endpoint<FlightServerState> serverAfter(
      FlightServerState.Hellos state, EndpointSettings settings) {
    return fresh(FlightServerRole.INSTANCE, settings, state);
  }

  /**
   * Makes a client that goes on after hellos that others have exchanged, and reads what the server
   * sends after its ServerHello.
   *
   * @param hellos the outcome of the hellos
   */
  public static Endpoint<FlightClientState> clientAfter(
      FlightClientConfig config, ClientState.Negotiated hellos, EndpointSettings settings) {
    return fresh(
        FlightClientRole.INSTANCE,
        settings,
        FlightClient.afterHellos(config, Step.silent(hellos)).next());
  }

  private static <S> Endpoint<S> fresh(Role<S> role, EndpointSettings settings, S state) {
    return new Endpoint<>(
        role, settings, state, Reading.NOTHING, Optional.empty(), List.of(), List.of());
  }

  /**
   * Begins. A client sends its first ClientHello, a server sends nothing.
   *
   * @throws IllegalStateException if a client has been started already
   */
  public Result<S> start() {
    return after(role.start(state));
  }

  /**
   * Takes the next octets of the peer's stream, any number of them.
   *
   * @throws IllegalStateException if a client has not been started
   */
  public Result<S> feed(Bytes octets) {
    requireStarted();
    if (hasEnded()) {
      return silent(this);
    }
    RecordReader.Result read = reading.records().feed(octets, faults());
    Result<S> result = silent(with(reading.with(read.next())));
    for (TlsRecord record : read.records()) {
      result = result.next().hasEnded() ? result : then(result, result.next().read(record));
    }
    Optional<DecodeFailure> failure = read.failure();
    return failure.isEmpty() || result.next().hasEnded()
        ? result
        : then(result, result.next().abort(rule(Fault.of(failure.get())), failure.get()::toString));
  }

  /** Returns the faults of a header for which this endpoint ends the exchange. */
  private Set<Fault> faults() {
    return RecordReader.ALL_FAULTS.stream()
        .filter(fault -> enforces(rule(fault)))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Rule rule(Fault fault) {
    return switch (fault) {
      case TYPE -> Rule.RECORD_TYPE_IS_EXPECTED;
      case LENGTH -> Rule.RECORD_FITS;
      case EMPTY_FRAGMENT -> Rule.FRAGMENT_IS_NOT_EMPTY;
    };
  }

  /**
   * Takes note that the peer's stream has ended.
   *
   * @throws IllegalStateException if a client has not been started
   */
  public Result<S> closed() {
    requireStarted();
    return hasEnded() ? silent(this) : receive(new TransportClosed());
  }

  /**
   * Sends application data in as many records as it takes.
   *
   * @throws IllegalStateException if it is not the time for that
   */
  public Result<S> send(Bytes data) {
    return after(role.send(state, data, false));
  }

  /**
   * Sends early data (4.2.10).
   *
   * @throws IllegalStateException if it is not, or no longer, the time for that
   */
  public Result<S> sendEarly(Bytes data) {
    return after(role.send(state, data, true));
  }

  /**
   * Sends a KeyUpdate; what is sent then goes under the next key (4.6.3, 7.2). Whoever has asked
   * for one in return waits for it before asking again.
   *
   * @param request whether the peer is to answer with one
   * @throws IllegalStateException if the handshake is not done
   */
  public Result<S> updateKeys(KeyUpdateRequest request) {
    return after(role.updateKeys(state, request));
  }

  /**
   * Sends a ticket (4.6.1).
   *
   * @throws IllegalStateException if this is no server, or the client has not finished
   */
  public Result<S> sendTicket(NewSessionTicket ticket) {
    return after(role.sendTicket(state, ticket));
  }

  /** Says that nothing more will be sent (6.1); the peer may go on. */
  public Result<S> sendCloseNotify() {
    return after(
        new Step<>(state, List.of(new AlertSent(Alert.warning(AlertDescription.CLOSE_NOTIFY)))));
  }

  /** Returns the state of the machine. */
  public S state() {
    return state;
  }

  /** Tells whether nothing is read or sent any more, so that the transport is to be closed. */
  public boolean hasEnded() {
    return role.hasEnded(state);
  }

  /** Tells whether the hellos are done, so that protected records may come. */
  public boolean isNegotiated() {
    return role.isNegotiated(state);
  }

  /** Returns what was received and sent, in order, without records that were dropped or skipped. */
  public List<Event> events() {
    return events;
  }

  /** Returns the octets of the handshake message that is not complete. */
  public Bytes pendingHandshake() {
    return reading.handshake().pending();
  }

  /** Tells whether early data may be under way that is to be skipped (4.2.10). */
  public boolean awaitsEarlyData() {
    return reading.opener().isEmpty() && role.skipsEarlyData(state);
  }

  /** Returns how many octets of early data were skipped, as they stood in the records. */
  public int skippedEarlyData() {
    return reading.skippedEarlyData();
  }

  /** Returns how many change_cipher_spec records were dropped. */
  public int droppedChangeCipherSpecs() {
    return reading.droppedChangeCipherSpecs();
  }

  /** Tells whether the peer's Finished has been opened; what comes then is not looked into. */
  public boolean peerHasFinished() {
    return reading.hasFinished();
  }

  /**
   * Returns the records that came after the hellos, in order, still protected, without those that
   * were opened.
   */
  public List<TlsRecord> protectedRecords() {
    return protectedRecords;
  }

  private void requireStarted() {
    if (!role.isStarted(state)) {
      throw new IllegalStateException("the endpoint has not been started");
    }
  }

  // Records.

  private Result<S> read(TlsRecord record) {
    if (record.type().equals(ContentType.HANDSHAKE)) {
      return isNegotiated()
          ? judge(
              Rule.RECORD_TYPE_IS_EXPECTED, () -> "a handshake record came without its protection")
          : readHandshake(record.fragment());
    }
    if (record.type().equals(ContentType.ALERT)) {
      return readAlert(record.fragment());
    }
    if (record.type().equals(ContentType.APPLICATION_DATA) && isNegotiated()) {
      if (!role.readsFlights() && (!settings.opens() || reading.hasFinished())) {
        return keep(record);
      }
      Optional<Keys> opener = Keys.of(role.peerSecret(state), reading.opener());
      Optional<Bytes> inner = opener.flatMap(keys -> keys.next().open(record.fragment()));
      if (inner.isPresent()) {
        return with(reading.opening(opener.orElseThrow().advanced())).readInner(inner.get());
      }
    }
    if (!reading.handshake().isAtBoundary() && enforces(Rule.RECORD_IS_NOT_INTERLEAVED)) {
      return abort(
          Rule.RECORD_IS_NOT_INTERLEAVED,
          () ->
              record.type() + " came after " + pendingHandshake().size() + " octets of a message");
    }
    if (record.type().equals(ContentType.CHANGE_CIPHER_SPEC)) {
      return readChangeCipherSpec(record.fragment());
    }
    return record.type().equals(ContentType.APPLICATION_DATA)
        ? skip(record.fragment().size())
        // REC-16: an undefined type, where nobody minds it.
        : silent(this);
  }

  /**
   * Reads hellos.
   *
   * <p>REC-11, REC-12, 5.1: what follows a hello in its record is read with other keys, or not at
   * all.
   */
  private Result<S> readHandshake(Bytes fragment) {
    HandshakeReader.Result read = reading.handshake().feed(fragment);
    Result<S> result = silent(with(reading.with(read.next())));
    for (int i = 0; i < read.messages().size(); i++) {
      Endpoint<S> now = result.next();
      if (now.hasEnded()) {
        return result;
      }
      Bytes raw = read.messages().get(i);
      Received received = Received.parse(raw, role.profile(state));
      boolean isLast = i == read.messages().size() - 1 && read.next().isAtBoundary();
      if (!isLast && isHello(raw)) {
        Rule rule =
            now.role.isNegotiated(now.role.receive(now.state, received).next())
                ? Rule.KEYS_CHANGE_AT_RECORD_END
                : Rule.HELLO_ENDS_ITS_RECORD;
        if (now.enforces(rule)) {
          return then(
              result,
              now.abort(rule, () -> "more octets stand in the record in which a hello ends"));
        }
      }
      result = then(result, now.receive(received));
    }
    return then(result, result.next().unlessUnreadable(read));
  }

  private static boolean isHello(Bytes raw) {
    return raw.at(0) == HandshakeType.CLIENT_HELLO.code()
        || raw.at(0) == HandshakeType.SERVER_HELLO.code();
  }

  private Result<S> unlessUnreadable(HandshakeReader.Result read) {
    return read.failure()
        .filter(failure -> !hasEnded())
        .map(failure -> receive(new Unparsable(failure)))
        .orElseGet(() -> silent(this));
  }

  /** Reads a TLSInnerPlaintext (5.2, 5.4): content, the octet of its type, zeros. */
  private Result<S> readInner(Bytes inner) {
    int end = inner.size();
    if (end > TlsRecord.MAX_PLAINTEXT_LENGTH + 1 && enforces(Rule.RECORD_FITS)) {
      return abort(
          Rule.RECORD_FITS,
          () -> "a record protects " + inner.size() + " octets, with type and padding");
    }
    while (end > 0 && inner.at(end - 1) == 0) {
      end--;
    }
    if (end == 0) {
      return judge(Rule.RECORD_TYPE_IS_EXPECTED, () -> "a protected record has no type");
    }
    ContentType type = new ContentType(inner.at(end - 1));
    Bytes content = inner.slice(0, end - 1);
    if (type.equals(ContentType.CHANGE_CIPHER_SPEC)) {
      return judge(Rule.CHANGE_CIPHER_SPEC_IS_ONE, () -> "change_cipher_spec is protected");
    }
    boolean isAlert = type.equals(ContentType.ALERT);
    if (type.equals(ContentType.APPLICATION_DATA) && role.readsFlights()) {
      return readData(content);
    }
    if (!isAlert && !type.equals(ContentType.HANDSHAKE)) {
      return judge(
          Rule.RECORD_TYPE_IS_EXPECTED,
          () -> type + " came under the keys of the handshake, with which nobody protects it");
    }
    if (content.isEmpty() && enforces(Rule.PROTECTED_CONTENT_IS_NOT_EMPTY)) {
      return abort(
          Rule.PROTECTED_CONTENT_IS_NOT_EMPTY, () -> "a protected record of " + type + " is empty");
    }
    if (isAlert) {
      return readAlert(content);
    }
    return role.readsFlights() ? readFlight(content) : readProtectedHandshake(content);
  }

  private Result<S> readData(Bytes content) {
    if (!reading.handshake().isAtBoundary() && enforces(Rule.RECORD_IS_NOT_INTERLEAVED)) {
      return abort(
          Rule.RECORD_IS_NOT_INTERLEAVED,
          () ->
              "application_data came after " + pendingHandshake().size() + " octets of a message");
    }
    return receive(new DataReceived(content, role.readsEarlyData(state)));
  }

  /** Reads the messages of a flight; the keys change where a record ends (5.1, REC-11). */
  private Result<S> readFlight(Bytes content) {
    HandshakeReader.Result read = reading.handshake().feed(content);
    Result<S> result = silent(with(reading.with(read.next())));
    for (int i = 0; i < read.messages().size(); i++) {
      Endpoint<S> now = result.next();
      if (now.hasEnded()) {
        return result;
      }
      Bytes raw = read.messages().get(i);
      Result<S> after = now.receive(Received.parse(raw, role.profile(state)));
      boolean isLast = i == read.messages().size() - 1 && read.next().isAtBoundary();
      if (!isLast && now.changesKeys(after.next()) && enforces(Rule.KEYS_CHANGE_AT_RECORD_END)) {
        return then(
            result,
            now.abort(
                Rule.KEYS_CHANGE_AT_RECORD_END,
                () -> "more octets stand in the record after which the keys change"));
      }
      result = then(result, after);
      if (raw.at(0) == HandshakeType.FINISHED.code() && !result.next().hasEnded()) {
        result =
            new Result<>(result.next().with(result.next().reading.finishing()), result.toSend());
      }
    }
    return then(result, result.next().unlessUnreadable(read));
  }

  private boolean changesKeys(Endpoint<S> after) {
    return !after.hasEnded() && !role.peerSecret(state).equals(role.peerSecret(after.state));
  }

  /** Reads what no machine here looks into, but for the end of it. */
  private Result<S> readProtectedHandshake(Bytes content) {
    HandshakeReader.Result read = reading.handshake().feed(content);
    boolean finished =
        read.messages().stream().anyMatch(raw -> raw.at(0) == HandshakeType.FINISHED.code());
    Reading now = reading.with(read.next());
    return with(finished ? now.finishing() : now).unlessUnreadable(read);
  }

  private Result<S> readAlert(Bytes fragment) {
    Decoded<Alert> decoded = AlertCodec.decode(fragment);
    if (decoded instanceof Decoded.Malformed<Alert> malformed) {
      return judge(Rule.ALERT_IS_TWO_BYTES, malformed.failure()::toString);
    }
    return receive(new AlertReceived(decoded.orElseThrow()));
  }

  /** CCS-01 to CCS-03, CCS-07; CK-04: a stateless server takes it before any hello, too. */
  private Result<S> readChangeCipherSpec(Bytes fragment) {
    if (!fragment.equals(CHANGE_CIPHER_SPEC)) {
      return judge(
          Rule.CHANGE_CIPHER_SPEC_IS_ONE,
          () ->
              "change_cipher_spec has "
                  + fragment.size()
                  + " octets, beginning with '"
                  + fragment.slice(0, Math.min(fragment.size(), 4))
                  + "'");
    }
    // CK-04, 4.2.2: a stateless server does not know whether there was a hello.
    if (!role.hasFirstHello(state) && !settings.stateless()) {
      return judge(
          Rule.CHANGE_CIPHER_SPEC_IS_IN_TIME,
          () -> "change_cipher_spec came before the first ClientHello");
    }
    if (reading.hasFinished()) {
      return judge(
          Rule.CHANGE_CIPHER_SPEC_IS_IN_TIME, () -> "change_cipher_spec came after Finished");
    }
    if (reading.droppedChangeCipherSpecs() >= settings.changeCipherSpecLimit()
        && enforces(Rule.CHANGE_CIPHER_SPECS_ARE_FEW)) {
      return abort(
          Rule.CHANGE_CIPHER_SPECS_ARE_FEW,
          () -> "change_cipher_spec came again after " + reading.droppedChangeCipherSpecs());
    }
    // CCS-01, 5: it is there for middleboxes and means nothing.
    return silent(with(reading.dropping()));
  }

  private Result<S> keep(TlsRecord record) {
    List<TlsRecord> longer = new ArrayList<>(protectedRecords);
    longer.add(record);
    return silent(new Endpoint<>(role, settings, state, reading, sealer, longer, events));
  }

  /**
   * ED-06, ED-08, 4.2.10: skips early data, after a HelloRetryRequest without a look at it, and
   * otherwise until something opens.
   */
  private Result<S> skip(int size) {
    if (!awaitsEarlyData()) {
      return isNegotiated()
          ? judge(Rule.RECORD_OPENS, () -> "a record of " + size + " octets does not open")
          : judge(
              Rule.RECORD_TYPE_IS_EXPECTED,
              () -> "application_data of " + size + " octets came before the hellos were done");
    }
    if (size > settings.earlyDataLimit() - reading.skippedEarlyData()
        && enforces(Rule.EARLY_DATA_FITS)) {
      return abort(
          Rule.EARLY_DATA_FITS,
          () ->
              "early data goes on after "
                  + reading.skippedEarlyData()
                  + " octets with "
                  + size
                  + ", the limit is "
                  + settings.earlyDataLimit());
    }
    return silent(with(reading.skipping(size)));
  }

  /** Ends the exchange, or skips the record if the rule is not enforced. */
  private Result<S> judge(Rule rule, Supplier<String> seen) {
    return enforces(rule) ? abort(rule, seen) : silent(this);
  }

  private boolean enforces(Rule rule) {
    return role.enforced(state).contains(rule);
  }

  // The machine.

  private Result<S> receive(Received received) {
    List<Event> longer = new ArrayList<>(events);
    longer.add(received);
    return new Endpoint<>(role, settings, state, reading, sealer, protectedRecords, longer)
        .after(role.receive(state, received));
  }

  private Result<S> abort(Rule rule, Supplier<String> seen) {
    return after(role.abort(state, Violation.of(rule, seen.get())));
  }

  /** Takes a step of the machine, and those that are its turn then. */
  private Result<S> after(Step<S> step) {
    List<Event> longer = new ArrayList<>(events);
    longer.addAll(step.sent());
    List<TlsRecord> records = new ArrayList<>();
    Optional<Keys> own = sealer;
    for (Sent sent : step.sent()) {
      own = put(sent, step.next(), own, records);
    }
    Endpoint<S> next =
        new Endpoint<>(role, settings, step.next(), reading, own, protectedRecords, longer);
    Result<S> result =
        new Result<>(
            next, Bytes.concat(records.stream().map(RecordCodec::encode).toArray(Bytes[]::new)));
    return role.turn(step.next()).map(turn -> then(result, next.after(turn))).orElse(result);
  }

  /**
   * Puts into records what is sent. A hello goes in the clear whatever was protected before it
   * (ED-21).
   *
   * @return the keys afterwards
   */
  private Optional<Keys> put(Sent sent, S after, Optional<Keys> before, List<TlsRecord> records) {
    Optional<Keys> keys =
        role.readsFlights() || settings.opens()
            ? Keys.of(role.ownSecret(state, sent), before)
            : Optional.empty();
    List<TlsRecord> plain = plain(sent, after);
    if (keys.isEmpty()) {
      records.addAll(plain);
      return before;
    }
    Keys now = keys.get();
    for (TlsRecord record : plain) {
      if (record.type().equals(ContentType.CHANGE_CIPHER_SPEC)) {
        // D.4: it is never protected.
        records.add(record);
      } else {
        records.add(
            new TlsRecord(
                ContentType.APPLICATION_DATA,
                ProtocolVersion.TLS_12,
                now.next()
                    .seal(Bytes.concat(record.fragment(), Bytes.of((byte) record.type().code())))));
        now = now.advanced();
      }
    }
    return Optional.of(now);
  }

  /** Cuts into records, with change_cipher_spec where it has its place. */
  private List<TlsRecord> plain(Sent sent, S after) {
    if (sent instanceof AlertSent alert) {
      return List.of(
          new TlsRecord(
              ContentType.ALERT, ProtocolVersion.TLS_12, AlertCodec.encode(alert.alert())));
    }
    if (sent instanceof DataSent data) {
      return RecordCodec.fragment(
          ContentType.APPLICATION_DATA,
          ProtocolVersion.TLS_12,
          data.data(),
          settings.fragmentSize());
    }
    HandshakeSent handshake = (HandshakeSent) sent;
    Framing framing = role.framing(state, after, handshake.message());
    TlsRecord changeCipherSpec =
        new TlsRecord(ContentType.CHANGE_CIPHER_SPEC, ProtocolVersion.TLS_12, CHANGE_CIPHER_SPEC);
    List<TlsRecord> all = new ArrayList<>();
    if (framing.changeCipherSpecBefore()) {
      all.add(changeCipherSpec);
    }
    all.addAll(
        RecordCodec.fragment(
            ContentType.HANDSHAKE,
            framing.recordVersion(),
            handshake.raw(),
            settings.fragmentSize()));
    if (framing.changeCipherSpecAfter()) {
      all.add(changeCipherSpec);
    }
    return all;
  }

  private Endpoint<S> with(Reading next) {
    return new Endpoint<>(role, settings, state, next, sealer, protectedRecords, events);
  }

  private static <S> Result<S> silent(Endpoint<S> next) {
    return new Result<>(next, Bytes.EMPTY);
  }

  private static <S> Result<S> then(Result<S> before, Result<S> after) {
    return new Result<>(after.next(), Bytes.concat(before.toSend(), after.toSend()));
  }
}
