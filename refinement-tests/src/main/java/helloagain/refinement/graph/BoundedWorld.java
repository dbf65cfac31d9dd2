package helloagain.refinement.graph;

import helloagain.refinement.Trace;
import java.util.List;
import java.util.Optional;
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
      return players.figure2(FlightPeers.clientsOfFigure2(), FlightPeers.serversOfFigure2());
    }
  },
  /** A client that keeps the rules, and anything at all after the hellos. */
  FIGURE2_HOSTILE_SERVER("Figure2HostileServer") {
    @Override
    StateSpace<?> space(Players players) {
      return players.hostileFlightServer(
          FlightPeers.clientsOfFigure2HostileServer(), BoundedPeers.TWO_GROUPS, 2);
    }
  },
  /** A server that keeps the rules, and anything at all after the hellos. */
  FIGURE2_HOSTILE_CLIENT("Figure2HostileClient") {
    @Override
    StateSpace<?> space(Players players) {
      return players.hostileFlightClient(
          FlightPeers.firstHellosOfFigure2HostileClient(),
          FlightPeers.serversOfFigure2HostileClient(),
          BoundedPeers.ONE_GROUP,
          2);
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
}
