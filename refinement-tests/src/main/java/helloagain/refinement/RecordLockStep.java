package helloagain.refinement;

import helloagain.client.ClientState;
import helloagain.endpoint.Endpoint;
import helloagain.exchange.Received;
import helloagain.exchange.Received.HandshakeReceived;
import helloagain.message.Bytes;
import helloagain.message.ContentType;
import helloagain.message.ProtocolVersion;
import helloagain.rule.Rule;
import helloagain.rule.Violation;
import helloagain.schedule.RecordProtection;
import helloagain.server.ServerState;
import helloagain.spec.SpecModel;
import helloagain.spec.SpecState;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaValue;
import helloagain.wire.RecordCodec;
import helloagain.wire.RecordReader;
import helloagain.wire.TlsRecord;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Lets an endpoint read records one by one, beside {@code RecordRules.tla}. After each record what
 * became of the endpoint must be one of {@code Outcomes}: it was dropped, skipped or delivered, it
 * waits for more, or it was refused by a rule and an alert that the specification allows there; and
 * what the endpoint sends must be in the records that {@code Records.tla} sends there.
 *
 * @param <S> the states of the endpoint's machine
 */
public final class RecordLockStep<S> {
  /** The model that judges single records. */
  public static final String MODEL = "MCRecordsReplay";

  private static final Bytes PROTECTED_FLIGHT =
      Bytes.concat(Bytes.hex("080000020000 14000020"), Bytes.repeat(0xf1, 32));

  private final SpecModel model;
  private final RecordReference reference;
  private final RecordScript script;
  private final SpecState setup;
  private final Bytes hellos;
  private final List<Integer> ends;
  private final List<String> records = new ArrayList<>();
  private Endpoint<S> endpoint;
  private TlaRecord receiver;
  private RecordProjection projection;
  private int helloAt;
  private int flightAt;
  private Optional<RecordVerdict.Difference> difference = Optional.empty();

  private RecordLockStep(
      SpecModel model,
      RecordReference reference,
      RecordScript script,
      Endpoint<S> endpoint,
      RecordProjection projection,
      List<Bytes> hellos) {
    this.model = model;
    this.reference = reference;
    this.script = script;
    this.endpoint = endpoint;
    this.projection = projection;
    this.hellos = Bytes.concat(hellos.toArray(Bytes[]::new));
    this.ends = new ArrayList<>();
    int end = 0;
    for (Bytes hello : hellos) {
      end += hello.size();
      ends.add(end);
    }
    this.setup = setup(model, script.setup());
    this.receiver =
        model.evaluate("NewReceiver", List.of(Tla.string(role()), settings()), null).asRecord();
  }

  /** Runs a script. */
  public static RecordVerdict run(SpecModel model, RecordReference reference, RecordScript script) {
    RecordScript.Setup setup = script.setup();
    RecordScript.Hellos hellos = RecordScript.Hellos.of(setup);
    if (script.reader() == RecordScript.Reader.SERVER) {
      Endpoint<ServerState> server =
          Endpoint.server(setup.server(setup.unenforced()), setup.settings());
      return new RecordLockStep<>(
              model,
              reference,
              script,
              server,
              RecordProjection.of(new RecordProjection.OfServer(server.state())),
              hellos.ofClient())
          .run();
    }
    Endpoint.Result<ClientState> client =
        Endpoint.client(setup.client(setup.unenforced()), setup.settings()).start();
    RecordLockStep<ClientState> run =
        new RecordLockStep<>(
            model,
            reference,
            script,
            client.next(),
            RecordProjection.of(new RecordProjection.OfClient(client.next().state())),
            hellos.ofServer());
    run.holdSent("FirstFlight", List.of(), reference.send(client.toSend()));
    return run.run();
  }

  private RecordVerdict run() {
    for (RecordMove move : script.moves()) {
      boolean over =
          endpoint.hasEnded()
              || (endpoint.peerHasFinished() && !(move instanceof RecordMove.ChangeCipherSpec));
      if (over || difference.isPresent()) {
        break;
      }
      read(record(move));
    }
    return new RecordVerdict(script, records, difference);
  }

