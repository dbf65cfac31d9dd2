package helloagain.refinement;

import helloagain.client.ClientConfig;
import helloagain.client.ClientState;
import helloagain.exchange.Received;
import helloagain.exchange.Sent;
import helloagain.exchange.Step;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.server.ServerConfig;
import helloagain.server.ServerState;
import helloagain.spec.SpecModel;
import helloagain.spec.SpecState;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaSequence;
import helloagain.spec.TlaValue;
import helloagain.wire.HandshakeCodec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs one exchange in the reference and in the specification, move by move.
 *
 * <p>After each move the state of the reference is projected to the variables of {@code
 * Handshake.tla} and must be one that the specification reaches by the same action. The
 * specification has the choice where the RFC leaves one; the reference has made it.
 *
 * <p>Confined to one thread. Once a move differs, the run is over.
 */
public final class LockStep implements JudgedRun {
  private final Profile profile;
  private final SpecModel model;
  private final boolean judging;
  private final Reference reference;
  private final Projector projector;
  private final Deque<Packet> toClient = new ArrayDeque<>();
  private final Deque<Packet> toServer = new ArrayDeque<>();
  private final List<Move> moves = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private Optional<ClientState> client;
  private Optional<ServerState> server;
  private SpecState spec;
  private @Nullable SpecState checked;
  private List<String> violated = List.of();
  private Optional<Difference> difference = Optional.empty();

  private record Packet(Received received, TlaRecord value) {}

  /**
   * One move as it went.
   *
   * @param move the move
   * @param action the action of {@code Handshake.tla}
   * @param message what was read, or sent if nothing was read, if anything
   * @param sent what was sent, in order
   * @param state the state of the peer that acted, after the move
   */
  public record Event(
      Move move,
      String action,
      Optional<TlaRecord> message,
      List<TlaRecord> sent,
      TlaRecord state) {
    /** Copies the list. */
    public Event {
      sent = List.copyOf(sent);
    }
  }

  /** Prepares a run; a peer that is absent is hostile. Both peers follow the same document. */
  public LockStep(
      Judges judges,
      Reference reference,
      Optional<ClientConfig> client,
      Optional<ServerConfig> server) {
    this(judges, reference, client, server, true);
  }

  /**
   * Prepares a run that is taken down and not judged: the reference goes on whatever it does, and
   * only a failure of its own is a difference.
   */
  static LockStep unjudged(Judges judges, Reference reference, Trace trace) {
    return of(judges, reference, trace, false);
  }

  private LockStep(
      Judges judges,
      Reference reference,
      Optional<ClientConfig> client,
      Optional<ServerConfig> server,
      boolean judging) {
    this.judging = judging;
    this.profile =
        client
            .map(ClientConfig::profile)
            .orElseGet(() -> server.map(ServerConfig::profile).orElseThrow());
    this.model = judges.of(profile);
    this.reference = reference;
    this.projector = new Projector(profile);
    this.client = client.map(ClientState.Start::new);
    this.server = server.map(ServerState.Start::new);
    client.ifPresent(config -> config.psks().forEach(key -> projector.seen().know(key.psk())));
    server.ifPresent(config -> config.policy().psks().known().forEach(projector.seen()::know));
    // The first hello names random, session id and keys before anybody reads it.
    client.ifPresent(
        config ->
            projector.project(
                config.firstHello(), HandshakeCodec.encode(config.firstHello(), profile)));
    this.spec = model.state(variables());
  }

  /** Prepares the run of a trace. */
  public static LockStep of(Judges judges, Reference reference, Trace trace) {
    return of(judges, reference, trace, true);
  }

  private static LockStep of(Judges judges, Reference reference, Trace trace, boolean judging) {
    return new LockStep(
        judges,
        reference,
        trace.client().map(ClientSetup::config),
        trace.server().map(ServerSetup::config),
        judging);
  }

  /** Returns the client, absent if hostile. */
  public Optional<ClientState> client() {
    return client;
  }

