package helloagain.refinement.graph;

import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.NamedGroup;
import helloagain.server.CookieKey;
import helloagain.server.CookieSealer;
import helloagain.server.SealedCookie;
import java.util.List;

/**
 * Makes cookies of others (RFC 8446, 4.2.2).
 *
 * @param key what seals it
 * @param time when it claims to be sealed
 * @param address where the client seems to be
 * @param suite the suite of the retry
 * @param group the group that was chosen
 * @param named whether the retry named it
 * @param sessionId the session id that the retry echoed
 * @param firstHello the octets of the first ClientHello
 */
record CookieForgery(
    CookieKey key,
    long time,
    Bytes address,
    CipherSuite suite,
    NamedGroup group,
    boolean named,
    Bytes sessionId,
    Bytes firstHello) {
  private static final int ID_LENGTH = 2;

  /** Takes what a cookie says, to say it again with another key. */
  static CookieForgery of(SealedCookie content, CookieKey key, Bytes address, Bytes firstHello) {
    return new CookieForgery(
        key,
        content.time(),
        address,
        content.suite(),
        content.group(),
        content.named(),
        content.sessionId(),
        firstHello);
  }

  CookieForgery withSuite(CipherSuite other) {
    return new CookieForgery(key, time, address, other, group, named, sessionId, firstHello);
  }

  CookieForgery withNamedGroup(NamedGroup other) {
    return new CookieForgery(key, time, address, suite, other, true, sessionId, firstHello);
  }

  CookieForgery withTime(long other) {
    return new CookieForgery(key, other, address, suite, group, named, sessionId, firstHello);
  }

  CookieForgery withFirstHello(Bytes other) {
    return new CookieForgery(key, time, address, suite, group, named, sessionId, other);
  }

  /** Returns the octets. */
  Bytes cookie() {
    return new CookieSealer(List.of(key), time, 0, address)
        .seal(suite, group, named, sessionId, firstHello);
  }

  /** Returns a cookie in which the id of the key is another and nothing else has changed. */
  static Bytes withKeyId(Bytes cookie, int id) {
    return Bytes.concat(
        Bytes.of((byte) (id >> 8), (byte) id), cookie.slice(ID_LENGTH, cookie.size()));
  }
}
