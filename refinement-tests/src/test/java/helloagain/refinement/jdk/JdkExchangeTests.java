package helloagain.refinement.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import helloagain.client.ClientState;
import helloagain.endpoint.Endpoint;
import helloagain.endpoint.EndpointSettings;
import helloagain.exchange.Event;
import helloagain.exchange.Received;
import helloagain.exchange.Sent;
import helloagain.exchange.Step;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ExtensionType;
import helloagain.message.HelloRetryRequest;
import helloagain.message.NamedGroup;
import helloagain.refinement.Judges;
import helloagain.refinement.Move;
import helloagain.refinement.Payload;
import helloagain.refinement.Reference;
import helloagain.refinement.Trace;
import helloagain.refinement.jdk.JdkScenario.Ending;
import helloagain.refinement.jdk.JdkScenario.JdkClient;
import helloagain.refinement.jdk.JdkScenario.JdkServer;
import helloagain.refinement.jdk.JdkVerdict.Deviation;
import helloagain.server.ServerState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledOnJre;

final class JdkExchangeTests {
  /** What the JDK does against the RFC, by scenario. A JDK that does less of it is welcome. */
  private static final Map<String, Set<String>> KNOWN_DEVIATIONS =
      Map.of(
          "asks for a cookie alone",
          Set.of("SecondHelloRepeatsFirst", "MayFollow"),
          "asks for a cookie alone and takes other shares than before",
          Set.of("SecondHelloRepeatsFirst", "MayFollow"),
          "lists no group of the JDK",
          Set.of("Alerts"));

  /** Header of 4, legacy_version, random, and the length of an empty legacy_session_id_echo. */
  private static final int SUITE_AT = 4 + 2 + 32 + 1;

  private static final int RANDOM_AT = 4 + 2;

  private static Judges model;

  @BeforeAll
  static void loadModel() {
    model = new Judges();
  }

  @AfterAll
  static void closeModel() {
    model.close();
  }

