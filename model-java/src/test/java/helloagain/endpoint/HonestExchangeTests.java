package helloagain.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.client.ClientConfig;
import helloagain.client.ClientMachine;
import helloagain.client.ClientOffer;
import helloagain.client.ClientState;
import helloagain.exchange.Event;
import helloagain.exchange.Hellos;
import helloagain.exchange.Received;
import helloagain.exchange.Rfc8448;
import helloagain.exchange.Sent;
import helloagain.exchange.Sent.AlertSent;
import helloagain.exchange.Sent.HandshakeSent;
import helloagain.exchange.Step;
import helloagain.keyexchange.KeyExchange;
import helloagain.keyexchange.KeySource;
import helloagain.keyexchange.Randomness;
import helloagain.keyexchange.Responder;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.SignatureScheme;
import helloagain.rule.Rule;
import helloagain.server.Choices;
import helloagain.server.ServerConfig;
import helloagain.server.ServerMachine;
import helloagain.server.ServerPolicy;
import helloagain.server.ServerState;
import helloagain.server.Take;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lets the two machines, and the two endpoints, talk to each other. */
class HonestExchangeTests {
  private static final List<CipherSuite> SUITES =
      List.of(CipherSuite.TLS_AES_128_GCM_SHA256, CipherSuite.TLS_AES_256_GCM_SHA384);

  /**
   * Holds how an exchange ended.
   *
   * @param sent every message and alert, in order
   */
  private record Outcome(ClientState client, ServerState server, List<Sent> sent) {}

  /** Lets the machines talk until nothing is under way. */
  private static Outcome run(ClientConfig clientConfig, ServerConfig serverConfig) {
    Step<ClientState> begun = ClientMachine.start(clientConfig);
    ClientState client = begun.next();
    ServerState server = ServerMachine.start(serverConfig);
    Deque<Sent> toServer = new ArrayDeque<>(begun.sent());
    Deque<Sent> toClient = new ArrayDeque<>();
    List<Sent> all = new ArrayList<>(begun.sent());
    while (!toServer.isEmpty() || !toClient.isEmpty()) {
      if (!toServer.isEmpty()) {
        Step<ServerState> step = ServerMachine.receive(server, Received.of(toServer.remove()));
        server = step.next();
        toClient.addAll(step.sent());
        all.addAll(step.sent());
      } else {
        Step<ClientState> step = ClientMachine.receive(client, Received.of(toClient.remove()));
        client = step.next();
        toServer.addAll(step.sent());
        all.addAll(step.sent());
      }
    }
    return new Outcome(client, server, all);
  }

  private static void assertAgreement(Outcome outcome) {
    assertThat(outcome.client()).isInstanceOf(ClientState.Negotiated.class);
    assertThat(outcome.server()).isInstanceOf(ServerState.Negotiated.class);
    ClientState.Negotiated client = (ClientState.Negotiated) outcome.client();
    ServerState.Negotiated server = (ServerState.Negotiated) outcome.server();
    assertThat(client.transcript()).isEqualTo(server.transcript());
    assertThat(client.secrets()).isEqualTo(server.secrets());
    assertThat(client.retry()).isEqualTo(server.retry());
    assertThat(client.secondHello()).isEqualTo(server.secondHello());
    assertThat(client.reply()).isEqualTo(server.reply());
  }

  private static ClientConfig client(ClientOffer offer) {
    return ClientConfig.of(offer, KeySource.fresh(Randomness.seeded(1)));
  }

  private static ServerConfig server(ServerPolicy policy) {
    return new ServerConfig(policy, Bytes.repeat(0x51, 32), Responder.fresh(Randomness.seeded(2)));
  }

  static List<NamedGroup> groups() {
    return KeyExchange.supportedGroups();
  }

