package helloagain.refinement.graph;

import helloagain.client.ClientConfig;
import helloagain.client.ClientState;
import helloagain.exchange.Received;
import helloagain.exchange.Sent;
import helloagain.exchange.Step;
import helloagain.message.ClientHello;
import helloagain.refinement.Actions;
import helloagain.refinement.Payload;
import helloagain.refinement.PeerProjection;
import helloagain.refinement.Reference;
import helloagain.rule.Profile;
import helloagain.server.ServerConfig;
import helloagain.server.ServerState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Lets the machines of the reference act, each case once: the same peer that reads the same does
 * the same. Confined to one thread.
 */
final class Machines {
  private final Reference reference;
  private final SeenMessages messages;
  private final PeerProjection projection;
  private final Map<Object, Peer<ClientState>> clients = new HashMap<>();
  private final Map<Object, Peer<ServerState>> servers = new HashMap<>();
  private final Readings<ClientState> clientReads = new Readings<>();
  private final Readings<ServerState> serverReads = new Readings<>();

  /**
   * Makes the machines of a world.
   *
   * @param names gives the names of its octets, for which it may ask what was seen
   */
  Machines(Reference reference, Profile profile, Function<SeenMessages, WorldNames> names) {
    this.reference = reference;
    this.messages = new SeenMessages(profile, names);
    this.projection = new PeerProjection(messages);
  }

  /** Returns a client that has sent nothing. */
  Peer<ClientState> client(ClientConfig config) {
    return peer(new ClientState.Start(config));
  }

  /** Returns a server that has read nothing. */
  Peer<ServerState> server(ServerConfig config) {
    return peer(new ServerState.Start(config));
  }

  /** Returns the packet of what a hostile peer sends. */
  Packet packet(Payload payload) {
    return messages.packet(payload, Optional.empty());
  }

  /** Returns the packet of a ClientHello that follows a retry. */
  Packet packet(Payload payload, SeenMessages.Retried before) {
    return messages.packet(payload, Optional.of(before));
  }

  /** Makes a ClientHello known that nobody sends. */
  void know(ClientHello hello) {
    messages.record(hello);
  }

  /** Starts a client. */
  Outcome<ClientState> start(Peer<ClientState> client) {
    Step<ClientState> step = reference.start(client.state().config());
    return new Outcome<>("ClientSendsFirstHello", peer(step.next()), sent(step, Optional.empty()));
  }

  /** Lets a client read. */
  List<Outcome<ClientState>> clientReads(Peer<ClientState> client, Packet packet) {
    return read(
        clientReads,
        client,
        packet,
        reference::permitted,
        Actions::ofClient,
        this::peer,
        step ->
            step.next() instanceof ClientState.AwaitingServerHelloAgain again
                ? Optional.of(new SeenMessages.Retried(again.config().firstHello(), again.retry()))
                : Optional.empty());
  }

  /** Lets a server read. */
  List<Outcome<ServerState>> serverReads(Peer<ServerState> server, Packet packet) {
    return read(
        serverReads,
        server,
        packet,
        reference::permitted,
        Machines::ofServer,
        this::peer,
        step -> Optional.empty());
  }

  private static String ofServer(Received read, Step<ServerState> step) {
    return step.next().config().sealer().isPresent()
        ? Actions.ofStatelessServer(read, step)
        : Actions.ofServer(read, step);
  }

  private <S> List<Outcome<S>> read(
      Readings<S> known,
      Peer<S> peer,
      Packet packet,
      BiFunction<S, Received, List<Step<S>>> permitted,
      BiFunction<Received, Step<S>, String> action,
      Function<S, Peer<S>> next,
      Function<Step<S>, Optional<SeenMessages.Retried>> before) {
    return known.of(
        peer,
        packet,
        () ->
            permitted.apply(peer.state(), packet.received()).stream()
                .map(
                    step -> {
                      List<Packet> sent = sent(step, before.apply(step));
                      return new Outcome<>(
                          action.apply(packet.received(), step), next.apply(step.next()), sent);
                    }));
  }

  private List<Packet> sent(Step<?> step, Optional<SeenMessages.Retried> before) {
    return step.sent().stream()
        .map(
            sent ->
                messages.packet(Payload.of(sent), isClientHello(sent) ? before : Optional.empty()))
        .toList();
  }

  private static boolean isClientHello(Sent sent) {
    return sent instanceof Sent.HandshakeSent handshake
        && handshake.message() instanceof ClientHello;
  }

  private Peer<ClientState> peer(ClientState state) {
    Object key =
        state instanceof ClientState.Aborted aborted
            ? End.of(peer(aborted.at()), Optional.of(aborted.violation()))
            : state instanceof ClientState.Closed closed
                ? End.of(peer(closed.at()), Optional.empty())
                : state;
    Peer<ClientState> known = clients.get(key);
    if (known == null) {
      known = new Peer<>(Optional.of(state), projection.client(state));
      clients.put(key, known);
    }
    return known;
  }

  private Peer<ServerState> peer(ServerState state) {
    Object key =
        state instanceof ServerState.Aborted aborted
            ? End.of(peer(aborted.at()), Optional.of(aborted.violation()))
            : state instanceof ServerState.Closed closed
                ? End.of(peer(closed.at()), Optional.empty())
                : state;
    Peer<ServerState> known = servers.get(key);
    if (known == null) {
      known = new Peer<>(Optional.of(state), projection.server(state));
      servers.put(key, known);
    }
    return known;
  }
}
