package helloagain.schedule;

import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.transcript.HashAlgorithm;

/**
 * Holds what protects the records of one direction (RFC 8446, 7.3).
 *
 * @param key 16 or 32 octets, as the suite's AEAD asks
 * @param iv 12 octets
 */
public record TrafficKeys(Bytes key, Bytes iv) {
  private static final int IV_LENGTH = 12;

  /**
   * Derives key and iv from a traffic secret.
   *
   * @throws IllegalArgumentException if the suite is none of TLS 1.3
   */
  public static TrafficKeys derive(CipherSuite suite, Bytes trafficSecret) {
    HashAlgorithm hash =
        HashAlgorithm.forSuite(suite)
            .orElseThrow(() -> new IllegalArgumentException("no suite of TLS 1.3: " + suite));
    return new TrafficKeys(
        Hkdf.expandLabel(hash, trafficSecret, "key", Bytes.EMPTY, keyLength(suite)),
        Hkdf.expandLabel(hash, trafficSecret, "iv", Bytes.EMPTY, IV_LENGTH));
  }

  private static int keyLength(CipherSuite suite) {
    return suite.equals(CipherSuite.TLS_AES_256_GCM_SHA384)
            || suite.equals(CipherSuite.TLS_CHACHA20_POLY1305_SHA256)
        ? 32
        : 16;
  }
}
