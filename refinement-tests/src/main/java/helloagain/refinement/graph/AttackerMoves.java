package helloagain.refinement.graph;

import helloagain.client.ClientState;
import helloagain.exchange.Received;
import helloagain.message.Alert;
import helloagain.message.AlertDescription;
import helloagain.message.ClientHello;
import helloagain.message.HandshakeMessage;
import helloagain.refinement.Payload;
import helloagain.refinement.graph.StateSpace.Steps;
import helloagain.rule.Profile;
import helloagain.server.ServerState;
import helloagain.wire.HandshakeCodec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an attacker does with channels in {@code Attacker.tla}: it drops, injects, alters and
 * replays. Confined to one thread.
 */
final class AttackerMoves {
  private final Machines machines;
  private final Profile profile;
  private final Heard heard;
  private final List<ClientHello> offers;
  private final Workshop workshop;
  private final Packet alert;
  private final Map<Packet, List<Packet>> altered = new HashMap<>();
  private final Map<Party<?>, List<Packet>> forgedHellos = new HashMap<>();

  /** What makes the attacker's messages: the hellos, those of others changed, and what follows. */
  record Workshop(Forgeries hellos, Alterations alterations, ForgedLetters letters) {}

  /**
   * Makes the moves of a world.
   *
   * @param offers what the attacker says as a client of its own, its shares aside
   */
  AttackerMoves(
      Machines machines,
      Profile profile,
      Heard heard,
      List<ClientHello> offers,
      Workshop workshop) {
    this.machines = machines;
    this.profile = profile;
    this.heard = heard;
    this.offers = List.copyOf(offers);
    this.workshop = workshop;
    this.alert =
        machines.packet(new Payload.AlertPayload(Alert.fatal(AlertDescription.HANDSHAKE_FAILURE)));
  }

  /** Tells a receiver where the channels can be led without forged messages. */
  void carrying(AttackerRun run, Session session, Side side, Steps<AttackerRun> steps) {
    List<Packet> channel = session.channel(side);
    if (!channel.isEmpty()) {
      put("AttackerDrops", run, session, side, Session.rest(channel), steps);
    }
    for (Session from : run.sessions()) {
      for (List<Packet> flight :
          side == Side.CLIENT
              ? heard.serverFlights(from.server())
              : heard.clientFlights(from.client())) {
        put("AttackerReplays", run, session, side, Session.joined(flight, channel), steps);
      }
    }
  }

  /** Tells a receiver where the channels can be led with forged messages. */
  void forging(AttackerRun run, Session session, Side side, Steps<AttackerRun> steps) {
    List<Packet> channel = session.channel(side);
    for (Packet forged :
        side == Side.CLIENT ? forClient(run, session.client()) : forServer(run, session.server())) {
      put("AttackerInjects", run, session, side, Session.joined(List.of(forged), channel), steps);
    }
    if (!channel.isEmpty()) {
      for (Packet other : altered(channel.get(0))) {
        List<Packet> rest = Session.rest(channel);
        put("AttackerAlters", run, session, side, Session.joined(List.of(other), rest), steps);
      }
    }
  }

  private static void put(
      String action,
      AttackerRun run,
      Session session,
      Side side,
      List<Packet> channel,
      Steps<AttackerRun> steps) {
    steps.step(
        action + "(\"" + side.title() + "\", \"" + session.name() + "\")",
        run.afterMove(session.with(side, channel)));
  }

  /** {@code ForgeriesForClient}. */
  private List<Packet> forClient(AttackerRun run, Party<ClientState> client) {
    List<Packet> all = new ArrayList<>();
    all.add(alert);
    if (client.peer().state() instanceof ClientState.Negotiated negotiated) {
      all.addAll(workshop.letters().forClient(run, client, negotiated));
    } else {
      all.addAll(
          forgedHellos.computeIfAbsent(
              client,
              party ->
                  packets(workshop.hellos().replies(client.peer().state().config().firstHello()))));
    }
    return all;
  }

  /** {@code ForgeriesForServer}. */
  private List<Packet> forServer(AttackerRun run, Party<ServerState> server) {
    List<Packet> all = new ArrayList<>();
    all.add(alert);
    if (server.peer().state() instanceof ServerState.Negotiated negotiated) {
      workshop.letters().forServer(run, server, negotiated).ifPresent(all::add);
    } else {
      all.addAll(
          forgedHellos.computeIfAbsent(server, party -> packets(hellos(server.peer().state()))));
    }
    return all;
  }

  private List<ClientHello> hellos(ServerState state) {
    return state instanceof ServerState.AwaitingSecondHello waiting
        ? List.of(
            Forgeries.secondHello(new SeenMessages.Retried(waiting.firstHello(), waiting.retry())))
        : offers.stream().map(Forgeries::withOwnKeys).toList();
  }

  private List<Packet> altered(Packet packet) {
    return altered.computeIfAbsent(
        packet,
        next ->
            next.received() instanceof Received.HandshakeReceived handshake
                ? packets(workshop.alterations().of(handshake.message()))
                : List.of());
  }

  private List<Packet> packets(Collection<? extends HandshakeMessage> messages) {
    return messages.stream()
        .map(
            message ->
                machines.packet(new Payload.Handshake(HandshakeCodec.encode(message, profile))))
        .toList();
  }
}
