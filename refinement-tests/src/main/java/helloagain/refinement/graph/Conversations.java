package helloagain.refinement.graph;

import helloagain.client.ClientState;
import helloagain.exchange.Received;
import helloagain.message.HandshakeType;
import helloagain.refinement.MessageWords;
import helloagain.refinement.Payload;
import helloagain.rule.Violation;
import helloagain.server.ServerState;
import helloagain.spec.TlaRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Finds the conversations with one peer of a bounded world that together take all of its edges.
 *
 * <p>Where a peer stands is a tree: it remembers what it was told. So each thing that it can be
 * told somewhere, and after which nothing is left to be told, needs a conversation of its own, and
 * these are enough: what leads there is taken on the way.
 *
 * <p>Confined to one thread.
 */
public final class Conversations {
  private static final String STUTTER = "Ended";

  private final Side tested;
  private final Map<Peer<?>, Map<Packet, Reading>> readings = new LinkedHashMap<>();
  private final Set<Peer<?>> starts = new LinkedHashSet<>();
  private final List<Reading> edges = new ArrayList<>();
  private final List<Conversation> cover = new ArrayList<>();

  /** What is read in each conversation of the cover. */
  private final List<List<Reading>> paths = new ArrayList<>();

  /** What a peer can be told somewhere. */
  private static final class Reading {
    private final Packet packet;
    private final Map<Reaction, Peer<?>> reactions = new LinkedHashMap<>();

    Reading(Packet packet) {
      this.packet = packet;
    }
  }

  private Conversations(Side tested) {
    this.tested = tested;
  }

  /**
   * Explores a world.
   *
   * @param setting the world, and how many faults a hostile peer has
   * @param tested the peer that is told
   */
  public static Conversations with(Side tested, Setting setting) {
    Conversations conversations = new Conversations(tested);
    conversations.explore(BoundedWorld.space(setting));
    for (Peer<?> start : conversations.starts) {
      conversations.add(start, List.of(), List.of());
    }
    return conversations;
  }

  private <N> void explore(StateSpace<N> space) {
    Graph<N> graph = Graph.of(space, () -> Integer.MAX_VALUE);
    for (int i = 0; i < graph.size(); i++) {
      Exchange source = exchange(graph.state(i));
      if (i < graph.initialStates()) {
        starts.add(peer(source));
      }
      for (Graph.Edge edge : graph.edges(i)) {
        if (!edge.label().equals(STUTTER)) {
          note(source, edge.label(), exchange(graph.state(edge.target())));
        }
      }
    }
  }

  private static Exchange exchange(Object state) {
    return (Exchange) (state instanceof HostileExchange<?> hostile ? hostile.exchange() : state);
  }

  /** Notes an edge with the reading that it belongs to; some belong to the other peer alone. */
  private void note(Exchange source, String label, Exchange target) {
    Optional<Packet> next = next(source);
    boolean acts = label.startsWith(tested == Side.CLIENT ? "Client" : "Server");
    if (acts && next.isPresent()) {
      Reading reading = reading(peer(source), next.get());
      reading.reactions.putIfAbsent(reaction(source, label, target), peer(target));
      edges.add(reading);
    } else if (acts) {
      // A client sends its first hello, unasked.
      starts.remove(peer(source));
      starts.add(peer(target));
    } else if (next(target).isPresent() && next.isEmpty()) {
      edges.add(reading(peer(target), next(target).get()));
    }
  }

  private Reading reading(Peer<?> peer, Packet packet) {
    return readings
        .computeIfAbsent(peer, any -> new LinkedHashMap<>())
        .computeIfAbsent(packet, told -> new Reading(told));
  }

  private Peer<?> peer(Exchange exchange) {
    return tested == Side.CLIENT ? exchange.client() : exchange.server();
  }

  private Optional<Packet> next(Exchange exchange) {
    return tested == Side.CLIENT ? exchange.nextForClient() : exchange.nextForServer();
  }

  private Reaction reaction(Exchange source, String label, Exchange target) {
    int before = sent(source).size();
    Object state = peer(target).state();
    Optional<Violation> violation =
        state instanceof ClientState.Aborted client
            ? Optional.of(client.violation())
            : state instanceof ServerState.Aborted server
                ? Optional.of(server.violation())
                : Optional.empty();
    boolean ended =
        state instanceof ClientState client ? client.hasEnded() : ((ServerState) state).hasEnded();
    List<Packet> sent = sent(target);
    return new Reaction(
        label,
        violation.map(Violation::rule),
        violation.map(Violation::alert),
        sent.subList(before, sent.size()).stream().map(this::payload).toList(),
        ended);
  }

