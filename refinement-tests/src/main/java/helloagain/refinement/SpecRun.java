package helloagain.refinement;

import helloagain.rule.Profile;
import helloagain.spec.Counterexample;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Holds a run of {@code Handshake.tla}, perhaps of one with an operator replaced, and lets the
 * reference make the same run: the same offer and policy, and the same messages of a hostile peer.
 *
 * @param moments the initial state and the steps
 * @param profile the document that both peers follow
 */
public record SpecRun(List<Counterexample.Moment> moments, Profile profile) {
  private static final String CLIENT = "client";
  private static final String SERVER = "server";
  private static final Set<String> EXCHANGE = Set.of(CLIENT, SERVER, "toServer", "toClient");

  /** What a client and a server of {@code Flights.tla} have, and no other. */
  private static final String CERTIFICATE = "certificate";

  private static final String SETTINGS = "settings";

  /** Counts what a hostile peer does wrong; the variable of {@code HostilePeers.tla}. */
  private static final String FAULTS = "faults";

  /** Copies the list. */
  public SpecRun {
    moments = List.copyOf(moments);
  }

  /**
   * Tells whether a run is one of {@code Handshake.tla}, by its variables. A module that extends it
   * with variables of its own, such as {@code Stateless.tla}, or with peers that have more to
   * remember, as {@code Figure2.tla} does, has peers that the reference here does not have.
   */
  public static boolean isPossible(List<Counterexample.Moment> moments) {
    Set<String> others = new HashSet<>(moments.get(0).variables().keySet());
    boolean isExchange = others.containsAll(EXCHANGE);
    others.removeAll(EXCHANGE);
    others.remove(FAULTS);
    return isExchange
        && others.isEmpty()
        && moments.get(0).variables().get(CLIENT) instanceof TlaRecord client
        && (client.equals(PeerProjection.HOSTILE) || client.has("offer"))
        && moments.get(0).variables().get(SERVER) instanceof TlaRecord server
        && !client.has(CERTIFICATE)
        && !server.has(SETTINGS);
  }

  /** Returns who keeps the rules. */
  public World world() {
    if (peer(0, CLIENT).equals(PeerProjection.HOSTILE)) {
      return World.HOSTILE_CLIENT;
    }
    return peer(0, SERVER).equals(PeerProjection.HOSTILE) ? World.HOSTILE_SERVER : World.HONEST;
  }

  /**
   * Makes the run in the reference, judged by the specification as it is. What the reference does
   * not go along with is left out; at the end both read what there is to read.
   *
   * @throws IllegalStateException if a message of the run cannot be put into octets
   */
  public Verdict follow(Judges judges, Reference reference) {
    Optional<ClientSetup> client =
        world().hasClient()
            ? Optional.of(Behaviours.client(peer(0, CLIENT).get("offer"), false).following(profile))
            : Optional.empty();
    Optional<ServerSetup> server =
        world().hasServer()
            ? Optional.of(Behaviours.server(peer(0, SERVER).get("policy")).following(profile))
            : Optional.empty();
    LockStep run =
        new LockStep(
            judges, reference, client.map(ClientSetup::config), server.map(ServerSetup::config));
    boolean same = true;
    for (int i = 1; same && i < moments.size(); i++) {
      Optional<Move> move = move(i, run.seen());
      if (move.isPresent() && run.isPossible(move.orElseThrow())) {
        same = run.apply(move.orElseThrow());
        Optional<TlaRecord> sent = sentByHostile(i);
        if (same && sent.isPresent()) {
          Behaviours.requireSame(sent.orElseThrow(), run);
        }
      }
    }
    if (same) {
      run.settle();
    }
    return Verdict.of(new Trace("", client, server, run.moves()), run);
  }

  /**
   * Draws the run, as the specification made it.
   *
   * @return lines, each with its end
   */
  public String diagram() {
    List<LockStep.Event> events = new ArrayList<>();
    for (int i = 1; i < moments.size(); i++) {
      int at = i;
      kind(i).ifPresent(kind -> events.add(event(at, kind)));
    }
    return SequenceDiagram.text(world(), events);
  }

  /** What happens in a step, told by what it changes. */
  private enum Kind {
    CLIENT_STARTS,
    CLIENT_READS,
    SERVER_READS,
    SERVER_SENDS,
    CLIENT_SENDS
  }

