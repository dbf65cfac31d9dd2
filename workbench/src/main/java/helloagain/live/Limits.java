package helloagain.live;

import java.time.Duration;

/**
 * Says when a connection is given up.
 *
 * @param silence the longest time without an octet from the peer
 * @param whole the longest time for all of it
 * @param octets the most octets that are read
 */
public record Limits(Duration silence, Duration whole, long octets) {
  /** Five seconds of silence, half a minute, a mebibyte. */
  public static final Limits DEFAULT =
      new Limits(Duration.ofSeconds(5), Duration.ofSeconds(30), 1 << 20);
}
