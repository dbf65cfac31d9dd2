package helloagain.vectors;

import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ExtensionType;
import helloagain.message.HandshakeType;
import java.util.ArrayList;
import java.util.List;

/** Names the fields of a hello (RFC 8446, 4 and 4.1.2 to 4.1.4). */
public final class HelloFields {
  private static final int HEADER = 4;

  private HelloFields() {}

  /**
   * Is a field.
   *
   * @param name its name in the RFC; what stands in a list is indented
   * @param octets its octets, without those of its length
   * @param words what they mean, if they have a name
   */
  public record Field(String name, Bytes octets, String words) {}

  /** Takes a message apart; what does not have the form of a hello is one field. */
  public static List<Field> of(Bytes raw) {
    try {
      return fields(raw);
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      return List.of(new Field("octets", raw, "no hello"));
    }
  }

  private static List<Field> fields(Bytes raw) {
    Octets octets = new Octets(raw);
    HandshakeType type = new HandshakeType(raw.at(0) & 0xff);
    boolean isClient = type.equals(HandshakeType.CLIENT_HELLO);
    if (!isClient && !type.equals(HandshakeType.SERVER_HELLO)) {
      return List.of(new Field("msg_type", raw.slice(0, 1), type.name()), rest(raw));
    }
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("msg_type", octets.next(1), type.name()));
    fields.add(new Field("length", octets.next(HEADER - 1), ""));
    fields.add(new Field("legacy_version", octets.next(2), ""));
    fields.add(new Field("random", octets.next(32), ""));
    if (isClient) {
      fields.add(new Field("legacy_session_id", octets.vector(1), ""));
      Bytes suites = octets.vector(2);
      fields.add(new Field("cipher_suites", suites, names(suites)));
      fields.add(new Field("legacy_compression_methods", octets.vector(1), ""));
    } else {
      fields.add(new Field("legacy_session_id_echo", octets.vector(1), ""));
      Bytes suite = octets.next(2);
      fields.add(new Field("cipher_suite", suite, names(suite)));
      fields.add(new Field("legacy_compression_method", octets.next(1), ""));
    }
    if (octets.isAtEnd()) {
      return fields;
    }
    Octets extensions = new Octets(octets.vector(2));
    fields.add(new Field("extensions", Bytes.EMPTY, ""));
    while (!extensions.isAtEnd()) {
      ExtensionType extension = new ExtensionType(extensions.number(2));
      fields.add(new Field("  " + extension.name(), extensions.vector(2), ""));
    }
    if (!octets.isAtEnd()) {
      throw new IllegalArgumentException("octets after the extensions");
    }
    return fields;
  }

  private static Field rest(Bytes raw) {
    return new Field("body", raw.slice(Math.min(HEADER, raw.size()), raw.size()), "");
  }

  private static String names(Bytes suites) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i + 1 < suites.size(); i += 2) {
      names.add(new CipherSuite(((suites.at(i) & 0xff) << 8) | (suites.at(i + 1) & 0xff)).name());
    }
    return String.join(", ", names);
  }
}
