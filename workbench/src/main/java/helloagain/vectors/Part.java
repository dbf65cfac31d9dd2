package helloagain.vectors;

import helloagain.message.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
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

  /** Is made of zeros, of which there are too many to write down. */
  record Zeros(int count) implements Part {}

  /**
   * Is a piece of what other parts make, for the fragments of a message. Places count from the
   * front; those below zero from the end.
   *
   * @param from where it begins
   * @param to where it ends, before that octet; absent at the end
   */
  record Slice(int from, OptionalInt to, List<Part> parts) implements Part {
    /** Copies the list. */
    public Slice {
      parts = List.copyOf(parts);
    }

    private Bytes of(Bytes whole) {
      return whole.slice(place(from, whole), place(to.orElse(whole.size()), whole));
    }

    private static int place(int at, Bytes whole) {
      return at < 0 ? whole.size() + at : at;
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
      } else if (part instanceof Zeros zeros) {
        all.add(Bytes.repeat(0, zeros.count()));
      } else if (part instanceof Slice slice) {
        all.add(slice.of(octets(slice.parts(), run)));
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