  private Optional<Kind> kind(int i) {
    if (sentByHostile(i).isPresent()) {
      return Optional.of(world().hasClient() ? Kind.SERVER_SENDS : Kind.CLIENT_SENDS);
    }
    if (peer(i - 1, CLIENT).get("state").asString().equals("START")
        && !peer(i, CLIENT).equals(peer(i - 1, CLIENT))) {
      return Optional.of(Kind.CLIENT_STARTS);
    }
    if (channel(i, "toClient").size() < channel(i - 1, "toClient").size()) {
      return Optional.of(Kind.CLIENT_READS);
    }
    if (channel(i, "toServer").size() < channel(i - 1, "toServer").size()) {
      return Optional.of(Kind.SERVER_READS);
    }
    return Optional.empty();
  }

  private Optional<TlaRecord> sentByHostile(int i) {
    return switch (world()) {
      case HONEST -> Optional.empty();
      case HOSTILE_SERVER -> sent(i, "toClient");
      case HOSTILE_CLIENT -> sent(i, "toServer");
    };
  }

  private Optional<TlaRecord> sent(int i, String channel) {
    List<TlaValue> after = channel(i, channel);
    return after.size() > channel(i - 1, channel).size()
        ? Optional.of(after.get(after.size() - 1).asRecord())
        : Optional.empty();
  }

  private Optional<Move> move(int i, Sightings seen) {
    return kind(i).map(kind -> move(kind, () -> payload(i, seen)));
  }

  private Payload payload(int i, Sightings seen) {
    return MessageConcretion.payload(sentByHostile(i).orElseThrow(), seen);
  }

  private static Move move(Kind kind, java.util.function.Supplier<Payload> payload) {
    return switch (kind) {
      case CLIENT_STARTS -> new Move.ClientStarts();
      case CLIENT_READS -> new Move.ClientReads();
      case SERVER_READS -> new Move.ServerReads();
      case SERVER_SENDS -> new Move.ServerSends(payload.get());
      case CLIENT_SENDS -> new Move.ClientSends(payload.get());
    };
  }

  /** The diagram looks at who acts, at the message and at the state; octets are not needed. */
  private LockStep.Event event(int i, Kind kind) {
    Move move = move(kind, Payload.Close::new);
    boolean isOfClient = kind == Kind.CLIENT_STARTS || kind == Kind.CLIENT_READS;
    TlaRecord state =
        switch (kind) {
          case SERVER_SENDS, CLIENT_SENDS -> PeerProjection.HOSTILE;
          default -> peer(i, isOfClient ? CLIENT : SERVER);
        };
    Optional<TlaRecord> message =
        switch (kind) {
          case CLIENT_STARTS -> sent(i, "toServer");
          case CLIENT_READS -> Optional.of(channel(i - 1, "toClient").get(0).asRecord());
          case SERVER_READS -> Optional.of(channel(i - 1, "toServer").get(0).asRecord());
          case SERVER_SENDS, CLIENT_SENDS -> sentByHostile(i);
        };
    String channel = isOfClient || kind == Kind.CLIENT_SENDS ? "toServer" : "toClient";
    List<TlaRecord> sent = sent(i, channel).stream().toList();
    String before = peer(i - 1, isOfClient ? CLIENT : SERVER).get("state").asString();
    return new LockStep.Event(move, action(kind, before, state), message, sent, state);
  }

  /** Names the action by what came of it; the name in the run may be that of a replacement. */
  private static String action(Kind kind, String before, TlaRecord state) {
    String after = state.get("state").asString();
    return switch (kind) {
      case CLIENT_STARTS -> "ClientSendsFirstHello";
      case SERVER_SENDS -> "HostileServerSends";
      case CLIENT_SENDS -> "HostileClientSends";
      case CLIENT_READS -> after.equals("WAIT_SH_AGAIN") ? "ClientRetries" : "ClientReads";
      case SERVER_READS ->
          switch (after) {
            case "WAIT_CH_AGAIN" -> "ServerRetries";
            case "NEGOTIATED" ->
                before.equals("START") ? "ServerAcceptsFirst" : "ServerAcceptsSecond";
            default -> "ServerReads";
          };
    };
  }

  private TlaRecord peer(int i, String name) {
    return value(i, name).asRecord();
  }

  private List<TlaValue> channel(int i, String name) {
    return value(i, name).asSequence().elements();
  }

  private TlaValue value(int i, String name) {
    Map<String, TlaValue> variables = moments.get(i).variables();
    return Objects.requireNonNull(variables.get(name));
  }
}
