package helloagain.schedule;

import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.Extension;
import helloagain.message.Extension.MaxEarlyDataSize;
import helloagain.message.NewSessionTicket;
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

  /**
   * Makes the PSK of a ticket (RFC 8446, 4.6.1).
   *
   * @param suite the suite of the connection on which the ticket came; it gives the hash, and is
   *     the one of early data if the ticket permits some
   * @param resumptionMain the resumption main secret of that connection
   * @throws IllegalArgumentException if the suite is none of TLS 1.3, or the ticket is empty or too
   *     long
   */
  public static PreSharedKey ofTicket(
      CipherSuite suite, Bytes resumptionMain, NewSessionTicket ticket) {
    HashAlgorithm hash =
        HashAlgorithm.forSuite(suite)
            .orElseThrow(() -> new IllegalArgumentException("no suite of TLS 1.3: " + suite));
    return new PreSharedKey(
        ticket.ticket(),
        KeySchedule.resumptionPsk(hash, resumptionMain, ticket.ticketNonce()),
        hash,
        PskKind.RESUMPTION,
        Extension.find(ticket.extensions(), MaxEarlyDataSize.class).map(size -> suite));
  }

  /** Computes its binder over the hash of the messages up to the truncated ClientHello. */
  public Bytes binder(Bytes transcriptHash) {
    return PskBinder.compute(hash, key, kind, transcriptHash);
  }
}
