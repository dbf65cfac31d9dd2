package helloagain.refinement.graph;

import helloagain.client.ClientConfig;
import helloagain.client.ClientState;
import helloagain.message.KeyShareEntry;
import helloagain.refinement.Names;
import helloagain.refinement.Tla;
import helloagain.server.ServerConfig;
import helloagain.server.ServerState;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaSet;
import helloagain.spec.TlaValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The worlds of {@code Attacker.tla}: sessions of peers that keep the rules, on a network in the
 * hands of an attacker.
 */
final class AttackerSpace implements StateSpace<AttackerRun> {
  private final Parties parties;
  private final AttackerMoves moves;
  private final SessionKeys keys;
  private final Names names;
  private final List<ClientConfig> clients;
  private final List<ServerConfig> servers;
  private final Bounds bounds;

  /**
   * Bounds a world.
   *
   * @param sessions the names of the sessions
   * @param moves moves of the attacker in one run
   * @param reveals private keys that it gets in one run
   * @param forges whether it injects and alters
   */
  record Bounds(List<String> sessions, int moves, int reveals, boolean forges) {
    /** Copies the list. */
    Bounds {
      sessions = List.copyOf(sessions);
    }
  }

  /**
   * Makes a world of every client with every server, the same server in each session.
   *
   * @param keys the ephemeral keys, which can be revealed
   * @param names the names of their shares
   */
  AttackerSpace(
      Parties parties,
      AttackerMoves moves,
      SessionKeys keys,
      Names names,
      List<ClientConfig> clients,
      List<ServerConfig> servers,
      Bounds bounds) {
    this.parties = parties;
    this.moves = moves;
    this.keys = keys;
    this.names = names;
    this.clients = List.copyOf(clients);
    this.servers = List.copyOf(servers);
    this.bounds = bounds;
  }

  @Override
  public List<AttackerRun> initial() {
    List<AttackerRun> runs = new ArrayList<>();
    for (ServerConfig server : servers) {
      List<List<Session>> all = List.of(List.of());
      for (String name : bounds.sessions()) {
        all = all.stream().flatMap(sessions -> withOneMore(sessions, name, server)).toList();
      }
      all.forEach(sessions -> runs.add(new AttackerRun(sessions, 0, AttackerRun.Knowledge.NONE)));
    }
    return runs;
  }

  private Stream<List<Session>> withOneMore(
      List<Session> sessions, String name, ServerConfig server) {
    return clients.stream()
        .map(
            client -> {
              List<Session> more = new ArrayList<>(sessions);
              more.add(
                  Session.of(
                      name,
                      parties.client(SessionPeers.client(client, name)),
                      parties.server(SessionPeers.server(server, name))));
              return more;
            });
  }

  @Override
  public void steps(AttackerRun state, Steps<AttackerRun> steps) {
    for (Session session : state.sessions()) {
      peersAct(state, session, steps);
      if (state.moves() < bounds.moves()) {
        for (Side side : Side.values()) {
          if (session.reads(side)) {
            moves.carrying(state, session, side, steps);
            if (bounds.forges()) {
              moves.forging(state, session, side, steps);
            }
          }
        }
      }
      if (state.knowledge().reveals() < bounds.reveals()) {
        revealsEphemeral(state, session, steps);
      }
    }
    if (state.knowledge().reveals() < bounds.reveals() && !state.knowledge().longTerm()) {
      steps.step(
          "RevealsLongTerm", state.with(state.knowledge().withLongTermKey(unfinished(state))));
    }
    if (state.sessions().stream().allMatch(AttackerSpace::isSilent)) {
      steps.step("Silent", state);
    }
  }

  private static boolean isSilent(Session session) {
    return !session.isToStart()
        && session.next(Side.CLIENT).isEmpty()
        && session.next(Side.SERVER).isEmpty();
  }

  private void peersAct(AttackerRun state, Session session, Steps<AttackerRun> steps) {
    String of = "(\"" + session.name() + "\")";
    if (session.isToStart()) {
      Turn<ClientState> start = parties.start(session.client());
      steps.step(start.action() + of, state.with(session.afterClient(start)));
    }
    session
        .next(Side.CLIENT)
        .ifPresent(
            packet -> {
              for (Turn<ClientState> turn : parties.clientReads(session.client(), packet)) {
                steps.step(turn.action() + of, state.with(session.afterClient(turn)));
              }
            });
    session
        .next(Side.SERVER)
        .ifPresent(
            packet -> {
              for (Turn<ServerState> turn : parties.serverReads(session.server(), packet)) {
                steps.step(turn.action() + of, state.with(session.afterServer(turn)));
              }
            });
  }

  /** A key is there to be revealed once its share has been sent. */
  private void revealsEphemeral(AttackerRun state, Session session, Steps<AttackerRun> steps) {
    Stream.concat(
            Heard.clientShares(session.client()).stream(),
            Heard.serverShare(session.server()).stream())
        .flatMap(share -> keys.behind(share).stream())
        .filter(key -> !key.equals(SessionKeys.ofAttacker(key.group())))
        .filter(key -> !state.knowledge().revealed().contains(key))
        .forEach(
            key ->
                steps.step(
                    "RevealsEphemeral(\"" + session.name() + "\")",
                    state.with(state.knowledge().with(key))));
  }

  private static Set<String> unfinished(AttackerRun state) {
    return state.sessions().stream()
        .filter(session -> session.client().end() != Party.End.CONNECTED)
        .map(Session::name)
        .collect(Collectors.toSet());
  }

  @Override
  public Map<String, TlaValue> project(AttackerRun state) {
    Map<String, TlaValue> variables = new LinkedHashMap<>();
    variables.put("clients", bySession(state, session -> session.client().value()));
    variables.put("servers", bySession(state, session -> session.server().value()));
    variables.put(
        "toServer", bySession(state, session -> Tla.sequence(session.toServer(), Packet::value)));
    variables.put(
        "toClient", bySession(state, session -> Tla.sequence(session.toClient(), Packet::value)));
    variables.put("moves", TlaValue.of(state.moves()));
    variables.put(
        "revealed",
        TlaSet.of(
            state.knowledge().revealed().stream()
                .map(SessionKeys::shareOf)
                .map(this::share)
                .toList()));
    variables.put("longTerm", Tla.string(state.knowledge().longTerm() ? "revealed" : "kept"));
    variables.put("exposed", TlaSet.ofStrings(state.knowledge().exposed()));
    return variables;
  }

  private TlaRecord share(KeyShareEntry share) {
    return Tla.share(share.group().name(), names.key(share, true));
  }

  private static TlaRecord bySession(AttackerRun state, Function<Session, TlaValue> value) {
    TreeMap<String, TlaValue> fields = new TreeMap<>();
    state.sessions().forEach(session -> fields.put(session.name(), value.apply(session)));
    return new TlaRecord(fields);
  }
}
