package helloagain.server;

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
import helloagain.keyexchange.Responder;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.Extension.Cookie;
import helloagain.message.Extension.KeyShareReply;
import helloagain.message.Extension.KeyShareRetry;
import helloagain.message.Extension.SelectedPsk;
import helloagain.message.Extension.SelectedVersion;
import helloagain.message.ExtensionType;
import helloagain.message.HandshakeMessage;
import helloagain.message.HelloRetryRequest;
import helloagain.message.KeyShareEntry;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.ServerHello;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.rule.Violation;
import helloagain.schedule.KeySchedule;
import helloagain.schedule.PreSharedKey;
import helloagain.server.CookieSealer.Opening;
import helloagain.server.ServerState.Aborted;
import helloagain.server.ServerState.AwaitingSecondHello;
import helloagain.server.ServerState.Closed;
import helloagain.server.ServerState.Negotiated;
import helloagain.server.ServerState.Start;
import helloagain.transcript.HashAlgorithm;
import helloagain.transcript.Transcript;
import helloagain.wire.HandshakeCodec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Says what a server makes of what it receives; {@link ServerState} lists the transitions.
 *
 * <p>Every function is pure as far as the {@link Responder} of the configuration is. A message is
 * first held to the rules, in the order of {@code Server.tla} by state and of {@link ServerRules}
 * within one message; the first broken rule that the server enforces decides, and its first alert
 * is sent. Only then does the state change, and then the answer is made.
 *
 * <p>A server that does not enforce a MUST rule goes on with what it has: it ignores a message that
 * it cannot use, takes what it prefers where nothing is in common, answers without {@code
 * key_share} and from zeros where it cannot compute a secret, and starts anew with a ClientHello
 * that comes too late.
 */
public final class ServerMachine {
  private ServerMachine() {}

  /** Makes a server that waits for a ClientHello. */
  public static ServerState start(ServerConfig config) {
    return new Start(config);
  }

  /**
   * Takes what was received, and answers where the exchange has a place for that (MSG-02).
   *
   * <p>An alert of any level and code ends the exchange without an answer (ALERT-01, ALERT-02,
   * ALERT-06, ALERT-07); after an end of any kind nothing is read (ALERT-12, ALERT-17).
   */
  public static Step<ServerState> receive(ServerState state, Received received) {
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
    Set<Rule> enforced = state.config().policy().enforced();
    return Checks.first(checks(state, received, enforced), enforced)
        .map(violation -> abort(state, violation))
        .orElseGet(() -> goOn(state, received));
  }

  /**
   * Returns every step that the RFC leaves to this server: any of the broken rules that it enforces
   * may decide, with any alert that the rule permits (6.2); where none of them binds it may go on;
   * and RFC 9846, 6.1, lets it end or read on after user_canceled (ALERT-20). {@link #receive}
   * takes the first.
   */
  public static List<Step<ServerState>> permitted(ServerState state, Received received) {
    if (state.hasEnded() || received instanceof TransportClosed) {
      return List.of(receive(state, received));
    }
    Profile profile = state.config().profile();
    if (received instanceof AlertReceived alert) {
      return Checks.permitted(alert, profile, state, new Closed(state, received));
    }
    Set<Rule> enforced = state.config().policy().enforced();
    List<Violation> violations = Checks.all(checks(state, received, enforced), enforced);
    return Checks.permitted(
        violations,
        profile,
        violation -> abort(state, violation),
        () -> Stream.of(goOn(state, received)));
  }

  private static Step<ServerState> goOn(ServerState state, Received received) {
    Set<Rule> enforced = state.config().policy().enforced();
    if (received instanceof HandshakeReceived handshake
        && handshake.message() instanceof ClientHello hello) {
      if (state instanceof AwaitingSecondHello waiting) {
        return acceptSecond(waiting, hello, handshake.raw());
      }
      if (state.config().sealer().isPresent() && Hellos.carries(hello, ExtensionType.COOKIE)) {
        Optional<SealedCookie> content = content(state.config(), hello, enforced);
        if (content.isPresent()) {
          return acceptSealed(state.config(), content.get(), hello, handshake.raw());
        }
      }
      return answerFirst(state.config(), hello, handshake.raw());
    }
    return Step.silent(state);
  }

