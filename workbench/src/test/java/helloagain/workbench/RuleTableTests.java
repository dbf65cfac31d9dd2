package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import helloagain.rule.Rule;
import helloagain.workbench.RuleRow.Disposition;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds table, specification, reference and tests to each other, and sees each way to differ. */
class RuleTableTests {
  /** The groups of ids in their order, with the number of rules in each. */
  private static final String GROUPS =
      "MSG 5, NEG 9, CH 23, CH2 15, SH 15, DG 7, HRR 20, EXT 12, SV 17, CK 6, SA 2, SG 10, KS 21,"
          + " KV 6, PKM 6, ED 22, PSK 25, TR 11, EE 2, REC 24, CCS 7, ALERT 20, KEX 15, MTI 17,"
          + " INV 10, IMP 9, VER 16, FF 9, XC 4, GR 15, HY 15, PAD 2";

  private static final RuleSources PROJECT = RuleSources.ofProject();

  private static final RuleTable TABLE = RuleTable.ofProject();

  @Test
  void tableHasEveryRuleInItsPlace() {
    assertThat(TABLE.rows().stream().map(RuleRow::id))
        .containsExactlyElementsOf(
            Stream.of(GROUPS.split(", ", -1)).flatMap(RuleTableTests::ids).toList())
        .hasSize(397);
  }

  private static Stream<String> ids(String group) {
    String[] parts = group.split(" ", -1);
    return IntStream.rangeClosed(1, Integer.parseInt(parts[1]))
        .mapToObj(number -> String.format(Locale.ROOT, "%s-%02d", parts[0], number));
  }

  @Test
  void noRuleIsSilent() {
    assertThat(Stream.of(Disposition.values()).mapToLong(TABLE::count).sum()).isEqualTo(397);
    assertThat(Stream.of(Disposition.values())).allMatch(held -> TABLE.count(held) > 0);
    assertThat(RuleTable.projectText()).isEqualTo(PROJECT.table());
  }

  @Test
  void tableSpecificationReferenceAndTestsAgree() {
    assertThat(PROJECT.faults()).isEmpty();
  }

