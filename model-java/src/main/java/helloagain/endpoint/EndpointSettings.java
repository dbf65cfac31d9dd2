package helloagain.endpoint;

import helloagain.wire.TlsRecord;

/**
 * Says how an endpoint treats records where RFC 8446 leaves it free.
 *
 * @param fragmentSize the greatest number of octets of a handshake message in one record that is
 *     sent, 1 to 16384
 * @param earlyDataLimit how many octets of early data a server skips, counted as they stand in the
 *     records: max_early_data_size (4.2.10); at least 0
 * @param changeCipherSpecLimit how many change_cipher_spec records are dropped (5 names no number)
 *     before the next one is refused; at least 0
 * @param stateless whether a server keeps nothing between its HelloRetryRequest and the second
 *     ClientHello, so that it drops change_cipher_spec before the first hello that it sees (4.2.2)
 * @param opens whether records that come after the hellos are opened with the handshake keys, and
 *     judged; else they are kept as they are
 */
public record EndpointSettings(
    int fragmentSize,
    int earlyDataLimit,
    int changeCipherSpecLimit,
    boolean stateless,
    boolean opens) {
  /**
   * Records as long as permitted, one full record of early data, 32 change_cipher_spec; stateful,
   * and protected records are kept.
   */
  public static final EndpointSettings DEFAULT =
      new EndpointSettings(
          TlsRecord.MAX_PLAINTEXT_LENGTH, TlsRecord.MAX_PLAINTEXT_LENGTH, 32, false, false);

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
    if (changeCipherSpecLimit < 0) {
      throw new IllegalArgumentException(
          "changeCipherSpecLimit: " + changeCipherSpecLimit + " is below 0");
    }
  }

  /** Returns the same settings with another size of fragments. */
  public EndpointSettings withFragmentSize(int octets) {
    return new EndpointSettings(octets, earlyDataLimit, changeCipherSpecLimit, stateless, opens);
  }

  /** Returns the same settings with another limit for early data. */
  public EndpointSettings withEarlyDataLimit(int octets) {
    return new EndpointSettings(fragmentSize, octets, changeCipherSpecLimit, stateless, opens);
  }

  /** Returns the same settings with another limit for change_cipher_spec records. */
  public EndpointSettings withChangeCipherSpecLimit(int records) {
    return new EndpointSettings(fragmentSize, earlyDataLimit, records, stateless, opens);
  }

  /** Returns the same settings for a server that keeps nothing after a HelloRetryRequest. */
  public EndpointSettings withoutState() {
    return new EndpointSettings(fragmentSize, earlyDataLimit, changeCipherSpecLimit, true, opens);
  }

  /** Returns the same settings with protected records opened. */
  public EndpointSettings opening() {
    return new EndpointSettings(
        fragmentSize, earlyDataLimit, changeCipherSpecLimit, stateless, true);
  }
}
