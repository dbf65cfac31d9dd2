package helloagain.vectors;

import helloagain.exchange.Hellos;
import helloagain.keyexchange.Agreement;
import helloagain.keyexchange.Agreement.Agreed;
import helloagain.keyexchange.EphemeralKey;
import helloagain.keyexchange.KeyExchange;
import helloagain.message.Bytes;
import helloagain.message.ClientHello;
import helloagain.message.KeyShareEntry;
import helloagain.refinement.KeyPool;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the private keys behind the shares of the vectors, which are those of the pool. */
public final class PoolKeys {
  /** What the keys are for whose shares stand in a ClientHello. */
  static final List<String> OF_CLIENTS = List.of("first", "second", "other");

  /** What those are for that stand in a ServerHello and answer no share. */
  static final String OF_SERVERS = "server";

  private static final List<String> PURPOSES =
      Stream.concat(OF_CLIENTS.stream(), Stream.of(OF_SERVERS)).toList();

  private PoolKeys() {}

  /**
   * Returns the secret that a ServerHello of a vector settles with a client's share.
   *
   * @return empty if the share is none of the pool, or the client's cannot be used
   */
  public static Optional<Bytes> secret(ClientHello hello, KeyShareEntry serverShare) {
    if (!KeyExchange.supports(serverShare.group())) {
      return Optional.empty();
    }
    Optional<Bytes> theirs =
        Hellos.shareFor(hello, serverShare.group()).map(KeyShareEntry::keyExchange);
    return theirs
        .flatMap(share -> agreed(KeyPool.respond(serverShare.group(), share)))
        .filter(answer -> answer.serverShare().equals(serverShare.keyExchange()))
        .or(
            () ->
                theirs.flatMap(
                    share ->
                        key(serverShare)
                            .flatMap(
                                own ->
                                    agreed(KeyExchange.respond(serverShare.group(), share, own)))))
        .map(Agreed::sharedSecret);
  }

  private static Optional<Agreed> agreed(Agreement agreement) {
    return agreement instanceof Agreed agreed ? Optional.of(agreed) : Optional.empty();
  }

  /** Returns the key of a share. */
  public static Optional<EphemeralKey> key(KeyShareEntry share) {
    return KeyExchange.supports(share.group())
        ? PURPOSES.stream()
            .map(purpose -> KeyPool.key(share.group(), purpose))
            .filter(key -> key.share().equals(share.keyExchange()))
            .findFirst()
        : Optional.empty();
  }
}