  /**
   * Ends the exchange with the alert of a violation, whatever layer found it (ALERT-10, ALERT-11).
   */
  public static Step<ServerState> abort(ServerState state, Violation violation) {
    return Step.abort(new Aborted(state, violation), violation);
  }

  /**
   * Finds every rule that something received breaks, enforced or not, in the order in which they
   * are checked. As a set these are {@code BrokenAtServer}.
   */
  public static List<Violation> violations(ServerState state, Received received) {
    return Checks.all(checks(state, received, Rule.all()), Rule.all());
  }

  // Validate.

  /** Lists the checks; a rule that is not enforced does not hide the others. */
  private static List<Check> checks(ServerState state, Received received, Set<Rule> enforced) {
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
    if (!(message instanceof ClientHello hello)) {
      return List.of(HelloRules.messageIsExpected(message, "client_hello"));
    }
    if (state instanceof Negotiated && enforced.contains(Rule.HELLO_COMES_IN_TURN)) {
      return List.of(ServerRules.helloComesInTurn());
    }
    Profile profile = state.config().profile();
    if (state instanceof AwaitingSecondHello waiting) {
      return Hellos.offersTls13(hello) || !enforced.contains(Rule.SECOND_HELLO_KEEPS_VERSION)
          ? ServerRules.ofSecondHello(profile, waiting, hello)
          : ServerRules.ofSecondOlderHello(profile, hello);
    }
    if (state.config().sealer().isPresent() && Hellos.carries(hello, ExtensionType.COOKIE)) {
      return checksByCookie(state.config(), hello, enforced);
    }
    return Hellos.offersTls13(hello)
        ? ServerRules.ofFirstHello(profile, state.config().policy(), hello)
        : ServerRules.ofOlderHello(profile, hello);
  }

  /** To a stateless server a hello whose cookie opens is a second one. */
  private static List<Check> checksByCookie(
      ServerConfig config, ClientHello hello, Set<Rule> enforced) {
    Opening opening = open(config, hello);
    boolean enforcesVersion = enforced.contains(Rule.SECOND_HELLO_KEEPS_VERSION);
    Optional<SealedCookie> content = content(config, hello, enforced);
    if (content.isPresent()) {
      return Hellos.offersTls13(hello) || !enforcesVersion
          ? ServerRules.ofSealedHello(
              config.profile(),
              sealedRetry(config.policy(), content.get(), cookie(hello)),
              content.get().group(),
              hello)
          : ServerRules.ofSecondOlderHello(config.profile(), hello);
    }
    // An older version knows no cookie.
    return Hellos.offersTls13(hello)
        ? ServerRules.ofUnopenedHello(
            config.profile(),
            hello,
            opening instanceof CookieSealer.Refused refused ? refused.reason() : "")
        : ServerRules.ofOlderHello(config.profile(), hello);
  }

  private static Opening open(ServerConfig config, ClientHello hello) {
    return config.sealer().orElseThrow().open(config.policy(), cookie(hello));
  }

  private static Bytes cookie(ClientHello hello) {
    return Hellos.cookie(hello.extensions()).orElseThrow();
  }

  /** Returns what the cookie says, of a server that does not enforce CK-06 whoever says it. */
  private static Optional<SealedCookie> content(
      ServerConfig config, ClientHello hello, Set<Rule> enforced) {
    return open(config, hello) instanceof CookieSealer.Opened opened
        ? Optional.of(opened.content())
        : SealedCookie.read(cookie(hello))
            .filter(unsealed -> !enforced.contains(Rule.COOKIE_OPENS));
  }

  // Update and produce.

