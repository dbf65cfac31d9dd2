package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import helloagain.rule.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
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

  @Test
  void testsThatHoldARuleAreThere() throws IOException {
    List<String> named =
        Survivor.ofProject().stream()
            .filter(survivor -> survivor.why().equals(Survivor.TESTED))
            .flatMap(survivor -> survivor.by().stream())
            .toList();
    assertThat(named).isNotEmpty();
    for (String test : named) {
      assertThat(isTest(test)).as(test).isTrue();
    }
    assertThat(isTest("StatelessServerTests#nothingOfTheKind")).isFalse();
    assertThat(isTest("NoSuchTests#nothingOfTheKind")).isFalse();
  }

  /** Looks for a method with an annotation of a test, in the sources of all modules. */
  private static boolean isTest(String name) throws IOException {
    String type = name.substring(0, name.indexOf('#'));
    Pattern method =
        Pattern.compile("@Test\\s+void " + name.substring(type.length() + 1) + "\\(\\)");
    Path root =
        Objects.requireNonNull(SourceTree.file("spec/" + Survivor.FILE).toAbsolutePath())
            .resolve("../..")
            .normalize();
    try (Stream<Path> files =
        Files.find(
            root,
            9,
            (file, attributes) ->
                file.endsWith(type + ".java") && file.toString().contains("src/test/java"))) {
      for (Path file : files.toList()) {
        if (method.matcher(Files.readString(file)).find()) {
          return true;
        }
      }
    }
    return false;
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
        "DG-05,client,replay,tested,,It is refused by another rule.\n",
        "DG-05,client,spec,tested,ATests#b,It is refused by another rule.\n",
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
        "P02,title,exchange,verdict,MutantRetryChangesHello,,,\n",
        "P01,title,exchange,verdict,,,,\n",
        "P01,title,exchange,verdict,MutantRetryChangesHello,,later,\n",
        "P01,title,exchange,verdict,MutantRetryChangesHello,,,\n"
      })
  void tableThatLacksAPatternIsRefused(String row) {
    assertThatThrownBy(
            () ->
                DefectPattern.parse(
                    "table.csv",
                    "pattern,title,exchange,verdict,mutants,scope,order,untold\n" + row))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("table.csv");
  }
}