  @ParameterizedTest
  @Tag("INV-03")
  @Tag("FF-03")
  @MethodSource("groups")
  void peersAgreeAfterARetryForAnyGroup(NamedGroup group) {
    NamedGroup shared = group.equals(NamedGroup.X25519) ? NamedGroup.SECP256R1 : NamedGroup.X25519;
    ClientOffer offer =
        new ClientOffer(List.of(shared, group), Set.of(shared), SUITES, Bytes.repeat(3, 32));
    ServerPolicy policy = new ServerPolicy(List.of(group), SUITES, Take.SHARED, Optional.empty());

    Outcome outcome = run(client(offer), server(policy));

    assertAgreement(outcome);
    assertThat(outcome.sent()).hasSize(4);
    assertThat(((ServerState.Negotiated) outcome.server()).retry().flatMap(Hellos::retriedGroup))
        .contains(group);
  }

  @Test
  void peersAgreeWithoutARetry() {
    ClientOffer offer =
        new ClientOffer(
            List.of(NamedGroup.X25519MLKEM768, NamedGroup.X25519),
            Set.of(NamedGroup.X25519MLKEM768, NamedGroup.X25519),
            SUITES,
            Bytes.repeat(3, 32));
    ServerPolicy policy = new ServerPolicy(groups(), SUITES, Take.PREFERRED, Optional.empty());

    Outcome outcome = run(client(offer), server(policy));

    assertAgreement(outcome);
    assertThat(outcome.sent()).hasSize(2);
  }

  @Test
  void peersAgreeAfterARetryForACookieAlone() {
    ClientOffer offer =
        new ClientOffer(
            List.of(NamedGroup.X25519), Set.of(NamedGroup.X25519), SUITES, Bytes.repeat(3, 32));
    ServerPolicy policy =
        new ServerPolicy(groups(), SUITES, Take.SHARED, Optional.of(Bytes.hex("c00c1e")));

    Outcome outcome = run(client(offer), server(policy));

    assertAgreement(outcome);
    ServerState.Negotiated server = (ServerState.Negotiated) outcome.server();
    assertThat(server.retry().flatMap(Hellos::retriedGroup)).isEmpty();
    assertThat(server.secondHello().flatMap(hello -> Hellos.cookie(hello.extensions())))
        .contains(Bytes.hex("c00c1e"));
  }

  @Property(tries = 250)
  void honestPeersEndAsOfferAndPolicySay(
      @ForAll("offers") ClientOffer offer, @ForAll("policies") ServerPolicy policy) {
    ClientConfig client = client(offer);

    Outcome outcome = run(client, server(policy));

    boolean suites = !Collections.disjoint(offer.suites(), policy.suites());
    boolean groups = !Collections.disjoint(offer.groups(), policy.groups());
    if (suites && groups) {
      assertAgreement(outcome);
      ServerState.Negotiated server = (ServerState.Negotiated) outcome.server();
      assertThat(server.retry().isPresent())
          .isEqualTo(Choices.wantsRetry(policy, client.firstHello()));
      assertThat(Hellos.selectedGroup(server.reply()))
          .isEqualTo(Choices.group(policy, client.firstHello()));
      assertThat(outcome.sent()).noneMatch(sent -> sent instanceof AlertSent);
    } else {
      assertThat(outcome.client()).isInstanceOf(ClientState.Closed.class);
      assertThat(((ServerState.Aborted) outcome.server()).violation().rule())
          .isEqualTo(suites ? Rule.GROUPS_OVERLAP : Rule.SUITES_OVERLAP);
      assertThat(outcome.sent()).hasSize(2);
    }
  }

  @Provide
  Arbitrary<ClientOffer> offers() {
    return Combinators.combine(
            lists(List.of(NamedGroup.X25519, NamedGroup.SECP256R1, NamedGroup.X448))
                .filter(groups -> !groups.isEmpty()),
            lists(List.of(NamedGroup.X25519, NamedGroup.SECP256R1, NamedGroup.X448)),
            lists(List.of(SUITES.get(0), SUITES.get(1), CipherSuite.TLS_CHACHA20_POLY1305_SHA256)),
            lists(List.of(ProtocolVersion.TLS_12, new ProtocolVersion(0x0a0a))),
            Arbitraries.of(Bytes.EMPTY, Bytes.repeat(0x55, 32)))
        .as(
            (groups, shared, suites, others, sessionId) -> {
              List<ProtocolVersion> versions = new ArrayList<>(others);
              versions.add(others.size() / 2, ProtocolVersion.TLS_13);
              return new ClientOffer(
                  groups,
                  Set.copyOf(shared),
                  suites,
                  versions,
                  sessionId,
                  Bytes.repeat(3, 32),
                  List.of(SignatureScheme.ECDSA_SECP256R1_SHA256),
                  List.of());
            })
        .filter(offer -> !offer.suites().isEmpty())
        .withoutEdgeCases();
  }