  /** Returns the server, absent if hostile. */
  public Optional<ServerState> server() {
    return server;
  }

  /** Returns the state of the specification, or of the reference in its words if nobody judges. */
  public SpecState spec() {
    return spec;
  }

  @Override
  public List<Move> moves() {
    return List.copyOf(moves);
  }

  @Override
  public List<Event> events() {
    return List.copyOf(events);
  }

  @Override
  public Optional<Difference> difference() {
    return difference;
  }

  /** Tells whether the client has something to read and reads. */
  public boolean clientCanRead() {
    return difference.isEmpty()
        && !toClient.isEmpty()
        && client.filter(state -> !state.hasEnded()).isPresent();
  }

  /** Tells whether the server has something to read and reads. */
  public boolean serverCanRead() {
    return difference.isEmpty()
        && !toServer.isEmpty()
        && server.filter(state -> !state.hasEnded()).isPresent();
  }

  /** What follows ServerHello is no move here, nor is data, which comes before it in no message. */
  @Override
  public boolean isPossible(Move move) {
    if (difference.isPresent()
        || move instanceof Move.OfFlight
        || move.carried().filter(Payload.Data.class::isInstance).isPresent()) {
      return false;
    }
    if (move instanceof Move.ClientStarts) {
      return client.filter(ClientState.Start.class::isInstance).isPresent();
    }
    if (move instanceof Move.ClientReads) {
      return clientCanRead();
    }
    if (move instanceof Move.ServerReads) {
      return serverCanRead();
    }
    if (move instanceof Move.ServerSends) {
      return server.isEmpty() && toClient.isEmpty() && clientHasStarted();
    }
    return client.isEmpty()
        && toServer.isEmpty()
        && server.filter(state -> !state.hasEnded()).isPresent();
  }

  private boolean clientHasStarted() {
    return client
        .filter(state -> !(state instanceof ClientState.Start) && !state.hasEnded())
        .isPresent();
  }

  /** Returns what the client reads next. */
  Optional<Received> nextForClient() {
    return Optional.ofNullable(toClient.peek()).map(Packet::received);
  }

  /** Returns what the server reads next. */
  Optional<Received> nextForServer() {
    return Optional.ofNullable(toServer.peek()).map(Packet::received);
  }

  /** Returns what knows the records of the messages so far. */
  Projector projector() {
    return projector;
  }

  /** Returns the names that the run has given to octets. */
  Sightings seen() {
    return projector.seen();
  }

  @Override
  public boolean apply(Move move) {
    if (!isPossible(move)) {
      throw new IllegalStateException("not possible here: " + move);
    }
    moves.add(move);
    SpecState before = spec;
    Acted acted;
    try {
      acted = act(move);
    } catch (IllegalStateException | IllegalArgumentException e) {
      differ(before, move, reads(move), "the reference failed: " + e);
      return false;
    }
    Map<String, TlaValue> reached = variables();
    events.add(
        new Event(
            move, acted.action(), acted.message(), sent(move, before, reached), acted.state()));
    SpecState after = model.state(reached);
    // To ask whether this step is allowed costs less than to make all steps that are.
    if (judging && !model.relates(acted.operator(), acted.arguments(), before, after)) {
      differ(
          before, move, acted.action(), describe(acted, before, move instanceof Move.ServerReads));
      return false;
    }
    spec = after;
    return true;
  }

  /** Lets both read until there is nothing left to read, the server first. */
  public boolean settle() {
    while (serverCanRead() || clientCanRead()) {
      if (!apply(serverCanRead() ? new Move.ServerReads() : new Move.ClientReads())) {
        return false;
      }
    }
    return true;
  }

  @Override
  public List<String> violatedInvariants() {
    if (checked != spec) {
      violated = model.violatedInvariants(spec);
      checked = spec;
    }
    return violated;
  }

