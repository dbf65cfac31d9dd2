package helloagain.schedule;

import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.transcript.HashAlgorithm;
import java.util.Optional;

/**
 * Holds a pre-shared key and what both peers know of it (RFC 8446, 2.2 and 4.2.11).
 *
 * @param identity the label by which it is offered, 1 to 65535 octets
 * @param key the key, of any length
 * @param hash the one hash with which it is used; an external key has it from its provisioning
 * @param kind where it came from
 * @param earlySuite the suite of the early data that it permits, absent if it permits none
 */
public record PreSharedKey(
    Bytes identity, Bytes key, HashAlgorithm hash, PskKind kind, Optional<CipherSuite> earlySuite) {
  /**
   * Checks that the parts fit.
   *
   * @throws IllegalArgumentException if the identity is empty or too long, or the suite of early
   *     data has another hash
   */
  public PreSharedKey {
    if (identity.isEmpty() || identity.size() > 0xffff) {
      throw new IllegalArgumentException("identity of " + identity.size() + " octets");
    }
    if (earlySuite.isPresent()
        && !earlySuite.flatMap(HashAlgorithm::forSuite).equals(Optional.of(hash))) {
      throw new IllegalArgumentException(earlySuite.get() + " has not the hash " + hash);
    }
  }

  /** Computes its binder over the hash of the messages up to the truncated ClientHello. */
  public Bytes binder(Bytes transcriptHash) {
    return PskBinder.compute(hash, key, kind, transcriptHash);
  }
}