  private List<Packet> sent(Exchange exchange) {
    return tested == Side.CLIENT ? exchange.toServer() : exchange.toClient();
  }

  private Payload payload(Packet packet) {
    Received received = packet.received();
    if (received instanceof Received.HandshakeReceived handshake) {
      return new Payload.Handshake(handshake.raw());
    }
    if (received instanceof Received.AlertReceived alert) {
      return new Payload.AlertPayload(alert.alert());
    }
    // The only octets of a world that are no message; with a type that the peer may be sent, it is
    // their form alone that is wrong.
    return received instanceof Received.Unparsable
        ? HostileSpace.malformed(
            tested == Side.CLIENT ? HandshakeType.SERVER_HELLO : HandshakeType.CLIENT_HELLO)
        : new Payload.Close();
  }

  /** Returns the conversations that together take every edge. */
  public List<Conversation> cover() {
    return Collections.unmodifiableList(cover);
  }

  private void add(Peer<?> peer, List<Conversation.Told> before, List<Reading> readBefore) {
    for (Reading reading : readings.getOrDefault(peer, Map.of()).values()) {
      List<Reaction> allowed = List.copyOf(reading.reactions.keySet());
      List<Reading> path = with(readBefore, reading);
      boolean leadsOn = false;
      for (int i = 0; i < allowed.size(); i++) {
        Peer<?> next = Objects.requireNonNull(reading.reactions.get(allowed.get(i)));
        // What a peer passes over leaves it where it was: what else it can be told is told anyway.
        if (next != peer && !allowed.get(i).ended() && readings.containsKey(next)) {
          add(next, with(before, told(peer, reading, allowed, i)), path);
          leadsOn = true;
        }
      }
      if (!leadsOn) {
        List<Conversation.Told> told = with(before, told(peer, reading, allowed, 0));
        if (reading.reactions.containsValue(peer)) {
          // That a peer reads on is seen in what it makes of the next message.
          goesOn(peer).ifPresent(told::add);
        }
        cover.add(conversation(peer, told));
        paths.add(path);
      }
    }
  }

  private static <T> List<T> with(List<T> list, T last) {
    List<T> longer = new ArrayList<>(list);
    longer.add(last);
    return longer;
  }

  /** Returns a message after which a peer goes on, whatever choice it has. */
  private Optional<Conversation.Told> goesOn(Peer<?> peer) {
    return readings.getOrDefault(peer, Map.of()).values().stream()
        .filter(
            reading ->
                reading.reactions.keySet().stream().noneMatch(Reaction::ended)
                    && !reading.reactions.containsValue(peer))
        .findFirst()
        .map(reading -> told(peer, reading, List.copyOf(reading.reactions.keySet()), 0));
  }

  private Conversation.Told told(Peer<?> peer, Reading reading, List<Reaction> allowed, int taken) {
    TlaRecord message = reading.packet.value();
    Optional<TlaRecord> first =
        Optional.of(peer.value().get("first").asRecord()).filter(hello -> hello.has("suites"));
    List<String> phrases = MessageWords.phrases(message, first);
    return new Conversation.Told(
        payload(reading.packet),
        MessageWords.name(message) + (phrases.isEmpty() ? "" : ": " + String.join("; ", phrases)),
        allowed,
        taken);
  }

  private static Conversation conversation(Peer<?> peer, List<Conversation.Told> told) {
    return peer.state() instanceof ClientState client
        ? new Conversation(Optional.of(client.config()), Optional.empty(), told)
        : new Conversation(
            Optional.empty(), Optional.of(((ServerState) peer.state()).config()), told);
  }

  /** Returns how many edges there are for this peer, its own and those that tell it something. */
  public long edges() {
    return edges.size();
  }

  /**
   * Returns how many of them some of the conversations of {@link #cover} take.
   *
   * @param isThere tells by its place whether a conversation is one of them
   */
  public long taken(IntPredicate isThere) {
    Set<Reading> read = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < paths.size(); i++) {
      if (isThere.test(i)) {
        read.addAll(paths.get(i));
      }
    }
    return edges.stream().filter(read::contains).count();
  }
}
