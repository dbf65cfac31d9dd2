package helloagain.refinement;

import helloagain.client.ClientMachine;
import helloagain.client.ClientState;
import helloagain.exchange.Hellos;
import helloagain.exchange.Received;
import helloagain.message.Bytes;
import helloagain.message.ClientHello;
import helloagain.message.ContentType;
import helloagain.message.ExtensionType;
import helloagain.message.HandshakeType;
import helloagain.message.HelloRetryRequest;
import helloagain.message.ServerHello;
import helloagain.schedule.RecordProtection;
import helloagain.server.ServerMachine;
import helloagain.server.ServerState;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaValue;
import helloagain.wire.HandshakeReader;
import helloagain.wire.TlsRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Projects the records that a receiver reads to values of {@code RecordRules.tla}, from their
 * octets alone. It knows nothing of the endpoint: it puts messages together and opens records by
 * itself, and asks the machine of the hellos what a whole hello is worth. A value.
 *
 * @param machine where the hellos stand
 * @param pending the octets of the message that is not complete
 * @param parts in how many records they came
 * @param opened how many records were opened
 */
record RecordProjection(Machine machine, Bytes pending, int parts, int opened) {
  private static final int HEADER = 4;

  /** Stands for what ends no message. */
  private static final TlaRecord NO_MESSAGE = message("none", false, "on");

  /** Holds a record's value, and the projection of what follows if the record is not refused. */
  record Projected(TlaRecord value, RecordProjection next) {}

  /** The machine of a peer that keeps the rules. */
  sealed interface Machine {
    /** Lets the machine read. */
    Machine receive(Received received);

    /** Returns what became of it, the field {@code then} of a message. */
    String outcome();

    /** Returns the protection of the first record of its peer, once there are keys. */
    Optional<RecordProtection> peer();
  }

  /** A client. */
  record OfClient(ClientState state) implements Machine {
    @Override
    public Machine receive(Received received) {
      return new OfClient(ClientMachine.receive(state, received).next());
    }

    @Override
    public String outcome() {
      return state instanceof ClientState.AwaitingServerHelloAgain
          ? "retry"
          : state instanceof ClientState.Negotiated ? "keys" : "refused";
    }

    @Override
    public Optional<RecordProtection> peer() {
      return state instanceof ClientState.Negotiated negotiated
          ? Optional.of(
              RecordProtection.of(
                  negotiated.reply().cipherSuite(), negotiated.secrets().serverTraffic()))
          : Optional.empty();
    }
  }

  /** A server. */
  record OfServer(ServerState state) implements Machine {
    @Override
    public Machine receive(Received received) {
      return new OfServer(ServerMachine.receive(state, received).next());
    }

    @Override
    public String outcome() {
      return state instanceof ServerState.AwaitingSecondHello
          ? "retry"
          : state instanceof ServerState.Negotiated ? "keys" : "refused";
    }

    @Override
    public Optional<RecordProtection> peer() {
      return state instanceof ServerState.Negotiated negotiated
          ? Optional.of(
              RecordProtection.of(
                  negotiated.reply().cipherSuite(), negotiated.secrets().clientTraffic()))
          : Optional.empty();
    }
  }

  static RecordProjection of(Machine machine) {
    return new RecordProjection(machine, Bytes.EMPTY, 0, 0);
  }

  /** Returns the protection of the next record that the peer protects, once there are keys. */
  Optional<RecordProtection> opener() {
    return machine.peer().map(first -> new RecordProtection(first.suite(), first.keys(), opened));
  }

  Projected project(TlsRecord record) {
    Bytes fragment = record.fragment();
    Optional<Bytes> inner =
        record.type().equals(ContentType.APPLICATION_DATA)
            ? opener().flatMap(keys -> keys.open(fragment))
            : Optional.empty();
    if (inner.isEmpty()) {
      boolean opaque = record.type().equals(ContentType.APPLICATION_DATA);
      return content(
          record, opaque ? "other" : "clear", "none", opaque ? Bytes.EMPTY : fragment, this);
    }
    int end = inner.get().size();
    while (end > 0 && inner.get().at(end - 1) == 0) {
      end--;
    }
    return content(
        record,
        "handshake",
        end == 0 ? "unknown" : type(new ContentType(inner.get().at(end - 1))),
        inner.get().slice(0, Math.max(0, end - 1)),
        new RecordProjection(machine, pending, parts, opened + 1));
  }

