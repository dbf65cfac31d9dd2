package helloagain.server;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.client.ClientConfig;
import helloagain.client.ClientMachine;
import helloagain.client.ClientOffer;
import helloagain.client.ClientState;
import helloagain.exchange.Edits;
import helloagain.exchange.Hellos;
import helloagain.exchange.Received;
import helloagain.exchange.Sent.HandshakeSent;
import helloagain.exchange.Step;
import helloagain.keyexchange.KeySource;
import helloagain.keyexchange.Randomness;
import helloagain.keyexchange.Responder;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.Extension.Cookie;
import helloagain.message.Extension.SupportedVersionsOffer;
import helloagain.message.ExtensionType;
import helloagain.message.HelloRetryRequest;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.SignatureScheme;
import helloagain.rule.Rule;
import helloagain.rule.Violation;
import helloagain.server.ServerState.Aborted;
import helloagain.server.ServerState.Negotiated;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A server whose cookie is its memory ({@code Stateless.tla}). */
class StatelessServerTests {
  private static final CookieKey KEY = new CookieKey(1, Bytes.repeat(0x11, 32));
  private static final CookieKey NEXT = new CookieKey(2, Bytes.repeat(0x22, 32));
  private static final CookieKey LAST = new CookieKey(3, Bytes.repeat(0x33, 32));
  private static final CookieSealer SEALER =
      new CookieSealer(List.of(KEY), 1000, 60, Bytes.hex("c0000201"));

  /** Lacks the share that the client brings, and asks no other client for a cookie. */
  private static final ServerPolicy ASKING = policy(NamedGroup.SECP256R1, Optional.empty());

  /** Takes the share that the client brings, once the cookie has come back. */
  private static final ServerPolicy DOUBTING =
      policy(NamedGroup.X25519, Optional.of(Bytes.hex("00")));

  private static final ClientState STARTED = ClientMachine.start(client()).next();
  private static final ClientHello FIRST = client().firstHello();

  private static ServerPolicy policy(NamedGroup group, Optional<Bytes> cookie) {
    return new ServerPolicy(
        List.of(group), List.of(CipherSuite.TLS_AES_256_GCM_SHA384), Take.SHARED, cookie);
  }

  private static ClientConfig client() {
    return ClientConfig.of(
        new ClientOffer(
            List.of(NamedGroup.X25519, NamedGroup.SECP256R1),
            Set.of(NamedGroup.X25519),
            List.of(CipherSuite.TLS_AES_128_GCM_SHA256, CipherSuite.TLS_AES_256_GCM_SHA384),
            List.of(ProtocolVersion.TLS_13),
            Bytes.repeat(0x1d, 32),
            Bytes.repeat(0xc1, 32),
            List.of(SignatureScheme.ECDSA_SECP256R1_SHA256),
            List.of()),
        KeySource.fresh(Randomness.seeded(1)));
  }

  private static ServerState server(ServerPolicy policy, CookieSealer sealer) {
    return ServerMachine.start(
        new ServerConfig(policy, Bytes.repeat(0x51, 32), Responder.fresh(Randomness.seeded(9)))
            .sealing(sealer));
  }

  private static HelloRetryRequest retry(ServerPolicy policy) {
    Step<ServerState> step = ServerMachine.receive(server(policy, SEALER), Received.of(FIRST));
    return (HelloRetryRequest) ((HandshakeSent) step.sent().get(0)).message();
  }

  private static Step<ClientState> follow(HelloRetryRequest retry) {
    return ClientMachine.receive(STARTED, Received.of(retry));
  }

  private static ClientHello second(ServerPolicy policy) {
    return second(follow(retry(policy)));
  }

  private static ClientHello second(Step<ClientState> following) {
    return (ClientHello) ((HandshakeSent) following.sent().get(0)).message();
  }

  private static Step<ServerState> read(ServerState state, ClientHello hello) {
    return ServerMachine.receive(state, Received.of(hello));
  }

  private static ClientHello replaced(ClientHello hello, Extension other) {
    return Edits.extensions(hello, Edits.replace(hello.extensions(), other));
  }

