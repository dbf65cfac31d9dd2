package helloagain.refinement.graph;

import helloagain.exchange.Received;
import helloagain.message.Bytes;
import helloagain.message.KeyShareEntry;
import helloagain.refinement.Names;
import helloagain.refinement.Tla;
import helloagain.schedule.HandshakeSecrets;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaSet;
import helloagain.spec.TlaValue;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes signatures and MACs, and keeps under the octets of each what it was made of. Octets that
 * are not in the book become something that no state of the specification has. Confined to one
 * thread.
 */
final class LetterBook {
  private static final TlaRecord UNKNOWN = Tla.message("octets that nobody made");
  private static final String NO_KEY = "none";

  private final Names names;
  private final Map<Bytes, TlaRecord> records = new HashMap<>();
  private final Map<Letter, Packet> packets = new HashMap<>();

  /** Begins an empty book in which keys have these names. */
  LetterBook(Names names) {
    this.names = names;
  }

  /**
   * Signs a transcript, {@code Signature}.
   *
   * @param messages the records of the transcript
   */
  Bytes sign(LongTermKey key, HandshakeContext context, TlaValue messages) {
    Bytes signature = key.sign(context.transcriptHash());
    records.putIfAbsent(signature, Tla.record("key", key.name(), "over", messages));
    return signature;
  }

  /**
   * Computes the MAC of a side's Finished, {@code Mac}.
   *
   * @param messages the records of the transcript
   */
  Bytes finish(Side side, HandshakeSecrets secrets, HandshakeContext context, TlaValue messages) {
    Bytes verifyData = context.verifyData(side.trafficSecret(secrets));
    records.putIfAbsent(
        verifyData,
        Tla.record(
            "key", Tla.record("secret", secret(context), "context", messages),
            "side", side.title(),
            "over", messages));
    return verifyData;
  }

  /** {@code Secret}: the group and the names of the two keys, whoever has which. */
  private TlaRecord secret(HandshakeContext context) {
    Set<TlaValue> keys = new LinkedHashSet<>();
    keys.add(Tla.string(name(context.clientShare(), true)));
    keys.add(Tla.string(name(context.serverShare(), false)));
    return Tla.record(
        "group", context.serverShare().map(share -> share.group().name()).orElse(NO_KEY),
        "keys", TlaSet.of(keys));
  }

  private String name(Optional<KeyShareEntry> share, boolean fromClient) {
    return share.map(entry -> names.key(entry, fromClient)).orElse(NO_KEY);
  }

  /** Returns the packet of a message. */
  Packet packet(Letter letter) {
    return packets.computeIfAbsent(
        letter, sent -> new Packet(Received.of(sent.message()), record(sent)));
  }

  private TlaRecord record(Letter letter) {
    return letter instanceof Letter.Authentication authentication
        ? Tla.record(
            "type", "authentication",
            "signature", made(authentication.signature()),
            "mac", made(authentication.verifyData()))
        : Tla.record("type", "finished", "mac", made(((Letter.Finished) letter).verifyData()));
  }

  private TlaRecord made(Bytes octets) {
    return records.getOrDefault(octets, UNKNOWN);
  }
}
