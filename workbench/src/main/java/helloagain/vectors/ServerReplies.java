package helloagain.vectors;

import helloagain.client.ClientConfig;
import helloagain.client.ClientMachine;
import helloagain.client.ClientState;
import helloagain.client.OfferedKey;
import helloagain.client.SecondHelloLayout;
import helloagain.exchange.Hellos;
import helloagain.exchange.Received;
import helloagain.keyexchange.KeySource;
import helloagain.message.Bytes;
import helloagain.message.ClientHello;
import helloagain.message.HelloRetryRequest;
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
public final class ServerReplies {
  private ServerReplies() {}

  /**
   * Finds a rule that a HelloRetryRequest or ServerHello breaks.
   *
   * @param first the first ClientHello
   * @param retry the HelloRetryRequest before, and the ClientHello that answers it
   * @param psks the PSKs that both peers know
   * @return empty also if no client can have meant the first hello
   */
  static Optional<Violation> violation(
      Profile profile,
      ClientHello first,
      Optional<Retried> retry,
      List<PreSharedKey> psks,
      Bytes raw) {
    return client(profile, first, psks)
        .map(config -> state(config, retry))
        .flatMap(
            state ->
                ClientMachine.violations(state, Received.parse(raw, profile)).stream().findFirst());
  }

  private static ClientState state(ClientConfig config, Optional<Retried> retry) {
    Transcript transcript =
        Transcript.of(HandshakeCodec.encode(config.firstHello(), config.profile()));
    return retry
        .<ClientState>map(
            before ->
                new ClientState.AwaitingServerHelloAgain(
                    config, before.retry(), before.secondHello(), List.of(), transcript))
        .orElseGet(() -> new ClientState.AwaitingServerHello(config, transcript));
  }

  /** Is a retry and its answer. */
  record Retried(HelloRetryRequest retry, ClientHello secondHello) {}

  /**
   * Makes the client of a first hello.
   *
   * @param psks PSKs that it may know
   * @return empty if it is a hello that no client can have meant
   */
  public static Optional<ClientConfig> client(
      Profile profile, ClientHello hello, List<PreSharedKey> psks) {
    try {
      return Optional.of(
          new ClientConfig(
              hello,
              Hellos.shares(hello).stream().flatMap(share -> PoolKeys.key(share).stream()).toList(),
              KeySource.of(List.of()),
              SecondHelloLayout.PLAIN,
              Rule.all(),
              profile,
              Hellos.pskIdentities(hello).stream()
                  .map(identity -> OfferedKey.external(psk(identity, psks)))
                  .toList()));
    } catch (IllegalArgumentException e) {
      // A share without a key, for it is broken on purpose.
      return Optional.empty();
    }
  }

  /** A PSK that nobody else knows cannot be the one that is selected. */
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
