package helloagain.refinement.graph;

import helloagain.message.Bytes;
import helloagain.message.NamedGroup;
import helloagain.refinement.Tla;
import helloagain.server.CookieSealer;
import helloagain.server.SealedCookie;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaValue;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Names octets where cookies carry what a server forgets: a cookie is what can be read in it. */
final class SealedNames extends WorldNames {
  private final SeenMessages seen;
  private final int keys;

  /** Whose MAC a cookie has, and for which address it was made. */
  private record Seal(String key, String address) {}

  /**
   * Names the octets of a world.
   *
   * @param keys how many keys the servers have
   */
  SealedNames(Collection<NamedGroup> groups, SeenMessages seen, int keys) {
    super(groups, List.of());
    this.seen = seen;
    this.keys = keys;
  }

  @Override
  public TlaRecord cookie(Bytes cookie) {
    return SealedCookie.read(cookie)
        .flatMap(content -> seal(cookie).map(seal -> record(content, seal)))
        .orElseGet(() -> super.cookie(cookie));
  }

  private TlaRecord record(SealedCookie content, Seal seal) {
    return Tla.record(
        "by", "seal",
        "key", Sealers.nameOfId(content.keyId()),
        "seal", seal.key(),
        "address", seal.address(),
        "time", TlaValue.of((int) content.time()),
        "first",
            seen.ofHash(content.firstHelloHash())
                .map(hello -> Tla.record("type", "message_hash", "of", hello))
                .orElse(Tla.message("hash of another message")),
        "sessionId", sessionId(content.sessionId()),
        "suite", content.suite().name(),
        "group", content.group().name(),
        "named", TlaValue.of(content.named()));
  }

  /**
   * Tries every secret and address. The MAC covers the id of the key; who has only changed that has
   * left the MAC that it had before.
   */
  private Optional<Seal> seal(Bytes cookie) {
    return secrets()
        .flatMap(
            secret ->
                Sealers.ADDRESSES.stream()
                    .filter(address -> ids().anyMatch(id -> isSealed(cookie, id, secret, address)))
                    .map(address -> new Seal(secret, address)))
        .findFirst();
  }

  private Stream<String> secrets() {
    return Stream.concat(
        IntStream.rangeClosed(1, keys).mapToObj(Sealers::nameOfId),
        Stream.of(Sealers.FOREIGN, Sealers.NOBODY));
  }

  private IntStream ids() {
    return IntStream.concat(IntStream.rangeClosed(1, keys), IntStream.of(Sealers.foreignId()));
  }

  private static boolean isSealed(Bytes cookie, int id, String secret, String address) {
    CookieSealer sealer =
        new CookieSealer(List.of(Sealers.claiming(id, secret)), 0, 0, Sealers.address(address));
    return sealer.wasSealedWith(sealer.keys().get(0), CookieForgery.withKeyId(cookie, id));
  }
}