  @Provide
  Arbitrary<ServerPolicy> policies() {
    return Combinators.combine(
            lists(List.of(NamedGroup.X25519, NamedGroup.SECP256R1, NamedGroup.X448)),
            lists(List.of(SUITES.get(0), SUITES.get(1))),
            Arbitraries.of(Take.values()),
            Arbitraries.of(Optional.<Bytes>empty(), Optional.of(Bytes.hex("c0"))))
        .as(ServerPolicy::new)
        .withoutEdgeCases();
  }

  private static <T> Arbitrary<List<T>> lists(List<T> values) {
    return Arbitraries.of(values).list().uniqueElements().ofMaxSize(values.size());
  }

  // RFC 8448, section 5.

  @Test
  void machinesSendTheMessagesOfRfc8448() {
    Outcome outcome = run(Rfc8448.client(), Rfc8448.server());

    assertThat(outcome.sent())
        .extracting(sent -> ((HandshakeSent) sent).raw())
        .containsExactly(
            Rfc8448.value("clientHello1"),
            Rfc8448.value("helloRetryRequest"),
            Rfc8448.value("clientHello2"),
            Rfc8448.value("serverHello"));
    assertAgreement(outcome);
    ClientState.Negotiated client = (ClientState.Negotiated) outcome.client();
    assertThat(client.secrets().handshake()).isEqualTo(Rfc8448.value("handshake"));
    assertThat(client.secrets().clientTraffic())
        .isEqualTo(Rfc8448.value("client.handshake.traffic"));
    assertThat(client.secrets().serverTraffic())
        .isEqualTo(Rfc8448.value("server.handshake.traffic"));
    assertThat(client.secrets().main()).isEqualTo(Rfc8448.value("main"));
  }

  @Test
  void endpointsSendTheRecordsOfRfc8448() {
    Endpoint.Result<ClientState> client = Endpoint.client(Rfc8448.client()).start();
    assertThat(client.toSend()).isEqualTo(Rfc8448.value("clientHello1Record"));
    Endpoint.Result<ServerState> server = Endpoint.server(Rfc8448.server()).start();
    assertThat(server.toSend()).isEqualTo(Bytes.EMPTY);

    server = server.next().feed(client.toSend());
    assertThat(server.toSend()).isEqualTo(Rfc8448.value("helloRetryRequestRecord"));
    client = client.next().feed(server.toSend());
    assertThat(client.toSend()).isEqualTo(Rfc8448.value("clientHello2Record"));
    server = server.next().feed(client.toSend());
    assertThat(server.toSend()).isEqualTo(Rfc8448.value("serverHelloRecord"));
    client = client.next().feed(server.toSend());
    assertThat(client.toSend()).isEqualTo(Bytes.EMPTY);

    ClientState.Negotiated atClient = (ClientState.Negotiated) client.next().state();
    ServerState.Negotiated atServer = (ServerState.Negotiated) server.next().state();
    assertThat(atClient.secrets()).isEqualTo(atServer.secrets());
    assertThat(atClient.secrets().serverTraffic())
        .isEqualTo(Rfc8448.value("server.handshake.traffic"));
    List<Event> events = client.next().events();
    assertThat(events).hasSize(4);
    assertThat(events.get(0)).isInstanceOf(HandshakeSent.class);
    assertThat(events.get(3)).isInstanceOf(Received.HandshakeReceived.class);
  }
}
