package helloagain.keyexchange;

import helloagain.message.Bytes;
import helloagain.rule.Violation;

/** Says how a key exchange came out for one side. */
public sealed interface Agreement {
  /**
   * Holds what both sides now know.
   *
   * @param serverShare the key_exchange octets of the ServerHello's entry
   * @param sharedSecret the input of HKDF-Extract, leading zeros kept (RFC 8446, 7.4; RFC 10024,
   *     4.3)
   */
  record Agreed(Bytes serverShare, Bytes sharedSecret) implements Agreement {}

  /**
   * Says that the peer's share must not be used.
   *
   * @param violation the first rule that the share breaks
   */
  record Refused(Violation violation) implements Agreement {}
}
