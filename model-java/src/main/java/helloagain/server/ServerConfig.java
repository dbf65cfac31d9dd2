package helloagain.server;

import helloagain.keyexchange.Responder;
import helloagain.message.Bytes;
import helloagain.message.HelloRetryRequest;
import helloagain.message.ServerHello;
import helloagain.rule.Profile;

/**
 * Holds what a server brings to one exchange.
 *
 * @param policy what it supports and prefers
 * @param random the 32 octets of its ServerHello
 * @param responder what answers the client's share
 * @param profile the document that the server follows
 */
public record ServerConfig(
    ServerPolicy policy, Bytes random, Responder responder, Profile profile) {
  private static final int RANDOM_LENGTH = 32;
  private static final int MARKER_LENGTH = 8;

  /**
   * Checks the random (RFC 8446, 4.1.3).
   *
   * @throws IllegalArgumentException if it has another length or has a meaning of its own: that of
   *     a HelloRetryRequest or of a downgrade
   */
  public ServerConfig {
    if (random.size() != RANDOM_LENGTH) {
      throw new IllegalArgumentException("random of " + random.size() + " octets");
    }
    Bytes end = random.slice(RANDOM_LENGTH - MARKER_LENGTH, RANDOM_LENGTH);
    if (random.equals(HelloRetryRequest.RANDOM)
        || end.equals(ServerHello.DOWNGRADE_TLS12)
        || end.equals(ServerHello.DOWNGRADE_TLS11)) {
      throw new IllegalArgumentException("this random has a meaning: " + random);
    }
  }

  /** Makes a server that follows RFC 8446. */
  public ServerConfig(ServerPolicy policy, Bytes random, Responder responder) {
    this(policy, random, responder, Profile.RFC8446);
  }

  /** Returns the same server that follows another document. */
  public ServerConfig following(Profile other) {
    return new ServerConfig(policy, random, responder, other);
  }
}
