package helloagain.refinement.graph;

import helloagain.client.ClientConfig;
import helloagain.client.OfferedKey;
import helloagain.flight.ClientAuthentication;
import helloagain.flight.Credentials;
import helloagain.flight.FlightClientConfig;
import helloagain.flight.FlightServerConfig;
import helloagain.message.Bytes;
import helloagain.message.ClientHello;
import helloagain.message.NamedGroup;
import helloagain.refinement.ClientSetup;
import helloagain.refinement.MessageConcretion;
import helloagain.refinement.Reference;
import helloagain.refinement.ServerSetup;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.schedule.PreSharedKey;
import helloagain.server.ServerConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Brings the peers of a world together.
 *
 * @param reference what plays
 * @param profile the document that all follow
 * @param unenforced rules that they do not check
 * @param mostFaults the most faults of a hostile peer in one run, if the world has more
 */
record Players(Reference reference, Profile profile, Set<Rule> unenforced, int mostFaults) {
  /** How long a cookie lasts in all of these worlds. */
  private static final int LIFETIME = 1;

  StateSpace<?> honest(List<ClientSetup> clients, List<ServerSetup> servers) {
    Machines machines = machines(clients, servers, BoundedPeers.THREE_GROUPS);
    return new ExchangeSpace(machines, clients(clients), servers(servers));
  }

  StateSpace<?> hostileServer(List<ClientSetup> clients, List<NamedGroup> groups, int maxFaults) {
    Machines machines = machines(clients, List.of(), groups);
    return new HostileSpace<>(
        new ExchangeSpace(machines, clients(clients), List.of()),
        new HostileServer(
            machines,
            profile,
            new Answers(groups, BoundedPeers.BOTH_SUITES),
            Math.min(maxFaults, mostFaults)));
  }

  StateSpace<?> hostileClient(
      List<ClientSetup> firstHellos,
      List<ServerSetup> servers,
      List<NamedGroup> groups,
      int maxFaults) {
    Machines machines = machines(firstHellos, servers, groups);
    List<ClientHello> hellos = clients(firstHellos).stream().map(ClientConfig::firstHello).toList();
    PskBinding keys = new PskBinding(psks(firstHellos, servers), Optional.empty());
    return new HostileSpace<>(
        new ExchangeSpace(machines, List.of(), servers(servers)),
        new HostileClient(
            machines, profile, hellos, groups, keys, Math.min(maxFaults, mostFaults)));
  }

  StateSpace<?> stateless(
      List<ClientSetup> clients,
      List<ServerSetup> servers,
      int keys,
      int lastTime,
      boolean cookiesGetLost) {
    Machines machines = sealing(BoundedPeers.THREE_GROUPS, keys);
    return new StatelessSpace(
        new ExchangeSpace(machines, clients(clients), sealing(servers)),
        machines,
        profile,
        keys,
        lastTime,
        cookiesGetLost);
  }

  StateSpace<?> cookieThief(
      List<ClientSetup> firstHellos, List<ServerSetup> servers, CookieSpace.Bounds bounds) {
    Machines machines = sealing(BoundedPeers.TWO_GROUPS, bounds.keys());
    return new CookieSpace(
        new ExchangeSpace(machines, List.of(), sealing(servers)),
        machines,
        profile,
        clients(firstHellos).stream().map(ClientConfig::firstHello).toList(),
        BoundedPeers.TWO_GROUPS,
        BoundedPeers.BOTH_SUITES,
        bounds.withFaults(Math.min(bounds.faults(), mostFaults)));
  }

  StateSpace<?> attacker(
      List<ClientSetup> clients, List<ServerSetup> servers, AttackerSpace.Bounds bounds) {
    List<NamedGroup> groups = BoundedPeers.TWO_GROUPS;
    SessionKeys keys = new SessionKeys(groups, bounds.sessions());
    SessionNames names = new SessionNames(groups, bounds.sessions(), keys);
    Machines machines = new Machines(reference, profile, seen -> names);
    LetterBook book = new LetterBook(names);
    LongTermKey trusted = LongTermKey.fresh("server certificate");
    LongTermKey own = LongTermKey.fresh("attacker certificate");
    Parties parties = new Parties(machines, book, trusted);
    Heard heard = new Heard(machines, parties, profile);
    AttackerMoves moves =
        new AttackerMoves(
            machines,
            profile,
            heard,
            clients(clients).stream().map(ClientConfig::firstHello).toList(),
            new AttackerMoves.Workshop(
                new Forgeries(groups, BoundedPeers.BOTH_SUITES),
                new Alterations(groups, BoundedPeers.BOTH_SUITES, keys),
                new ForgedLetters(book, heard, trusted, own, groups)));
    return new AttackerSpace(
        parties, moves, keys, names, clients(clients), servers(servers), bounds);
  }

