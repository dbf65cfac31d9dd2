package helloagain.refinement.graph;

import helloagain.message.Bytes;
import helloagain.message.ClientHello;
import helloagain.message.KeyShareEntry;
import helloagain.message.NamedGroup;
import helloagain.message.ServerHello;
import helloagain.refinement.MessageConcretion;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names the octets of a world in which each session has randoms and keys of its own. */
final class SessionNames extends WorldNames {
  /** The name of the random that the attacker puts in the place of another. */
  static final String ATTACKER = "attacker";

  private static final int RANDOM_LENGTH = 32;

  private final SessionKeys keys;
  private final Map<Bytes, String> randoms = new HashMap<>();

  SessionNames(Collection<NamedGroup> groups, Collection<String> sessions, SessionKeys keys) {
    super(groups, List.of());
    this.keys = keys;
    randoms.put(random(ATTACKER), ATTACKER);
    for (String session : sessions) {
      randoms.put(random(ofClient(session)), ofClient(session));
      randoms.put(random(ofServer(session)), ofServer(session));
    }
  }

  /** Names the random of a client, {@code ClientRandom}. */
  static String ofClient(String session) {
    return "client " + session;
  }

  /** Names the random of a server, {@code ServerRandom}. */
  static String ofServer(String session) {
    return "server " + session;
  }

  /** Returns the random of a name: the name itself, which no other name begins with. */
  static Bytes random(String name) {
    byte[] text = name.getBytes(StandardCharsets.US_ASCII);
    return Bytes.concat(Bytes.of(text), Bytes.repeat(0, RANDOM_LENGTH - text.length));
  }

  @Override
  public String random(ClientHello hello) {
    String known = randoms.get(hello.random());
    return known != null ? known : super.random(hello);
  }

  @Override
  public String random(ServerHello hello) {
    String known = randoms.get(hello.random());
    return known != null
        ? known
        : hello.random().equals(MessageConcretion.SERVER_RANDOM) ? "server" : "other";
  }

  @Override
  public String key(KeyShareEntry share, boolean fromClient) {
    return keys.name(share).orElseGet(() -> super.key(share, fromClient));
  }
}
