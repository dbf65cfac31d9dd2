package helloagain.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.NamedGroup;
import helloagain.transcript.HashAlgorithm;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * Seals and opens the cookies of a server that keeps nothing between HelloRetryRequest and second
 * ClientHello (RFC 8446, 4.2.2). The MAC is HMAC-SHA-256 over a label, the client's address and the
 * cookie; it is compared in time that does not depend on where two differ.
 *
 * @param keys one or two keys: the one that seals, and the one that sealed before
 * @param now the time in seconds, from any clock that every server with these keys shares
 * @param lifetime how long a cookie lasts, in seconds
 * @param address what the server sees as the client's address; it is sealed, not carried
 */
public record CookieSealer(List<CookieKey> keys, long now, long lifetime, Bytes address) {
  private static final Bytes LABEL = Bytes.of("hello-again cookie\0".getBytes(US_ASCII));

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there are no keys or more than two, if both have one id, if
   *     the address is too long, or if a time is negative
   */
  public CookieSealer {
    keys = List.copyOf(keys);
    if (keys.isEmpty() || keys.size() > 2) {
      throw new IllegalArgumentException(keys.size() + " keys instead of one or two");
    }
    if (keys.stream().map(CookieKey::id).distinct().count() != keys.size()) {
      throw new IllegalArgumentException("both keys have the id " + keys.get(0).id());
    }
    if (address.size() > 0xffff) {
      throw new IllegalArgumentException("address of " + address.size() + " octets");
    }
    if (now < 0 || lifetime < 0) {
      throw new IllegalArgumentException("negative time: " + now + ", " + lifetime);
    }
  }

  /** What becomes of a cookie: it opens, or it does not. */
  public sealed interface Opening {}

  /** The cookie is one of this server. */
  public record Opened(SealedCookie content) implements Opening {}

  /**
   * The cookie does not open.
   *
   * @param reason why, in one line for people; the client is not told
   */
  public record Refused(String reason) implements Opening {}

  /** Returns the same sealer with a new key; the one that sealed before still opens. */
  public CookieSealer rotatedTo(CookieKey key) {
    return new CookieSealer(List.of(key, keys.get(0)), now, lifetime, address);
  }

  /** Returns the same sealer at another time. */
  public CookieSealer at(long time) {
    return new CookieSealer(keys, time, lifetime, address);
  }

  /** Returns the same sealer for a client elsewhere. */
  public CookieSealer from(Bytes other) {
    return new CookieSealer(keys, now, lifetime, other);
  }

  /**
   * Makes a cookie.
   *
   * @param named whether the HelloRetryRequest names the group
   * @param firstHello the first ClientHello with its header
   */
  public Bytes seal(
      CipherSuite suite, NamedGroup group, boolean named, Bytes sessionId, Bytes firstHello) {
    HashAlgorithm hash =
        HashAlgorithm.forSuite(suite)
            .orElseThrow(() -> new IllegalArgumentException("no suite of TLS 1.3: " + suite));
    CookieKey key = keys.get(0);
    Bytes body =
        new SealedCookie(key.id(), now, suite, group, named, sessionId, hash.hash(firstHello))
            .body();
    return Bytes.concat(body, mac(key, body));
  }

  /**
   * Opens a cookie: looks at the MAC before anything else that it says but the name of the key.
   *
   * @param policy what the server supports
   */
  public Opening open(ServerPolicy policy, Bytes cookie) {
    Optional<Bytes> body = SealedCookie.bodyOf(cookie).filter(octets -> octets.size() >= 2);
    if (body.isEmpty()) {
      return new Refused("a cookie of " + cookie.size() + " octets is none of this server");
    }
    int id = body.get().at(0) << 8 | body.get().at(1);
    Optional<CookieKey> key = keys.stream().filter(known -> known.id() == id).findFirst();
    if (key.isEmpty()) {
      return new Refused("no key " + id + " is in use");
    }
    if (!wasSealedWith(key.get(), cookie)) {
      return new Refused("the cookie was not sealed with key " + id + " for this address");
    }
    Optional<SealedCookie> content = SealedCookie.read(cookie);
    if (content.isEmpty()) {
      return new Refused("the cookie was sealed in another form");
    }
    long age = now - content.get().time();
    if (age < 0 || age > lifetime) {
      return new Refused("the cookie is " + age + " seconds old and lasts " + lifetime);
    }
    if (!policy.suites().contains(content.get().suite())
        || !policy.groups().contains(content.get().group())) {
      return new Refused(
          "the cookie is about " + content.get().suite() + " and " + content.get().group());
    }
    return new Opened(content.get());
  }

  /** Tells whether the MAC of a cookie was made with a key for this address. */
  public boolean wasSealedWith(CookieKey key, Bytes cookie) {
    return SealedCookie.bodyOf(cookie)
        .filter(
            body ->
                MessageDigest.isEqual(
                    mac(key, body).toArray(), SealedCookie.macOf(cookie).toArray()))
        .isPresent();
  }

  private Bytes mac(CookieKey key, Bytes body) {
    // The length keeps address and body apart.
    Bytes length = Bytes.of((byte) (address.size() >> 8), (byte) address.size());
    return HashAlgorithm.SHA256.hmac(key.secret(), Bytes.concat(LABEL, length, address, body));
  }
}