  private void read(TlsRecord record) {
    RecordProjection.Projected projected = projection.project(record);
    Set<TlaValue> outcomes =
        Set.copyOf(
            model
                .evaluate("Outcomes", List.of(receiver, projected.value()), null)
                .asSet()
                .elements());
    Bytes octets = octets(record);
    Endpoint.Result<S> result = endpoint.feed(reference.read(octets));
    View observed = View.of(result.next());
    Optional<TlaRecord> same =
        outcomes.stream()
            .map(TlaValue::asRecord)
            .filter(outcome -> View.of(outcome).equals(observed))
            .findFirst();
    if (same.isEmpty()) {
      differ(
          projected.value(),
          outcomes.stream().map(outcome -> View.of(outcome.asRecord()).toString()).toList(),
          observed.toString());
      return;
    }
    TlaRecord before = receiver;
    receiver = same.get();
    records.add(word(before, receiver));
    endpoint = result.next();
    projection = projected.next();
    holdSent(
        script.reader() == RecordScript.Reader.CLIENT ? "ClientAnswer" : "ServerAnswer",
        List.of(before, receiver),
        reference.send(result.toSend()));
  }

  /** Holds the records that are sent to those that the specification sends there. */
  private void holdSent(String operator, List<TlaValue> arguments, Bytes octets) {
    if (endpoint.peerHasFinished()) {
      // The rest of the handshake is no matter of the endpoint.
      return;
    }
    List<String> allowed =
        model.evaluate(operator, arguments, setup).asSequence().elements().stream()
            .map(TlaValue::asRecord)
            .filter(RecordLockStep::isOfTheEndpoint)
            .map(
                record -> record.get("type").asString() + " of " + record.get("version").asString())
            .toList();
    List<String> sent = new ArrayList<>();
    for (TlsRecord record : RecordReader.EMPTY.feed(octets).records()) {
      String word =
          RecordProjection.type(record.type())
              + " of "
              + RecordProjection.version(record.legacyVersion().code());
      boolean sameMessage =
          record.type().equals(ContentType.HANDSHAKE)
              && !sent.isEmpty()
              && sent.get(sent.size() - 1).equals(word);
      if (!sameMessage) {
        sent.add(word);
      }
    }
    if (!sent.equals(allowed)) {
      differ(Tla.record("type", operator), List.of(allowed.toString()), sent.toString());
    }
  }

  /** Early data and the protected messages are sent by others. */
  private static boolean isOfTheEndpoint(TlaRecord record) {
    String key = record.get("key").asString();
    return key.equals("clear")
        || (key.equals("handshake") && record.get("inside").asString().equals("alert"));
  }

  private void differ(TlaRecord record, List<String> allowed, String observed) {
    Set<Rule> broken = EnumSet.noneOf(Rule.class);
    if (record.fields().containsKey("pieces")) {
      TlaValue seen = model.evaluate("Seen", List.of(receiver, record), null);
      model
          .evaluate("BrokenByRecord", List.of(receiver, seen), null)
          .asSet()
          .elements()
          .forEach(name -> Rule.withOperator(name.asString()).ifPresent(broken::add));
    }
    difference =
        Optional.of(
            new RecordVerdict.Difference(
                records.size() + 1, record.toString(), broken, allowed, observed));
  }

  private static String word(TlaRecord before, TlaRecord after) {
    String rule = after.get("rule").asString();
    if (!rule.equals("none")) {
      return rule.equals("hello") ? "refused by the hellos" : rule;
    }
    if (after.get("state").asString().equals("CLOSED")) {
      return "closed";
    }
    if (!after.get("dropped").equals(before.get("dropped"))) {
      return "dropped";
    }
    if (!after.get("delivered").equals(before.get("delivered"))) {
      return "delivered";
    }
    return after.get("pending").equals(before.get("pending")) ? "skipped" : "incomplete";
  }

