package helloagain.vectors;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Names the octets that only a run can tell. */
public enum Place {
  /** The {@code legacy_session_id} of the peer's ClientHello, 0 to 32 octets. */
  SESSION_ID,
  /** The peer's latest ClientHello as a whole. */
  CLIENT_HELLO,
  /** A group, 2 octets, that the peer's ClientHello does not list. */
  GROUP_NOT_LISTED,
  /** A suite, 2 octets, that the peer's ClientHello does not list. */
  SUITE_NOT_LISTED,
  /** The cookie of the peer's HelloRetryRequest. */
  COOKIE,
  /** The binder of the first PSK of this ClientHello, over everything before it. */
  BINDER_0,
  /** The binder of the second PSK. */
  BINDER_1;

  /** Returns the name in the files. */
  public String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Finds a place by its name in the files. */
  public static Optional<Place> titled(String title) {
    return Arrays.stream(values()).filter(place -> place.title().equals(title)).findFirst();
  }
}
