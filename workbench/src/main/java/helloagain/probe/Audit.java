package helloagain.probe;

import helloagain.client.ClientConfig;
import helloagain.client.ClientMachine;
import helloagain.client.ClientState;
import helloagain.exchange.Hellos;
import helloagain.exchange.Received;
import helloagain.keyexchange.KeyExchange;
import helloagain.message.HelloRetryRequest;
import helloagain.message.NamedGroup;
import helloagain.message.ServerHello;
import helloagain.refinement.ServerSetup;
import helloagain.rule.Violation;
import helloagain.schedule.PreSharedKey;
import helloagain.server.ServerMachine;
import helloagain.server.ServerState;
import helloagain.server.Take;
import helloagain.transcript.HashAlgorithm;
import helloagain.transcript.Transcript;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Holds what a peer under test has sent against the rules of the reference that would read it. A
 * vector says of a hello only what decides how the exchange goes on.
 */
final class Audit {
  private Audit() {}

  /**
   * Finds the rules that replies of a server break for the client whose hellos they answer.
   *
   * @param psks the PSKs that both know
   */
  static List<Violation> ofReplies(HelloLog log, List<PreSharedKey> psks) {
    if (log.firstHello().isEmpty()) {
      return List.of();
    }
    Optional<ClientConfig> config = Continuation.config(log, psks);
    if (config.isEmpty()) {
      return List.of();
    }
    List<Violation> found = new ArrayList<>();
    ClientState state =
        new ClientState.AwaitingServerHello(
            config.get(), Transcript.of(log.firstHello().get().raw()));
    for (Received.HandshakeReceived read : log.messages()) {
      if (read.message() instanceof HelloRetryRequest || read.message() instanceof ServerHello) {
        found.addAll(ClientMachine.violations(state, read));
        state = after(state, log).orElse(state);
      }
    }
    return List.copyOf(found);
  }

  private static Optional<ClientState> after(ClientState state, HelloLog log) {
    return log.beforeReply()
        .filter(any -> log.secondHello().isPresent())
        .map(
            transcript ->
                new ClientState.AwaitingServerHelloAgain(
                    state.config(),
                    log.retryMessage().orElseThrow(),
                    log.secondClientHello().orElseThrow(),
                    List.of(),
                    transcript));
  }

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
