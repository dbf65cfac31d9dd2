package helloagain.schedule;

import helloagain.message.Bytes;
import helloagain.message.CipherSuite;

/**
 * Holds a traffic secret and the suite that it is used with (RFC 8446, 7.3): what records of one
 * direction are under until the next one takes its place.
 *
 * @param suite the suite, one of TLS 1.3
 * @param secret as long as the hash of the suite
 */
public record TrafficSecret(CipherSuite suite, Bytes secret) {
  /** Derives the protection of the first record under it. */
  public RecordProtection protection() {
    return RecordProtection.of(suite, secret);
  }
}
