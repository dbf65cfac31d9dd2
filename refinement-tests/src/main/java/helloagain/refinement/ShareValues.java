package helloagain.refinement;

import helloagain.keyexchange.KeyExchange;
import helloagain.message.KeyShareEntry;
import helloagain.message.NamedGroup;
import helloagain.rule.Violation;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Tells which rule the value of a share breaks, {@code ValueRules} in {@code Rulebook.tla}. */
public final class ShareValues {
  /** What a value breaks depends on the octets alone, and is costly to find out. */
  private static final Map<Judged, Optional<String>> KNOWN = new ConcurrentHashMap<>();

  private record Judged(KeyShareEntry entry, boolean fromClient) {}

  private ShareValues() {}

  /** Returns the operator of the rule that a share breaks, if it does. */
  public static Optional<String> brokenBy(KeyShareEntry share, boolean fromClient) {
    NamedGroup group = share.group();
    if (!KeyExchange.supports(group)) {
      return Optional.empty();
    }
    return KNOWN.computeIfAbsent(
        new Judged(share, fromClient),
        judged -> {
          Optional<Violation> violation =
              fromClient
                  ? KeyExchange.checkClientShare(group, share.keyExchange())
                  : KeyExchange.checkServerShare(group, share.keyExchange());
          return violation.map(found -> found.rule().operator());
        });
  }
}
