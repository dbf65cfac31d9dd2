package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import helloagain.rule.Rule;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KillTablesTests {
  private static final String HEADER = "rule,receiver,where,why,by,reason\n";

  @Test
  void survivorsOfTheProjectAreRules() {
    Set<String> ids = Stream.of(Rule.values()).map(Rule::id).collect(Collectors.toSet());
    assertThat(Survivor.ofProject())
        .isNotEmpty()
        .allSatisfy(survivor -> assertThat(ids).contains(survivor.rule()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DG-05,nobody,spec,redundant,VER-03,It is refused by another rule.\n",
        "DG-05,client,tests,redundant,VER-03,It is refused by another rule.\n",
        "DG-05,client,spec,boring,VER-03,It is refused by another rule.\n",
        "DG-05,client,spec,redundant,,It is refused by another rule.\n",
        "DG-05,client,spec,unobservable,VER-03,It is refused by another rule.\n",
        "DG-05,client,spec,redundant,VER-03,because\n",
        "DG-05,client\n",
        ""
      })
  void survivorWithoutAProperReasonIsRefused(String row) {
    assertThatThrownBy(() -> Survivor.parse("table.csv", HEADER + row))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("table.csv");
  }

  @Test
  void patternsOfTheProjectAreAllThere() {
    assertThat(DefectPattern.ofProject()).hasSize(DefectPattern.COUNT);
    assertThat(DefectPattern.ofProject())
        .allSatisfy(
            pattern -> {
              assertThat(pattern.title()).isNotBlank();
              assertThat(pattern.exchange()).isNotBlank();
              assertThat(pattern.verdict()).isNotBlank();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "P02,title,exchange,verdict,MutantRetryChangesHello,\n",
        "P01,title,exchange,verdict,,\n",
        "P01,title,exchange,verdict,MutantRetryChangesHello,\n"
      })
  void tableThatLacksAPatternIsRefused(String row) {
    assertThatThrownBy(
            () ->
                DefectPattern.parse(
                    "table.csv", "pattern,title,exchange,verdict,mutants,scope\n" + row))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("table.csv");
  }
}
