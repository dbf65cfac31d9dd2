package helloagain.keyexchange;

import helloagain.message.Bytes;
import java.nio.ByteBuffer;
import org.bouncycastle.crypto.digests.SHA256Digest;

/** Yields SHA-256(seed, 0), SHA-256(seed, 1), ... as one stream of octets. */
final class SeededRandomness implements Randomness {
  private static final int BLOCK = 32;

  private final long seed;
  private long position;

  SeededRandomness(long seed) {
    this.seed = seed;
  }

  @Override
  public Bytes next(int length) {
    if (length < 0) {
      throw new IllegalArgumentException("negative length: " + length);
    }
    byte[] octets = new byte[length];
    int filled = 0;
    while (filled < length) {
      int offset = (int) (position % BLOCK);
      int count = Math.min(BLOCK - offset, length - filled);
      System.arraycopy(block(position / BLOCK), offset, octets, filled, count);
      filled += count;
      position += count;
    }
    return Bytes.of(octets);
  }

  private byte[] block(long number) {
    byte[] input = ByteBuffer.allocate(2 * Long.BYTES).putLong(seed).putLong(number).array();
    SHA256Digest digest = new SHA256Digest();
    digest.update(input, 0, input.length);
    byte[] output = new byte[BLOCK];
    digest.doFinal(output, 0);
    return output;
  }
}
