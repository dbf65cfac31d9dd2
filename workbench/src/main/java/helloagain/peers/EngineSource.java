package helloagain.peers;

import helloagain.message.NamedGroup;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;

/** Is a stack of this JVM, of which engines can be had one by one. */
public interface EngineSource extends Stack {
  /**
   * Returns the lists of groups that engines can be told to have, to be different peers; an empty
   * list leaves the groups as they are.
   */
  List<List<NamedGroup>> groupChoices(PeerRole role);

  /**
   * Returns a source of engines that trust the reference, and prove themselves as the peer.
   *
   * @param protocols names of versions, as the JDK has them
   * @throws IOException if none can be made
   */
  Supplier<SSLEngine> engines(
      PeerRole role, List<NamedGroup> groups, List<String> protocols, Materials materials)
      throws IOException;

  /** Returns the lists for a stack whose client has a share of its first group alone. */
  static List<List<NamedGroup>> choices(PeerRole role) {
    return role == PeerRole.CLIENT
        ? List.of(
            List.of(NamedGroup.X25519, NamedGroup.SECP256R1),
            List.of(NamedGroup.SECP256R1, NamedGroup.X25519))
        : List.of(
            List.of(NamedGroup.X25519, NamedGroup.SECP256R1, NamedGroup.SECP384R1),
            List.of(NamedGroup.SECP384R1, NamedGroup.SECP256R1, NamedGroup.X25519),
            List.of(NamedGroup.X25519, NamedGroup.SECP256R1),
            List.of(NamedGroup.X25519));
  }
}
