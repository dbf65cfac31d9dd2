package helloagain.vectors;

import helloagain.message.Bytes;
import helloagain.message.NamedGroup;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Is one thing that a peer may make of what it reads. */
public sealed interface Expected {
  /** Says it in words that follow "then it". */
  default String words() {
    if (this instanceof Abort abort) {
      return "aborts with "
          + String.join(" or ", abort.alerts())
          + " ("
          + String.join(", ", abort.rules())
          + ")";
    }
    if (this instanceof SecondHello hello) {
      return "sends its second ClientHello"
          + hello.shares().map(shares -> " with shares of " + names(shares)).orElse("")
          + hello.cookie().map(cookie -> " and the cookie").orElse("");
    }
    if (this instanceof Retry retry) {
      return "sends a HelloRetryRequest"
          + retry.group().map(group -> " for " + group.name()).orElse("")
          + (retry.cookie() ? " with a cookie" : "");
    }
    if (this instanceof Hello hello) {
      return "sends a ServerHello"
          + hello.group().map(group -> " with a share of " + group.name()).orElse("")
          + hello.psk().map(psk -> " and selected_identity " + psk).orElse("");
    }
    return this instanceof Accepts
        ? "goes on under the keys of the ServerHello"
        : this instanceof Close ? "ends the connection" : "reads on";
  }

  private static String names(List<NamedGroup> groups) {
    return groups.isEmpty()
        ? "nothing"
        : groups.stream().map(NamedGroup::name).collect(Collectors.joining(", "));
  }

  /**
   * It aborts.
   *
   * @param alerts any one of these; names of RFC 8446, 6
   * @param rules the rules that are broken, by their ids
   */
  record Abort(SortedSet<String> alerts, SortedSet<String> rules) implements Expected {
    /** Copies the sets. */
    public Abort {
      alerts = new TreeSet<>(alerts);
      rules = new TreeSet<>(rules);
    }
  }

  /** It ends the connection, for the other peer has; nothing need be sent. */
  record Close() implements Expected {}

  /** It reads on, and sends nothing. */
  record Nothing() implements Expected {}

  /**
   * It sends its second ClientHello, which is the first one but for what RFC 8446, 4.1.2 lets
   * change.
   *
   * @param shares the groups of {@code key_share}; empty if the extension stays as it was
   * @param cookie the cookie that is returned
   * @param psks the places in the first ClientHello of the PSKs that are left
   */
  record SecondHello(Optional<List<NamedGroup>> shares, Optional<Bytes> cookie, List<Integer> psks)
      implements Expected {
    /** Copies the lists. */
    public SecondHello {
      shares = shares.map(List::copyOf);
      psks = List.copyOf(psks);
    }
  }

  /**
   * It sends a HelloRetryRequest.
   *
   * @param group the group that it asks for, if any
   * @param cookie whether it has a cookie
   */
  record Retry(Optional<NamedGroup> group, boolean cookie) implements Expected {}

  /**
   * It sends a ServerHello.
   *
   * @param group the group of its share, if it has one
   * @param psk the {@code selected_identity}, if it has one
   */
  record Hello(Optional<NamedGroup> group, Optional<Integer> psk) implements Expected {}

  /** It takes the ServerHello, and the handshake goes on under its keys. */
  record Accepts() implements Expected {}
}
