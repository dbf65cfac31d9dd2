package helloagain.vectors;

import helloagain.message.Bytes;
import helloagain.wire.TlsRecord;
import java.util.List;
import java.util.Optional;

/**
 * Is a line of a conversation.
 *
 * @param byPeer whether the tested peer says it
 * @param words what it is
 * @param octets the handshake message, if it is one
 * @param records the records, if it was told in such
 * @param allowed what the peer may make of it, in words; empty for what the peer says
 */
public record Said(
    boolean byPeer,
    String words,
    Optional<Bytes> octets,
    List<TlsRecord> records,
    List<String> allowed) {
  /** Copies the lists. */
  public Said {
    records = List.copyOf(records);
    allowed = List.copyOf(allowed);
  }
}
