package helloagain.vectors;

import helloagain.message.Bytes;
import helloagain.message.ContentType;
import helloagain.message.ProtocolVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Puts messages into records, as scripts have them. */
final class Wire {
  /** So many zeros in a row are counted and not written down. */
  private static final int MANY_ZEROS = 64;

  private Wire() {}

  /** Makes a record of a fragment in hexadecimal. */
  static Message.OneRecord record(ContentType type, String hex) {
    return record(type, octets(Bytes.hex(hex)));
  }

  /** Makes a record with the version that all have but those of a first ClientHello (5.1). */
  static Message.OneRecord record(ContentType type, List<Part> parts) {
    return new Message.OneRecord(type, ProtocolVersion.TLS_12, parts);
  }

  /** Makes a record of handshake messages, or pieces of them. */
  static Message.OneRecord handshake(List<Part> parts) {
    return record(ContentType.HANDSHAKE, parts);
  }

  /** Returns a record with another version. */
  static Message.OneRecord with(ProtocolVersion version, Message.OneRecord record) {
    return new Message.OneRecord(record.type(), version, record.parts());
  }

  /** Makes parts of octets, of which there may be none. */
  static List<Part> octets(Bytes octets) {
    return octets.isEmpty() ? List.of() : List.of(new Part.Octets(octets));
  }

  /**
   * Cuts a message into records.
   *
   * @param cuts places in rising order; those below zero count from the end
   */
  static List<Message.OneRecord> fragments(List<Part> message, List<Integer> cuts) {
    List<Message.OneRecord> records = new ArrayList<>();
    int from = 0;
    for (int cut : cuts) {
      records.add(handshake(slice(message, from, OptionalInt.of(cut))));
      from = cut;
    }
    records.add(handshake(slice(message, from, OptionalInt.empty())));
    return records;
  }

  /** Returns a piece of a message: as octets if they are the same in every run. */
  static List<Part> slice(List<Part> message, int from, OptionalInt to) {
    Part.Slice slice = new Part.Slice(from, to, message);
    return hasPlaces(message)
        ? List.of(slice)
        : shortened(
            octets(
                Part.octets(
                    List.of(slice),
                    place -> {
                      throw new IllegalStateException("a place in " + message);
                    })));
  }

  private static boolean hasPlaces(List<Part> parts) {
    return parts.stream()
        .anyMatch(
            part ->
                part instanceof Part.Fill
                    || (part instanceof Part.Sized sized && hasPlaces(sized.parts())));
  }

  /** Counts long rows of zeros. */
  static List<Part> shortened(List<Part> parts) {
    List<Part> shorter = new ArrayList<>();
    for (Part part : parts) {
      if (part instanceof Part.Octets octets) {
        shorten(octets.octets(), shorter);
      } else {
        shorter.add(
            part instanceof Part.Sized sized
                ? new Part.Sized(sized.lengthOctets(), shortened(sized.parts()))
                : part);
      }
    }
    return shorter;
  }

  private static void shorten(Bytes octets, List<Part> to) {
    int from = 0;
    int at = 0;
    while (at < octets.size()) {
      int end = at;
      while (end < octets.size() && octets.at(end) == 0) {
        end++;
      }
      if (end - at >= MANY_ZEROS) {
        to.addAll(octets(octets.slice(from, at)));
        to.add(new Part.Zeros(end - at));
        from = end;
      }
      at = Math.max(end, at + 1);
    }
    to.addAll(octets(octets.slice(from, octets.size())));
  }

  /** Says where a message is cut. */
  static String words(List<Integer> cuts) {
    return cuts.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /** Returns a version in the form {@code 0x0303}. */
  static String hex(ProtocolVersion version) {
    return String.format(Locale.ROOT, "0x%04x", version.code());
  }
}