  /**
   * What the reference did: the action, its operator for messages of any form, and its argument.
   */
  private record Acted(
      String action,
      String operator,
      List<TlaValue> arguments,
      Optional<TlaRecord> message,
      TlaRecord state) {}

  private Acted act(Move move) {
    if (move instanceof Move.ClientStarts) {
      ClientState.Start start =
          client
              .filter(ClientState.Start.class::isInstance)
              .map(ClientState.Start.class::cast)
              .orElseThrow();
      return clientActed(reference.start(start.config()), Optional.empty());
    }
    if (move instanceof Move.ClientReads) {
      Packet packet = toClient.remove();
      return clientActed(
          reference.receive(client.orElseThrow(), packet.received()), Optional.of(packet));
    }
    if (move instanceof Move.ServerReads) {
      Packet packet = toServer.remove();
      return serverActed(reference.receive(server.orElseThrow(), packet.received()), packet);
    }
    if (move instanceof Move.ServerSends sends) {
      return hostileActed("HostileServerSends", put(sends.payload(), toClient));
    }
    return hostileActed("HostileClientSends", put(((Move.ClientSends) move).payload(), toServer));
  }

  private static Acted hostileActed(String operator, TlaRecord message) {
    return new Acted(
        operator, operator, List.of(message), Optional.of(message), PeerProjection.HOSTILE);
  }

  private Acted clientActed(Step<ClientState> step, Optional<Packet> read) {
    ClientState next = step.next();
    client = Optional.of(next);
    projector.nameKeys(next);
    List<TlaValue> sent = putAll(step.sent(), toServer);
    if (next.hasEnded()) {
      toClient.clear();
    }
    String action =
        read.map(packet -> Actions.ofClient(packet.received(), step))
            .orElse("ClientSendsFirstHello");
    return acted(
        action,
        sent,
        read.map(Packet::value).or(() -> sent.stream().map(TlaValue::asRecord).findFirst()),
        projector.client(next));
  }

  private Acted serverActed(Step<ServerState> step, Packet read) {
    ServerState next = step.next();
    server = Optional.of(next);
    projector.nameKeys(next);
    List<TlaValue> sent = putAll(step.sent(), toClient);
    if (next.hasEnded()) {
      toServer.clear();
    }
    return acted(
        Actions.ofServer(read.received(), step),
        sent,
        Optional.of(read.value()),
        projector.server(next));
  }

  /** A hello that is sent may have any form that the specification allows. */
  private static Acted acted(
      String action, List<TlaValue> sent, Optional<TlaRecord> message, TlaRecord state) {
    return Actions.SENDING_A_HELLO.contains(action)
        ? new Acted(action, action + "With", sent, message, state)
        : new Acted(action, action, List.of(), message, state);
  }

  private List<TlaValue> putAll(List<Sent> sent, Deque<Packet> channel) {
    return sent.stream().<TlaValue>map(message -> put(Payload.of(message), channel)).toList();
  }

  /** Puts on the connection what the other peer will decode for itself. */
  private TlaRecord put(Payload payload, Deque<Packet> channel) {
    Received received = payload.received(profile);
    TlaRecord value = projector.project(payload, received);
    channel.add(new Packet(received, value));
    return value;
  }

  private Map<String, TlaValue> variables() {
    Map<String, TlaValue> variables = new TreeMap<>();
    variables.put("client", client.map(projector::client).orElse(PeerProjection.HOSTILE));
    variables.put("server", server.map(projector::server).orElse(PeerProjection.HOSTILE));
    variables.put("toServer", channel(toServer));
    variables.put("toClient", channel(toClient));
    return variables;
  }

  private static TlaSequence channel(Deque<Packet> channel) {
    return Tla.sequence(channel, Packet::value);
  }