  /** Answers the first hello, the only one that a retry answers (MSG-04, TR-04). */
  private static Step<ServerState> answerFirst(ServerConfig config, ClientHello hello, Bytes raw) {
    ServerPolicy policy = config.policy();
    CipherSuite suite = Choices.suite(policy, hello).orElseGet(() -> preferred(policy.suites()));
    Optional<NamedGroup> group = Choices.group(policy, hello);
    if (group.isEmpty() && !Choices.usesPskAlone(policy, suite, hello)) {
      group = Optional.of(preferred(policy.groups()));
    }
    if (!Choices.wantsRetry(policy, hello)) {
      return reply(
          config,
          Optional.of(hello),
          Optional.empty(),
          Optional.empty(),
          suite,
          group,
          Choices.earlyData(policy, suite, hello),
          Transcript.of(raw));
    }
    boolean named = Choices.lacksShare(policy, hello) && group.isPresent();
    Optional<NamedGroup> chosen = group;
    Bytes sessionId = hello.legacySessionId();
    Optional<Bytes> cookie =
        config
            .sealer()
            .map(sealer -> sealer.seal(suite, chosen.orElseThrow(), named, sessionId, raw))
            .or(policy::cookie);
    HelloRetryRequest retry = retry(policy, sessionId, suite, group, named, cookie);
    HandshakeSent sent = Sent.of(retry);
    if (config.sealer().isPresent()) {
      // 4.2.2: all that the second hello will be judged by is on its way to the client.
      return new Step<>(start(config), List.of(sent));
    }
    // 4.4.1: message_hash takes the place of the first ClientHello.
    Transcript transcript = Transcript.of(raw).retried(hash(suite), sent.raw());
    return new Step<>(
        new AwaitingSecondHello(config, hello, group, retry, transcript), List.of(sent));
  }

  private static <T> T preferred(List<T> values) {
    return values.stream()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the policy has nothing to go on with"));
  }

  /**
   * HRR-11, HRR-14, KS-13: suite, version and group are those of the first exchange, and the
   * transcript goes on (TR-04, TR-07). The PSK is chosen in the second hello, whose list counts
   * (PSK-22).
   */
  private static Step<ServerState> acceptSecond(
      AwaitingSecondHello waiting, ClientHello hello, Bytes raw) {
    return reply(
        waiting.config(),
        Optional.of(waiting.firstHello()),
        Optional.of(waiting.retry()),
        Optional.of(hello),
        waiting.retry().cipherSuite(),
        waiting.group(),
        waiting.earlyData(),
        waiting.transcript().append(raw));
  }

  /**
   * CK-06: suite, group and the beginning of the transcript are those that the cookie carries; the
   * HelloRetryRequest is made again, octet by octet (4.4.1).
   */
  private static Step<ServerState> acceptSealed(
      ServerConfig config, SealedCookie content, ClientHello hello, Bytes raw) {
    HelloRetryRequest retry = sealedRetry(config.policy(), content, cookie(hello));
    return reply(
        config,
        Optional.empty(),
        Optional.of(retry),
        Optional.of(hello),
        content.suite(),
        Optional.of(content.group()),
        // What the first hello said of early data is not remembered.
        EarlyData.NONE,
        Transcript.retried(
                hash(content.suite()), content.firstHelloHash(), HandshakeCodec.encode(retry))
            .append(raw));
  }

  private static HelloRetryRequest sealedRetry(
      ServerPolicy policy, SealedCookie content, Bytes cookie) {
    return retry(
        policy,
        content.sessionId(),
        content.suite(),
        Optional.of(content.group()),
        content.named(),
        Optional.of(cookie));
  }

