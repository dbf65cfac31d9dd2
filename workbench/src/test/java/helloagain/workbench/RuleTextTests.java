package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.workbench.TlaOperators.Header;
import helloagain.workbench.TlaOperators.Operator;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleTextTests {
  @Test
  void rangeStandsForAllItsIds() {
    assertThat(RuleText.ids("KV-01 to KV-03, HY-07; not SHA-256"))
        .containsExactly("KV-01", "KV-02", "KV-03", "HY-07");
  }

  @Test
  void idsBeginALineUpToTheFirstOtherWord() {
    assertThat(RuleText.leadingIds("NEG-03, CK-01 and HRR-19: as CH-02 says"))
        .containsExactly("NEG-03", "CK-01", "HRR-19");
    assertThat(RuleText.leadingIds("as CH-02 says")).isEmpty();
  }

  @Test
  void operatorHasTheIdsOfTheCommentDirectlyAboveIt() {
    TlaOperators operators =
        TlaOperators.of(
            Map.of(
                "spec/Some.tla",
                """
                \\* CH-01: not of what follows the empty line.

                \\* GR-09 . RFC 8701, 3.1 . client . MUST (also CH-02)
                \\* GR-11: and this.
                Rule(m) == m
                (* OtherRule KV-01, FF-04 is decided elsewhere. *)
                Plain == 1
                """));

    Operator rule = operators.of("Rule", "GR-11").orElseThrow();
    assertThat(rule.line()).isEqualTo(5);
    assertThat(rule.header()).contains(new Header("GR-09", "RFC 8701 3.1", "client", "MUST"));
    assertThat(rule.leadingIds()).containsExactly("GR-09", "GR-11");
    assertThat(rule.ids()).containsExactly("GR-09", "CH-02", "GR-11");
    assertThat(operators.of("OtherRule", "FF-04").orElseThrow().ids())
        .containsExactly("KV-01", "FF-04");
    assertThat(operators.of("Plain", "CH-01").orElseThrow().ids()).isEmpty();
    assertThat(operators.named("Nothing")).isEmpty();
  }
}
