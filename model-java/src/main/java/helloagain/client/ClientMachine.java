package helloagain.client;

import helloagain.client.ClientState.Aborted;
import helloagain.client.ClientState.AwaitingServerHello;
import helloagain.client.ClientState.AwaitingServerHelloAgain;
import helloagain.client.ClientState.Closed;
import helloagain.client.ClientState.Negotiated;
import helloagain.client.ClientState.Start;
import helloagain.exchange.Check;
import helloagain.exchange.Checks;
import helloagain.exchange.HelloRules;
import helloagain.exchange.Hellos;
import helloagain.exchange.Received;
import helloagain.exchange.Received.AlertReceived;
import helloagain.exchange.Received.HandshakeReceived;
import helloagain.exchange.Received.TransportClosed;
import helloagain.exchange.Received.Unparsable;
import helloagain.exchange.Sent;
import helloagain.exchange.Sent.HandshakeSent;
import helloagain.exchange.Step;
import helloagain.keyexchange.Agreement.Agreed;
import helloagain.keyexchange.EphemeralKey;
import helloagain.keyexchange.KeyExchange;
import helloagain.keyexchange.KeySource;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.ExtensionType;
import helloagain.message.HandshakeMessage;
import helloagain.message.HelloRetryRequest;
import helloagain.message.KeyShareEntry;
import helloagain.message.NamedGroup;
import helloagain.message.ServerHello;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.rule.Violation;
import helloagain.schedule.HandshakeSecrets;
import helloagain.schedule.KeySchedule;
import helloagain.schedule.PreSharedKey;
import helloagain.transcript.HashAlgorithm;
import helloagain.transcript.Transcript;
import helloagain.wire.HandshakeCodec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Says what a client makes of what it receives; {@link ClientState} lists the transitions.
 *
 * <p>Every function is pure as far as the {@link KeySource} of the configuration is. A message is
 * first held to the rules, in the order of {@code Client.tla} by state and of {@link ClientRules}
 * within one message; the first broken rule that the client enforces decides, and its first alert
 * is sent. Only then does the state change, and then the answer is made.
 *
 * <p>A client that does not enforce a MUST rule goes on with what it has: it ignores a message that
 * it cannot use, and takes zeros for a secret that it cannot compute.
 */
public final class ClientMachine {
  /** The share for a group of which there can be no key. */
  private static final Bytes MEANINGLESS_SHARE = Bytes.of((byte) 0);

  private ClientMachine() {}

  /** Sends the first ClientHello (CH-01). */
  public static Step<ClientState> start(ClientConfig config) {
    HandshakeSent hello = Sent.of(config.firstHello(), config.profile());
    return new Step<>(new AwaitingServerHello(config, Transcript.of(hello.raw())), List.of(hello));
  }

  /**
   * Takes what was received, and answers where the exchange has a place for that (MSG-02).
   *
   * <p>An alert of any level and code ends the exchange without an answer (ALERT-01, ALERT-02,
   * ALERT-06, ALERT-07); after an end of any kind nothing is read (ALERT-12, ALERT-17).
   *
   * @throws IllegalStateException if the client has not been started
   */
  public static Step<ClientState> receive(ClientState state, Received received) {
    requireStarted(state);
    if (state.hasEnded()) {
      // ALERT-12, 6.2: after the end nothing more is read.
      return Step.silent(state);
    }
    if (received instanceof AlertReceived alert && alert.leavesOpen(state.config().profile())) {
      return Step.silent(state);
    }
    if (received instanceof AlertReceived || received instanceof TransportClosed) {
      return Step.silent(new Closed(state, received));
    }
    Set<Rule> enforced = state.config().enforced();
    return Checks.first(checks(state, received, enforced), enforced)
        .map(violation -> abort(state, violation))
        .orElseGet(() -> goOn(state, received, state.config().layout()));
  }

