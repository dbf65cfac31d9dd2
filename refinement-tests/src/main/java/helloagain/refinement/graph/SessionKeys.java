package helloagain.refinement.graph;

import helloagain.keyexchange.EphemeralKey;
import helloagain.message.KeyShareEntry;
import helloagain.message.NamedGroup;
import helloagain.refinement.KeyPool;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the ephemeral key pairs of a world with sessions: of each group one for each name of {@code
 * Authenticated.tla}, such as {@code first one}, and one of the attacker.
 */
final class SessionKeys {
  /** The name of the attacker's own keys, {@code OwnKey}. */
  static final String ATTACKER = "attacker";

  private final Map<KeyShareEntry, String> names = new HashMap<>();
  private final Map<KeyShareEntry, EphemeralKey> keys = new HashMap<>();

  SessionKeys(Collection<NamedGroup> groups, Collection<String> sessions) {
    for (NamedGroup group : groups) {
      add(group, ATTACKER);
      for (String session : sessions) {
        List.of(first(session), second(session), ofServer(session))
            .forEach(name -> add(group, name));
      }
    }
  }

  private void add(NamedGroup group, String name) {
    EphemeralKey key = KeyPool.key(group, name);
    KeyShareEntry share = shareOf(key);
    names.put(share, name);
    keys.put(share, key);
  }

  /** Names the keys of a client's first hello, {@code FirstKey}. */
  static String first(String session) {
    return "first " + session;
  }

  /** Names the key of a client's second hello, {@code SecondKey}. */
  static String second(String session) {
    return "second " + session;
  }

  /** Names the key of a server, {@code ServerKey}. */
  static String ofServer(String session) {
    return "server " + session;
  }

  /** Returns the attacker's key of a group. */
  static EphemeralKey ofAttacker(NamedGroup group) {
    return KeyPool.key(group, ATTACKER);
  }

  /** Returns the share that goes with a key. */
  static KeyShareEntry shareOf(EphemeralKey key) {
    return new KeyShareEntry(key.group(), key.share());
  }

  /** Returns the name of the key pair that a share belongs to. */
  Optional<String> name(KeyShareEntry share) {
    return Optional.ofNullable(names.get(share));
  }

  /** Returns the key with the private half that goes with a share. */
  Optional<EphemeralKey> behind(KeyShareEntry share) {
    return Optional.ofNullable(keys.get(share));
  }

  /**
   * Returns the same key pair in another group, where there is one: only a network that names the
   * group anew needs it.
   */
  Optional<KeyShareEntry> inGroup(KeyShareEntry share, NamedGroup group) {
    return name(share).map(name -> shareOf(KeyPool.key(group, name)));
  }
}
