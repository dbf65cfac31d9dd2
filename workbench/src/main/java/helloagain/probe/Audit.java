package helloagain.probe;

import helloagain.exchange.Hellos;
import helloagain.keyexchange.KeyExchange;
import helloagain.message.HelloRetryRequest;
import helloagain.message.NamedGroup;
import helloagain.refinement.ServerSetup;
import helloagain.rule.Violation;
import helloagain.server.ServerMachine;
import helloagain.server.ServerState;
import helloagain.server.Take;
import helloagain.transcript.HashAlgorithm;
import helloagain.transcript.Transcript;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Holds the second hello of a client under test against the rules of the server that would read it,
 * to name the rule. Replies of a server are held to theirs while a vector runs.
 */
final class Audit {
  private Audit() {}

  /**
   * Finds the rules that a second ClientHello breaks for the server that has sent the
   * HelloRetryRequest (RFC 8446, 4.1.2).
   */
  static List<Violation> ofSecondHello(HelloLog log) {
    if (log.retry().isEmpty() || log.secondHello().isEmpty()) {
      return List.of();
    }
    HelloRetryRequest retry = log.retryMessage().orElseThrow();
    Optional<NamedGroup> group =
        Hellos.retriedGroup(retry)
            .or(() -> Hellos.sharedGroups(log.firstClientHello()).stream().findFirst());
    Optional<HashAlgorithm> hash = HashAlgorithm.forSuite(retry.cipherSuite());
    if (group.isEmpty() || !KeyExchange.supports(group.get()) || hash.isEmpty()) {
      return List.of();
    }
    ServerSetup setup =
        new ServerSetup(
                List.of(group.get()),
                List.of(retry.cipherSuite()),
                Take.SHARED,
                Hellos.cookie(retry.extensions()),
                Set.of())
            .following(log.profile());
    return ServerMachine.violations(
        new ServerState.AwaitingSecondHello(
            setup.config(),
            log.firstClientHello(),
            group,
            retry,
            Transcript.of(log.firstHello().orElseThrow().raw())
                .retried(hash.get(), log.retry().orElseThrow().raw())),
        log.secondHello().get());
  }
}
