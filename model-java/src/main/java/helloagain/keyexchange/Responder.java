package helloagain.keyexchange;

import helloagain.message.Bytes;
import helloagain.message.NamedGroup;

/** Answers a client's share on behalf of a server. */
@FunctionalInterface
public interface Responder {
  /**
   * Answers the key_exchange octets of a client's share.
   *
   * @param group a group that {@link KeyExchange} supports
   */
  Agreement respond(NamedGroup group, Bytes clientShare);

  /** Makes a responder with a fresh key for every answer. */
  static Responder fresh(Randomness randomness) {
    return (group, clientShare) -> KeyExchange.respond(group, clientShare, randomness);
  }

  /** Makes a responder with one given key, for its group alone. */
  static Responder with(EphemeralKey key) {
    return (group, clientShare) -> KeyExchange.respond(group, clientShare, key);
  }
}
