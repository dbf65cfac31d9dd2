package helloagain.refinement.graph;

import helloagain.refinement.Reference;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import java.util.Set;

/**
 * Says what is compared: a world by one document, and who plays it.
 *
 * @param world the world
 * @param profile the document that both peers follow
 * @param maxFaults the most faults of a hostile peer in one run, if the world has more
 * @param reference what plays it
 * @param unenforced rules that its peers do not check
 */
public record Setting(
    BoundedWorld world, Profile profile, int maxFaults, Reference reference, Set<Rule> unenforced) {
  /** Copies the set. */
  public Setting {
    unenforced = Set.copyOf(unenforced);
  }

  /** Makes the setting of a whole world and the reference of this project. */
  public static Setting of(BoundedWorld world, Profile profile) {
    return new Setting(world, profile, Integer.MAX_VALUE, Reference.HELLO_AGAIN, Set.of());
  }

  /** Returns the same with fewer faults, which makes the world smaller. */
  public Setting withFaults(int faults) {
    return new Setting(world, profile, faults, reference, unenforced);
  }

  /** Returns the same with another reference. */
  public Setting with(Reference other) {
    return new Setting(world, profile, maxFaults, other, unenforced);
  }

  /** Returns the same with rules that nobody checks. */
  public Setting without(Set<Rule> rules) {
    return new Setting(world, profile, maxFaults, reference, rules);
  }
}