  private static ClientHello withoutCookie(ClientHello hello) {
    return Edits.extensions(hello, Edits.drop(hello.extensions(), ExtensionType.COOKIE));
  }

  private static ClientHello withCookie(ClientHello hello, Bytes cookie) {
    return replaced(hello, new Cookie(cookie));
  }

  private static Violation refusal(Step<ServerState> step) {
    assertThat(step.next()).isInstanceOf(Aborted.class);
    return ((Aborted) step.next()).violation();
  }

  @Test
  void serverThatHasSentARetryIsAsItWas() {
    for (ServerPolicy policy : List.of(ASKING, DOUBTING)) {
      ServerState start = server(policy, SEALER);
      Step<ServerState> step = read(start, FIRST);
      assertThat(step.sent()).hasSize(1);
      assertThat(step.next()).isEqualTo(start);
    }
  }

  @Test
  void everyRetryOfAStatelessServerCarriesItsState() {
    for (ServerPolicy policy : List.of(ASKING, DOUBTING)) {
      HelloRetryRequest retry = retry(policy);
      Bytes cookie = Hellos.cookie(retry.extensions()).orElseThrow();
      SealedCookie content = SealedCookie.read(cookie).orElseThrow();
      assertThat(content.suite()).isEqualTo(retry.cipherSuite());
      assertThat(content.sessionId()).isEqualTo(retry.legacySessionIdEcho());
      assertThat(content.named())
          .isEqualTo(
              retry.extensions().stream()
                  .anyMatch(extension -> extension.type().equals(ExtensionType.KEY_SHARE)));
    }
  }

  @Test
  void anotherServerOfTheSameKeysFinishesWithTheTranscriptOfTheClient() {
    for (ServerPolicy policy : List.of(ASKING, DOUBTING)) {
      Step<ClientState> following = follow(retry(policy));
      ServerState elsewhere = server(policy, SEALER.rotatedTo(NEXT).at(1060));
      Step<ServerState> step = read(elsewhere, second(following));
      Negotiated negotiated = (Negotiated) step.next();
      ClientState.Negotiated client =
          (ClientState.Negotiated)
              ClientMachine.receive(following.next(), Received.of(negotiated.reply())).next();
      assertThat(negotiated.transcript()).isEqualTo(client.transcript());
      assertThat(negotiated.secrets()).isEqualTo(client.secrets());
      assertThat(negotiated.firstHello()).isEmpty();
      assertThat(negotiated.retry()).contains(retry(policy));
    }
  }

  @Test
  void statelessAndStatefulServerAnswerTheSameHelloAlike() {
    Bytes cookie = Hellos.cookie(retry(DOUBTING).extensions()).orElseThrow();
    ServerPolicy stateful = policy(NamedGroup.X25519, Optional.of(cookie));
    ServerState waiting =
        read(
                ServerMachine.start(
                    new ServerConfig(
                        stateful, Bytes.repeat(0x51, 32), Responder.fresh(Randomness.seeded(9)))),
                FIRST)
            .next();
    ClientHello second = second(DOUBTING);
    Negotiated remembered = (Negotiated) read(waiting, second).next();
    Negotiated sealed = (Negotiated) read(server(DOUBTING, SEALER), second).next();
    assertThat(sealed.transcript()).isEqualTo(remembered.transcript());
    assertThat(sealed.secrets()).isEqualTo(remembered.secrets());
  }

  @Test
  void helloThatNeedsNoRetryIsAnsweredAtOnce() {
    ServerPolicy taking = policy(NamedGroup.X25519, Optional.empty());
    assertThat(read(server(taking, SEALER), FIRST).next()).isInstanceOf(Negotiated.class);
  }

  @Test
  void cookieWithAnyOctetChangedIsRefusedByCookieOpens() {
    ClientHello second = second(ASKING);
    Bytes cookie = Hellos.cookie(second.extensions()).orElseThrow();
    for (int i = 0; i < cookie.size(); i++) {
      byte[] octets = cookie.toArray();
      octets[i] ^= 1;
      Violation violation =
          refusal(read(server(ASKING, SEALER), withCookie(second, Bytes.of(octets))));
      assertThat(violation.rule()).isEqualTo(Rule.COOKIE_OPENS);
      assertThat(violation.alert()).isEqualTo(AlertDescription.named("illegal_parameter"));
    }
  }

