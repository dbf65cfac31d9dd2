package helloagain.endpoint;

import static helloagain.endpoint.FlightConnection.PING;
import static helloagain.endpoint.FlightConnection.data;
import static helloagain.endpoint.FlightConnection.violation;
import static helloagain.flight.FlightExchange.AES128;
import static helloagain.flight.FlightExchange.GROUPS;
import static helloagain.flight.FlightExchange.PSK;
import static helloagain.flight.FlightExchange.SCHEMES;
import static helloagain.flight.FlightExchange.credentials;
import static helloagain.flight.FlightExchange.serverWith;
import static org.assertj.core.api.Assertions.assertThat;

import helloagain.client.ClientOffer;
import helloagain.client.OfferedKey;
import helloagain.client.PskOffer;
import helloagain.flight.ClientAuthentication;
import helloagain.flight.Credentials;
import helloagain.flight.FlightClientConfig;
import helloagain.flight.FlightClientState;
import helloagain.flight.FlightExchange;
import helloagain.flight.FlightServerConfig;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.PskKeyExchangeMode;
import helloagain.message.SignatureScheme;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.server.PskPolicy;
import helloagain.server.ServerPolicy;
import helloagain.server.Take;
import helloagain.signature.KeyKind;
import helloagain.transcript.HashAlgorithm;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** Lets any two peers talk: both are connected, or one refuses for a reason that was to come. */
class AnyHandshakeTests {
  private static final Credentials CLIENT = credentials("client", KeyKind.SECP256R1, 2);
  private static final List<CipherSuite> SUITES =
      List.of(
          CipherSuite.TLS_AES_128_GCM_SHA256,
          CipherSuite.TLS_AES_256_GCM_SHA384,
          CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
          CipherSuite.TLS_AES_128_CCM_SHA256,
          CipherSuite.TLS_AES_128_CCM_8_SHA256);

  /** What the client of a connection brings. */
  private record Client(
      List<CipherSuite> suites,
      boolean sharesGroup,
      boolean knowsScheme,
      boolean hasCertificate,
      boolean hasPsk,
      boolean sendsEarlyData,
      boolean compatible) {
    ClientOffer offer(KeyKind kind, List<PskKeyExchangeMode> modes) {
      List<SignatureScheme> schemes =
          SCHEMES.stream()
              .filter(scheme -> knowsScheme || !serverWith(kind).key().publicKey().admits(scheme))
              .toList();
      ClientOffer plain =
          new ClientOffer(
              GROUPS,
              sharesGroup ? Set.of(NamedGroup.X25519) : Set.of(),
              suites,
              List.of(ProtocolVersion.TLS_13),
              compatible ? Bytes.repeat(9, 32) : Bytes.EMPTY,
              Bytes.repeat(3, 32),
              schemes,
              List.of());
      return hasPsk
          ? plain.withPsks(
              new PskOffer(List.of(OfferedKey.external(PSK)), modes, offersEarlyData()))
          : plain;
    }

    /** Early data has a PSK and its suite. */
    boolean offersEarlyData() {
      return sendsEarlyData && hasPsk && suites.contains(AES128);
    }
  }

  /** What the server of a connection brings. */
  private record Server(
      List<CipherSuite> suites,
      List<NamedGroup> groups,
      KeyKind kind,
      ClientAuthentication authentication,
      boolean knowsPsk,
      boolean takesEarlyData,
      boolean wantsCookie) {}

  /** How they talk. */
  private record Way(
      boolean pskAlone, int clientFragment, int serverFragment, int cut, Profile profile) {}

  /** Two peers, and what is to come of them by RFC 8446, in other words than the machines have. */
  private record Choice(Client client, Server server, Way way) {
    Optional<CipherSuite> suite() {
      return usesPsk() ? common(true) : common(false);
    }

    private Optional<CipherSuite> common(boolean ofPsk) {
      return server.suites().stream()
          .filter(client.suites()::contains)
          .filter(
              suite ->
                  !ofPsk || HashAlgorithm.forSuite(suite).equals(Optional.of(HashAlgorithm.SHA256)))
          .findFirst();
    }

    boolean usesPsk() {
      return client.hasPsk() && server.knowsPsk() && common(true).isPresent();
    }

    boolean usesPskAlone() {
      return usesPsk() && way.pskAlone();
    }

    Optional<NamedGroup> group() {
      List<NamedGroup> common = server.groups().stream().filter(GROUPS::contains).toList();
      return client.sharesGroup() && common.contains(NamedGroup.X25519)
          ? Optional.of(NamedGroup.X25519)
          : common.stream().findFirst();
    }

    boolean isRetried() {
      boolean hasShare = client.sharesGroup() && group().equals(Optional.of(NamedGroup.X25519));
      return server.wantsCookie() || (!usesPskAlone() && !hasShare);
    }

    boolean acceptsEarlyData() {
      return client.offersEarlyData()
          && server.takesEarlyData()
          && usesPsk()
          && suite().equals(Optional.of(AES128))
          && !isRetried();
    }

    Optional<Rule> refusal() {
      if (suite().isEmpty()) {
        return Optional.of(Rule.SUITES_OVERLAP);
      }
      if (!usesPskAlone() && group().isEmpty()) {
        return Optional.of(Rule.GROUPS_OVERLAP);
      }
      if (!usesPsk() && !client.knowsScheme()) {
        return Optional.of(Rule.SCHEMES_OVERLAP);
      }
      return !usesPsk()
              && server.authentication() == ClientAuthentication.REQUIRED
              && !client.hasCertificate()
          ? Optional.of(Rule.CLIENT_CERTIFICATE_IS_THERE)
          : Optional.empty();
    }

