package helloagain.refinement.graph;

import helloagain.keyexchange.Agreement;
import helloagain.message.Bytes;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.KeyShareEntry;
import helloagain.message.NamedGroup;
import helloagain.refinement.KeyPool;
import helloagain.refinement.MessageConcretion;
import helloagain.refinement.Names;
import helloagain.refinement.Psks;
import helloagain.refinement.ShareValues;
import helloagain.refinement.Tla;
import helloagain.schedule.PreSharedKey;
import helloagain.spec.TlaRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Names the octets of a bounded world. All that is random elsewhere is fixed there, so that a name
 * depends on the octets alone and not on the run in which they come.
 */
class WorldNames implements Names {
  private static final String OTHER = "other";

  private final Map<KeyShareEntry, String> keys = new HashMap<>();
  private final Map<Bytes, PreSharedKey> psks = new HashMap<>();

  /**
   * Names the keys of a world.
   *
   * @param groups the groups whose keys are in use
   * @param psks the PSKs that somebody knows
   */
  WorldNames(Collection<NamedGroup> groups, Collection<PreSharedKey> psks) {
    for (NamedGroup group : groups) {
      for (String purpose : new String[] {"first", "second", "server"}) {
        keys.put(new KeyShareEntry(group, KeyPool.key(group, purpose).share()), purpose);
      }
      // A server that keeps the rules has one key for each of these groups.
      if (KeyPool.respond(group, KeyPool.key(group, "first").share())
          instanceof Agreement.Agreed agreed) {
        keys.put(new KeyShareEntry(group, agreed.serverShare()), "server");
      }
    }
    psks.forEach(psk -> this.psks.put(psk.identity(), psk));
  }

  /** Returns the PSKs that somebody knows. */
  Collection<PreSharedKey> psks() {
    return psks.values();
  }

  @Override
  public String random(ClientHello hello) {
    return hello.random().equals(MessageConcretion.CLIENT_RANDOM) ? "client" : OTHER;
  }

  @Override
  public String sessionId(Bytes sessionId) {
    return sessionId.isEmpty()
        ? "empty"
        : sessionId.equals(MessageConcretion.SESSION_ID) ? "session" : OTHER;
  }

  @Override
  public TlaRecord cookie(Bytes cookie) {
    return Tla.cookie(cookie.equals(MessageConcretion.COOKIE) ? "server" : OTHER);
  }

  @Override
  public String key(KeyShareEntry share, boolean fromClient) {
    return ShareValues.brokenBy(share, fromClient).orElseGet(() -> keys.getOrDefault(share, OTHER));
  }

  @Override
  public TlaRecord psk(Bytes identity) {
    PreSharedKey psk = psks.get(identity);
    return psk == null ? Psks.unknown(identity) : Psks.record(psk);
  }

  /** Extensions without a field are empty here, but for signature_algorithms. */
  @Override
  public String rest(ClientHello hello) {
    boolean usual =
        hello.extensions().stream()
            .allMatch(
                extension ->
                    extension instanceof Extension.SignatureAlgorithms algorithms
                        ? algorithms.schemes().equals(MessageConcretion.SCHEMES)
                        : !(extension instanceof Extension.OpaqueExtension opaque)
                            || opaque.body().isEmpty());
    return usual ? "rest" : OTHER;
  }
}
