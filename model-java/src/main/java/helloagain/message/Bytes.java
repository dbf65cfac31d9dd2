package helloagain.message;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;

/** Holds an immutable string of octets with value equality. */
public final class Bytes {
  /** The empty string of octets. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] octets;

  private Bytes(byte[] octets) {
    this.octets = octets;
  }

  /** Copies the given octets. */
  public static Bytes of(byte... octets) {
    return octets.length == 0 ? EMPTY : new Bytes(octets.clone());
  }

  /**
   * Reads hexadecimal digits, two per octet, upper or lower case, white space ignored.
   *
   * @throws IllegalArgumentException if a character is no digit or the number of digits is odd
   */
  public static Bytes hex(String digits) {
    return of(HexFormat.of().parseHex(digits.replaceAll("\\s", "")));
  }

  /** Makes {@code length} octets of the same value. */
  public static Bytes repeat(int value, int length) {
    byte[] octets = new byte[length];
    Arrays.fill(octets, (byte) value);
    return new Bytes(octets);
  }

  /** Joins the parts in order. */
  public static Bytes concat(Bytes... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Bytes part : parts) {
      out.writeBytes(part.octets);
    }
    return of(out.toByteArray());
  }

  /** Returns the number of octets. */
  public int size() {
    return octets.length;
  }

  /** Tells whether there is no octet. */
  public boolean isEmpty() {
    return octets.length == 0;
  }

  /**
   * Returns the octet at {@code index} as a number from 0 to 255.
   *
   * @throws ArrayIndexOutOfBoundsException if there is none
   */
  public int at(int index) {
    return octets[index] & 0xff;
  }

  /**
   * Returns the octets from {@code from} (included) to {@code to} (excluded).
   *
   * @throws IndexOutOfBoundsException if they do not lie within this value
   */
  public Bytes slice(int from, int to) {
    if (from < 0 || to > octets.length || from > to) {
      throw new IndexOutOfBoundsException(from + ".." + to + " of " + octets.length);
    }
    return from == 0 && to == octets.length ? this : of(Arrays.copyOfRange(octets, from, to));
  }

  /** Returns a fresh array of the octets. */
  public byte[] toArray() {
    return octets.clone();
  }

  /** Returns the octets as lower-case hexadecimal digits. */
  public String hex() {
    return HexFormat.of().formatHex(octets);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  @Override
  public String toString() {
    return hex();
  }
}
