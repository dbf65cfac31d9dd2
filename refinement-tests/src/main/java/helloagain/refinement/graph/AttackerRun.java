package helloagain.refinement.graph;

import helloagain.keyexchange.EphemeralKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A state of {@code Attacker.tla}.
 *
 * @param sessions the sessions in a fixed order
 * @param moves the moves that the attacker has made
 * @param knowledge the private keys that it got
 */
record AttackerRun(List<Session> sessions, int moves, Knowledge knowledge) {
  /** Copies the list. */
  AttackerRun {
    sessions = List.copyOf(sessions);
  }

  /**
   * The private keys that an attacker got.
   *
   * @param revealed the ephemeral keys
   * @param longTerm whether the server's long-term key is among them
   * @param exposed the sessions whose client had not finished when that was revealed
   */
  record Knowledge(Set<EphemeralKey> revealed, boolean longTerm, Set<String> exposed) {
    /** The attacker has its own keys alone. */
    static final Knowledge NONE = new Knowledge(Set.of(), false, Set.of());

    /** Copies the sets. */
    Knowledge {
      revealed = Set.copyOf(revealed);
      exposed = Set.copyOf(exposed);
    }

    /** Returns how many keys were revealed. */
    int reveals() {
      return revealed.size() + (longTerm ? 1 : 0);
    }

    /** Returns the same with an ephemeral key. */
    Knowledge with(EphemeralKey key) {
      Set<EphemeralKey> more = new HashSet<>(revealed);
      more.add(key);
      return new Knowledge(more, longTerm, exposed);
    }

    /** Returns the same with the server's long-term key. */
    Knowledge withLongTermKey(Set<String> unfinished) {
      return new Knowledge(revealed, true, unfinished);
    }
  }

  /** Returns what follows when a peer of a session has done something. */
  AttackerRun with(Session session) {
    List<Session> changed = new ArrayList<>(sessions);
    changed.replaceAll(old -> old.name().equals(session.name()) ? session : old);
    return new AttackerRun(changed, moves, knowledge);
  }

  /** Returns what follows when the attacker has changed a session by a move. */
  AttackerRun afterMove(Session session) {
    return new AttackerRun(with(session).sessions, moves + 1, knowledge);
  }

  /** Returns the same where the attacker knows something else. */
  AttackerRun with(Knowledge other) {
    return new AttackerRun(sessions, moves, other);
  }
}
