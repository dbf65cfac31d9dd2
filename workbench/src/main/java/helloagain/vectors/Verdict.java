package helloagain.vectors;

import helloagain.rule.Rule;
import java.util.Optional;

/**
 * Is what a test found.
 *
 * @param grade what it means
 * @param step the place of the message after which it was found, from 0
 * @param observed what the peer did, in words
 * @param rule which rule it broke by what it sent, if that is known
 */
public record Verdict(Grade grade, int step, String observed, Optional<Rule> rule) {
  /** Makes a verdict of which no rule is known but those of the vector. */
  public Verdict(Grade grade, int step, String observed) {
    this(grade, step, observed, Optional.empty());
  }

  /** Tells whether the peer did something else than the document wants or allows. */
  public boolean isDeparture() {
    return grade.compareTo(Grade.MAY_ABORT) < 0;
  }

  /** Says what a verdict means, the worst first. */
  public enum Grade {
    /** The peer does what the document forbids. */
    VIOLATES,
    /** It fails in a way that is none of the protocol. */
    CRASHES,
    /** It neither answers nor ends in time. */
    HANGS,
    /** It refuses as it has to, with an alert that the document does not permit for that. */
    OTHER_ALERT,
    /** It refuses as it has to, with no alert (6.2). */
    NO_ALERT,
    /** It refuses with an alert, and keeps the connection open (6.2). */
    LEAKS,
    /** It refuses where the document lets it. */
    MAY_ABORT,
    /** It goes on where the document leaves it the choice. */
    LEFT_OPEN,
    /** It does what is wanted. */
    CONFORMS,
    /** It is not what the test is for; nothing was tried. */
    NOT_APPLICABLE
  }
}