  /**
   * Makes a HelloRetryRequest with fixed legacy fields (SH-01, SH-07, HRR-02, VER-14) and no
   * extension that the client does not need (HRR-03 to HRR-05, EXT-01, MTI-07).
   *
   * @param named whether it names the group, which it does only if that is needed and has no share
   *     (HRR-20)
   */
  private static HelloRetryRequest retry(
      ServerPolicy policy,
      Bytes sessionId,
      CipherSuite suite,
      Optional<NamedGroup> group,
      boolean named,
      Optional<Bytes> cookie) {
    return new HelloRetryRequest(
        ProtocolVersion.TLS_12,
        sessionId,
        suite,
        0,
        ordered(
            policy.retryOrder(),
            Map.of(
                ExtensionType.SUPPORTED_VERSIONS,
                Optional.of(new SelectedVersion(ProtocolVersion.TLS_13)),
                ExtensionType.KEY_SHARE,
                group.filter(chosen -> named).map(KeyShareRetry::new),
                ExtensionType.COOKIE,
                cookie.map(Cookie::new))));
  }

  /**
   * Makes a ServerHello with fixed legacy fields (SH-01, SH-07, VER-14) and the extensions that
   * version and key exchange need, no others (SH-09 to SH-11, EXT-01, SV-12, MTI-07, MTI-09).
   */
  private static Step<ServerState> reply(
      ServerConfig config,
      Optional<ClientHello> firstHello,
      Optional<HelloRetryRequest> retry,
      Optional<ClientHello> secondHello,
      CipherSuite suite,
      Optional<NamedGroup> group,
      EarlyData earlyData,
      Transcript toHello) {
    ClientHello hello = secondHello.or(() -> firstHello).orElseThrow();
    Optional<Integer> place = Choices.psk(config.policy(), suite, hello);
    Optional<PreSharedKey> psk =
        place.flatMap(index -> config.policy().psks().find(Hellos.pskIdentities(hello).get(index)));
    // KS-14: a PSK that is used alone has no key_share beside it.
    Optional<Agreed> agreed =
        Choices.usesPskAlone(config.policy(), suite, hello)
            ? Optional.empty()
            : group.flatMap(chosen -> agreement(config.responder(), chosen, hello));
    ServerHello reply =
        new ServerHello(
            ProtocolVersion.TLS_12,
            config.random(),
            hello.legacySessionId(),
            suite,
            0,
            ordered(
                config.policy().replyOrder(),
                Map.of(
                    ExtensionType.SUPPORTED_VERSIONS,
                    Optional.of(new SelectedVersion(ProtocolVersion.TLS_13)),
                    ExtensionType.KEY_SHARE,
                    agreed.map(
                        found ->
                            new KeyShareReply(
                                new KeyShareEntry(group.orElseThrow(), found.serverShare()))),
                    ExtensionType.PRE_SHARED_KEY,
                    place.map(SelectedPsk::new))));
    HandshakeSent sent = Sent.of(reply);
    Transcript transcript = toHello.append(sent.raw());
    return new Step<>(
        new Negotiated(
            config,
            firstHello,
            retry,
            secondHello,
            reply,
            transcript,
            psk,
            earlyData,
            KeySchedule.handshakeSecrets(
                hash(suite),
                psk.map(PreSharedKey::key),
                agreed.map(Agreed::sharedSecret),
                transcript.hash(hash(suite)))),
        List.of(sent));
  }

  private static Optional<Agreed> agreement(
      Responder responder, NamedGroup group, ClientHello hello) {
    return Hellos.shareFor(hello, group)
        .map(share -> responder.respond(group, share.keyExchange()))
        .flatMap(
            answer -> answer instanceof Agreed agreed ? Optional.of(agreed) : Optional.empty());
  }

  private static List<Extension> ordered(
      List<ExtensionType> order, Map<ExtensionType, Optional<? extends Extension>> extensions) {
    return order.stream()
        .flatMap(type -> extensions.getOrDefault(type, Optional.empty()).stream())
        .<Extension>map(extension -> extension)
        .toList();
  }

  private static HashAlgorithm hash(CipherSuite suite) {
    return HashAlgorithm.forSuite(suite)
        .orElseThrow(() -> new IllegalStateException("no suite of TLS 1.3: " + suite));
  }
}
