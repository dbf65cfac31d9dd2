package helloagain.refinement;

import helloagain.message.Bytes;
import helloagain.message.ClientHello;
import helloagain.message.KeyShareEntry;
import helloagain.message.ServerHello;
import helloagain.spec.TlaRecord;

/**
 * Gives octets whose value does not matter but whose sameness does the names of {@code
 * Messages.tla}: randoms, session ids, cookies, keys, PSKs.
 */
public interface Names {
  /** Returns {@code client} for the random of the client, or {@code other}. */
  String random(ClientHello hello);

  /** Returns {@code server} for a random without a meaning of its own. */
  default String random(ServerHello hello) {
    return "server";
  }

  /** Returns {@code empty}, {@code session} for that of the client, or {@code other}. */
  String sessionId(Bytes sessionId);

  /** Returns the record of a cookie, {@code IsCookie} in {@code Messages.tla}. */
  TlaRecord cookie(Bytes cookie);

  /** Returns the name of a key, or the operator of the rule that its value breaks. */
  String key(KeyShareEntry share, boolean fromClient);

  /** Returns the record of the PSK of an identity. */
  TlaRecord psk(Bytes identity);

  /** Returns {@code rest} if what the model has no field for is as it should, or {@code other}. */
  String rest(ClientHello hello);
}
