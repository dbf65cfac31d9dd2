package helloagain.vectors;

import helloagain.message.Bytes;
import helloagain.message.ExtensionType;
import helloagain.message.HandshakeType;
import helloagain.wire.HandshakeCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Damages the octets of a hello where its form has a length (RFC 8446, 3.4 and 4.1.2 to 4.1.4): the
 * length is one more or one less than it should be, or the message ends right before it, right
 * after it, or goes on after its end. The header of the message stays true, so that nobody waits
 * for more.
 */
final class DamagedHellos {
  private static final int HEADER = 4;

  /** Extensions whose body is one vector with a length of 2 octets, when a client sends them. */
  private static final Set<ExtensionType> VECTORS =
      Set.of(
          ExtensionType.SUPPORTED_GROUPS,
          ExtensionType.SIGNATURE_ALGORITHMS,
          ExtensionType.KEY_SHARE,
          ExtensionType.COOKIE);

  private DamagedHellos() {}

  /**
   * Is a damaged hello.
   *
   * @param words what was done to it
   * @param raw its octets with their header
   */
  record Damaged(String words, Bytes raw) {}

  /**
   * Is the place of a length.
   *
   * @param name of what it is the length
   * @param at where it begins, from the beginning of the body
   * @param octets how many octets it has
   */
  private record Length(String name, int at, int octets) {}

  /** Returns a hello with each damage. */
  static List<Damaged> of(Bytes raw) {
    HandshakeType type = new HandshakeType(raw.at(0) & 0xff);
    Bytes body = raw.slice(HEADER, raw.size());
    List<Damaged> all = new ArrayList<>();
    for (Length length : lengths(body, type.equals(HandshakeType.CLIENT_HELLO))) {
      int end = length.at() + length.octets();
      int last = body.at(end - 1) & 0xff;
      if (last < 0xff) {
        all.add(damaged(type, "length of " + length.name() + " one more", body, end - 1, last + 1));
      }
      if (last > 0) {
        all.add(damaged(type, "length of " + length.name() + " one less", body, end - 1, last - 1));
      }
      all.add(cut(type, "ends before the length of " + length.name(), body, length.at()));
      all.add(cut(type, "ends after the length of " + length.name(), body, end));
    }
    all.add(cut(type, "ends one octet early", body, body.size() - 1));
    all.add(cut(type, "is empty", body, 0));
    all.add(
        new Damaged(
            "goes on for one octet",
            HandshakeCodec.frame(type, Bytes.concat(body, Bytes.repeat(0, 1)))));
    return all;
  }

  private static Damaged damaged(HandshakeType type, String words, Bytes body, int at, int octet) {
    byte[] octets = body.toArray();
    octets[at] = (byte) octet;
    return new Damaged(words, HandshakeCodec.frame(type, Bytes.of(octets)));
  }

  private static Damaged cut(HandshakeType type, String words, Bytes body, int at) {
    return new Damaged(words, HandshakeCodec.frame(type, body.slice(0, at)));
  }

  private static List<Length> lengths(Bytes body, boolean isClient) {
    List<Length> lengths = new ArrayList<>();
    int at = 2 + 32;
    at = add(lengths, new Length("the session id", at, 1), body);
    if (isClient) {
      at = add(lengths, new Length("cipher_suites", at, 2), body);
      at = add(lengths, new Length("legacy_compression_methods", at, 1), body);
    } else {
      at += 2 + 1;
    }
    lengths.add(new Length("extensions", at, 2));
    at += 2;
    while (at < body.size()) {
      ExtensionType extension =
          new ExtensionType(((body.at(at) & 0xff) << 8) | (body.at(at + 1) & 0xff));
      int content = at + 2 + 2;
      at = add(lengths, new Length(extension.name(), at + 2, 2), body);
      inside(lengths, extension, content, isClient, at);
    }
    return lengths;
  }

  /** Adds a length; returns where what it is of ends. */
  private static int add(List<Length> lengths, Length length, Bytes body) {
    lengths.add(length);
    int value = 0;
    for (int i = 0; i < length.octets(); i++) {
      value = (value << 8) | (body.at(length.at() + i) & 0xff);
    }
    return length.at() + length.octets() + value;
  }

  private static void inside(
      List<Length> lengths, ExtensionType extension, int content, boolean isClient, int end) {
    if (isClient && extension.equals(ExtensionType.SUPPORTED_VERSIONS)) {
      lengths.add(new Length("versions", content, 1));
    } else if ((isClient || extension.equals(ExtensionType.COOKIE))
        && VECTORS.contains(extension)) {
      lengths.add(new Length("the list in " + extension.name(), content, 2));
    }
    if (extension.equals(ExtensionType.KEY_SHARE)) {
      int exchange = content + (isClient ? 2 : 0) + 2;
      // A HelloRetryRequest has a group alone.
      if (exchange < end) {
        lengths.add(new Length("key_exchange", exchange, 2));
      }
    }
  }
}