  private static Projected content(
      TlsRecord record, String key, String inside, Bytes content, RecordProjection from) {
    String type = key.equals("handshake") ? inside : type(record.type());
    List<TlaValue> pieces = new ArrayList<>();
    RecordProjection next =
        type.equals("handshake") ? from.read(content, key.equals("handshake"), pieces) : from;
    TlaRecord value =
        Tla.record(
            "type", type(record.type()),
            "version", version(record.legacyVersion().code()),
            "length", TlaValue.of(record.fragment().size()),
            "key", key,
            "inside", inside,
            "body", body(type, content),
            "pieces", Tla.sequence(pieces, piece -> piece));
    return new Projected(value, next);
  }

  /** Cuts a fragment into pieces of messages. */
  private RecordProjection read(Bytes content, boolean isProtected, List<TlaValue> pieces) {
    Bytes rest = Bytes.concat(pending, content);
    int part = parts;
    Machine now = machine;
    if (content.isEmpty()) {
      return this;
    }
    while (!rest.isEmpty()) {
      int length = rest.size() < HEADER ? -1 : rest.at(1) << 16 | rest.at(2) << 8 | rest.at(3);
      if (length > HandshakeReader.DEFAULT_LIMIT) {
        pieces.add(piece(part + 1, message("malformed", false, "refused")));
        return new RecordProjection(now, Bytes.EMPTY, 0, opened);
      }
      if (length < 0 || rest.size() < HEADER + length) {
        pieces.add(piece(part + 1, NO_MESSAGE));
        return new RecordProjection(now, rest, part + 1, opened);
      }
      Bytes raw = rest.slice(0, HEADER + length);
      rest = rest.slice(HEADER + length, rest.size());
      if (isProtected) {
        pieces.add(
            piece(
                part + 1,
                message(
                    raw.at(0) == HandshakeType.FINISHED.code() ? "finished" : "other",
                    false,
                    "on")));
      } else {
        Received received = Received.parse(raw);
        now = now.receive(received);
        pieces.add(piece(part + 1, message(type(raw, received), early(received), now.outcome())));
      }
      part = 0;
    }
    return new RecordProjection(now, Bytes.EMPTY, 0, opened);
  }

  private static String body(String type, Bytes content) {
    return switch (type) {
      case "change_cipher_spec" -> content.equals(Bytes.of((byte) 1)) ? "01" : "other";
      case "alert" -> content.size() == 2 ? "alert" : content.isEmpty() ? "empty" : "other";
      default -> "none";
    };
  }

  static String type(ContentType type) {
    return type.isKnown() ? type.name() : "unknown";
  }

  static String version(int code) {
    return code == 0x0301 ? "TLS 1.0" : code == 0x0303 ? "TLS 1.2" : "other";
  }

  /**
   * Names a message as {@code RecordRules.tla} does; one that does not parse by its first octet.
   */
  private static String type(Bytes raw, Received received) {
    if (received instanceof Received.HandshakeReceived handshake) {
      return type(handshake);
    }
    return raw.at(0) == HandshakeType.CLIENT_HELLO.code()
        ? "client_hello"
        : raw.at(0) == HandshakeType.SERVER_HELLO.code() ? "server_hello" : "other";
  }

  static String type(Received.HandshakeReceived received) {
    if (received.message() instanceof ClientHello) {
      return "client_hello";
    }
    if (received.message() instanceof HelloRetryRequest) {
      return "hello_retry_request";
    }
    return received.message() instanceof ServerHello ? "server_hello" : "other";
  }

  private static boolean early(Received received) {
    return received instanceof Received.HandshakeReceived handshake
        && handshake.message() instanceof ClientHello hello
        && Hellos.carries(hello, ExtensionType.EARLY_DATA);
  }

  private static TlaRecord message(String type, boolean early, String then) {
    return Tla.record("type", type, "early", TlaValue.of(early), "then", then);
  }

  private static TlaRecord piece(int part, TlaRecord message) {
    return Tla.record("part", TlaValue.of(part), "message", message);
  }
}