  @Test
  void cookieThatIsLateElsewhereOrOfAnOldKeyIsRefusedByCookieOpens() {
    List<CookieSealer> others =
        List.of(
            SEALER.at(1061),
            SEALER.from(Bytes.hex("c0000202")),
            SEALER.rotatedTo(NEXT).rotatedTo(LAST));
    for (CookieSealer other : others) {
      assertThat(refusal(read(server(ASKING, other), second(ASKING))).rule())
          .isEqualTo(Rule.COOKIE_OPENS);
    }
  }

  @Test
  void secondHelloWithoutItsCookieIsAnsweredByARetryThatTheClientRefuses() {
    ClientHello second = withoutCookie(second(DOUBTING));
    Step<ServerState> step = read(server(DOUBTING, SEALER), second);
    HelloRetryRequest again = (HelloRetryRequest) ((HandshakeSent) step.sent().get(0)).message();
    ClientState client =
        ClientMachine.receive(follow(retry(DOUBTING)).next(), Received.of(again)).next();
    assertThat(((ClientState.Aborted) client).violation().rule()).isEqualTo(Rule.RETRY_COMES_ONCE);
  }

  /** Known, and shown by Finished alone: the two hold different transcripts. */
  @Test
  void secondHelloWithoutACookieThatOnlyItsShareAskedForIsTakenForAFirst() {
    Step<ClientState> following = follow(retry(ASKING));
    ClientHello second = withoutCookie(second(following));
    Negotiated server = (Negotiated) read(server(ASKING, SEALER), second).next();
    ClientState.Negotiated client =
        (ClientState.Negotiated)
            ClientMachine.receive(following.next(), Received.of(server.reply())).next();
    assertThat(server.retry()).isEmpty();
    assertThat(server.transcript()).isNotEqualTo(client.transcript());
    assertThat(server.secrets()).isNotEqualTo(client.secrets());
  }

  @Test
  void cookieIsTakenOnAsManyConnectionsAsItIsBroughtTo() {
    ClientHello second = second(ASKING);
    assertThat(read(server(ASKING, SEALER), second).next()).isInstanceOf(Negotiated.class);
    assertThat(read(server(ASKING, SEALER), second).next()).isInstanceOf(Negotiated.class);
  }

  @Test
  void sealedHelloIsHeldToTheRulesOfASecondOne() {
    ClientHello second = second(ASKING);
    ServerState server = server(ASKING, SEALER);
    assertThat(
            refusal(read(server, replaced(second, new Extension.KeyShareOffer(List.of())))).rule())
        .isEqualTo(Rule.SECOND_HELLO_SHARES_GROUP);
    assertThat(
            refusal(
                    read(
                        server,
                        replaced(
                            second, new SupportedVersionsOffer(List.of(ProtocolVersion.TLS_12)))))
                .rule())
        .isEqualTo(Rule.SECOND_HELLO_KEEPS_VERSION);
  }

  @Test
  void olderHelloWithACookieOfNobodyIsRefusedForItsVersion() {
    ClientHello older =
        replaced(
            withCookie(second(ASKING), Bytes.hex("07")),
            new SupportedVersionsOffer(List.of(ProtocolVersion.TLS_12)));
    assertThat(refusal(read(server(ASKING, SEALER), older)).rule())
        .isEqualTo(Rule.VERSIONS_INCLUDE_TLS13);
  }

  @Test
  void serverThatDoesNotEnforceCookieOpensIsLedByAnybody() {
    Set<Rule> fewer = EnumSet.allOf(Rule.class);
    fewer.remove(Rule.COOKIE_OPENS);
    ClientHello second = second(ASKING);
    byte[] octets = Hellos.cookie(second.extensions()).orElseThrow().toArray();
    octets[octets.length - 1] ^= 1;
    assertThat(
            read(server(ASKING.enforcing(fewer), SEALER), withCookie(second, Bytes.of(octets)))
                .next())
        .isInstanceOf(Negotiated.class);
  }
}
