package helloagain.refinement.graph;

import helloagain.message.AlertDescription;
import helloagain.refinement.Payload;
import helloagain.rule.Rule;
import java.util.List;
import java.util.Optional;

/**
 * Is one thing that a peer may make of what it reads.
 *
 * @param action the action of the specification
 * @param rule why it aborts, if it does
 * @param alert with what it aborts, if it does
 * @param sent what it sends, its alert included
 * @param ended whether the connection is at its end for this peer
 */
public record Reaction(
    String action,
    Optional<Rule> rule,
    Optional<AlertDescription> alert,
    List<Payload> sent,
    boolean ended) {
  /** Copies the list. */
  public Reaction {
    sent = List.copyOf(sent);
  }

  /** Tells whether the peer refuses what it reads. */
  public boolean aborts() {
    return rule.isPresent();
  }
}
