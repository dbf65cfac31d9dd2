package helloagain.wire;

import helloagain.message.Bytes;
import java.util.List;
import java.util.function.ToIntFunction;

/** Writes numbers in network order (RFC 8446, 3.3). */
final class Numbers {
  private Numbers() {}

  /** Writes an unsigned number that is known to fit. */
  static Bytes encode(long value, int octets) {
    byte[] out = new byte[octets];
    for (int i = 0; i < octets; i++) {
      out[i] = (byte) (value >> (8 * (octets - 1 - i)));
    }
    return Bytes.of(out);
  }

  /** Writes the code points of a list one after the other, each in so many octets. */
  static <T> Bytes encodeAll(List<T> elements, int octets, ToIntFunction<T> code) {
    return Bytes.concat(
        elements.stream()
            .map(element -> encode(code.applyAsInt(element), octets))
            .toArray(Bytes[]::new));
  }
}