    FlightConnection connection() {
      List<PskKeyExchangeMode> modes =
          List.of(way.pskAlone() ? PskKeyExchangeMode.PSK_KE : PskKeyExchangeMode.PSK_DHE_KE);
      FlightClientConfig ofClient =
          FlightExchange.client(
              client.offer(server.kind(), modes),
              client.hasCertificate() ? Optional.of(CLIENT) : Optional.empty());
      ServerPolicy policy =
          new ServerPolicy(
                  server.groups(),
                  server.suites(),
                  Take.SHARED,
                  server.wantsCookie() ? Optional.of(Bytes.hex("c00c1e")) : Optional.empty())
              .withPsks(
                  new PskPolicy(
                      server.knowsPsk() ? List.of(PSK) : List.of(),
                      modes,
                      true,
                      server.takesEarlyData()));
      FlightServerConfig ofServer =
          FlightExchange.server(policy, serverWith(server.kind()), server.authentication());
      return new FlightConnection(
          FlightExchange.with(ofClient, Rule.all(), way.profile()),
          EndpointSettings.DEFAULT.withFragmentSize(way.clientFragment()),
          FlightExchange.with(ofServer, Rule.all(), way.profile()),
          EndpointSettings.DEFAULT.withFragmentSize(way.serverFragment()));
    }
  }

  @Property(tries = 150)
  void bothAreConnectedOrOneRefusesForTheReasonThatWasToCome(@ForAll("choices") Choice choice) {
    FlightConnection connection = choice.connection();
    if (choice.client().offersEarlyData()) {
      connection.client(connection.client().sendEarly(PING));
    }

    connection.settle(choice.way().cut());

    Optional<Rule> refusal = choice.refusal();
    Statistics.label("outcome").collect(refusal.map(Rule::id).orElse("connected"));
    if (refusal.isPresent()) {
      assertThat(violation(connection.server()).rule()).isEqualTo(refusal.get());
      assertThat(connection.client().hasEnded()).isTrue();
      assertThat(connection.client().state()).isNotInstanceOf(FlightClientState.Aborted.class);
      return;
    }
    connection.assertAgreement();
    FlightClientState.InFlight client = connection.connectedClient().at();
    assertThat(client.hellos().reply().cipherSuite()).isEqualTo(choice.suite().orElseThrow());
    assertThat(client.hellos().psk().isPresent()).isEqualTo(choice.usesPsk());
    assertThat(client.hellos().retry().isPresent()).isEqualTo(choice.isRetried());
    assertThat(client.peer().isEmpty()).isEqualTo(choice.usesPsk());
    assertThat(connection.connectedServer().at().peer())
        .satisfies(
            peer ->
                assertThat(peer.filter(shown -> !shown.certificateList().isEmpty()).isPresent())
                    .isEqualTo(
                        choice.client().hasCertificate()
                            && !choice.usesPsk()
                            && choice.server().authentication() != ClientAuthentication.NONE));
    assertThat(Bytes.concat(data(connection.server()).toArray(Bytes[]::new)))
        .isEqualTo(choice.acceptsEarlyData() ? PING : Bytes.EMPTY);
    assertThat(connection.server().skippedEarlyData() > 0)
        .isEqualTo(choice.client().offersEarlyData() && !choice.acceptsEarlyData());
    connection.assertDataFlows();
  }

  @Provide
  Arbitrary<Choice> choices() {
    return Combinators.combine(clients(), servers(), ways()).as(Choice::new).withoutEdgeCases();
  }

  private static Arbitrary<List<CipherSuite>> suites() {
    return Arbitraries.shuffle(SUITES)
        .flatMap(
            order ->
                Arbitraries.integers()
                    .between(1, order.size())
                    .map(count -> order.subList(0, count)));
  }

  private static Arbitrary<Boolean> often() {
    return Arbitraries.of(true, true, true, false);
  }

  private static Arbitrary<Boolean> either() {
    return Arbitraries.of(true, false);
  }

  private static Arbitrary<Client> clients() {
    return Combinators.combine(suites(), often(), often(), either(), either(), either(), either())
        .as(Client::new);
  }

  private static Arbitrary<Server> servers() {
    return Combinators.combine(
            suites(),
            Arbitraries.shuffle(NamedGroup.X25519, NamedGroup.SECP256R1, NamedGroup.SECP384R1)
                .flatMap(
                    order ->
                        Arbitraries.integers()
                            .between(1, order.size())
                            .map(count -> order.subList(0, count))),
            Arbitraries.of(KeyKind.class),
            Arbitraries.of(ClientAuthentication.class),
            often(),
            often(),
            Arbitraries.of(true, false, false))
        .as(Server::new);
  }

  private static Arbitrary<Way> ways() {
    Arbitrary<Integer> sizes =
        Arbitraries.oneOf(
            Arbitraries.integers().between(1, 40), Arbitraries.integers().between(41, 1 << 14));
    return Combinators.combine(either(), sizes, sizes, sizes, Arbitraries.of(Profile.class))
        .as(Way::new);
  }
}
