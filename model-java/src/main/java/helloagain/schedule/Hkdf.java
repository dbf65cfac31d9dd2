package helloagain.schedule;

import helloagain.message.Bytes;
import helloagain.transcript.HashAlgorithm;
import java.nio.charset.StandardCharsets;

/** Computes HKDF (RFC 5869) with the labels of TLS 1.3 (RFC 8446, 7.1). */
public final class Hkdf {
  private static final String PREFIX = "tls13 ";

  private Hkdf() {}

  /** Computes HKDF-Extract; the result has the length of the hash. */
  public static Bytes extract(HashAlgorithm hash, Bytes salt, Bytes inputKeyingMaterial) {
    return hash.hmac(salt, inputKeyingMaterial);
  }

  /**
   * Computes HKDF-Expand.
   *
   * @param length the octets to make, 0 to 255 times the length of the hash
   * @throws IllegalArgumentException if {@code length} lies outside
   */
  public static Bytes expand(HashAlgorithm hash, Bytes secret, Bytes info, int length) {
    if (length < 0 || length > 255 * hash.length()) {
      throw new IllegalArgumentException("cannot expand to " + length + " octets");
    }
    Bytes output = Bytes.EMPTY;
    Bytes block = Bytes.EMPTY;
    for (int counter = 1; output.size() < length; counter++) {
      block = hash.hmac(secret, Bytes.concat(block, info, Bytes.of((byte) counter)));
      output = Bytes.concat(output, block);
    }
    return output.slice(0, length);
  }

  /**
   * Encodes the HkdfLabel.
   *
   * <pre>
   * uint16 length; opaque label&lt;7..255&gt; = "tls13 " + label; opaque context&lt;0..255&gt;;
   * </pre>
   *
   * @throws IllegalArgumentException if a part does not fit
   */
  public static Bytes info(String label, Bytes context, int length) {
    Bytes name = Bytes.of((PREFIX + label).getBytes(StandardCharsets.US_ASCII));
    if (label.isEmpty() || name.size() > 255 || context.size() > 255 || length >>> 16 != 0) {
      throw new IllegalArgumentException("no HkdfLabel: " + label);
    }
    return Bytes.concat(
        Bytes.of((byte) (length >> 8), (byte) length, (byte) name.size()),
        name,
        Bytes.of((byte) context.size()),
        context);
  }

  /**
   * Computes HKDF-Expand-Label.
   *
   * @param label the label without its prefix, such as {@code c hs traffic}
   * @param length the octets to make
   */
  public static Bytes expandLabel(
      HashAlgorithm hash, Bytes secret, String label, Bytes context, int length) {
    return expand(hash, secret, info(label, context, length), length);
  }

  /**
   * Computes Derive-Secret.
   *
   * @param transcriptHash the hash of the messages, as long as the hash
   */
  public static Bytes deriveSecret(
      HashAlgorithm hash, Bytes secret, String label, Bytes transcriptHash) {
    return expandLabel(hash, secret, label, transcriptHash, hash.length());
  }
}