  /**
   * What can be seen of a receiver from outside. One that has ended has no more to wait for.
   *
   * @param hellos the messages that were delivered in the clear
   */
  private record View(
      String state,
      String rule,
      String alert,
      boolean early,
      int skipped,
      int dropped,
      boolean incomplete,
      List<String> hellos,
      boolean finished) {
    static View of(TlaRecord receiver) {
      String state = receiver.get("state").asString();
      boolean ended = state.equals("ABORTED") || state.equals("CLOSED");
      List<TlaRecord> delivered =
          receiver.get("delivered").asSequence().elements().stream()
              .map(TlaValue::asRecord)
              .toList();
      return new View(
          state,
          receiver.get("rule").asString(),
          receiver.get("alert").asString(),
          !ended && receiver.get("early").asBool(),
          receiver.get("skipped").asInt(),
          receiver.get("dropped").asInt(),
          !ended && receiver.get("pending").asInt() > 0,
          delivered.stream()
              .filter(message -> !message.get("protected").asBool())
              .map(message -> message.get("type").asString())
              .toList(),
          delivered.stream()
              .anyMatch(message -> message.get("type").asString().equals("finished")));
    }

    static View of(Endpoint<?> endpoint) {
      Optional<Violation> violation = violation(endpoint.state());
      boolean byHellos = violation.filter(found -> found.rule().isModelled()).isPresent();
      List<String> hellos = new ArrayList<>();
      endpoint.events().stream()
          .filter(HandshakeReceived.class::isInstance)
          .map(HandshakeReceived.class::cast)
          .map(RecordProjection::type)
          .forEach(hellos::add);
      if (byHellos && lastReceivedIsAMessage(endpoint)) {
        hellos.remove(hellos.size() - 1);
      }
      return new View(
          stateName(endpoint.state()),
          byHellos ? "hello" : violation.map(found -> found.rule().operator()).orElse("none"),
          byHellos ? "hello" : violation.map(found -> found.alert().name()).orElse("none"),
          endpoint.awaitsEarlyData(),
          endpoint.skippedEarlyData(),
          endpoint.droppedChangeCipherSpecs(),
          !endpoint.hasEnded() && !endpoint.pendingHandshake().isEmpty(),
          List.copyOf(hellos),
          endpoint.peerHasFinished());
    }

    /** An endpoint that refuses octets that are no message has no message to take back. */
    private static boolean lastReceivedIsAMessage(Endpoint<?> endpoint) {
      return endpoint.events().stream()
          .filter(Received.class::isInstance)
          .reduce((first, second) -> second)
          .filter(HandshakeReceived.class::isInstance)
          .isPresent();
    }

    private static Optional<Violation> violation(Object state) {
      if (state instanceof ClientState.Aborted aborted) {
        return Optional.of(aborted.violation());
      }
      return state instanceof ServerState.Aborted aborted
          ? Optional.of(aborted.violation())
          : Optional.empty();
    }

    private static String stateName(Object state) {
      if (state instanceof ClientState client) {
        return client instanceof ClientState.AwaitingServerHello
            ? "WAIT_SH"
            : client instanceof ClientState.AwaitingServerHelloAgain
                ? "WAIT_SH_AGAIN"
                : client instanceof ClientState.Negotiated
                    ? "WAIT_EE"
                    : client instanceof ClientState.Aborted ? "ABORTED" : "CLOSED";
      }
      return state instanceof ServerState.Start
          ? "START"
          : state instanceof ServerState.AwaitingSecondHello
              ? "WAIT_CH_AGAIN"
              : state instanceof ServerState.Negotiated
                  ? "NEGOTIATED"
                  : state instanceof ServerState.Aborted ? "ABORTED" : "CLOSED";
    }
  }

  // From moves to records.