  StateSpace<?> figure2(List<ClientSetup> clients, List<ServerSetup> servers) {
    List<Optional<Credentials>> certificates =
        List.of(Optional.empty(), Optional.of(FlightNames.owner(FlightNames.CLIENT)));
    FlightPackets packets = flightPackets(BoundedPeers.TWO_GROUPS, clients, servers);
    return flights(packets, flightClients(clients, certificates), flightServers(servers, true));
  }

  StateSpace<?> hostileFlightServer(
      List<ClientSetup> clients, List<NamedGroup> groups, int maxFaults) {
    FlightPackets packets = flightPackets(groups, clients, List.of());
    List<Optional<Credentials>> certificates =
        List.of(Optional.of(FlightNames.owner(FlightNames.CLIENT)));
    return new HostileSpace<>(
        flights(packets, flightClients(clients, certificates), List.of()),
        new HostileFlightServer(
            packets,
            profile,
            new Answers(groups, BoundedPeers.ONE_SUITE),
            Math.min(maxFaults, mostFaults)));
  }

  StateSpace<?> hostileFlightClient(
      List<ClientSetup> firstHellos,
      List<ServerSetup> servers,
      List<NamedGroup> groups,
      int maxFaults) {
    FlightPackets packets = flightPackets(groups, firstHellos, servers);
    return new HostileSpace<>(
        flights(packets, List.of(), flightServers(servers, false)),
        new HostileFlightClient(
            packets,
            profile,
            clients(firstHellos).stream().map(ClientConfig::firstHello).toList(),
            new PskBinding(psks(firstHellos, servers), Optional.empty()),
            Math.min(maxFaults, mostFaults)));
  }

  private FlightPackets flightPackets(
      List<NamedGroup> groups, List<ClientSetup> clients, List<ServerSetup> servers) {
    return new FlightPackets(
        new SeenMessages(profile, all -> new WorldNames(groups, psks(clients, servers).values())));
  }

  private FlightSpace flights(
      FlightPackets packets,
      List<FlightClientConfig> flightClients,
      List<FlightServerConfig> flightServers) {
    return new FlightSpace(
        new FlightClients(reference, packets),
        new FlightServers(reference, packets),
        flightClients,
        flightServers);
  }

  private List<FlightClientConfig> flightClients(
      List<ClientSetup> setups, List<Optional<Credentials>> certificates) {
    return clients(setups).stream()
        .flatMap(
            client ->
                certificates.stream()
                    .map(
                        own ->
                            new FlightClientConfig(
                                client, own, FlightNames.in(FlightNames.SERVER), FlightNames.SALT)))
        .toList();
  }

  /**
   * Returns servers with each setting.
   *
   * @param tellsGroups whether those that ask for no certificate tell their groups
   */
  private List<FlightServerConfig> flightServers(List<ServerSetup> setups, boolean tellsGroups) {
    return servers(setups).stream()
        .flatMap(
            server ->
                Stream.of(ClientAuthentication.values())
                    .map(
                        authentication ->
                            new FlightServerConfig(
                                server,
                                List.of(FlightNames.owner(FlightNames.SERVER)),
                                authentication,
                                MessageConcretion.SCHEMES,
                                FlightNames.in(FlightNames.CLIENT),
                                tellsGroups && authentication == ClientAuthentication.NONE,
                                FlightNames.SALT)))
        .toList();
  }

  private Machines sealing(List<NamedGroup> groups, int keys) {
    return new Machines(reference, profile, seen -> new SealedNames(groups, seen, keys));
  }

  private List<ServerConfig> sealing(List<ServerSetup> setups) {
    return servers(setups).stream().map(config -> config.sealing(Sealers.first(LIFETIME))).toList();
  }

  private Machines machines(
      List<ClientSetup> clients, List<ServerSetup> servers, List<NamedGroup> groups) {
    return new Machines(
        reference, profile, seen -> new WorldNames(groups, psks(clients, servers).values()));
  }

  private static Map<Bytes, PreSharedKey> psks(
      List<ClientSetup> clients, List<ServerSetup> servers) {
    Map<Bytes, PreSharedKey> psks = new HashMap<>();
    Stream.concat(
            clients.stream().flatMap(client -> client.psks().keys().stream().map(OfferedKey::psk)),
            servers.stream().flatMap(server -> server.psks().known().stream()))
        .forEach(psk -> psks.put(psk.identity(), psk));
    return psks;
  }

  private List<ClientConfig> clients(List<ClientSetup> setups) {
    return setups.stream()
        .map(
            setup ->
                unenforced.stream()
                    .reduce(setup.following(profile), ClientSetup::without, (one, other) -> other)
                    .config())
        .toList();
  }

  private List<ServerConfig> servers(List<ServerSetup> setups) {
    return setups.stream()
        .map(
            setup ->
                unenforced.stream()
                    .reduce(setup.following(profile), ServerSetup::without, (one, other) -> other)
                    .config())
        .toList();
  }
}
