package helloagain.refinement;

import helloagain.client.PskOffer;
import helloagain.message.Bytes;
import helloagain.message.NamedGroup;
import helloagain.server.PskPolicy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Lists what is left of a run without each single thing that it can do without. */
final class Shorter {
  private Shorter() {}

  /** Leaves out a hostile move, an edit, or something of a setup. */
  static Stream<Script> scripts(Script script) {
    return Stream.of(
            lists(script.hostile(), 0, hostile -> with(script, hostile)),
            IntStream.range(0, script.hostile().size())
                .boxed()
                .flatMap(
                    place ->
                        moves(script.hostile().get(place))
                            .map(
                                move -> {
                                  List<HostileMove> hostile = new ArrayList<>(script.hostile());
                                  hostile.set(place, move);
                                  return with(script, hostile);
                                })),
            clients(script.client())
                .map(
                    client ->
                        new Script(script.world(), client, script.server(), script.hostile())),
            servers(script.server())
                .map(
                    server ->
                        new Script(script.world(), script.client(), server, script.hostile())))
        .flatMap(candidates -> candidates);
  }

  private static Script with(Script script, List<HostileMove> hostile) {
    return new Script(script.world(), script.client(), script.server(), hostile);
  }

  /** Leaves out an edit. */
  private static Stream<HostileMove> moves(HostileMove move) {
    if (move instanceof HostileMove.Hello hello) {
      return lists(hello.edits(), 0, HostileMove.Hello::new);
    }
    return move instanceof HostileMove.Reply reply
        ? lists(
            reply.edits(),
            0,
            edits ->
                new HostileMove.Reply(
                    reply.retry(), reply.group(), reply.suite(), reply.cookie(), edits))
        : Stream.empty();
  }

  /** Leaves out a move that is not the reading of a message, or something of a setup. */
  static Stream<Trace> traces(Trace trace) {
    return Stream.of(
            IntStream.range(0, trace.moves().size())
                .filter(place -> sends(trace.moves().get(place)))
                .mapToObj(
                    place ->
                        new Trace(
                            trace.comment(),
                            trace.client(),
                            trace.server(),
                            without(trace.moves(), place))),
            trace.client().stream()
                .flatMap(Shorter::clients)
                .map(
                    client ->
                        new Trace(
                            trace.comment(), Optional.of(client), trace.server(), trace.moves())),
            trace.server().stream()
                .flatMap(Shorter::servers)
                .map(
                    server ->
                        new Trace(
                            trace.comment(), trace.client(), Optional.of(server), trace.moves())))
        .flatMap(candidates -> candidates);
  }

  private static boolean sends(Move move) {
    return move instanceof Move.ClientSends || move instanceof Move.ServerSends;
  }

  /** Leaves out a record. */
  static Stream<RecordScript> records(RecordScript script) {
    return lists(
        script.moves(), 0, moves -> new RecordScript(script.reader(), script.setup(), moves));
  }

  private static Stream<ClientSetup> clients(ClientSetup client) {
    PskOffer psks = client.psks();
    boolean needsPsks = client.groups().isEmpty();
    return Stream.of(
            lists(client.extras(), 0, extras -> client.withExtras(extras)),
            Stream.of(client.withoutPolicy()),
            client.padTo() == 0 ? Stream.<ClientSetup>empty() : Stream.of(client.withPadTo(0)),
            client.sessionId().isEmpty()
                ? Stream.<ClientSetup>empty()
                : Stream.of(client.withSessionId(Bytes.EMPTY)),
            client.shared().stream()
                .map(group -> client.withGroups(client.groups(), without(client.shared(), group))),
            // Without any group there would have to be a PSK.
            lists(
                client.groups(),
                1,
                groups -> {
                  Set<NamedGroup> shared = new LinkedHashSet<>(client.shared());
                  shared.retainAll(groups);
                  return client.withGroups(groups, shared);
                }),
            lists(client.versions(), 1, client::withVersions),
            // The suite of early data has to stay, and so early data goes first.
            psks.earlyData()
                ? Stream.of(
                    client.withPsks(
                        new PskOffer(psks.keys(), psks.modes(), false), client.keepsUnfitPsks()))
                : lists(client.suites(), 1, client::withSuites),
            lists(
                psks.keys(),
                needsPsks ? 1 : 0,
                keys ->
                    client.withPsks(
                        new PskOffer(
                            keys,
                            psks.modes(),
                            psks.earlyData()
                                && !keys.isEmpty()
                                && keys.get(0).equals(psks.keys().get(0))),
                        client.keepsUnfitPsks())),
            lists(
                psks.modes(),
                psks.keys().isEmpty() ? 0 : 1,
                modes ->
                    client.withPsks(
                        new PskOffer(psks.keys(), modes, psks.earlyData()),
                        client.keepsUnfitPsks())))
        .flatMap(candidates -> candidates)
        .filter(shorter -> !shorter.equals(client));
  }

  private static Stream<ServerSetup> servers(ServerSetup server) {
    PskPolicy psks = server.psks();
    return Stream.of(
            server.cookie().isEmpty()
                ? Stream.<ServerSetup>empty()
                : Stream.of(server.withoutCookie()),
            Stream.of(server.withoutPolicy()),
            lists(server.groups(), 1, server::withGroups),
            lists(server.suites(), 1, server::withSuites),
            lists(
                psks.known(),
                0,
                known ->
                    server.withPsks(
                        new PskPolicy(known, psks.modes(), psks.first(), psks.earlyData()))),
            lists(
                psks.modes(),
                0,
                modes ->
                    server.withPsks(
                        new PskPolicy(psks.known(), modes, psks.first(), psks.earlyData()))))
        .flatMap(candidates -> candidates)
        .filter(shorter -> !shorter.equals(server));
  }

  /** Leaves out each element, as long as there are enough. */
  private static <E, T> Stream<T> lists(List<E> list, int least, Function<List<E>, T> make) {
    return list.size() <= least
        ? Stream.empty()
        : IntStream.range(0, list.size()).mapToObj(place -> make.apply(without(list, place)));
  }

  private static <E> List<E> without(List<E> list, int place) {
    List<E> less = new ArrayList<>(list);
    less.remove(place);
    return less;
  }

  private static <E> Set<E> without(Set<E> set, E element) {
    Set<E> less = new LinkedHashSet<>(set);
    less.remove(element);
    return less;
  }
}
