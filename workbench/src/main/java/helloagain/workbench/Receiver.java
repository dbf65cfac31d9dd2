package helloagain.workbench;

import helloagain.refinement.World;
import helloagain.refinement.graph.BoundedWorld;
import helloagain.rule.Rule;
import java.util.List;

/** Names which of the two peers checks a rule; a rule of both is checked twice. */
enum Receiver {
  CLIENT(
      "client",
      World.HOSTILE_SERVER,
      "HostileServerSpec",
      BoundedWorld.FIGURE2_HOSTILE_SERVER,
      "FlightsFromServerSpec"),
  SERVER(
      "server",
      World.HOSTILE_CLIENT,
      "HostileClientSpec",
      BoundedWorld.FIGURE2_HOSTILE_CLIENT,
      "FlightsFromClientSpec");

  private final String word;
  private final World world;
  private final String specification;
  private final BoundedWorld flights;
  private final String specificationOfFlights;

  Receiver(
      String word,
      World world,
      String specification,
      BoundedWorld flights,
      String specificationOfFlights) {
    this.word = word;
    this.world = world;
    this.specification = specification;
    this.flights = flights;
    this.specificationOfFlights = specificationOfFlights;
  }

  static List<Receiver> of(Rule rule) {
    return switch (rule.who()) {
      case CLIENT -> List.of(CLIENT);
      case SERVER -> List.of(SERVER);
      case BOTH -> List.of(CLIENT, SERVER);
    };
  }

  String word() {
    return word;
  }

  /** Returns the world in which this peer alone keeps the rules. */
  World world() {
    return world;
  }

  /** Returns the name of the formula of that world. */
  String specification() {
    return specification;
  }

  /** Returns the world of whole handshakes in which this peer alone keeps the rules. */
  BoundedWorld flights() {
    return flights;
  }

  /** Tells whether a configuration has the formula of a world in which this peer alone does. */
  boolean isAloneIn(String config) {
    return config.contains(specification) || config.contains(specificationOfFlights);
  }
}
