package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import helloagain.rule.Profile;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class EqualCommandTests {
  @Test
  void equalWorldIsExitCodeZeroAndHasTheStatesThatTlcCounts() throws IOException {
    CommandRun run =
        CommandRun.of("equal", "Stateless", "StatelessLossy", "--profile", "rfc8446", "--json");

    assertThat(run.exitCode()).isZero();
    JsonNode worlds = run.json().get("worlds");
    assertThat(worlds).hasSize(2);
    long edges = 0;
    for (JsonNode world : worlds) {
      World checked =
          WorldCatalog.ofProject()
              .select(
                  List.of(world.get("world").asText()), Set.of(Profile.RFC8446), World.Size.SMALL)
              .get(0);
      assertThat(world.get("profile").asText()).isEqualTo("rfc8446");
      assertThat(world.get("equal").asBoolean()).isTrue();
      assertThat(world.get("specStates").asLong()).isEqualTo(checked.states());
      assertThat(world.get("referenceStates").asLong()).isEqualTo(checked.states());
      assertThat(world.get("depth").asInt()).isEqualTo(checked.depth());
      // TLC counts a step again that leads to the same state in another way.
      assertThat(world.get("specEdges").asLong()).isBetween(1000L, checked.edges());
      assertThat(world.get("referenceEdges")).isEqualTo(world.get("specEdges"));
      assertThat(world.get("inclusionOnlyEdges").asLong()).isZero();
      assertThat(world.get("seconds").asDouble()).isPositive();
      assertThat(world.get("tlcSeconds").asDouble()).isPositive();
      assertThat(world.get("difference").isNull()).isTrue();
      edges += world.get("specEdges").asLong();
    }
    assertThat(run.json().get("edges").asLong()).isEqualTo(edges);
    assertThat(run.json().get("verdict").asText()).isEqualTo("holds");
    assertThat(run.err()).containsPattern("hello: Stateless: equal after [\\d.]+ s\n");
  }

  @Test
  void brokenPeerPartsOnAShortestRunAndTheRuleIsNamed() throws IOException {
    CommandRun run =
        CommandRun.of(
            "equal", "Resumption", "--profile", "rfc8446", "--broken", "CLIENT_CHANGES_RANDOM");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains(
            "\nResumption differs after 2 steps: CH2-10 SecondHelloRepeatsFirst (section 4.1.2)\n",
            "WAIT_SH |-- ClientHello",
            "\n  only the specification: ClientRetries: client.state = \"WAIT_SH_AGAIN\"\n",
            "\n  only the reference: ClientRetries: client.second.random is \"other\", not")
        .containsPattern("Resumption +27,244 +30,376 +6 +[\\d.]+ +[\\d.]+ +differs\n");
    assertThat(run.fitsTheScreen()).isTrue();
  }

  @Test
  void flightThatIsBrokenIsFoundByItsName() throws IOException {
    CommandRun run =
        CommandRun.of(
            "equal",
            "Figure2",
            "--profile",
            "rfc8446",
            "--broken",
            "SERVER_OMITS_CERTIFICATE_VERIFY",
            "--json");

    assertThat(run.exitCode()).isEqualTo(1);
    JsonNode difference = run.json().get("worlds").get(0).get("difference");
    assertThat(difference.get("onlySpecification").get(0).asText())
        .startsWith("ServerSendsFlight: ");
  }

  @Test
  void ruleThatIsNotCheckedIsInTheJson() throws IOException {
    CommandRun run =
        CommandRun.of(
            "equal", "StatelessLossy", "--profile", "rfc9846", "--broken", "CK-06", "--json");

    assertThat(run.exitCode()).isEqualTo(1);
    JsonNode difference = run.json().get("worlds").get(0).get("difference");
    assertThat(difference.get("rule").asText()).isEqualTo("CK-06");
    assertThat(difference.get("section").asText()).isEqualTo("4.2.2");
    assertThat(difference.get("actions").get(0).asText()).isEqualTo("ClientSendsFirstHello");
    assertThat(difference.get("onlySpecification").get(0).asText()).startsWith("StatelessAborts: ");
    assertThat(run.json().get("verdict").asText()).isEqualTo("violated");
  }

  @Test
  void ruleOfAFlightThatIsNotCheckedIsFound() throws IOException {
    CommandRun run =
        CommandRun.of(
            "equal",
            "Figure2HostileClient",
            "--profile",
            "rfc8446",
            "--broken",
            "FIN-01",
            "--json");

    assertThat(run.exitCode()).isEqualTo(1);
    JsonNode difference = run.json().get("worlds").get(0).get("difference");
    assertThat(difference.get("rule").asText()).isEqualTo("FIN-01");
    assertThat(difference.get("section").asText()).isEqualTo("4.4.4");
  }

  @Test
  void unknownWorldRuleOrPeerIsExitCodeTwo() {
    CommandRun world = CommandRun.of("equal", "Nowhere");
    assertThat(world.exitCode()).isEqualTo(2);
    assertThat(world.err())
        .startsWith("hello: there is no world Nowhere to compare; there are Honest, ");

    CommandRun rule = CommandRun.of("equal", "Stateless", "--broken", "CLIENT_SINGS");
    assertThat(rule.exitCode()).isEqualTo(2);
    assertThat(rule.err()).startsWith("hello: there is no rule 'CLIENT_SINGS'");

    CommandRun record = CommandRun.of("equal", "Stateless", "--broken", "REC-07");
    assertThat(record.exitCode()).isEqualTo(2);
    assertThat(record.err()).contains("(RecordFits) judges records");
  }
}
