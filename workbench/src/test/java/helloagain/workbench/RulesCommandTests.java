package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesCommandTests {
  @Test
  void everyRuleIsListedWithTheCounts() throws Exception {
    CommandRun run = CommandRun.of("rules");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("415 rules: ").contains("HRR-07").contains("PAD-02");
    assertThat(run.fitsTheScreen()).isTrue();
    JsonNode json = CommandRun.of("rules", "--json").json();
    assertThat(json.get("total").asInt()).isEqualTo(415);
    assertThat(
            Stream.of("modelled", "wire", "crypto", "outside")
                .mapToInt(field -> json.get(field).asInt()))
        .allMatch(count -> count > 0)
        .satisfies(
            counts -> assertThat(counts.stream().mapToInt(Integer::intValue).sum()).isEqualTo(415));
    assertThat(json.get("rules")).hasSize(415);
  }

  @Test
  void oneRuleIsShownWhole() throws Exception {
    CommandRun run = CommandRun.of("rules", "hrr-07");

    assertThat(run.exitCode()).isZero();
    assertThat(run.fitsTheScreen()).isTrue();
    assertThat(run.out())
        .contains("binds         client MUST")
        .contains("RFC 8446      4.1.4")
        .contains("RFC 9846      4.2.4")
        .contains("alerts        illegal_parameter")
        .contains("check         Rule.RETRY_CHANGES_HELLO")
        .contains("MutantRetryChangesHello")
        .contains("NoOpRetryIsRefusedInv")
        .containsPattern("operator +RetryChangesHello, spec/Rulebook.tla:\\d+");
    JsonNode rule = CommandRun.of("rules", "HRR-07", "--json").json().get("rules").get(0);
    assertThat(rule.get("operators").get(0).get("name").asText()).isEqualTo("RetryChangesHello");
    assertThat(rule.get("mutants")).isNotEmpty();
    assertThat(rule.get("properties")).isNotEmpty();
  }

  @Test
  void filtersNarrowTheListTogether() throws Exception {
    assertThat(ids("--section", "4.1.4", "--who", "client", "--level", "MUST"))
        .contains("HRR-07", "HRR-08", "TR-05")
        .doesNotContain("HRR-11", "HRR-13", "KS-09");
    assertThat(ids("--section", "4.2")).contains("EXT-01", "KS-09").doesNotContain("HRR-07");
    assertThat(ids("--disposition", "outside")).contains("DG-01").doesNotContain("HRR-07");
    assertThat(ids("--profile", "rfc8446")).contains("VER-15").doesNotContain("VER-16");
    assertThat(ids("--profile", "rfc9846")).contains("VER-16").doesNotContain("VER-15");
    assertThat(ids("selected_group", "SHARED")).contains("HRR-20");
  }

  private static List<String> ids(String... filters) throws Exception {
    CommandRun run =
        CommandRun.of(
            Stream.concat(Stream.of("rules", "--json"), Stream.of(filters)).toArray(String[]::new));
    assertThat(run.exitCode()).isZero();
    return StreamSupport.stream(run.json().get("rules").spliterator(), false)
        .map(rule -> rule.get("id").asText())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HRR-77",
        "--section 99",
        "--disposition somewhere",
        "--who nobody",
        "--profile rfc5246",
        "no such words",
      })
  void whatMatchesNothingIsOneLine(String arguments) {
    CommandRun run =
        CommandRun.of(
            Stream.concat(Stream.of("rules"), Stream.of(arguments.split(" ", -1)))
                .toArray(String[]::new));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errLines()).hasSize(1);
  }
}
