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
import helloagain.refinement.Reference;
import helloagain.refinement.ServerSetup;
import helloagain.refinement.Trace;
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

/** The bounded worlds that the reference plays as well as the specification. */
public enum BoundedWorld {
  /** Every offer meets every policy; both peers keep the rules. */
  HONEST("Honest") {
    @Override
    StateSpace<?> space(Players players) {
      return players.honest(BoundedPeers.honestClients(), BoundedPeers.honestServers());
    }
  },
  /** A client that keeps the rules, and anything at all. */
  HOSTILE_SERVER("HostileServer") {
    @Override
    StateSpace<?> space(Players players) {
      return players.hostileServer(
          BoundedPeers.clientsOfHostileServer(), BoundedPeers.THREE_GROUPS, 2);
    }
  },
  /** A server that keeps the rules, and anything at all. */
  HOSTILE_CLIENT("HostileClient") {
    @Override
    StateSpace<?> space(Players players) {
      return players.hostileClient(
          BoundedPeers.firstHellosOfHostileClient(),
          BoundedPeers.serversOfHostileClient(),
          BoundedPeers.THREE_GROUPS,
          2);
    }
  },
  /** Offers with PSKs meet servers that know some of them; both peers keep the rules. */
  RESUMPTION("Resumption") {
    @Override
    StateSpace<?> space(Players players) {
      return players.honest(BoundedPeers.resumingClients(), BoundedPeers.resumingServers());
    }
  },
  /** A client that offers PSKs and keeps the rules, and anything at all. */
  RESUMPTION_HOSTILE_SERVER("ResumptionHostileServer") {
    @Override
    StateSpace<?> space(Players players) {
      return players.hostileServer(
          BoundedPeers.resumingClientsOfHostileServer(), BoundedPeers.TWO_GROUPS, 1);
    }
  },
  /** A server that knows PSKs and keeps the rules, and anything at all. */
  RESUMPTION_HOSTILE_CLIENT("ResumptionHostileClient") {
    @Override
    StateSpace<?> space(Players players) {
      return players.hostileClient(
          BoundedPeers.firstHellosOfResumingHostileClient(),
          BoundedPeers.serversOfResumingHostileClient(),
          BoundedPeers.TWO_GROUPS,
          1);
    }
  },
  /** Two peers that keep the rules; the server's cookie is its memory. */
  STATELESS("Stateless") {
    @Override
    StateSpace<?> space(Players players) {
      return players.stateless(
          BoundedPeers.clientsOfStateless(), BoundedPeers.serversOfStateless(), 2, 1, false);
    }
  },
  /** The same where cookies get lost or come too late. */
  STATELESS_LOSSY("StatelessLossy") {
    @Override
    StateSpace<?> space(Players players) {
      return players.stateless(
          BoundedPeers.clientsOfLossy(), BoundedPeers.serversOfLossy(), 3, 2, true);
    }
  },
  /** A server without a memory, and a client that keeps every cookie and no rule. */
  STATELESS_HOSTILE("StatelessHostile") {
    @Override
    StateSpace<?> space(Players players) {
      return players.cookieThief(
          BoundedPeers.firstHellosOfCookieThief(),
          BoundedPeers.serversOfCookieThief(),
          new CookieSpace.Bounds(1, 3, 2, 3, 2));
    }
  },
  /** Two peers that keep the rules go through the whole of Figure 2. */
  FIGURE2("Figure2") {
    @Override
    StateSpace<?> space(Players players) {
      return players.figure2(BoundedPeers.clientsOfFigure2(), BoundedPeers.serversOfFigure2());
    }
  },
  /** One session on a network in the hands of an attacker. */
  ATTACKER("Attacker") {
    @Override
    StateSpace<?> space(Players players) {
      return players.attacker(
          BoundedPeers.clientsUnderAttack(),
          BoundedPeers.serversUnderAttack(),
          new AttackerSpace.Bounds(List.of("one"), 2, 1, true));
    }
  },
  /** Two sessions, and an attacker that carries messages from one to the other. */
  ATTACKER_TWO_SESSIONS("AttackerTwoSessions") {
    @Override
    public String module() {
      return ATTACKER.module();
    }

    @Override
    StateSpace<?> space(Players players) {
      return players.attacker(
          BoundedPeers.clientsUnderAttack(),
          BoundedPeers.twoServersUnderAttack(),
          new AttackerSpace.Bounds(List.of("one", "two"), 2, 0, false));
    }
  };

