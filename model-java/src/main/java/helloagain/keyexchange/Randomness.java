package helloagain.keyexchange;

import helloagain.message.Bytes;
import java.security.SecureRandom;

/**
 * Supplies random octets, the only source of them in the reference, so that a run can be replayed.
 *
 * <p>A source has a position: each call takes the octets that follow those of the call before. It
 * is for one thread at a time.
 */
@FunctionalInterface
public interface Randomness {
  /**
   * Takes the next {@code length} octets.
   *
   * @throws IllegalArgumentException if {@code length} is negative
   */
  Bytes next(int length);

  /**
   * Makes a source that yields the same octets for the same seed, for tests and models.
   *
   * <p>The stream is SHA-256 over the seed and a block number, each as 8 octets, block after block.
   * Whoever knows the seed knows every key; nothing that is to stay secret may come from it.
   */
  static Randomness seeded(long seed) {
    return new SeededRandomness(seed);
  }

  /** Makes a source fed by the platform's cryptographic generator (RFC 8446, C.1). */
  static Randomness system() {
    SecureRandom random = new SecureRandom();
    return length -> {
      if (length < 0) {
        throw new IllegalArgumentException("negative length: " + length);
      }
      byte[] octets = new byte[length];
      random.nextBytes(octets);
      return Bytes.of(octets);
    };
  }
}
