package helloagain.refinement;

import java.util.List;

/**
 * Says what a hostile peer sends, relative to what it has seen: a message that would be in place,
 * and edits of it. Numbers are taken modulo what there is to choose from, so that every value means
 * something and shrinks to something simpler.
 */
public sealed interface HostileMove {
  /**
   * Sends a HelloRetryRequest or ServerHello.
   *
   * @param retry a HelloRetryRequest
   * @param group which group it selects; in a HelloRetryRequest 0 selects none
   * @param suite which of the offered suites it selects
   * @param cookie whether a HelloRetryRequest carries a cookie
   * @param edits what is done to the message, in order
   */
  record Reply(boolean retry, int group, int suite, boolean cookie, List<Edit> edits)
      implements HostileMove {
    /** Copies the list. */
    public Reply {
      edits = List.copyOf(edits);
    }
  }

  /**
   * Sends a ClientHello: the first one, or the second one after a HelloRetryRequest.
   *
   * @param edits what is done to the message, in order
   */
  record Hello(List<Edit> edits) implements HostileMove {
    /** Copies the list. */
    public Hello {
      edits = List.copyOf(edits);
    }
  }

  /** Sends an alert with the given code. */
  record SendAlert(int code) implements HostileMove {}

  /** Ends the transport. */
  record Hangup() implements HostileMove {}

  /** Sends a handshake message of a type that is no hello of its own, with an empty body. */
  record OtherMessage(int type) implements HostileMove {}

  /** Sends back what the peer sent last. */
  record Reflection() implements HostileMove {}

  /**
   * Changes a message.
   *
   * @param kind what is changed
   * @param value which of the possible changes, 0 or more
   */
  record Edit(Kind kind, int value) {}

  /** What can be changed; each applies to the messages that have it. */
  enum Kind {
    LEGACY_VERSION,
    RANDOM,
    SESSION_ID,
    SUITE,
    SUITE_ORDER,
    SUITE_LESS,
    COMPRESSION,
    VERSION,
    GROUP,
    GROUP_ORDER,
    GROUP_LESS,
    SHARES_NONE,
    SHARE_MORE,
    SHARE_TWICE,
    SHARE_KEY,
    SHARE_BROKEN,
    COOKIE,
    SIGNATURE_ALGORITHMS,
    PSK_LESS,
    PSK_ORDER,
    PSK_MORE,
    PSK_MODES,
    BINDER,
    BINDER_COUNT,
    STALE_BINDERS,
    SELECTED_PSK,
    PADDING,
    EXTENSION_LESS,
    EXTENSION_TWICE,
    EXTENSION_MORE,
    EXTENSION_ORDER,
    /** The extensions in any other order; {@code pre_shared_key} stays last if it was (4.2.11). */
    EXTENSION_SHUFFLE,
    COOKIE_LONG,
    GROUP_TWICE,
    SUITE_TWICE,
    PSK_TWICE,
    /** A second hello that follows the first one as it was sent, with all that was edited in it. */
    FOLLOW_UP,
    /** Octets that are missing at the end. */
    OCTETS_LESS,
    /** An octet, of the header too, that is another. */
    OCTET_CHANGED,
    /** Octets that are missing anywhere. */
    OCTETS_CUT,
    /** Octets that are too many anywhere. */
    OCTETS_INSERTED;

    /** The edits that repeat an entry of a list. */
    static final List<Kind> OF_REPETITION =
        List.of(GROUP_TWICE, SUITE_TWICE, SHARE_TWICE, PSK_TWICE, EXTENSION_TWICE);

    /** The edits of octets, which look at no structure. */
    static final List<Kind> OF_OCTETS =
        List.of(OCTETS_LESS, OCTET_CHANGED, OCTETS_CUT, OCTETS_INSERTED);
  }
}
