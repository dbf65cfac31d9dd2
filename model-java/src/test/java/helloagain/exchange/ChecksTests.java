package helloagain.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.rule.Violation;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChecksTests {
  private static final Check KEPT =
      Check.of(
          Rule.MESSAGE_PARSES,
          () -> true,
          () -> {
            throw new AssertionError("no reason is needed");
          });
  private static final Check COMPRESSION =
      Check.fail(Rule.COMPRESSION_IS_NULL, () -> "legacy_compression_method is 1");
  private static final Check SUITE = Check.fail(Rule.SUITE_WAS_OFFERED, () -> "0x0a0a");
  private static final Check UNREACHED =
      () -> {
        throw new AssertionError("no further check is asked");
      };

  @Test
  void firstBrokenRuleDecides() {
    assertThat(Checks.first(List.of(KEPT, COMPRESSION, UNREACHED), Rule.all()))
        .contains(Violation.of(Rule.COMPRESSION_IS_NULL, "legacy_compression_method is 1"));
  }

  @Test
  void ruleThatIsNotEnforcedIsPassedOver() {
    Set<Rule> others = EnumSet.complementOf(EnumSet.of(Rule.COMPRESSION_IS_NULL));
    assertThat(Checks.first(List.of(COMPRESSION, SUITE, UNREACHED), others))
        .map(Violation::rule)
        .contains(Rule.SUITE_WAS_OFFERED);
    assertThat(Checks.first(List.of(COMPRESSION, SUITE), Set.of())).isEmpty();
  }

  @Test
  void allBrokenRulesComeInTheOrderOfTheChecks() {
    assertThat(Checks.all(List.of(SUITE, KEPT, COMPRESSION), Rule.all()))
        .extracting(Violation::rule)
        .containsExactly(Rule.SUITE_WAS_OFFERED, Rule.COMPRESSION_IS_NULL);
  }

  @Test
  void modelledRulesAndThoseOfRecordsAndFlightsAreApart() {
    assertThat(Rule.all()).containsExactly(Rule.values());
    assertThat(Rule.all()).filteredOn(rule -> !rule.isModelled()).hasSize(13 + 19 + 2);
    assertThat(Rule.mandatory())
        .doesNotContain(Rule.COOKIE_IS_RETURNED, Rule.RECORD_IS_NOT_INTERLEAVED)
        .contains(Rule.RETRY_COMES_ONCE, Rule.RECORD_FITS)
        .hasSize(Rule.values().length - 11);
    assertThat(Rule.mandatory(Profile.RFC9846))
        .contains(Rule.RETRY_LEGACY_VERSION_IS_TLS12)
        .hasSize(Rule.values().length - 10);
  }
}
