package helloagain.server;

import helloagain.keyexchange.Randomness;
import helloagain.keyexchange.Responder;
import helloagain.message.Bytes;
import helloagain.message.HelloRetryRequest;
import helloagain.message.ServerHello;
import helloagain.rule.Profile;
import java.util.Optional;

/**
 * Holds what a server brings to one exchange.
 *
 * @param policy what it supports and prefers
 * @param random the 32 octets of its ServerHello
 * @param responder what answers the client's share
 * @param profile the document that the server follows
 * @param sealer what a stateless server seals its cookies with (4.2.2); a server without one
 *     remembers. A stateless server sends a cookie with every HelloRetryRequest: its policy's
 *     cookie does not go out, but that there is one says that every client has to return one
 */
public record ServerConfig(
    ServerPolicy policy,
    Bytes random,
    Responder responder,
    Profile profile,
    Optional<CookieSealer> sealer) {
  private static final int RANDOM_LENGTH = 32;
  private static final int MARKER_LENGTH = 8;

  /**
   * Checks the random (RFC 8446, 4.1.3).
   *
   * @throws IllegalArgumentException if it has another length or has a meaning of its own: that of
   *     a HelloRetryRequest or of a downgrade; or if a server without a memory knows PSKs, which
   *     its cookies say nothing of
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
    if (sealer.isPresent() && !policy.psks().known().isEmpty()) {
      throw new IllegalArgumentException("a server without a memory uses no PSKs");
    }
  }

  /** Makes a server that follows RFC 8446. */
  public ServerConfig(ServerPolicy policy, Bytes random, Responder responder) {
    this(policy, random, responder, Profile.RFC8446, Optional.empty());
  }

  /** Returns the same server that follows another document. */
  public ServerConfig following(Profile other) {
    return new ServerConfig(policy, random, responder, other, sealer);
  }

  /** Returns the same server without a memory. */
  public ServerConfig sealing(CookieSealer cookies) {
    return new ServerConfig(policy, random, responder, profile, Optional.of(cookies));
  }

  /**
   * Makes a server whose random and keys come from a source, the random first (SH-03, SH-04).
   *
   * @throws IllegalArgumentException if the random that is drawn has a meaning of its own, which no
   *     good source makes happen
   */
  public static ServerConfig drawing(ServerPolicy policy, Randomness randomness) {
    return new ServerConfig(policy, randomness.next(RANDOM_LENGTH), Responder.fresh(randomness));
  }
}
