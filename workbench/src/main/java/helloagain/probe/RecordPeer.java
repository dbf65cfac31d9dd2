package helloagain.probe;

import helloagain.endpoint.Endpoint;
import helloagain.exchange.Event;
import helloagain.exchange.Received;
import helloagain.live.Chunk;
import helloagain.live.Limits;
import helloagain.live.Line;
import helloagain.message.Alert;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.ContentType;
import helloagain.message.ProtocolVersion;
import helloagain.rule.Profile;
import helloagain.vectors.Heard;
import helloagain.vectors.SentRecords;
import helloagain.vectors.Tested;
import helloagain.wire.AlertCodec;
import helloagain.wire.Decoded;
import helloagain.wire.HandshakeReader;
import helloagain.wire.RecordCodec;
import helloagain.wire.RecordReader;
import helloagain.wire.TlsRecord;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Puts what is told to a peer into records, and takes what it says out of them (RFC 8446, 5.1 and
 * D.4). Its change_cipher_spec means nothing. What comes protected is read with the secrets of the
 * hellos.
 *
 * @param <S> the states of what reads protected records
 */
abstract class RecordPeer<S> implements Tested {
  private static final Bytes LONGEST_ALERT = Bytes.repeat(0, 2 + 1 + 16);

  private final Connection connection;
  private final Limits limits;
  private final long end;
  private final List<Chunk> chunks = new ArrayList<>();
  private final Deque<Heard> heard = new ArrayDeque<>();

  /** A protected record and what follows it, until somebody asks: opening takes keys, and time. */
  private final Deque<TlsRecord> unread = new ArrayDeque<>();

  private Optional<String> noRecords = Optional.empty();
  private HelloLog hellos;
  private SentRecords sent = SentRecords.NONE;
  private RecordReader records = RecordReader.EMPTY;
  private HandshakeReader handshake = HandshakeReader.EMPTY;
  private Supplier<Optional<Endpoint<S>>> keys = Optional::empty;
  private Optional<Endpoint<S>> opener = Optional.empty();
  private boolean hasReply;
  private boolean waits;
  private boolean saidMessage;
  private boolean saidAlert;
  private long read;

  RecordPeer(Connection connection, Limits limits, Profile profile) {
    this.connection = connection;
    this.limits = limits;
    this.end = System.nanoTime() + limits.whole().toNanos();
    this.hellos = HelloLog.empty(profile);
  }

  /** Returns the octets that crossed the connection, those to the peer as sent. */
  final List<Chunk> chunks() {
    return List.copyOf(chunks);
  }

  /** Returns the hellos that were exchanged so far. */
  final HelloLog hellos() {
    return hellos;
  }

  /**
   * From the ServerHello on protected records come.
   *
   * @param next makes what opens them, when there is one to be opened
   */
  final void readOn(Supplier<Optional<Endpoint<S>>> next) {
    keys = next;
    hasReply = true;
  }

  /** Takes note of a handshake message of the peer that came unprotected. */
  abstract void note(Bytes raw);

  /** Says what a protected record means beyond an alert, if it does. */
  abstract Optional<Heard> meaning(Endpoint<S> before, Endpoint<S> after);

  // Telling.

  @Override
  public Optional<Heard> start() throws IOException {
    return hear();
  }

  final void sendHandshake(Bytes raw) throws IOException {
    // 5.1: only the first ClientHello may have another version.
    ProtocolVersion version =
        hellos.messages().isEmpty() ? ProtocolVersion.TLS_10 : ProtocolVersion.TLS_12;
    hellos = hellos.with(raw);
    send(
        Bytes.concat(
            RecordCodec.fragment(
                    ContentType.HANDSHAKE, version, raw, TlsRecord.MAX_PLAINTEXT_LENGTH)
                .stream()
                .map(RecordCodec::encode)
                .toArray(Bytes[]::new)));
  }

  /**
   * Sends records as they are, at once.
   *
   * @return the handshake messages that they complete
   */
  final List<Bytes> sendRecords(List<TlsRecord> told) {
    sent = sent.with(told);
    sent.completed().forEach(raw -> hellos = hellos.with(raw));
    send(SentRecords.octets(told));
    return sent.completed();
  }

  @Override
  public final Optional<Heard> tell(AlertDescription alert) throws IOException {
    // 6.1: these two are warnings, whatever a receiver makes of the level.
    boolean isWarning =
        alert.equals(AlertDescription.CLOSE_NOTIFY) || alert.equals(AlertDescription.USER_CANCELED);
    send(record(isWarning ? Alert.warning(alert) : Alert.fatal(alert)));
    if (alert.equals(AlertDescription.CLOSE_NOTIFY)) {
      return tellEnd();
    }
    if (alert.equals(AlertDescription.USER_CANCELED) && hellos.profile() == Profile.RFC8446) {
      // 6.1: close_notify should follow. By RFC 9846 the receiver reads on until it comes.
      return tell(AlertDescription.CLOSE_NOTIFY);
    }
    return hear();
  }

  private static Bytes record(Alert alert) {
    return RecordCodec.encode(
        new TlsRecord(ContentType.ALERT, ProtocolVersion.TLS_12, AlertCodec.encode(alert)));
  }

  @Override
  public final Optional<Heard> tellEnd() throws IOException {
    try {
      connection.line().end();
    } catch (IOException e) {
      // It has ended already; what it said before can still be heard.
      return hear();
    }
    return hear();
  }

  final void send(Bytes octets) {
    if (octets.isEmpty()) {
      return;
    }
    chunks.add(new Chunk(true, octets));
    try {
      connection.line().send(octets);
    } catch (IOException e) {
      // What the peer has said before may still be there to read.
      return;
    }
  }