  /** What stands in the channel to the other peer that did not before; only that one reads it. */
  private static List<TlaRecord> sent(Move move, SpecState before, Map<String, TlaValue> reached) {
    String channel = move.isOfServer() ? "toClient" : "toServer";
    int old = before.get(channel).asSequence().elements().size();
    return Objects.requireNonNull(reached.get(channel)).asSequence().elements().stream()
        .skip(old)
        .map(TlaValue::asRecord)
        .toList();
  }

  private static String reads(Move move) {
    return move instanceof Move.ServerReads ? "a step of the server" : "a step of the client";
  }

  private void differ(SpecState before, Move move, String action, String observed) {
    boolean byServer = move instanceof Move.ServerReads;
    boolean reading = byServer || move instanceof Move.ClientReads;
    difference =
        Optional.of(
            new Difference(
                moves.size(),
                action,
                reading ? decidingRule(before, byServer) : Optional.empty(),
                reading ? allowed(before, byServer) : List.of(),
                observed));
  }

  /**
   * The rule that decides: one that binds and that the message read breaks; else one that what was
   * sent breaks; else one that leaves the choice. The first in the order of the rulebook of each.
   */
  private Optional<Rule> decidingRule(SpecState before, boolean byServer) {
    Set<Rule> read = broken(before, byServer);
    return Stream.of(
            read.stream().filter(rule -> rule.level(profile) == Rule.Level.MUST),
            brokenBySending(byServer).stream(),
            read.stream())
        .flatMap(rules -> rules)
        .findFirst();
  }

  /** The rules that the next message breaks, by the specification. */
  Set<Rule> broken(SpecState before, boolean byServer) {
    TlaValue peer = before.get(byServer ? "server" : "client");
    TlaValue head = before.get(byServer ? "toServer" : "toClient").asSequence().elements().get(0);
    String type = head.asRecord().get("type").asString();
    return type.equals("alert") || type.equals("close")
        ? Set.of()
        : BrokenRules.of(model, byServer ? "BrokenAtServer" : "BrokenAtClient", peer, head);
  }

  private Set<Rule> brokenBySending(boolean byServer) {
    return BrokenRules.bySending(
        model,
        byServer
            ? server.map(projector::server).orElse(PeerProjection.HOSTILE)
            : client.map(projector::client).orElse(PeerProjection.HOSTILE));
  }

  private List<String> allowed(SpecState before, boolean byServer) {
    List<String> actions =
        byServer
            ? List.of(
                "ServerRetries",
                "ServerAcceptsFirst",
                "ServerAcceptsSecond",
                "ServerAborts",
                "ServerCloses",
                "ServerReadsOn")
            : List.of(
                "ClientRetries", "ClientAccepts", "ClientAborts", "ClientCloses", "ClientReadsOn");
    return actions.stream()
        .flatMap(
            action ->
                model.apply(action, List.of(), before).stream()
                    .map(state -> state.get(byServer ? "server" : "client").asRecord())
                    .map(peer -> action + ": " + brief(peer)))
        .distinct()
        .toList();
  }

  /** What the reference did, and where that leaves what the same action leads to. */
  private String describe(Acted acted, SpecState before, boolean byServer) {
    // A hostile peer's action has a message for argument and no state of its own.
    Stream<SpecState> expectedStates =
        acted.state().equals(PeerProjection.HOSTILE)
            ? Stream.of()
            : model.apply(acted.action(), List.of(), before).stream();
    List<String> apart =
        expectedStates
            .map(state -> state.get(byServer ? "server" : "client"))
            .findFirst()
            .map(expected -> Apart.places(byServer ? "server" : "client", expected, acted.state()))
            .orElse(List.of());
    String observed = acted.action() + ": " + brief(acted.state());
    return apart.isEmpty() ? observed : observed + "; " + String.join("; ", apart);
  }

  /** Returns the state of a peer, with what it has aborted for. */
  static String brief(TlaRecord peer) {
    String state = peer.get("state").asString();
    return state.equals("ABORTED")
        ? String.format(
            "ABORTED with %s for %s", peer.get("alert").asString(), peer.get("rule").asString())
        : state;
  }
}
