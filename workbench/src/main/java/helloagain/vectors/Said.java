package helloagain.vectors;

import helloagain.message.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * Is a line of a conversation.
 *
 * @param byPeer whether the tested peer says it
 * @param words what it is
 * @param octets the handshake message, if it is one
 * @param allowed what the peer may make of it, in words; empty for what the peer says
 */
public record Said(boolean byPeer, String words, Optional<Bytes> octets, List<String> allowed) {
  /** Copies the list. */
  public Said {
    allowed = List.copyOf(allowed);
  }
}
