package helloagain.server;

import helloagain.message.Bytes;

/**
 * Holds a key of a stateless server.
 *
 * @param id the name that a cookie carries, 0 to 65535
 * @param secret 32 octets or more, known to nobody else
 */
public record CookieKey(int id, Bytes secret) {
  private static final int MIN_SECRET = 32;

  /**
   * Checks both.
   *
   * @throws IllegalArgumentException if one lies outside
   */
  public CookieKey {
    if (id < 0 || id > 0xffff) {
      throw new IllegalArgumentException("no id of a key: " + id);
    }
    if (secret.size() < MIN_SECRET) {
      throw new IllegalArgumentException("secret of " + secret.size() + " octets");
    }
  }

  /** Does not show the secret. */
  @Override
  public String toString() {
    return "CookieKey " + id;
  }
}
