package helloagain.refinement.graph;

import helloagain.message.Bytes;
import helloagain.refinement.Tla;
import helloagain.server.CookieKey;
import helloagain.server.CookieSealer;
import helloagain.server.ServerState;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaValue;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The keys, clocks and addresses of the worlds with cookies that carry what a server forgets. */
final class Sealers {
  /** The addresses that a client can come from. */
  static final List<String> ADDRESSES = List.of("here", "there");

  /** The key of another server. */
  static final String FOREIGN = "foreign key";

  /** What stands where no key of any server was used. */
  static final String NOBODY = "none";

  private static final String KEY = "key ";
  private static final int FOREIGN_ID = 9;
  private static final int SECRET_LENGTH = 32;

  private Sealers() {}

  /** Returns the sealer of a server whose clock stands at 0, with its first key. */
  static CookieSealer first(int lifetime) {
    return new CookieSealer(
        List.of(new CookieKey(1, secret(KEY + 1))), 0, lifetime, address(ADDRESSES.get(0)));
  }

  /** Returns the key of a server with a number, counted from 1. */
  static CookieKey key(int number) {
    return new CookieKey(number, secret(KEY + number));
  }

  /** Returns the number of the key that seals. */
  static int keyNumber(CookieSealer sealer) {
    return sealer.keys().get(0).id();
  }

  /** Returns what anybody without another key seals with: any id, and a secret of a name. */
  static CookieKey claiming(int id, String secret) {
    return new CookieKey(id, secret(secret));
  }

  /** Returns the id of the key of another server. */
  static int foreignId() {
    return FOREIGN_ID;
  }

  /** Returns the octets of an address. */
  static Bytes address(String name) {
    return Bytes.of(name.getBytes(StandardCharsets.US_ASCII));
  }

  /** Returns the name of an address. */
  static String name(Bytes address) {
    return new String(address.toArray(), StandardCharsets.US_ASCII);
  }

  /** Returns the name that goes with an id. */
  static String nameOfId(int id) {
    return id == FOREIGN_ID ? FOREIGN : KEY + id;
  }

  /** Projects the sealer of a server, {@code IsSealer} in {@code Stateless.tla}. */
  static TlaRecord project(Peer<ServerState> server) {
    CookieSealer sealer = sealer(server);
    return Tla.record(
        "keys", Tla.names(sealer.keys(), key -> nameOfId(key.id())),
        "now", TlaValue.of((int) sealer.now()),
        "lifetime", TlaValue.of((int) sealer.lifetime()),
        "address", name(sealer.address()));
  }

  /** Returns the sealer of a server without a memory. */
  static CookieSealer sealer(Peer<ServerState> server) {
    return server.state().config().sealer().orElseThrow();
  }

  private static Bytes secret(String name) {
    byte[] octets = new byte[SECRET_LENGTH];
    byte[] text = name.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, octets, 0, text.length);
    return Bytes.of(octets);
  }
}
