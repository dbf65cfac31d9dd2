package helloagain.vectors;

import helloagain.message.Bytes;

/** Reads octets from front to back. */
final class Octets {
  private final Bytes octets;
  private int at;

  Octets(Bytes octets) {
    this.octets = octets;
  }

  /**
   * Returns the next octets.
   *
   * @throws IllegalArgumentException if there are not so many
   */
  Bytes next(int count) {
    if (count > octets.size() - at) {
      throw new IllegalArgumentException("octets are missing");
    }
    at += count;
    return octets.slice(at - count, at);
  }

  /** Returns the next number. */
  int number(int lengthOctets) {
    Bytes digits = next(lengthOctets);
    int number = 0;
    for (int i = 0; i < lengthOctets; i++) {
      number = (number << 8) | (digits.at(i) & 0xff);
    }
    return number;
  }

  /** Returns the content of the next vector, whose length comes first. */
  Bytes vector(int lengthOctets) {
    return next(number(lengthOctets));
  }

  Bytes rest() {
    return next(octets.size() - at);
  }

  boolean isAtEnd() {
    return at == octets.size();
  }
}
