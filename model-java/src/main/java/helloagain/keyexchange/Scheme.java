package helloagain.keyexchange;

import helloagain.message.Bytes;
import helloagain.rule.Violation;
import java.util.Optional;

/** Says how one group works. Lengths are in octets. */
sealed interface Scheme permits Classical, Hybrid {
  int clientShareLength();

  int serverShareLength();

  int secretLength();

  Bytes newPrivateKey(Randomness randomness);

  /**
   * Computes the client's share.
   *
   * @throws IllegalArgumentException if the private octets have the wrong length or are out of
   *     range
   */
  Bytes clientShare(Bytes privateKey);

  Optional<Violation> checkClientShare(Bytes share);

  Optional<Violation> checkServerShare(Bytes share);

  Agreement respond(Bytes clientShare, Randomness randomness);

  Agreement finish(Bytes privateKey, Bytes serverShare);
}
