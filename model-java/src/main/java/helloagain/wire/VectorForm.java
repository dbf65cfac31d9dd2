package helloagain.wire;

import helloagain.message.Bytes;

/**
 * Describes a vector of variable length (RFC 8446, 3.4): one line of the grammar, for the encoder
 * and the decoder alike.
 *
 * @param name the field
 * @param floor the least number of octets, without the length field
 * @param ceiling the greatest number of octets; it alone fixes the width of the length field
 * @param unit the size of an element in octets if all have one size, else 1
 */
record VectorForm(String name, int floor, int ceiling, int unit) {
  static VectorForm of(String name, int floor, int ceiling) {
    return new VectorForm(name, floor, ceiling, 1);
  }

  /** Describes a vector of elements of two octets. */
  static VectorForm ofPairs(String name, int floor, int ceiling) {
    return new VectorForm(name, floor, ceiling, 2);
  }

  /** Returns the width of the length field in octets. */
  int lengthOctets() {
    if (ceiling <= 0xff) {
      return 1;
    }
    return ceiling <= 0xffff ? 2 : 3;
  }

  /**
   * Writes the length field and the content.
   *
   * @throws IllegalArgumentException if the content breaks the bounds
   */
  Bytes encode(Bytes content) {
    if (!admits(content.size())) {
      throw new IllegalArgumentException(name + ": " + complaint(content.size()));
    }
    return Bytes.concat(Numbers.encode(content.size(), lengthOctets()), content);
  }

  /** Tells whether a content of so many octets keeps the bounds. */
  boolean admits(int length) {
    return length >= floor && length <= ceiling && length % unit == 0;
  }

  /** Says for people how a length breaks the bounds. */
  String complaint(int length) {
    return length < floor || length > ceiling
        ? "length " + length + " is outside " + floor + ".." + ceiling
        : "length " + length + " is no multiple of " + unit;
  }
}
