package helloagain.vectors;

import helloagain.message.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Is a part of what is sent: octets, octets that the peer's messages determine, or a vector. */
public sealed interface Part {
  /** Is made of octets that are the same in every run. */
  record Octets(Bytes octets) implements Part {}

  /** Is made of octets that are found in the run. */
  record Fill(Place place) implements Part {}

  /**
   * Is a vector of RFC 8446, 3.4: its length, then its parts.
   *
   * @param lengthOctets how many octets the length has, 1 to 3
   */
  record Sized(int lengthOctets, List<Part> parts) implements Part {
    /** Copies the list. */
    public Sized {
      parts = List.copyOf(parts);
    }
  }

  /** Makes the octets of parts. */
  static Bytes octets(List<Part> parts, Function<Place, Bytes> run) {
    List<Bytes> all = new ArrayList<>();
    for (Part part : parts) {
      if (part instanceof Octets fixed) {
        all.add(fixed.octets());
      } else if (part instanceof Fill fill) {
        all.add(run.apply(fill.place()));
      } else {
        Sized sized = (Sized) part;
        Bytes body = octets(sized.parts(), run);
        all.add(length(body.size(), sized.lengthOctets()));
        all.add(body);
      }
    }
    return Bytes.concat(all.toArray(Bytes[]::new));
  }

  private static Bytes length(int length, int octets) {
    byte[] written = new byte[octets];
    for (int i = 0; i < octets; i++) {
      written[i] = (byte) (length >> (8 * (octets - 1 - i)));
    }
    return Bytes.of(written);
  }
}
