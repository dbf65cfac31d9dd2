package helloagain.endpoint;

import helloagain.wire.TlsRecord;

/**
 * Says how an endpoint treats records where RFC 8446 leaves it free.
 *
 * @param fragmentSize the greatest number of octets of a handshake message in one record that is
 *     sent, 1 to 16384
 * @param earlyDataLimit how many octets of early data a server skips after a HelloRetryRequest,
 *     counted as they stand in the records (4.2.10); at least 0
 */
public record EndpointSettings(int fragmentSize, int earlyDataLimit) {
  /** Records as long as permitted, and one full record of early data. */
  public static final EndpointSettings DEFAULT =
      new EndpointSettings(TlsRecord.MAX_PLAINTEXT_LENGTH, TlsRecord.MAX_PLAINTEXT_LENGTH);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of bounds
   */
  public EndpointSettings {
    if (fragmentSize < 1 || fragmentSize > TlsRecord.MAX_PLAINTEXT_LENGTH) {
      throw new IllegalArgumentException("fragmentSize: " + fragmentSize + " is outside 1..16384");
    }
    if (earlyDataLimit < 0) {
      throw new IllegalArgumentException("earlyDataLimit: " + earlyDataLimit + " is below 0");
    }
  }

  /** Returns the same settings with another size of fragments. */
  public EndpointSettings withFragmentSize(int octets) {
    return new EndpointSettings(octets, earlyDataLimit);
  }

  /** Returns the same settings with another limit for early data. */
  public EndpointSettings withEarlyDataLimit(int octets) {
    return new EndpointSettings(fragmentSize, octets);
  }
}