  /**
   * Returns every step that the RFC leaves to this client: any of the broken rules that it enforces
   * may decide, with any alert that the rule permits (6.2); where none of them binds it may go on;
   * after a retry PSKs that do not fit may stay or go (CH2-06); and RFC 9846, 6.1, lets it end or
   * read on after user_canceled (ALERT-20). {@link #receive} takes the first.
   *
   * @throws IllegalStateException if the client has not been started
   */
  public static List<Step<ClientState>> permitted(ClientState state, Received received) {
    requireStarted(state);
    if (state.hasEnded() || received instanceof TransportClosed) {
      return List.of(receive(state, received));
    }
    Profile profile = state.config().profile();
    if (received instanceof AlertReceived alert) {
      return Checks.permitted(alert, profile, state, new Closed(state, received));
    }
    Set<Rule> enforced = state.config().enforced();
    List<Violation> violations = Checks.all(checks(state, received, enforced), enforced);
    SecondHelloLayout layout = state.config().layout();
    return Checks.permitted(
        violations,
        profile,
        violation -> abort(state, violation),
        () ->
            Stream.of(layout, layout.keepingUnfitPsks(!layout.keepsUnfitPsks()))
                .map(either -> goOn(state, received, either)));
  }

  private static Step<ClientState> goOn(
      ClientState state, Received received, SecondHelloLayout layout) {
    if (received instanceof HandshakeReceived handshake && !(state instanceof Negotiated)) {
      if (handshake.message() instanceof HelloRetryRequest retry) {
        return retry(state.config(), layout, retry, handshake.raw());
      }
      if (handshake.message() instanceof ServerHello hello) {
        return Step.silent(accept(state, hello, handshake.raw()));
      }
    }
    return Step.silent(state);
  }

  /**
   * Ends the exchange with the alert of a violation, whatever layer found it (ALERT-10, ALERT-11).
   */
  public static Step<ClientState> abort(ClientState state, Violation violation) {
    return Step.abort(new Aborted(state, violation), violation);
  }

  /**
   * Finds every rule that something received breaks, enforced or not, in the order in which they
   * are checked. As a set these are {@code BrokenAtClient}.
   *
   * @throws IllegalStateException if the client has not been started
   */
  public static List<Violation> violations(ClientState state, Received received) {
    requireStarted(state);
    return Checks.all(checks(state, received, Rule.all()), Rule.all());
  }

  private static void requireStarted(ClientState state) {
    if (state instanceof Start) {
      throw new IllegalStateException("the client has not been started");
    }
  }

  // Validate.

  /**
   * Lists the checks; a rule that is not enforced does not hide the others.
   *
   * <p>Only a server_hello is awaited (CH-23); its random is looked at first (SH-12), then
   * supported_versions (SV-13).
   */
  private static List<Check> checks(ClientState state, Received received, Set<Rule> enforced) {
    if (state.hasEnded()) {
      return List.of();
    }
    if (received instanceof Unparsable unparsable) {
      return List.of(HelloRules.messageParses(unparsable.failure()));
    }
    if (!(received instanceof HandshakeReceived handshake)) {
      return List.of();
    }
    HandshakeMessage message = handshake.message();
    if (state instanceof Negotiated) {
      return List.of(HelloRules.messageIsExpected(message, "a protected message"));
    }
    ClientHello firstHello = state.config().firstHello();
    Profile profile = state.config().profile();
    if (message instanceof HelloRetryRequest retry) {
      // SH-12, 4.1.3: the random is looked at first, so that a second HelloRetryRequest is refused
      // for being one, whatever else is wrong with it.
      return earlierRetry(state).isPresent() && enforced.contains(Rule.RETRY_COMES_ONCE)
          ? List.of(ClientRules.retryComesOnce())
          : ClientRules.ofRetry(profile, firstHello, retry);
    }
    if (message instanceof ServerHello hello) {
      return Hellos.carries(hello, ExtensionType.SUPPORTED_VERSIONS)
          ? ClientRules.ofTls13ServerHello(
              profile,
              firstHello,
              earlierRetry(state),
              latestHello(state),
              state.config().psks(),
              hello)
          : ClientRules.ofOlderServerHello(profile, earlierRetry(state), hello);
    }
    return List.of(HelloRules.messageIsExpected(message, "server_hello"));
  }

  private static Optional<HelloRetryRequest> earlierRetry(ClientState state) {
    return state instanceof AwaitingServerHelloAgain again
        ? Optional.of(again.retry())
        : Optional.empty();
  }

  private static ClientHello latestHello(ClientState state) {
    return state instanceof AwaitingServerHelloAgain again
        ? again.secondHello()
        : state.config().firstHello();
  }

  // Update and produce.

