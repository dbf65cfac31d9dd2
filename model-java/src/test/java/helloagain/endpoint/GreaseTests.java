package helloagain.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.client.ClientConfig;
import helloagain.client.ClientMachine;
import helloagain.client.ClientOffer;
import helloagain.client.ClientState;
import helloagain.exchange.Hellos;
import helloagain.exchange.Received;
import helloagain.exchange.Sent.HandshakeSent;
import helloagain.exchange.Step;
import helloagain.keyexchange.KeySource;
import helloagain.keyexchange.Randomness;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.Extension.ApplicationProtocols;
import helloagain.message.Extension.OpaqueExtension;
import helloagain.message.Extension.PskKeyExchangeModes;
import helloagain.message.Extension.SignatureAlgorithms;
import helloagain.message.ExtensionType;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.PskKeyExchangeMode;
import helloagain.message.SignatureScheme;
import helloagain.server.ServerConfig;
import helloagain.server.ServerMachine;
import helloagain.server.ServerPolicy;
import helloagain.server.ServerState;
import helloagain.server.Take;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Puts the values of RFC 8701 into a first ClientHello. */
class GreaseTests {
  private static final int GREASE = 0x2a2a;
  private static final NamedGroup GREASE_GROUP = new NamedGroup(GREASE);
  private static final List<NamedGroup> GROUPS = List.of(NamedGroup.X25519, NamedGroup.SECP256R1);
  private static final List<CipherSuite> SUITES =
      List.of(CipherSuite.TLS_AES_128_GCM_SHA256, CipherSuite.TLS_AES_256_GCM_SHA384);
  private static final ClientOffer OFFER =
      new ClientOffer(GROUPS, Set.of(NamedGroup.X25519), SUITES, Bytes.repeat(3, 32));

  /** An offer whose first hello has GREASE in one place. */
  private record Greased(String place, ClientOffer offer) {
    @Override
    public String toString() {
      return place;
    }
  }

  private static ClientOffer offer(
      List<NamedGroup> groups,
      Set<NamedGroup> shared,
      List<CipherSuite> suites,
      List<ProtocolVersion> versions,
      List<SignatureScheme> schemes,
      Extension... extras) {
    return new ClientOffer(
        groups,
        shared,
        suites,
        versions,
        Bytes.EMPTY,
        Bytes.repeat(3, 32),
        schemes,
        List.of(extras));
  }

  private static <T> List<T> after(T first, List<T> rest) {
    return Stream.concat(Stream.of(first), rest.stream()).toList();
  }

  static List<Greased> places() {
    List<ProtocolVersion> versions = List.of(ProtocolVersion.TLS_13);
    List<SignatureScheme> schemes = List.of(SignatureScheme.ECDSA_SECP256R1_SHA256);
    Set<NamedGroup> shared = Set.of(NamedGroup.X25519);
    return List.of(
        new Greased(
            "GR-01 cipher_suites",
            offer(GROUPS, shared, after(new CipherSuite(GREASE), SUITES), versions, schemes)),
        new Greased(
            "GR-02 an extension",
            offer(
                GROUPS,
                shared,
                SUITES,
                versions,
                schemes,
                new OpaqueExtension(new ExtensionType(GREASE), Bytes.repeat(9, 300)))),
        new Greased(
            "GR-03 supported_groups",
            offer(after(GREASE_GROUP, GROUPS), shared, SUITES, versions, schemes)),
        new Greased(
            "GR-04 key_share",
            offer(
                after(GREASE_GROUP, GROUPS),
                Set.of(GREASE_GROUP, NamedGroup.X25519),
                SUITES,
                versions,
                schemes)),
        new Greased(
            "GR-05 signature_algorithms",
            offer(GROUPS, shared, SUITES, versions, after(new SignatureScheme(GREASE), schemes))),
        new Greased(
            "GR-06 supported_versions",
            offer(GROUPS, shared, SUITES, after(new ProtocolVersion(GREASE), versions), schemes)),
        new Greased(
            "GR-07 psk_key_exchange_modes",
            offer(
                GROUPS,
                shared,
                SUITES,
                versions,
                schemes,
                new PskKeyExchangeModes(
                    List.of(new PskKeyExchangeMode(0x2a), PskKeyExchangeMode.PSK_DHE_KE)))),
        new Greased(
            "GR-08 application_layer_protocol_negotiation",
            offer(
                GROUPS,
                shared,
                SUITES,
                versions,
                schemes,
                new ApplicationProtocols(List.of(Bytes.hex("2a2a"), Bytes.hex("6832"))))));
  }