  private TlsRecord record(RecordMove move) {
    if (move instanceof RecordMove.Hello hello) {
      int end = endOfHello();
      int to = Math.max(helloAt, end - hello.less());
      to = hello.less() > 0 ? Math.min(to, end) : Math.min(end + hello.more(), hellos.size());
      Bytes fragment = hellos.slice(helloAt, to);
      helloAt = to;
      return record(ContentType.HANDSHAKE, hello.version(), fragment);
    }
    if (move instanceof RecordMove.DamagedHello damaged) {
      byte[] octets = hellos.slice(helloAt, endOfHello()).toArray();
      helloAt = endOfHello();
      if (octets.length > 0) {
        octets[damaged.at() % octets.length] ^= (byte) damaged.mask();
      }
      return record(ContentType.HANDSHAKE, 0x0303, Bytes.of(octets));
    }
    if (move instanceof RecordMove.ChangeCipherSpec ccs) {
      return record(ContentType.CHANGE_CIPHER_SPEC, ccs.version(), ccs.body());
    }
    if (move instanceof RecordMove.AlertOctets alert) {
      return record(ContentType.ALERT, 0x0303, alert.body());
    }
    if (move instanceof RecordMove.Fragment fragment) {
      return record(ContentType.HANDSHAKE, 0x0303, fragment.octets());
    }
    if (move instanceof RecordMove.Opaque opaque) {
      return record(ContentType.APPLICATION_DATA, 0x0303, Bytes.repeat(0x5a, opaque.size()));
    }
    if (move instanceof RecordMove.Octets octets) {
      return record(new ContentType(octets.type()), 0x0303, Bytes.repeat(0x5a, octets.size()));
    }
    if (move instanceof RecordMove.Protected inner) {
      return seal(inner.type(), inner.content(), inner.padding());
    }
    int to =
        Math.max(flightAt, PROTECTED_FLIGHT.size() - ((RecordMove.ProtectedFlight) move).less());
    Bytes content = PROTECTED_FLIGHT.slice(flightAt, to);
    flightAt = projection.opener().isPresent() ? to : flightAt;
    return seal(ContentType.HANDSHAKE.code(), content, 0);
  }

  /** Returns where the hello ends that is due, or the end of all if none is. */
  private int endOfHello() {
    return ends.stream().filter(end -> end > helloAt).findFirst().orElse(hellos.size());
  }

  private TlsRecord seal(int type, Bytes content, int padding) {
    Bytes inner = Bytes.concat(content, Bytes.of((byte) type), Bytes.repeat(0, padding));
    Optional<RecordProtection> keys = projection.opener();
    return record(
        ContentType.APPLICATION_DATA,
        0x0303,
        keys.map(protection -> protection.seal(inner)).orElse(Bytes.concat(inner, inner)));
  }

  private static TlsRecord record(ContentType type, int version, Bytes fragment) {
    return new TlsRecord(type, new ProtocolVersion(version), fragment);
  }

  /** Writes a record, also one that is too long for its type. */
  private static Bytes octets(TlsRecord record) {
    if (record.fragment().size() <= TlsRecord.MAX_PLAINTEXT_LENGTH) {
      return RecordCodec.encode(record);
    }
    int length = record.fragment().size();
    return Bytes.concat(
        RecordCodec.encode(new TlsRecord(record.type(), record.legacyVersion(), Bytes.EMPTY))
            .slice(0, 3),
        Bytes.of((byte) (length >> 8), (byte) length),
        record.fragment());
  }

  private String role() {
    return script.reader() == RecordScript.Reader.CLIENT ? "client" : "server";
  }

  private TlaRecord settings() {
    return Tla.record(
        "stateless", TlaValue.of(script.setup().stateless()),
        "ccsLimit", TlaValue.of(script.setup().ccsLimit()),
        "earlyLimit", TlaValue.of(script.setup().earlyLimit()));
  }

  /** Makes a state that has nothing but a setup, for the operators that send. */
  private static SpecState setup(SpecModel model, RecordScript.Setup setup) {
    Map<String, TlaValue> variables = new TreeMap<>();
    model.variableNames().forEach(name -> variables.put(name, Tla.EMPTY));
    variables.put(
        "setup",
        Tla.record(
            "compatible", TlaValue.of(setup.compatible()),
            "early", TlaValue.of(setup.early() ? 1 : 0),
            "retries", TlaValue.of(setup.retries()),
            "stateless", TlaValue.of(setup.stateless()),
            "ccsLimit", TlaValue.of(setup.ccsLimit()),
            "earlyLimit", TlaValue.of(setup.earlyLimit())));
    return model.state(variables);
  }

  /** Names what a run can see, so that one that has seen too little is noticed. */
  static Stream<String> allWords() {
    return Stream.concat(
        Stream.of(
            "dropped", "skipped", "delivered", "incomplete", "closed", "refused by the hellos"),
        Stream.of(Rule.values())
            .filter(rule -> rule.layer() == Rule.Layer.RECORD)
            .map(Rule::operator));
  }
}
