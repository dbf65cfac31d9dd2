package helloagain.exchange;

import helloagain.message.Alert;
import helloagain.rule.Violation;
import java.util.List;

/**
 * Holds what a peer does with something received.
 *
 * @param <S> the states of the peer
 * @param next the state afterwards
 * @param sent what is sent, in order
 */
public record Step<S>(S next, List<Sent> sent) {
  /** Copies the list. */
  public Step {
    sent = List.copyOf(sent);
  }

  /** Makes a step that sends nothing. */
  public static <S> Step<S> silent(S next) {
    return new Step<>(next, List.of());
  }

  /** Makes the last step of a peer that sends the alert of a violation (RFC 8446, 6.2). */
  public static <S> Step<S> abort(S next, Violation violation) {
    return new Step<>(next, List.of(new Sent.AlertSent(Alert.fatal(violation.alert()))));
  }
}
