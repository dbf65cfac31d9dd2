package helloagain.workbench;

import helloagain.refinement.World;
import helloagain.rule.Rule;
import java.util.List;

/** Names which of the two peers checks a rule; a rule of both is checked twice. */
enum Receiver {
  CLIENT("client", World.HOSTILE_SERVER, "HostileServerSpec"),
  SERVER("server", World.HOSTILE_CLIENT, "HostileClientSpec");

  private final String word;
  private final World world;
  private final String specification;

  Receiver(String word, World world, String specification) {
    this.word = word;
    this.world = world;
    this.specification = specification;
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
}
