package helloagain.peers;

import helloagain.rule.Rule;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Is an implementation of TLS 1.3 of somebody else. */
public interface Stack {
  /** Returns its name on the command line. */
  String name();

  /** Looks whether it is there. */
  Presence presence();

  /** Says in one line why it cannot take part in a scenario, if that is known beforehand. */
  Optional<String> unable(PeerRole role, Scenario scenario);

  /**
   * Tells whether a server of it takes only the groups of the scenario. If not, the reference
   * offers a single group without a share instead.
   */
  boolean restrictsServerGroups();

  /** Returns what a server of it is sent, as it expects it: a line at least. */
  default String request() {
    return Materials.REQUEST + "\n";
  }

  /** Tells whether a text is what a server of it answers to {@link #request}. */
  default boolean isAnswer(String received) {
    return received.equals(request());
  }

  /**
   * Sets it up.
   *
   * @throws LacksException if it turns out not to have what the scenario needs
   * @throws IOException if it cannot be set up
   */
  Peer peer(PeerRole role, Scenario scenario, Materials materials) throws IOException;

  /**
   * Tells whether a client that speaks with a server of it says that it is in compatibility mode
   * (RFC 8446, D.4), as most do.
   */
  default boolean takesCompatibilityMode(Scenario scenario) {
    return true;
  }

  /** Returns rules of level MAY that a server which speaks with a client of it leaves unchecked. */
  default Set<Rule> unenforced(PeerRole role) {
    return Set.of();
  }

  /** Says in one line under what condition it completes a scenario, if it is one to be told. */
  default Optional<String> note(PeerRole role, Scenario scenario) {
    return Optional.empty();
  }

  /** Says in one line why a scenario is refused, by it or because of it, if that is known. */
  default Optional<String> knownRefusal(PeerRole role, Scenario scenario) {
    return Optional.empty();
  }

  /** Says that a stack does not have what a scenario needs. */
  final class LacksException extends IOException {
    private static final long serialVersionUID = 1L;

    LacksException(String reason) {
      super(reason);
    }
  }
}
