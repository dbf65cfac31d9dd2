package helloagain.endpoint;

import helloagain.client.ClientConfig;
import helloagain.client.ClientState;
import helloagain.endpoint.Role.Framing;
import helloagain.exchange.Event;
import helloagain.exchange.Received;
import helloagain.exchange.Received.AlertReceived;
import helloagain.exchange.Received.TransportClosed;
import helloagain.exchange.Received.Unparsable;
import helloagain.exchange.Sent;
import helloagain.exchange.Sent.AlertSent;
import helloagain.exchange.Sent.HandshakeSent;
import helloagain.exchange.Step;
import helloagain.message.Alert;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.ContentType;
import helloagain.message.HandshakeType;
import helloagain.message.ProtocolVersion;
import helloagain.rule.Rule;
import helloagain.rule.Violation;
import helloagain.server.ServerConfig;
import helloagain.server.ServerMachine;
import helloagain.server.ServerState;
import helloagain.wire.AlertCodec;
import helloagain.wire.DecodeFailure;
import helloagain.wire.Decoded;
import helloagain.wire.HandshakeReader;
import helloagain.wire.RecordCodec;
import helloagain.wire.RecordReader;
import helloagain.wire.TlsRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Puts a machine between two streams of octets (RFC 8446, 5 and D.4). An endpoint is a value:
 * feeding it returns the next one and what to send. It owns no socket and reads no clock.
 *
 * <p>The records of rules that are not modelled are judged here; a record that breaks one that the
 * machine enforces ends the exchange as a message does. One that is not enforced is skipped, but
 * for those that leave the stream unreadable: REC-07, REC-13 and records of an undefined type are
 * always refused. An alert is read wherever it stands, for it ends the exchange in any case.
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
  private final RecordReader records;
  private final HandshakeReader handshake;
  private final int skippedEarlyData;
  private final List<TlsRecord> protectedRecords;
  private final List<Event> events;

  private Endpoint(
      Role<S> role,
      EndpointSettings settings,
      S state,
      RecordReader records,
      HandshakeReader handshake,
      int skippedEarlyData,
      List<TlsRecord> protectedRecords,
      List<Event> events) {
    this.role = role;
    this.settings = settings;
    this.state = state;
    this.records = records;
    this.handshake = handshake;
    this.skippedEarlyData = skippedEarlyData;
    this.protectedRecords = List.copyOf(protectedRecords);
    this.events = List.copyOf(events);
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

  /** Makes a server with the default settings that waits for a ClientHello. */
  public static Endpoint<ServerState> server(ServerConfig config) {
    return server(config, EndpointSettings.DEFAULT);
  }

  private static <S> Endpoint<S> fresh(Role<S> role, EndpointSettings settings, S state) {
    return new Endpoint<>(
        role, settings, state, RecordReader.EMPTY, HandshakeReader.EMPTY, 0, List.of(), List.of());
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
      return new Result<>(this, Bytes.EMPTY);
    }
    RecordReader.Result read = records.feed(octets);
    Result<S> result =
        new Result<>(with(state, read.next(), handshake, skippedEarlyData), Bytes.EMPTY);
    for (TlsRecord record : read.records()) {
      result = result.next().hasEnded() ? result : then(result, result.next().read(record));
    }
    Optional<DecodeFailure> failure = read.failure();
    return failure.isEmpty() || result.next().hasEnded()
        ? result
        : then(result, result.next().abort(unreadable(failure.get()), failure.get()::toString));
  }

  /**
   * Takes note that the peer's stream has ended.
   *
   * @throws IllegalStateException if a client has not been started
   */
  public Result<S> closed() {
    requireStarted();
    return hasEnded() ? new Result<>(this, Bytes.EMPTY) : receive(new TransportClosed());
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

  /** Returns the records that came after the hellos, in order, still protected. */
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
      return readHandshake(record.fragment());
    }
    if (record.type().equals(ContentType.ALERT)) {
      return readAlert(record.fragment());
    }
    if (!handshake.isAtBoundary() && enforces(Rule.RECORD_IS_NOT_INTERLEAVED)) {
      return abort(
          Rule.RECORD_IS_NOT_INTERLEAVED,
          () ->
              record.type() + " came after " + handshake.pending().size() + " octets of a message");
    }
    return record.type().equals(ContentType.CHANGE_CIPHER_SPEC)
        ? readChangeCipherSpec(record.fragment())
        : readApplicationData(record);
  }

  private Result<S> readHandshake(Bytes fragment) {
    HandshakeReader.Result read = handshake.feed(fragment);
    Result<S> result =
        new Result<>(with(state, records, read.next(), skippedEarlyData), Bytes.EMPTY);
    for (int i = 0; i < read.messages().size(); i++) {
      Endpoint<S> now = result.next();
      if (now.hasEnded()) {
        return result;
      }
      Bytes raw = read.messages().get(i);
      boolean isLast = i == read.messages().size() - 1 && read.next().isAtBoundary();
      // REC-11, REC-12, 5.1: what follows a hello is read with other keys, or not at all.
      if (!isLast && isHello(raw) && now.enforces(Rule.HELLO_ENDS_ITS_RECORD)) {
        return then(
            result,
            now.abort(
                Rule.HELLO_ENDS_ITS_RECORD,
                () -> "more octets stand in the record in which a hello ends"));
      }
      result = then(result, now.receive(Received.parse(raw)));
    }
    Optional<DecodeFailure> failure = read.failure();
    return failure.isEmpty() || result.next().hasEnded()
        ? result
        : then(result, result.next().receive(new Unparsable(failure.get())));
  }

  private static boolean isHello(Bytes raw) {
    return raw.at(0) == HandshakeType.CLIENT_HELLO.code()
        || raw.at(0) == HandshakeType.SERVER_HELLO.code();
  }

  private Result<S> readAlert(Bytes fragment) {
    Decoded<Alert> decoded = AlertCodec.decode(fragment);
    if (decoded instanceof Decoded.Malformed<Alert> malformed) {
      return judge(Rule.ALERT_IS_TWO_BYTES, malformed.failure()::toString);
    }
    return receive(new AlertReceived(decoded.orElseThrow()));
  }

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
    if (!role.hasFirstHello(state)) {
      return judge(
          Rule.CHANGE_CIPHER_SPEC_IS_IN_TIME,
          () -> "change_cipher_spec came before the first ClientHello");
    }
    // CCS-01, 5: it is there for middleboxes and means nothing.
    return new Result<>(this, Bytes.EMPTY);
  }

  private Result<S> readApplicationData(TlsRecord record) {
    if (isNegotiated()) {
      List<TlsRecord> longer = new ArrayList<>(protectedRecords);
      longer.add(record);
      return new Result<>(
          new Endpoint<>(
              role, settings, state, records, handshake, skippedEarlyData, longer, events),
          Bytes.EMPTY);
    }
    int size = record.fragment().size();
    if (!role.skipsEarlyData(state)) {
      return judge(
          Rule.RECORD_TYPE_IS_EXPECTED,
          () -> "application_data of " + size + " octets came before the hellos were done");
    }
    if (size > settings.earlyDataLimit() - skippedEarlyData) {
      return judge(
          Rule.RECORD_TYPE_IS_EXPECTED,
          () ->
              "early data goes on after "
                  + skippedEarlyData
                  + " octets with "
                  + size
                  + ", the limit is "
                  + settings.earlyDataLimit());
    }
    return new Result<>(with(state, records, handshake, skippedEarlyData + size), Bytes.EMPTY);
  }

  /** Finds the rule that a stream breaks which cannot be cut into records. */
  private static Rule unreadable(DecodeFailure failure) {
    if (failure.alert().equals(AlertDescription.RECORD_OVERFLOW)) {
      return Rule.RECORD_FITS;
    }
    return failure.field().endsWith(".type")
        ? Rule.RECORD_TYPE_IS_EXPECTED
        : Rule.FRAGMENT_IS_NOT_EMPTY;
  }

  /** Ends the exchange, or skips the record if the rule is not enforced. */
  private Result<S> judge(Rule rule, Supplier<String> seen) {
    return enforces(rule) ? abort(rule, seen) : new Result<>(this, Bytes.EMPTY);
  }

  private boolean enforces(Rule rule) {
    return role.enforced(state).contains(rule);
  }

  // The machine.

  private Result<S> receive(Received received) {
    List<Event> longer = new ArrayList<>(events);
    longer.add(received);
    return new Endpoint<>(
            role, settings, state, records, handshake, skippedEarlyData, protectedRecords, longer)
        .after(role.receive(state, received));
  }

  private Result<S> abort(Rule rule, Supplier<String> seen) {
    return after(role.abort(state, Violation.of(rule, seen.get())));
  }

  private Result<S> after(Step<S> step) {
    List<Event> longer = new ArrayList<>(events);
    longer.addAll(step.sent());
    Endpoint<S> next =
        new Endpoint<>(
            role,
            settings,
            step.next(),
            records,
            handshake,
            skippedEarlyData,
            protectedRecords,
            longer);
    Framing framing = role.framing(state, step.next());
    Stream<TlsRecord> toSend = step.sent().stream().flatMap(sent -> records(sent, framing));
    return new Result<>(next, Bytes.concat(toSend.map(RecordCodec::encode).toArray(Bytes[]::new)));
  }

  private Stream<TlsRecord> records(Sent sent, Framing framing) {
    if (sent instanceof AlertSent alert) {
      return Stream.of(
          new TlsRecord(
              ContentType.ALERT, ProtocolVersion.TLS_12, AlertCodec.encode(alert.alert())));
    }
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
            ((HandshakeSent) sent).raw(),
            settings.fragmentSize()));
    if (framing.changeCipherSpecAfter()) {
      all.add(changeCipherSpec);
    }
    return all.stream();
  }

  private Endpoint<S> with(
      S now, RecordReader nextRecords, HandshakeReader nextHandshake, int skipped) {
    return new Endpoint<>(
        role, settings, now, nextRecords, nextHandshake, skipped, protectedRecords, events);
  }

  private static <S> Result<S> then(Result<S> before, Result<S> after) {
    return new Result<>(after.next(), Bytes.concat(before.toSend(), after.toSend()));
  }
}