  /** One altered copy for each way in which they can differ. */
  @ParameterizedTest(name = "{3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "spec/Rulebook.tla | \\* HRR-08 . 4.1.4 | \\* HRR-08 . 4.1.3 | has section 4.1.3, the row",
        "spec/Rulebook.tla | \\* HRR-08 . 4.1.4 . client | \\* HRR-08 . 4.1.4 . server"
            + " | has receiver server MUST, the row 'client MUST'",
        "spec/Rulebook.tla | \\* HRR-08 . 4.1.4 | \\* HRR-09 . 4.1.4"
            + " | RetryComesOnce stands for HRR-09, whose row does not name it",
        "spec/Rulebook.tla | \\* HRR-08 . 4.1.4 | \\* HRR-77 . 4.1.4"
            + " | spec/Rulebook.tla mentions HRR-77, no row",
        "spec/Rulebook.tla | RetryComesOnce(earlierRetry) ==|RetryOnce(earlierRetry) =="
            + " | HRR-08: there is no operator RetryComesOnce",
        "spec/Server.tla | \\* HRR-20: | \\* HRR-19:"
            + " | HRR-20: the comment above RetryFor does not name it",
        "spec/Server.tla | \\* HRR-20: | \\* HRR-20, DG-01:"
            + " | RetryFor stands for DG-01, whose row does not name it",
        "spec/mutants/MutantNewRandom.cfg | CH2-09 | CH2-99"
            + " | spec/mutants/MutantNewRandom.cfg mentions CH2-99, no row",
        "model-java/src/main/java/helloagain/server/Choices.java | KS-13 | KS-12"
            + " | KS-13: the comment above Choices#group does not name it",
        "model-java/src/main/java/helloagain/server/Choices.java | boolean wantsRetry("
            + " | boolean retries( | NEG-03: there is no Choices#wantsRetry",
        "model-java/src/main/java/helloagain/server/Choices.java | HRR-19 | HRR-77"
            + " | Choices.java mentions HRR-77, no row",
        "model-java/src/main/java/helloagain/wire/HandshakeCodec.java | VectorForm SESSION_ID ="
            + " | VectorForm SESSION = | CH-20: there is no HandshakeCodec#SESSION_ID",
        "model-java/src/test/java/helloagain/wire/HandshakeCodecTests.java"
            + " | void extensionsTileTheBlock() | void extensionsTile()"
            + " | EXT-09: there is no test HandshakeCodecTests#extensionsTileTheBlock",
        "model-java/src/test/java/helloagain/wire/HandshakeCodecTests.java | @Tag(\"EXT-09\")"
            + " | @Tag(\"other\")"
            + " | EXT-09: the test HandshakeCodecTests#extensionsTileTheBlock is not tagged with it",
        "model-java/src/test/java/helloagain/wire/HandshakeCodecTests.java | @Tag(\"EXT-09\")"
            + " | @Tag(\"EXT-09\") @Tag(\"DG-01\")"
            + " | extensionsTileTheBlock is tagged with DG-01, whose row does not name it",
      })
  void disagreementIsFound(String file, String from, String to, String fault) {
    assertThat(PROJECT.with(file, from, to).faults())
        .anySatisfy(found -> assertThat(found).contains(fault));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "client MUST,RetryComesOnce | server MUST,RetryComesOnce | HRR-08: Rule has receiver",
        "RetryComesOnce,Rule.RETRY_COMES_ONCE | RetryChangesHello,Rule.RETRY_COMES_ONCE"
            + " | HRR-08: the row does not name RetryComesOnce",
        "RetryComesOnce,Rule.RETRY_COMES_ONCE | RetryComesOnce,ClientRules#retryComesOnce"
            + " | Rule.RETRY_COMES_ONCE is HRR-08, whose row does not name it",
        "HRR-08,4.1.4 | HRR-08,4.1.3 | HRR-08: Rule has section 4.1.4",
        "connection,Abort.,unexpected_message | connection,Abort.,illegal_parameter"
            + " | HRR-08: Rule has alerts",
      })
  void tableThatDisagreesIsFound(String from, String to, String fault) {
    assertThat(PROJECT.with(RuleTable.PROJECT_FILE, from, to).faults())
        .anySatisfy(found -> assertThat(found).contains(fault));
  }

  @Test
  void rowOfAConstantThatIsGoneIsFound() {
    assertThat(PROJECT.without(Rule.RETRY_COMES_ONCE).faults())
        .containsExactly("HRR-08: there is no Rule.RETRY_COMES_ONCE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "modelled,client MUST,RetryComesOnce,|,client MUST,RetryComesOnce,"
            + "|HRR-08: the disposition is",
        "modelled,client MUST,RetryComesOnce,|modelled,client MUST,,"
            + "|HRR-08: a modelled rule names an operator and a check",
        "modelled,client MUST,RetryComesOnce,|wire,client MUST,RetryComesOnce,"
            + "|HRR-08: a rule of wire names a check and a test",
        "modelled,client MUST,RetryComesOnce,|outside,client MUST,RetryComesOnce,"
            + "|HRR-08: a rule outside has a reason and nothing else",
        "HRR-08,4.1.4,4.2.4,MUST|HRR-08,4.1.4,4.2.4,must|HRR-08: the level is 'must'",
        "HRR-08,4.1.4|HRR-07,4.1.4|HRR-07: the id stands there already",
        "HRR-08,4.1.4|HRR-8,4.1.4|'HRR-8' is no id",
      })
  void tableThatSaysTooLittleIsNotRead(String from, String to, String fault) {
    String text = PROJECT.table();
    assertThat(text).contains(from);
    assertThatThrownBy(() -> RuleTable.parse("rules.csv", text.replace(from, to)))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("rules.csv:")
        .hasMessageContaining(fault);
  }

  @Test
  void whatIsNoTableIsNotRead() {
    String header = PROJECT.table().lines().findFirst().orElseThrow();
    for (String text :
        List.of("", "id,section\nHRR-08,4.1.4\n", header + "\n", header + "\nHRR-08,4.1.4\n")) {
      assertThatThrownBy(() -> RuleTable.parse("rules.csv", text))
          .as(text)
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith("rules.csv:");
    }
  }
}
