package helloagain.refinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Trace files of whole handshakes. */
class FlightTraceFileTests {
  private static final RecordedHandshake RETRIED =
      RecordedHandshake.of(RecordedHandshake.retried());
  private static final RecordedHandshake EARLY =
      RecordedHandshake.of(RecordedHandshake.early(true));

  @Test
  void wholeHandshakeComesBackAsItWasAndReplays() {
    for (Trace trace :
        List.of(RETRIED.client(), RETRIED.server(), EARLY.client(), EARLY.server())) {
      String json = TraceFile.toJson(trace);
      Trace again = TraceFile.parse(json, "whole.json");

      assertThat(json).contains("\"format\": \"hello-again-trace/2\"");
      assertThat(again).isEqualTo(trace);
      Verdict verdict = Replay.replay(Models.REPLAY, Reference.HELLO_AGAIN, again);
      assertThat(verdict.agrees()).isTrue();
      assertThat(verdict.flightSteps()).isGreaterThan(5);
    }
  }

  @Test
  void everySettingComesBackAsItWas() {
    FlightSetup.OfServer flight = (FlightSetup.OfServer) RETRIED.server().flight().orElseThrow();
    Trace other =
        new Trace(
            "",
            Optional.empty(),
            RETRIED.server().server(),
            Optional.of(
                new FlightSetup.OfServer(
                    Optional.empty(),
                    Optional.of(AlertDescription.CERTIFICATE_EXPIRED),
                    flight.authentication(),
                    flight.schemes(),
                    true)),
            List.of(new Move.ClientSends(new Payload.Data(true)), new Move.ServerSendsData()));

    assertThat(TraceFile.parse(TraceFile.toJson(other), "other.json")).isEqualTo(other);
  }

  @Test
  void privateKeyIsNowhereInATrace() {
    assertThat(TraceFile.toJson(RETRIED.server()))
        .contains("\"chain\": [\"3082", "\"signature\": \"30")
        .doesNotContain("\"key\"");
  }

  @Test
  void oldFormatHasNoFlightAndNoMovesOfOne() {
    String old = "\"hello-again-trace/1\"";
    String whole = TraceFile.toJson(RETRIED.client()).replace("\"hello-again-trace/2\"", old);

    assertRefused(whole, "flight: there is no such field");
    assertRefused(
        whole.replaceFirst("(?s)\"flight\": \\{.*?\\n  \\},\n", "").replaceFirst("flight", ""),
        "\"ClientSendsData\"; expected \"ClientStarts\"");
  }

  @Test
  void whatIsWrongWithAFlightIsSaidInOneLineWithItsPlace() {
    String client = TraceFile.toJson(RETRIED.client());
    String server = TraceFile.toJson(RETRIED.server());
    assertRefused(
        client.replaceFirst("\"distrust\": null", "\"distrust\": \"nobody\""),
        "flight.distrust: \"nobody\"; expected the name of an alert such as unknown_ca");
    assertRefused(
        client.replaceFirst("\"distrust\": null", "\"schemes\": []"),
        "flight.schemes: there is no such field; expected one of proof, distrust");
    assertRefused(
        server.replaceFirst("\"authentication\": \"required\"", "\"authentication\": \"yes\""),
        "flight.authentication: \"yes\"; expected \"none\", \"optional\" or \"required\"");
    assertRefused(
        server.replaceFirst("\"schemes\": \\[[^]]*\\]", "\"schemes\": []"),
        "flight: a certificate is asked for without a scheme; expected \"schemes\" beside it");
    assertRefused(
        server.replaceFirst("\"chain\": \\[\"3082", "\"chain\": [\"3182"),
        "flight.proof.chain: not readable");
    assertRefused(
        client.replaceFirst("\"data\": \"application\"", "\"data\": \"late\""),
        "data: \"late\"; expected \"application\" or \"early\"");
    assertRefused(
        client.replaceFirst("(?s)\"flight\": \\{.*?\\n  \\},\n", ""),
        "flight: this field is missing");
    assertRefused(
        client.replaceFirst(
            "\"server\": null",
            "\"server\": {\"groups\": [\"x25519\"], \"suites\": [\"TLS_AES_128_GCM_SHA256\"],"
                + " \"take\": \"shared\"}"),
        "flight: client and server keep the rules");
  }

  @Test
  void moveThatIsNotPossibleIsNamed() {
    List<Move> moves = new ArrayList<>(RETRIED.server().moves());
    moves.add(0, new Move.ServerSendsFlight());
    Trace trace =
        new Trace(
            "", Optional.empty(), RETRIED.server().server(), RETRIED.server().flight(), moves);

    assertThatThrownBy(() -> Replay.replay(Models.REPLAY, Reference.HELLO_AGAIN, trace))
        .hasMessage("move 1 (ServerSendsFlight) is not possible here");
  }

  @Test
  void flightIsThatOfTheOnePeerThatKeepsTheRules() {
    assertThatThrownBy(
            () ->
                new Trace(
                    "",
                    Optional.empty(),
                    RETRIED.server().server(),
                    RETRIED.client().flight(),
                    List.of()))
        .hasMessageContaining("one peer");
    assertThatThrownBy(() -> new Proof(List.of(), Bytes.EMPTY))
        .hasMessageContaining("without a certificate");
  }

  private static void assertRefused(String json, String complaint) {
    assertThatThrownBy(() -> TraceFile.parse(json, "whole.json"))
        .isInstanceOf(TraceFormatException.class)
        .hasMessageContaining(complaint)
        .hasMessageMatching("(?s)whole.json:[0-9]+:[0-9]+: .*; expected .*")
        .hasMessageNotContaining("\n");
  }
}
