package helloagain.refinement.graph;

import helloagain.keyexchange.KeyExchange;
import helloagain.message.Bytes;
import helloagain.message.NamedGroup;

/**
 * Makes values that break a rule of their group, {@code InvalidKey} in {@code HostilePeers.tla}.
 */
final class InvalidKeys {
  private InvalidKeys() {}

  /**
   * Returns a point that gives a secret of zeros for x25519 (RFC 7748, 6.1), else one that is not
   * on the curve (RFC 8446, 4.2.8.2).
   */
  static Bytes of(NamedGroup group, boolean fromClient) {
    int length =
        fromClient ? KeyExchange.clientShareLength(group) : KeyExchange.serverShareLength(group);
    return group.equals(NamedGroup.X25519)
        ? Bytes.repeat(0, length)
        : Bytes.concat(Bytes.of((byte) 4), Bytes.repeat(0, length - 1));
  }
}
