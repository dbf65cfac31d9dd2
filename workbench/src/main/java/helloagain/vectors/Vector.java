package helloagain.vectors;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Is one test.
 *
 * @param id made of its content, so that the same is the same for ever
 * @param profiles the documents by which it is so
 * @param peers the ids of the offers or policies that it is for
 * @param result what is wanted of the last message
 * @param rules the rules that decide, by their ids
 * @param steps what is sent and what may come of it, one at least
 * @param path the actions of the specification
 */
public record Vector(
    String id,
    SortedSet<String> profiles,
    SortedSet<String> peers,
    Result result,
    SortedSet<String> rules,
    List<Step> steps,
    List<String> path) {
  /** Copies the collections. */
  public Vector {
    profiles = new TreeSet<>(profiles);
    peers = new TreeSet<>(peers);
    rules = new TreeSet<>(rules);
    steps = List.copyOf(steps);
    path = List.copyOf(path);
  }

  /** Returns the same test with other steps. */
  public Vector with(List<Step> others) {
    return new Vector(id, profiles, peers, result, rules, others, path);
  }

  /** Tells whether it goes through a HelloRetryRequest that the tested peer sends or follows. */
  public boolean hasRetry() {
    return path.stream().anyMatch(action -> action.endsWith("Retries"));
  }

  /** Says what is wanted. */
  public enum Result {
    /** Whatever else it does is wrong. */
    MUST_ABORT,
    /** It is told nothing wrong. */
    MUST_CONTINUE,
    /** It is told that this is the end. */
    MUST_CLOSE,
    /** The document leaves it the choice. */
    MAY
  }

  /**
   * Is a message and what may come of it.
   *
   * @param message the id of the message
   * @param expected what may come of it, one at least
   * @param taken the place of what leads to the next message, or is wanted at the end
   */
  public record Step(String message, List<Expected> expected, int taken) {
    /** Copies the list. */
    public Step {
      expected = List.copyOf(expected);
    }
  }
}
