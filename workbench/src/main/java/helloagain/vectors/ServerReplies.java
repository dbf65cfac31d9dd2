package helloagain.vectors;

import helloagain.client.ClientConfig;
import helloagain.client.ClientMachine;
import helloagain.client.ClientState;
import helloagain.client.OfferedKey;
import helloagain.client.SecondHelloLayout;
import helloagain.exchange.Hellos;
import helloagain.exchange.Received;
import helloagain.keyexchange.KeyExchange;
import helloagain.message.Bytes;
import helloagain.message.ClientHello;
import helloagain.message.HelloRetryRequest;
import helloagain.message.KeyShareEntry;
import helloagain.refinement.KeyPool;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.rule.Violation;
import helloagain.schedule.PreSharedKey;
import helloagain.schedule.PskKind;
import helloagain.transcript.HashAlgorithm;
import helloagain.transcript.Transcript;
import helloagain.wire.HandshakeCodec;
import java.util.List;
import java.util.Optional;

/**
 * Holds what a server sends to every rule that the client checks which would have sent these
 * hellos.
 */
final class ServerReplies {
  private ServerReplies() {}

  /**
   * Finds a rule that a HelloRetryRequest or ServerHello breaks. Of hellos with shares that are not
   * those of the pool nothing is said.
   *
   * @param first the first ClientHello
   * @param retry the HelloRetryRequest before, and the ClientHello that answers it
   * @param psks the PSKs that the client knows
   */
  static Optional<Violation> violation(
      Profile profile,
      ClientHello first,
      Optional<Retried> retry,
      List<PreSharedKey> psks,
      Bytes raw) {
    if (!Hellos.shares(first).stream().allMatch(ServerReplies::isOfPool)) {
      return Optional.empty();
    }
    ClientConfig config =
        new ClientConfig(
            first,
            Hellos.shares(first).stream()
                .map(share -> KeyPool.key(share.group(), "first"))
                .toList(),
            group -> KeyPool.key(group, "second"),
            SecondHelloLayout.PLAIN,
            Rule.all(),
            profile,
            Hellos.pskIdentities(first).stream()
                .map(identity -> OfferedKey.external(psk(identity, psks)))
                .toList());
    Transcript transcript = Transcript.of(HandshakeCodec.encode(first, profile));
    ClientState state =
        retry
            .<ClientState>map(
                before ->
                    new ClientState.AwaitingServerHelloAgain(
                        config, before.retry(), before.secondHello(), List.of(), transcript))
            .orElseGet(() -> new ClientState.AwaitingServerHello(config, transcript));
    return ClientMachine.violations(state, Received.parse(raw, profile)).stream()
        .filter(violation -> violation.rule().level(profile) == Rule.Level.MUST)
        .findFirst();
  }

  private static boolean isOfPool(KeyShareEntry share) {
    return !KeyExchange.supports(share.group())
        || KeyPool.key(share.group(), "first").share().equals(share.keyExchange());
  }

  /** Is a retry and its answer. */
  record Retried(HelloRetryRequest retry, ClientHello secondHello) {}

  /** A PSK that the server does not know cannot be the one that it selects. */
  private static PreSharedKey psk(Bytes identity, List<PreSharedKey> known) {
    return known.stream()
        .filter(psk -> psk.identity().equals(identity))
        .findFirst()
        .orElseGet(
            () ->
                new PreSharedKey(
                    identity,
                    Bytes.repeat(0, HashAlgorithm.SHA256.length()),
                    HashAlgorithm.SHA256,
                    PskKind.EXTERNAL,
                    Optional.empty()));
  }
}