  // Hearing.

  /** Waits for what comes next; nothing if the peer is silent, or can only go on being so. */
  final Optional<Heard> hear() throws IOException {
    while (heard.isEmpty()) {
      if (takesNext()) {
        continue;
      }
      Bytes piece;
      try {
        piece = connection.line().receive(patience());
      } catch (Line.WaitsException e) {
        waits = true;
        return Optional.empty();
      } catch (SocketTimeoutException e) {
        return Optional.empty();
      } catch (Line.CrashException e) {
        throw e;
      } catch (IOException e) {
        // A reset is an end without an alert.
        return Optional.of(new Heard.Closed());
      }
      if (piece.isEmpty()) {
        return Optional.of(new Heard.Closed());
      }
      read += piece.size();
      if (read > limits.octets()) {
        return Optional.of(new Heard.Strange("more than " + limits.octets() + " octets"));
      }
      chunks.add(new Chunk(false, piece));
      take(piece);
    }
    Heard next = heard.remove();
    saidMessage = next instanceof Heard.Handshake;
    saidAlert = next instanceof Heard.FatalAlert;
    return Optional.of(next);
  }

  /** Listens only if there is an answer at once or never. */
  final Optional<Heard> hearNow() throws IOException {
    return connection.isImmediate() ? hear() : Optional.empty();
  }

  /** Says what came after a handshake message, if it was the last that was heard. */
  final Optional<Heard> afterMessage() throws IOException {
    return saidMessage ? hearNow() : Optional.empty();
  }

  /**
   * Tells whether the peer keeps the connection after a fatal alert of its own, though nothing more
   * will come: both sides close it at once (6.2). An engine has none to keep.
   */
  final boolean leaks() {
    if (!saidAlert || connection.isImmediate()) {
      return false;
    }
    try {
      connection.line().end();
      while (read <= limits.octets()) {
        Bytes piece = connection.line().receive(patience());
        if (piece.isEmpty()) {
          return false;
        }
        read += piece.size();
      }
      return true;
    } catch (SocketTimeoutException e) {
      return true;
    } catch (IOException e) {
      // A reset is an end as well.
      return false;
    }
  }

  /** Says how the program at the other end has ended, if it has and should not. */
  final Optional<String> death() {
    return connection.death().get();
  }

  /** Tells whether the peer said nothing because it wants to read more, which is no guess. */
  final boolean waits() {
    return waits;
  }

  private Duration patience() throws SocketTimeoutException {
    Duration left = Duration.ofNanos(end - System.nanoTime());
    if (left.isNegative() || left.isZero()) {
      throw new SocketTimeoutException();
    }
    return left.compareTo(limits.silence()) < 0 ? left : limits.silence();
  }

  private void take(Bytes piece) {
    RecordReader.Result result = records.feed(piece);
    records = result.next();
    unread.addAll(result.records());
    noRecords = result.failure().map(failure -> "no records: " + failure.reason());
    takeUnprotected();
  }

  private void takeUnprotected() {
    while (!unread.isEmpty() && !unread.element().type().equals(ContentType.APPLICATION_DATA)) {
      take(unread.remove());
    }
  }

  /** Takes the next of what has come; says whether there was something. */
  private boolean takesNext() {
    if (!unread.isEmpty()) {
      take(unread.remove());
      takeUnprotected();
      return true;
    }
    noRecords.ifPresent(words -> heard.add(new Heard.Strange(words)));
    boolean isStrange = noRecords.isPresent();
    noRecords = Optional.empty();
    return isStrange;
  }

  private void take(TlsRecord record) {
    if (record.type().equals(ContentType.HANDSHAKE)) {
      HandshakeReader.Result result = handshake.feed(record.fragment());
      handshake = result.next();
      for (Bytes raw : result.messages()) {
        hellos = hellos.with(raw);
        heard.add(new Heard.Handshake(raw));
        note(raw);
      }
    } else if (record.type().equals(ContentType.ALERT)) {
      if (AlertCodec.decode(record.fragment()) instanceof Decoded.Ok<Alert> alert) {
        alert(alert.value());
      } else {
        heard.add(new Heard.Strange("an alert of " + record.fragment().size() + " octets"));
      }
    } else if (record.type().equals(ContentType.APPLICATION_DATA)) {
      takeProtected(record);
    }
  }

  private void takeProtected(TlsRecord record) {
    if (!hasReply) {
      heard.add(new Heard.Strange("a protected record before the ServerHello"));
      return;
    }
    if (opener.isEmpty()) {
      opener = keys.get();
      keys = Optional::empty;
    }
    if (opener.isEmpty()) {
      // Nobody can tell what is in it, but for its length: an alert is the shortest of all.
      heard.add(
          record.fragment().size() <= LONGEST_ALERT.size()
              ? new Heard.Closed()
              : new Heard.GoesOn());
    } else {
      Endpoint<S> before = opener.get();
      Endpoint<S> after = before.feed(RecordCodec.encode(record)).next();
      opener = Optional.of(after);
      List<Event> events = after.events().subList(before.events().size(), after.events().size());
      for (Event event : events) {
        if (event instanceof Received.AlertReceived alert) {
          alert(alert.alert());
          return;
        }
      }
      meaning(before, after).ifPresent(heard::add);
    }
  }

  private void alert(Alert alert) {
    if (alert.description().equals(AlertDescription.CLOSE_NOTIFY)) {
      heard.add(new Heard.Closed());
    } else if (!alert.description().equals(AlertDescription.USER_CANCELED)) {
      heard.add(new Heard.FatalAlert(alert.description()));
    }
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
