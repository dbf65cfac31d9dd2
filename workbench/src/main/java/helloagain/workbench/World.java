package helloagain.workbench;

import com.fasterxml.jackson.annotation.JsonProperty;
import helloagain.rule.Profile;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Holds a bounded world of the specification and what a check of it must give.
 *
 * @param name the world's name, such as {@code Honest}
 * @param module the root module, without {@code .tla}
 * @param cfg the configuration, without {@code .cfg}
 * @param mode what is checked, such as {@code safety+liveness}
 * @param profile the document whose rules hold, such as {@code rfc8446}
 * @param size how large it is beside others of its name
 * @param purpose what the world is for, one line
 * @param byDefault whether it is checked when no world is named
 * @param outcome whether its properties hold
 * @param states the distinct states; 0, as the other counts, if nobody has counted them yet
 * @param edges the steps between them: the generated states without the initial ones
 * @param depth the number of states on the longest of the shortest paths
 * @param properties the invariants and properties of the configuration
 * @param actions the edges of each action of the next-state relation, in its order
 * @param untaken the actions that are never taken in this world, each with the reason
 */
record World(
    String name,
    String module,
    String cfg,
    String mode,
    String profile,
    Size size,
    String purpose,
    boolean byDefault,
    Outcome outcome,
    long states,
    long edges,
    int depth,
    int properties,
    Map<String, Long> actions,
    Map<String, String> untaken) {
  /** Copies the maps. */
  World {
    actions = Collections.unmodifiableMap(new LinkedHashMap<>(actions));
    untaken = Collections.unmodifiableMap(new LinkedHashMap<>(untaken));
  }

  /** Names how large a world is: the same modules and properties, with other constants. */
  enum Size {
    /** It is checked in a minute or two, liveness and all. */
    @JsonProperty("small")
    SMALL("small"),
    /** One machine checks it in an hour at most. */
    @JsonProperty("medium")
    MEDIUM("medium"),
    /** It is for more machines, or days. */
    @JsonProperty("large")
    LARGE("large");

    private final String word;

    Size(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** Names how the check of a world ends. */
  enum Outcome {
    /** Every property holds. */
    @JsonProperty("holds")
    HOLDS("holds"),
    /** One is violated, and the check ends there. */
    @JsonProperty("violated")
    VIOLATED("violated");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** Returns the name for people: with size and profile, unless these are the usual ones. */
  String label() {
    return name
        + (size == Size.SMALL ? "" : " " + size.word())
        + (profile.equals(Profile.RFC8446.word()) ? "" : " " + profile);
  }

  /** Tells whether the numbers are those of a check that came to its end. */
  boolean isCounted() {
    return states > 0;
  }

  /** Tells whether it has properties of whole behaviours, not of states and steps alone. */
  boolean hasLiveness() {
    return mode.contains("liveness");
  }

  /** Returns this world with other counts. */
  World withCounts(long states, long edges, int depth, int properties, Map<String, Long> actions) {
    return new World(
        name,
        module,
        cfg,
        mode,
        profile,
        size,
        purpose,
        byDefault,
        outcome,
        states,
        edges,
        depth,
        properties,
        actions,
        untaken);
  }
}