  @Test
  void scenariosCoverBothRolesWithAndWithoutRetry() {
    List<JdkScenario> all = JdkScenarios.all();
    assertThat(all).hasSizeGreaterThanOrEqualTo(20);
    assertThat(all).extracting(JdkScenario::title).doesNotHaveDuplicates();
    for (JdkRole role : JdkRole.values()) {
      for (boolean retried : new boolean[] {true, false}) {
        assertThat(all)
            .anyMatch(
                scenario ->
                    scenario.jdkRole() == role
                        && scenario.retried() == retried
                        && scenario.endings().stream()
                            .allMatch(Ending.Negotiated.class::isInstance));
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> referenceAgreesWithTheSpecificationOnWhatTheJdkSends() {
    return JdkScenarios.all().stream()
        .map(
            scenario ->
                dynamicTest(
                    name(scenario),
                    () -> {
                      JdkVerdict verdict = run(scenario);
                      JdkExchange exchange = verdict.exchange();
                      assertThat(verdict.faults()).isEmpty();
                      assertThat(verdict.agrees()).isTrue();
                      assertThat(verdict.verdict().agrees()).isTrue();
                      assertThat(verdict.verdict().steps())
                          .isEqualTo(exchange.trace().moves().size());
                      assertThat(exchange.retried()).isEqualTo(scenario.retried());
                      assertThat(scenario.endings()).contains(exchange.ending());
                      assertThat(exchange.jdkRole()).isEqualTo(scenario.jdkRole());
                      assertThat(exchange.peerVersion())
                          .isEqualTo(System.getProperty("java.runtime.version"));
                      assertThat(exchange.trace().comment()).contains(scenario.title());
                    }));
  }

  @TestFactory
  Stream<DynamicTest> jdkKeepsTheRulesOfTheSenderButForWhatIsKnown() {
    return JdkScenarios.all().stream()
        .map(
            scenario ->
                dynamicTest(
                    name(scenario),
                    () ->
                        assertThat(run(scenario).deviations())
                            .extracting(Deviation::operator)
                            .isSubsetOf(
                                KNOWN_DEVIATIONS.getOrDefault(scenario.title(), Set.of()))));
  }

  @TestFactory
  @EnabledOnJre(versions = {17, 25})
  Stream<DynamicTest> knownDeviationsAreThoseOfJdk17And25() {
    return KNOWN_DEVIATIONS.entrySet().stream()
        .map(
            known ->
                dynamicTest(
                    known.getKey(),
                    () ->
                        assertThat(run(scenario(known.getKey())).deviations())
                            .extracting(Deviation::operator)
                            .containsExactlyInAnyOrderElementsOf(known.getValue())));
  }

  @TestFactory
  Stream<DynamicTest> sameJdkSendsTheSameOctetsAgain() {
    return Stream.of("asks for secp384r1", "shares nothing")
        .map(
            title ->
                dynamicTest(
                    title,
                    () ->
                        assertThat(JdkExchange.run(scenario(title)))
                            .isEqualTo(JdkExchange.run(scenario(title)))));
  }

  @Test
  void otherSeedMakesOtherOctets() {
    JdkClient scenario = (JdkClient) scenario("asks for secp384r1");
    JdkSettings other =
        new JdkSettings(scenario.jdk().versions(), List.of(), List.of(), scenario.jdk().seed() + 1);
    JdkClient otherwise =
        new JdkClient(
            scenario.title(),
            other,
            scenario.server(),
            scenario.records(),
            scenario.retried(),
            scenario.endings());
    assertThat(JdkExchange.run(otherwise).trace()).isNotEqualTo(JdkExchange.run(scenario).trace());
  }

  @TestFactory
  Stream<DynamicTest> retryOfTheJdkServerAsksForACookie() {
    return JdkScenarios.jdkServers().stream()
        .filter(JdkScenario::retried)
        .map(
            scenario ->
                dynamicTest(
                    scenario.title(),
                    () ->
                        assertThat(retries(JdkExchange.run(scenario)))
                            .hasSize(1)
                            .allSatisfy(
                                retry ->
                                    assertThat(retry.extensions())
                                        .anyMatch(
                                            extension ->
                                                extension.type().equals(ExtensionType.COOKIE)))));
  }

  @TestFactory
  Stream<DynamicTest> cutsOfTheReferenceMakeNoDifferenceToTheJdk() {
    return IntStream.of(1, 2, 3, 4, 5, 16, 63, 64, 100)
        .boxed()
        .flatMap(
            size ->
                Stream.of("asks for secp384r1", "shares nothing")
                    .map(
                        title ->
                            dynamicTest(
                                title + " in records of " + size,
                                () -> {
                                  JdkScenario whole = scenario(title);
                                  assertThat(JdkExchange.run(cut(whole, size)))
                                      .isEqualTo(JdkExchange.run(whole));
                                })));
  }

  // That these checks can fail.

  @Test
  void referenceThatIgnoresRetriesIsFound() {
    Reference deaf =
        new Reference() {
          @Override
          public Step<ClientState> receive(ClientState state, Received received) {
            return Step.silent(state);
          }
        };
    JdkScenario scenario = scenario("shares nothing");
    assertThat(JdkJudge.judge(model, deaf, scenario, JdkExchange.run(scenario)).faults())
        .anyMatch(fault -> fault.startsWith("step 3: "))
        .anyMatch(fault -> fault.startsWith("the replay sends "));
  }

  @Test
  void serverThatSendsOtherOctetsInTheReplayIsFound() {
    JdkScenario scenario = scenario("asks for secp384r1");
    JdkExchange exchange = JdkExchange.run(scenario);
    List<Event> altered =
        exchange.messages().stream()
            .map(
                event ->
                    event instanceof Sent.HandshakeSent sent
                        ? new Sent.HandshakeSent(sent.message(), flipped(sent.raw(), RANDOM_AT))
                        : event)
            .toList();
    assertThat(JdkJudge.judge(model, scenario, with(exchange, altered, exchange.trace())).faults())
        .singleElement()
        .asString()
        .startsWith("the replay sends ");
  }

  @Test
  void wrongEndAndWrongRetryAreFound() {
    JdkScenario retried = scenario("asks for secp384r1");
    JdkScenario plain = scenario("takes a share of the JDK");
    assertThat(JdkJudge.judge(model, plain, JdkExchange.run(retried)).faults())
        .anyMatch(fault -> fault.startsWith("the end is Negotiated"))
        .contains("there was a retry");
    assertThat(JdkJudge.judge(model, retried, JdkExchange.run(plain)).faults())
        .contains("there was no retry");
  }

  @Test
  void otherKeysAreFound() {
    JdkClient scenario = (JdkClient) scenario("asks for secp384r1");
    JdkPeer jdk = scenario.jdk().client();
    Endpoint<ServerState> server =
        JdkExchange.pump(Endpoint.server(scenario.server().config()).start(), jdk);
    ServerState.Negotiated negotiated = (ServerState.Negotiated) server.state();
    assertThat(
            JdkExchange.tryServerKey(
                negotiated.reply().cipherSuite(), negotiated.secrets().clientTraffic(), jdk))
        .isEqualTo(KeyCheck.DIFFER);
    assertThat(jdk.failure()).isPresent();

    JdkExchange exchange = JdkExchange.run(scenario);
    JdkExchange differing =
        new JdkExchange(
            exchange.title(),
            exchange.peerVersion(),
            exchange.jdkRole(),
            exchange.trace(),
            exchange.retried(),
            exchange.messages(),
            exchange.ending(),
            KeyCheck.DIFFER,
            Optional.of("Tag mismatch"));
    assertThat(JdkJudge.judge(model, scenario, differing).faults())
        .containsExactly(
            "the JDK complains: Tag mismatch", "the keys of the JDK and the reference: DIFFER");
  }

  @Test
  void clientThatChangesItsRandomDeviates() {
    JdkScenario scenario = scenario("asks for secp384r1");
    JdkExchange exchange = JdkExchange.run(scenario);
    Trace altered = alterLast(exchange.trace(), Move.ClientSends.class, RANDOM_AT);
    assertThat(
            JdkJudge.judge(model, scenario, with(exchange, exchange.messages(), altered))
                .deviations())
        .extracting(Deviation::operator)
        .containsExactlyInAnyOrder("SecondHelloRepeatsFirst", "MayFollow");
  }

  @Test
  void serverThatSelectsAnotherSuiteDeviates() {
    JdkScenario scenario = scenario("shares nothing");
    JdkExchange exchange = JdkExchange.run(scenario);
    Trace altered = alterLast(exchange.trace(), Move.ServerSends.class, SUITE_AT + 1);
    assertThat(
            JdkJudge.judge(model, scenario, with(exchange, exchange.messages(), altered))
                .deviations())
        .extracting(Deviation::operator)
        .contains("SuiteStaysAsRetried");
  }

  @Test
  void deviationSaysWhatTheClientShouldHaveSent() {
    JdkScenario scenario = scenario("asks for secp384r1");
    JdkExchange exchange = JdkExchange.run(scenario);
    Trace altered = alterLast(exchange.trace(), Move.ClientSends.class, RANDOM_AT);
    assertThat(
            JdkJudge.judge(model, scenario, with(exchange, exchange.messages(), altered))
                .deviations())
        .extracting(Deviation::reason)
        .anySatisfy(
            reason -> assertThat(reason).contains("random should be \"client\", is \"other\""))
        .anySatisfy(reason -> assertThat(reason).startsWith("CH2-10 (4.1.2): "));
  }

  @Test
  void suiteThatTheJdkDoesNotHaveIsAFaultOfTheProgrammer() {
    JdkSettings settings = JdkSettings.TLS13.withSuites(CipherSuite.TLS_AES_128_CCM_8_SHA256);
    assertThatThrownBy(settings::client).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void groupThatTheJdkNamesAtOnceIsNotRetried() {
    JdkExchange exchange = JdkExchange.run(scenario("takes a share of the JDK"));
    assertThat(exchange.ending())
        .isEqualTo(new Ending.Negotiated(CipherSuite.TLS_AES_128_GCM_SHA256, NamedGroup.X25519));
    assertThat(retries(exchange)).isEmpty();
  }

  private static JdkVerdict run(JdkScenario scenario) {
    return JdkJudge.judge(model, scenario, JdkExchange.run(scenario));
  }

  private static String name(JdkScenario scenario) {
    return (scenario.jdkRole() == JdkRole.CLIENT ? "our server " : "our client ")
        + scenario.title();
  }

  private static JdkScenario scenario(String title) {
    return JdkScenarios.all().stream()
        .filter(scenario -> scenario.title().equals(title))
        .findFirst()
        .orElseThrow();
  }

  private static JdkScenario cut(JdkScenario scenario, int size) {
    EndpointSettings records = scenario.records().withFragmentSize(size);
    if (scenario instanceof JdkClient client) {
      return new JdkClient(
          client.title(),
          client.jdk(),
          client.server(),
          records,
          client.retried(),
          client.endings());
    }
    JdkServer server = (JdkServer) scenario;
    return new JdkServer(
        server.title(), server.jdk(), server.client(), records, server.retried(), server.endings());
  }

  private static List<HelloRetryRequest> retries(JdkExchange exchange) {
    return exchange.messages().stream()
        .map(
            event ->
                event instanceof Received.HandshakeReceived received
                    ? received.message()
                    : ((Sent.HandshakeSent) event).message())
        .filter(HelloRetryRequest.class::isInstance)
        .map(HelloRetryRequest.class::cast)
        .toList();
  }

  private static JdkExchange with(JdkExchange exchange, List<Event> messages, Trace trace) {
    return new JdkExchange(
        exchange.title(),
        exchange.peerVersion(),
        exchange.jdkRole(),
        trace,
        exchange.retried(),
        messages,
        exchange.ending(),
        exchange.keys(),
        exchange.complaint());
  }

  /** Changes one octet of the last message of a kind. */
  private static Trace alterLast(Trace trace, Class<? extends Move> kind, int at) {
    List<Move> moves = trace.moves();
    int last =
        IntStream.range(0, moves.size())
            .filter(i -> kind.isInstance(moves.get(i)))
            .max()
            .orElseThrow();
    return new Trace(
        trace.comment(),
        trace.client(),
        trace.server(),
        IntStream.range(0, moves.size())
            .mapToObj(i -> i == last ? altered(moves.get(i), at) : moves.get(i))
            .toList());
  }

  private static Move altered(Move move, int at) {
    return move instanceof Move.ClientSends sends
        ? new Move.ClientSends(altered(sends.payload(), at))
        : new Move.ServerSends(altered(((Move.ServerSends) move).payload(), at));
  }

  private static Payload altered(Payload payload, int at) {
    return new Payload.Handshake(flipped(((Payload.Handshake) payload).raw(), at));
  }

  private static Bytes flipped(Bytes raw, int at) {
    byte[] octets = raw.toArray();
    octets[at] ^= 1;
    return Bytes.of(octets);
  }
}