  private static ClientConfig client(ClientOffer offer) {
    return ClientConfig.of(offer, KeySource.fresh(Randomness.seeded(1)));
  }

  private static ServerState server(NamedGroup group) {
    return ServerMachine.start(
        ServerConfig.drawing(
            new ServerPolicy(List.of(group), SUITES, Take.SHARED, Optional.empty()),
            Randomness.seeded(2)));
  }

  private static ClientHello first(ClientOffer offer) {
    return client(offer).firstHello();
  }

  /** Sends the hello through its octets, for the codec has to let it pass as well. */
  @ParameterizedTest
  @Tag("GR-01")
  @Tag("GR-02")
  @Tag("GR-03")
  @Tag("GR-04")
  @Tag("GR-05")
  @Tag("GR-06")
  @Tag("GR-07")
  @Tag("GR-08")
  @MethodSource("places")
  void greaseInAnyListOfTheHelloIsPassedOver(Greased greased) {
    Step<ClientState> begun = ClientMachine.start(client(greased.offer()));
    Received hello = Received.parse(((HandshakeSent) begun.sent().get(0)).raw());

    assertThat(first(greased.offer())).isNotEqualTo(first(OFFER));
    for (NamedGroup group : GROUPS) {
      ServerState server = server(group);
      assertThat(ServerMachine.violations(server, hello)).isEmpty();
      Step<ServerState> answered = ServerMachine.receive(server, hello);
      Step<ClientState> read =
          ClientMachine.receive(begun.next(), Received.of(answered.sent().get(0)));
      if (answered.next() instanceof ServerState.Negotiated negotiated) {
        assertThat(read.next()).isInstanceOf(ClientState.Negotiated.class);
        assertThat(negotiated.reply().cipherSuite()).isEqualTo(SUITES.get(0));
      } else {
        // GR-11: the retry asks for a real group, and one real share answers it.
        Received second = Received.parse(((HandshakeSent) read.sent().get(0)).raw());
        assertThat(ServerMachine.receive(answered.next(), second).next())
            .isInstanceOf(ServerState.Negotiated.class);
      }
    }
  }

  @Test
  @Tag("GR-13")
  void drawnGreaseVariesAndStays() {
    Set<CipherSuite> suites = new HashSet<>();
    for (int seed = 0; seed < 40; seed++) {
      ClientOffer greased = OFFER.greased(Randomness.seeded(seed));
      ClientHello hello = first(greased);
      suites.add(hello.cipherSuites().get(0));
      assertThat(hello.cipherSuites().get(0).isGrease()).isTrue();
      assertThat(Hellos.groups(hello).get(0).isGrease()).isTrue();
      assertThat(Hellos.shares(hello).get(0).group()).isEqualTo(Hellos.groups(hello).get(0));
      assertThat(Hellos.versions(hello).get(0).isGrease()).isTrue();
      assertThat(
              Extension.find(hello.extensions(), SignatureAlgorithms.class)
                  .orElseThrow()
                  .schemes()
                  .get(0)
                  .isGrease())
          .isTrue();

      // Every list but the shares stays in the second hello, GREASE values included.
      Step<ClientState> begun = ClientMachine.start(client(greased));
      Step<ServerState> retried =
          ServerMachine.receive(server(NamedGroup.SECP256R1), Received.of(begun.sent().get(0)));
      Step<ClientState> again =
          ClientMachine.receive(begun.next(), Received.of(retried.sent().get(0)));
      ClientHello second = (ClientHello) ((HandshakeSent) again.sent().get(0)).message();
      assertThat(second.cipherSuites()).isEqualTo(hello.cipherSuites());
      assertThat(Hellos.types(second.extensions())).isEqualTo(Hellos.types(hello.extensions()));
      assertThat(Hellos.groups(second)).isEqualTo(Hellos.groups(hello));
      assertThat(Hellos.versions(second)).isEqualTo(Hellos.versions(hello));
    }
    assertThat(suites).hasSizeGreaterThan(4);
  }

  @Test
  @Tag("GR-14")
  void greaseKeepsTheRulesOfTheProtocol() {
    for (int seed = 0; seed < 40; seed++) {
      ClientHello hello = first(OFFER.greased(Randomness.seeded(seed)));
      assertThat(ServerMachine.violations(server(NamedGroup.X25519), Received.of(hello))).isEmpty();
      assertThat(Hellos.types(hello.extensions())).doesNotHaveDuplicates();
    }
  }
}