  /** Sends the second ClientHello; the transcript goes on with message_hash (TR-04, TR-07). */
  private static Step<ClientState> retry(
      ClientConfig config, SecondHelloLayout layout, HelloRetryRequest retry, Bytes raw) {
    Optional<NamedGroup> group = Hellos.retriedGroup(retry);
    Optional<EphemeralKey> key =
        group.filter(KeyExchange::supports).map(wanted -> keyFor(config.retryKeys(), wanted));
    Optional<KeyShareEntry> share =
        group.map(
            wanted ->
                new KeyShareEntry(wanted, key.map(EphemeralKey::share).orElse(MEANINGLESS_SHARE)));
    // 4.4.1: message_hash takes the place of the first ClientHello.
    Transcript before =
        Transcript.of(HandshakeCodec.encode(config.firstHello(), config.profile()))
            .retried(hash(retry.cipherSuite()), raw);
    ClientHello secondHello =
        config.psks().isEmpty()
            ? SecondHello.of(config.firstHello(), retry, share, layout)
            : SecondHello.of(config.firstHello(), retry, share, layout, config.psks(), before);
    HandshakeSent sent = Sent.of(secondHello, config.profile());
    Transcript transcript = before.append(sent.raw());
    List<EphemeralKey> keys = group.isPresent() ? key.stream().toList() : config.firstKeys();
    return new Step<>(
        new AwaitingServerHelloAgain(config, retry, secondHello, keys, transcript), List.of(sent));
  }

  private static EphemeralKey keyFor(KeySource source, NamedGroup group) {
    EphemeralKey key = source.keyFor(group);
    if (!key.group().equals(group)) {
      throw new IllegalStateException("the source has a key of " + key.group() + " for " + group);
    }
    return key;
  }

  private static Negotiated accept(ClientState state, ServerHello hello, Bytes raw) {
    HashAlgorithm hash = hash(hello.cipherSuite());
    Optional<PreSharedKey> psk = selectedPsk(state, hello);
    if (state instanceof AwaitingServerHelloAgain again) {
      Transcript transcript = again.transcript().append(raw);
      return new Negotiated(
          again.config(),
          Optional.of(again.retry()),
          Optional.of(again.secondHello()),
          hello,
          transcript,
          psk,
          secrets(hash, psk, again.keys(), hello, transcript));
    }
    AwaitingServerHello waiting = (AwaitingServerHello) state;
    Transcript transcript = waiting.transcript().append(raw);
    return new Negotiated(
        waiting.config(),
        Optional.empty(),
        Optional.empty(),
        hello,
        transcript,
        psk,
        secrets(hash, psk, waiting.config().firstKeys(), hello, transcript));
  }

  /** Finds the PSK that a ServerHello selects; the index counts in the latest hello (PSK-22). */
  private static Optional<PreSharedKey> selectedPsk(ClientState state, ServerHello hello) {
    List<Bytes> identities = Hellos.pskIdentities(latestHello(state));
    return Hellos.selectedPsk(hello)
        .filter(index -> index < identities.size())
        .flatMap(index -> OfferedKey.find(state.config().psks(), identities.get(index)));
  }

  private static HandshakeSecrets secrets(
      HashAlgorithm hash,
      Optional<PreSharedKey> psk,
      List<EphemeralKey> keys,
      ServerHello hello,
      Transcript transcript) {
    Optional<Bytes> shared = Hellos.serverShare(hello).flatMap(share -> sharedSecret(keys, share));
    return KeySchedule.handshakeSecrets(
        hash, psk.map(PreSharedKey::key), shared, transcript.hash(hash));
  }

  private static Optional<Bytes> sharedSecret(List<EphemeralKey> keys, KeyShareEntry share) {
    return keys.stream()
        .filter(key -> key.group().equals(share.group()))
        .findFirst()
        .map(key -> KeyExchange.finish(key, share.keyExchange()))
        .flatMap(
            agreement ->
                agreement instanceof Agreed agreed
                    ? Optional.of(agreed.sharedSecret())
                    : Optional.empty());
  }

  /** Finds the hash of a suite; one that is none of TLS 1.3 passes for SHA-256. */
  private static HashAlgorithm hash(CipherSuite suite) {
    return HashAlgorithm.forSuite(suite).orElse(HashAlgorithm.SHA256);
  }
}