  /** How long a cookie lasts in all of these worlds. */
  private static final int LIFETIME = 1;

  private final String title;

  BoundedWorld(String title) {
    this.title = title;
  }

  /** Returns the name of the world as in {@code models.json}. */
  public String title() {
    return title;
  }

  /** Returns the module of the world. */
  public String module() {
    return "MC" + title;
  }

  /** Returns the worlds of two peers of which the harness keeps traces. */
  public static List<BoundedWorld> ofExchanges() {
    return List.of(
        HONEST,
        HOSTILE_SERVER,
        HOSTILE_CLIENT,
        RESUMPTION,
        RESUMPTION_HOSTILE_SERVER,
        RESUMPTION_HOSTILE_CLIENT);
  }

  /** Tells whether the same peers keep the rules here as in a trace. */
  public boolean isPlayedIn(Trace trace) {
    return ofExchanges().contains(this)
        && switch (trace.world()) {
          case HONEST -> this == HONEST || this == RESUMPTION;
          case HOSTILE_SERVER -> title.endsWith("HostileServer");
          case HOSTILE_CLIENT -> title.endsWith("HostileClient");
        };
  }

  /** Returns the name of the configuration of the world, without its ending. */
  public String configuration() {
    return "MC" + title;
  }

  /** Finds a world by its name. */
  public static Optional<BoundedWorld> named(String title) {
    return Stream.of(values()).filter(world -> world.title.equals(title)).findFirst();
  }

  /** Returns the world of a setting, as the reference plays it. */
  static StateSpace<?> space(Setting setting) {
    return setting
        .world()
        .space(
            new Players(
                setting.reference(), setting.profile(), setting.unenforced(), setting.maxFaults()));
  }

  abstract StateSpace<?> space(Players players);

  /** Brings peers together. */
  private record Players(
      Reference reference, Profile profile, Set<Rule> unenforced, int mostFaults) {
    StateSpace<?> honest(List<ClientSetup> clients, List<ServerSetup> servers) {
      Machines machines = machines(clients, servers, BoundedPeers.THREE_GROUPS);
      return new ExchangeSpace(machines, clients(clients), servers(servers));
    }

    StateSpace<?> hostileServer(List<ClientSetup> clients, List<NamedGroup> groups, int maxFaults) {
      Machines machines = machines(clients, List.of(), groups);
      return new HostileSpace(
          new ExchangeSpace(machines, clients(clients), List.of()),
          new HostileServer(
              machines,
              profile,
              groups,
              BoundedPeers.BOTH_SUITES,
              Math.min(maxFaults, mostFaults)));
    }

    StateSpace<?> hostileClient(
        List<ClientSetup> firstHellos,
        List<ServerSetup> servers,
        List<NamedGroup> groups,
        int maxFaults) {
      Machines machines = machines(firstHellos, servers, groups);
      List<ClientHello> hellos =
          clients(firstHellos).stream().map(ClientConfig::firstHello).toList();
      PskBinding keys = new PskBinding(psks(firstHellos, servers), Optional.empty());
      return new HostileSpace(
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

    private FlightPackets flightPackets(
        List<NamedGroup> groups, List<ClientSetup> clients, List<ServerSetup> servers) {
      return new FlightPackets(
          new SeenMessages(
              profile, all -> new WorldNames(groups, psks(clients, servers).values())));
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
                                  client,
                                  own,
                                  FlightNames.in(FlightNames.SERVER),
                                  FlightNames.SALT)))
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
                                  FlightNames.LISTED_SCHEMES,
                                  FlightNames.in(FlightNames.CLIENT),
                                  tellsGroups && authentication == ClientAuthentication.NONE,
                                  FlightNames.SALT)))
          .toList();
    }

    private Machines sealing(List<NamedGroup> groups, int keys) {
      return new Machines(reference, profile, seen -> new SealedNames(groups, seen, keys));
    }

    private List<ServerConfig> sealing(List<ServerSetup> setups) {
      return servers(setups).stream()
          .map(config -> config.sealing(Sealers.first(LIFETIME)))
          .toList();
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
              clients.stream()
                  .flatMap(client -> client.psks().keys().stream().map(OfferedKey::psk)),
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
}
