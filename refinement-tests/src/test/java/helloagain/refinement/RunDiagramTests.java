package helloagain.refinement;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.spec.Counterexample.Moment;
import helloagain.spec.TlaReader;
import helloagain.spec.TlaValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RunDiagramTests {
  private static final String HELLO =
      "[type |-> \"client_hello\", groups |-> <<\"x25519\", \"secp256r1\">>, cookie |-> %s]";
  private static final String RETRY =
      "[type |-> \"server_hello\", random |-> \"HelloRetryRequest\","
          + " share |-> [group |-> \"secp256r1\", key |-> \"none\"], cookie |-> %s]";
  private static final String NO_COOKIE = "[by |-> \"none\"]";
  private static final String SEALED = "[by |-> \"seal\", seal |-> \"key 1\", suite |-> \"a\"]";
  private static final String FORGED = "[by |-> \"seal\", seal |-> \"none\", suite |-> \"b\"]";

  @Test
  void serverThatKeepsNothingReadsAndSendsAsItWas() {
    assertThat(
            RunDiagram.text(
                List.of(
                    state("", "sealer", "[now |-> 0]"),
                    state("", "sealer", "[now |-> 0]", "toServer", hello(NO_COOKIE)),
                    state("", "sealer", "[now |-> 0]", "toClient", retry(SEALED)),
                    state("TimePasses", "sealer", "[now |-> 1]", "toClient", retry(SEALED)),
                    state(
                        "",
                        "sealer",
                        "[now |-> 1]",
                        "toClient",
                        retry(SEALED),
                        "toServer",
                        hello(FORGED)),
                    state(
                        "",
                        "sealer",
                        "[now |-> 1]",
                        "toClient",
                        retry(SEALED),
                        "server",
                        aborted()))))
        .isEqualTo(
            """
                  Client (hostile)                                        Server
                          |                                                  | START
                          |-- ClientHello ---------------------------------->|
                          |   groups x25519, secp256r1                       |
                          |<---------------------------- HelloRetryRequest --| START
                          |   cookie sealed by key 1; share secp256r1        |
                          |   TimePasses                                     |
                          |   sealer.now 1                                   |
                          |-- ClientHello ---------------------------------->|
                          |   cookie.seal none; cookie.suite b               |
                          |<---------------------- alert illegal_parameter --| ABORTED
                          |   CK-06 CookieOpens                              |
            """);
  }

  @Test
  void whatHappensOnTheWayIsNoArrowOfAPeer() {
    String stripped = "<<" + HELLO.formatted(NO_COOKIE).replace("\"x25519\", ", "") + ">>";
    assertThat(
            RunDiagram.text(
                List.of(
                    state("", "toServer", hello(NO_COOKIE)),
                    state("AttackerAlters", "toServer", stripped),
                    state("AttackerDrops"),
                    state("AttackerInjects", "toClient", retry(NO_COOKIE)))))
        .endsWith(
            """
                          |   AttackerAlters, to the server                  |
                          |   ClientHello.groups without x25519              |
                          |   AttackerDrops, to the server                   |
                          |   without ClientHello                            |
                          |   AttackerInjects, to the client                 |
                          |   with HelloRetryRequest; share secp256r1        |
            """);
  }

  @Test
  void sessionsAreNamedWhereThereAreTwo() {
    Map<String, TlaValue> before = sessions("START", "<<>>");
    Map<String, TlaValue> after = sessions("WAIT_SH", hello(NO_COOKIE));

    assertThat(RunDiagram.text(List.of(new Moment("", before), new Moment("", after))))
        .contains("WAIT_SH |-- two: ClientHello ----")
        .doesNotContain("one: ");
  }

  @Test
  void recordThatIsPutInIsReadAtOnce() {
    String before = "[by |-> \"nobody\", record |-> " + record("change_cipher_spec", 1) + "]";
    String read = "[by |-> \"server\", record |-> " + record("alert", 300) + "]";

    assertThat(
            RunDiagram.text(
                List.of(
                    state("", "meddled", "0", "read", before),
                    state("MiddleSendsToServer", "meddled", "1", "read", read))))
        .endsWith(
            """
                          |   somebody puts in alert                         |
                          |   length 300                                     |
                          |   reads alert                                    | START
            """);
  }

  @Test
  void runWithoutPeersCannotBeDrawn() {
    assertThat(RunDiagram.isPossible(List.of(state("")))).isTrue();
    assertThat(RunDiagram.isPossible(List.of(new Moment("", sessions("START", "<<>>"))))).isTrue();
    assertThat(RunDiagram.isPossible(List.of(new Moment("", Map.of("x", TlaValue.of(1))))))
        .isFalse();
  }

  private static String hello(String cookie) {
    return "<<" + HELLO.formatted(cookie) + ">>";
  }

  private static String retry(String cookie) {
    return "<<" + RETRY.formatted(cookie) + ">>";
  }

  private static String aborted() {
    return "[state |-> \"ABORTED\", rule |-> \"CookieOpens\", alert |-> \"illegal_parameter\"]";
  }

  private static String record(String type, int length) {
    return "[type |-> \"%s\", version |-> \"TLS 1.2\", length |-> %d, key |-> \"clear\", "
            .formatted(type, length)
        + "inside |-> \"none\", body |-> \"none\", pieces |-> <<>>]";
  }

  /** Makes a state of a hostile client and a server, with other values than the usual ones. */
  private static Moment state(String action, String... namesAndTexts) {
    Map<String, TlaValue> variables = new LinkedHashMap<>();
    variables.put("client", PeerProjection.HOSTILE);
    variables.put(
        "server", TlaReader.value("[state |-> \"START\", rule |-> \"none\", alert |-> \"none\"]"));
    variables.put("toServer", Tla.EMPTY);
    variables.put("toClient", Tla.EMPTY);
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      variables.put(namesAndTexts[i], TlaReader.value(namesAndTexts[i + 1]));
    }
    return new Moment(action, variables);
  }

  /** Makes a state of two sessions, of which the second has moved. */
  private static Map<String, TlaValue> sessions(String state, String toServer) {
    String idle = "[state |-> \"START\"]";
    return Map.of(
        "clients",
            TlaReader.value("[one |-> %s, two |-> [state |-> \"%s\"]]".formatted(idle, state)),
        "servers", TlaReader.value("[one |-> %s, two |-> %s]".formatted(idle, idle)),
        "toServer", TlaReader.value("[one |-> <<>>, two |-> %s]".formatted(toServer)),
        "toClient", TlaReader.value("[one |-> <<>>, two |-> <<>>]"));
  }
}
