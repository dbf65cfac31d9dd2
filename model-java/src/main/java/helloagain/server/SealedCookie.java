package helloagain.server;

import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.NamedGroup;
import helloagain.transcript.HashAlgorithm;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Holds what a cookie carries in the place of a server's memory (RFC 8446, 4.2.2, CK-06).
 *
 * <pre>
 * uint16 key_id; uint64 time; CipherSuite suite; NamedGroup group; uint8 named;
 * opaque session_id&lt;0..32&gt;; opaque first_hello_hash[Hash.length]; opaque mac[32];
 * </pre>
 *
 * @param keyId the key that it claims to be sealed with
 * @param time when it was sealed, in seconds
 * @param suite the suite of the HelloRetryRequest, which also tells the hash
 * @param group the group that was chosen for the first hello
 * @param named whether the HelloRetryRequest named the group
 * @param sessionId the session id that the HelloRetryRequest echoed
 * @param firstHelloHash the hash of the first ClientHello, with which the transcript begins (4.4.1)
 */
public record SealedCookie(
    int keyId,
    long time,
    CipherSuite suite,
    NamedGroup group,
    boolean named,
    Bytes sessionId,
    Bytes firstHelloHash) {
  static final int MAC_LENGTH = 32;

  private static final int MAX_SESSION_ID = 32;

  /** Encodes all but the MAC. */
  Bytes body() {
    ByteBuffer octets = ByteBuffer.allocate(16 + sessionId.size() + firstHelloHash.size());
    octets.putShort((short) keyId).putLong(time);
    octets.putShort((short) suite.code()).putShort((short) group.code());
    octets.put((byte) (named ? 1 : 0)).put((byte) sessionId.size());
    octets.put(sessionId.toArray()).put(firstHelloHash.toArray());
    return Bytes.of(octets.array());
  }

  /** Returns the part of a cookie that the MAC covers, if there is one. */
  static Optional<Bytes> bodyOf(Bytes cookie) {
    return cookie.size() <= MAC_LENGTH
        ? Optional.empty()
        : Optional.of(cookie.slice(0, cookie.size() - MAC_LENGTH));
  }

  /** Returns the MAC of a cookie that has a body. */
  static Bytes macOf(Bytes cookie) {
    return cookie.slice(cookie.size() - MAC_LENGTH, cookie.size());
  }

  /**
   * Reads a cookie, whoever made it: nothing here says that a server sealed it. Octets that no
   * sealed cookie has give nothing.
   */
  public static Optional<SealedCookie> read(Bytes cookie) {
    return bodyOf(cookie).flatMap(SealedCookie::readBody);
  }

  private static Optional<SealedCookie> readBody(Bytes body) {
    ByteBuffer octets = ByteBuffer.wrap(body.toArray());
    try {
      int keyId = Short.toUnsignedInt(octets.getShort());
      long time = octets.getLong();
      CipherSuite suite = new CipherSuite(Short.toUnsignedInt(octets.getShort()));
      NamedGroup group = new NamedGroup(Short.toUnsignedInt(octets.getShort()));
      int named = octets.get();
      int idLength = octets.get();
      Optional<HashAlgorithm> hash = HashAlgorithm.forSuite(suite);
      if (time < 0
          || named < 0
          || named > 1
          || idLength < 0
          || idLength > MAX_SESSION_ID
          || hash.filter(known -> octets.remaining() == idLength + known.length()).isEmpty()) {
        return Optional.empty();
      }
      int at = octets.position();
      return Optional.of(
          new SealedCookie(
              keyId,
              time,
              suite,
              group,
              named == 1,
              body.slice(at, at + idLength),
              body.slice(at + idLength, body.size())));
    } catch (BufferUnderflowException tooShort) {
      return Optional.empty();
    }
  }
}
