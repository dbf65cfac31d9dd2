package helloagain.refinement.graph;

import helloagain.message.Bytes;
import helloagain.message.HandshakeType;
import java.util.List;
import java.util.stream.Stream;

/** Makes of a transcript what somebody may think of instead, {@code OverFault}. */
final class Overs {
  private Overs() {}

  /** Returns a transcript first, and then whatever may stand in its place. */
  static List<List<Bytes>> of(List<Bytes> hellos, List<Bytes> transcript) {
    return Stream.of(
            transcript, hellos, List.<Bytes>of(), withoutRetry(transcript), withoutRetry(hellos))
        .distinct()
        .toList();
  }

  /**
   * Leaves message_hash and HelloRetryRequest out, as if the connection had begun with the second
   * hello (4.4.1).
   */
  static List<Bytes> withoutRetry(List<Bytes> messages) {
    boolean isRetried =
        !messages.isEmpty() && messages.get(0).at(0) == HandshakeType.MESSAGE_HASH.code();
    return isRetried ? messages.subList(2, messages.size()) : messages;
  }
}
