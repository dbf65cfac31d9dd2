package helloagain.vectors;

import helloagain.exchange.Hellos;
import helloagain.message.Bytes;
import helloagain.message.ClientHello;
import helloagain.message.ExtensionType;
import helloagain.message.ServerReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the places in the octets of hellos (RFC 8446, 4.1.2 to 4.1.4). */
final class Templates {
  private static final int HEADER = 4;
  private static final int VERSION_AND_RANDOM = 2 + 32;

  private Templates() {}

  /**
   * Makes the template of a ServerHello or HelloRetryRequest.
   *
   * @param raw its octets with their header
   * @param hello what it answers
   */
  static List<Part> ofReply(Bytes raw, ServerReply reply, ClientHello hello) {
    Octets cursor = new Octets(raw.slice(HEADER, raw.size()));
    Parts body = new Parts();
    body.add(cursor.next(VERSION_AND_RANDOM));
    Bytes sessionId = cursor.vector(1);
    body.add(
        reply.legacySessionIdEcho().equals(hello.legacySessionId())
            ? new Part.Sized(1, List.of(new Part.Fill(Place.SESSION_ID)))
            : sized(1, sessionId));
    Bytes suite = cursor.next(2);
    // Reserved values (RFC 8701) stay what they are.
    body.add(
        hello.cipherSuites().contains(reply.cipherSuite()) || suite.at(0) == suite.at(1)
            ? new Part.Octets(suite)
            : new Part.Fill(Place.SUITE_NOT_LISTED));
    body.add(cursor.next(1));
    boolean isListed =
        Hellos.selectedGroup(reply).map(group -> Hellos.groups(hello).contains(group)).orElse(true);
    if (cursor.isAtEnd() || isListed) {
      body.add(cursor.rest());
    } else {
      Parts extensions = new Parts();
      Octets block = new Octets(cursor.vector(2));
      while (!block.isAtEnd()) {
        Bytes type = block.next(2);
        Bytes content = block.vector(2);
        extensions.add(type);
        extensions.add(
            isOf(ExtensionType.KEY_SHARE, type)
                ? new Part.Sized(
                    2,
                    List.of(
                        new Part.Fill(Place.GROUP_NOT_LISTED),
                        new Part.Octets(content.slice(2, content.size()))))
                : sized(2, content));
      }
      body.add(new Part.Sized(2, extensions.list()));
    }
    return framed(raw, body);
  }

  /**
   * Makes the template of a ServerHello or HelloRetryRequest that does not parse: the session id is
   * the hello's where it still is.
   */
  static List<Part> ofDamagedReply(Bytes raw, ClientHello hello) {
    Bytes sessionId = hello.legacySessionId();
    int from = HEADER + VERSION_AND_RANDOM + 1;
    int to = from + sessionId.size();
    if (sessionId.isEmpty() || raw.size() < to || !raw.slice(from, to).equals(sessionId)) {
      return List.of(new Part.Octets(raw));
    }
    Parts parts = new Parts();
    parts.add(raw.slice(0, from));
    parts.add(new Part.Fill(Place.SESSION_ID));
    if (to < raw.size()) {
      parts.add(raw.slice(to, raw.size()));
    }
    return parts.list();
  }

  /**
   * Makes the template of a ClientHello.
   *
   * @param raw its octets with their header
   * @param cookie the cookie that it may return
   * @param bound the places of PSKs whose binder is over everything before this hello
   */
  static List<Part> ofHello(Bytes raw, Optional<Bytes> cookie, Set<Integer> bound) {
    if (cookie.isEmpty() && bound.isEmpty()) {
      return List.of(new Part.Octets(raw));
    }
    Octets cursor = new Octets(raw.slice(HEADER, raw.size()));
    Parts body = new Parts();
    body.add(cursor.next(VERSION_AND_RANDOM));
    body.add(sized(1, cursor.vector(1)));
    body.add(sized(2, cursor.vector(2)));
    body.add(sized(1, cursor.vector(1)));
    if (cursor.isAtEnd()) {
      return List.of(new Part.Octets(raw));
    }
    Parts extensions = new Parts();
    Octets block = new Octets(cursor.vector(2));
    while (!block.isAtEnd()) {
      Bytes type = block.next(2);
      Bytes content = block.vector(2);
      extensions.add(type);
      if (isOf(ExtensionType.COOKIE, type) && cookie.equals(cookieIn(content))) {
        extensions.add(
            new Part.Sized(2, List.of(new Part.Sized(2, List.of(new Part.Fill(Place.COOKIE))))));
      } else if (isOf(ExtensionType.PRE_SHARED_KEY, type) && !bound.isEmpty()) {
        extensions.add(new Part.Sized(2, psks(content, bound)));
      } else {
        extensions.add(sized(2, content));
      }
    }
    body.add(new Part.Sized(2, extensions.list()));
    return framed(raw, body);
  }

  private static Optional<Bytes> cookieIn(Bytes content) {
    return content.size() < 2 ? Optional.empty() : Optional.of(content.slice(2, content.size()));
  }

  private static List<Part> psks(Bytes content, Set<Integer> bound) {
    Octets cursor = new Octets(content);
    Parts parts = new Parts();
    parts.add(sized(2, cursor.vector(2)));
    Parts binders = new Parts();
    Octets list = new Octets(cursor.vector(2));
    for (int i = 0; !list.isAtEnd(); i++) {
      Bytes binder = list.vector(1);
      binders.add(
          bound.contains(i)
              ? new Part.Sized(1, List.of(new Part.Fill(i == 0 ? Place.BINDER_0 : Place.BINDER_1)))
              : sized(1, binder));
    }
    parts.add(new Part.Sized(2, binders.list()));
    return parts.list();
  }

  private static boolean isOf(ExtensionType type, Bytes octets) {
    return type.code() == (((octets.at(0) & 0xff) << 8) | (octets.at(1) & 0xff));
  }

  private static Part sized(int lengthOctets, Bytes content) {
    byte[] length = new byte[lengthOctets];
    for (int i = 0; i < lengthOctets; i++) {
      length[i] = (byte) (content.size() >> (8 * (lengthOctets - 1 - i)));
    }
    return new Part.Octets(Bytes.concat(Bytes.of(length), content));
  }

  private static List<Part> framed(Bytes raw, Parts body) {
    Parts parts = new Parts();
    parts.add(raw.slice(0, 1));
    parts.add(new Part.Sized(3, body.list()));
    return parts.list();
  }

  /** Joins octets that stand side by side. */
  private static final class Parts {
    private final List<Part> parts = new ArrayList<>();

    void add(Bytes octets) {
      add(new Part.Octets(octets));
    }

    void add(Part part) {
      int last = parts.size() - 1;
      if (part instanceof Part.Octets more
          && last >= 0
          && parts.get(last) instanceof Part.Octets before) {
        parts.set(last, new Part.Octets(Bytes.concat(before.octets(), more.octets())));
      } else {
        parts.add(part);
      }
    }

    List<Part> list() {
      return List.copyOf(parts);
    }
  }
}
