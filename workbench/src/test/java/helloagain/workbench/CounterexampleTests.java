package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages of {@code spec/counterexamples} as they are kept. */
final class CounterexampleTests {
  /**
   * More than that, and it is no page that anybody reads; two runs of Figure 2 take nearly as much.
   */
  private static final int LONGEST = 130;

  private static final int WIDTH = 100;

  @Test
  void eachPageIsShort() throws IOException {
    for (Path page : pages()) {
      assertThat(Files.readAllLines(page)).as(page.toString()).hasSizeLessThanOrEqualTo(LONGEST);
    }
  }

  @Test
  void eachPageHasARunAPropertyAndAClause() throws IOException {
    for (Path page : pages()) {
      assertThat(Files.readString(page))
          .as(page.toString())
          .containsPattern("(?s)\\A# [A-Z0-9]+-\\d+.*")
          .containsPattern("RFC\\s\\d{4}")
          .containsPattern("(?m)^```\\n +Client.* Server.*\\n")
          .containsPattern("Violated:\\s`\\w+`\\s\\(TLC\\sends\\swith\\s1[23]\\)\\.");
    }
  }

  @Test
  void eachDiagramFitsItsPage() throws IOException {
    for (Path page : pages()) {
      assertThat(Files.readAllLines(page))
          .as(page.toString())
          .filteredOn(line -> line.contains(" |"))
          .filteredOn(line -> !line.startsWith("|"))
          .isNotEmpty()
          .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(WIDTH));
    }
  }

  @Test
  void indexNamesEachPage() throws IOException {
    String index = Files.readString(folder().resolve(CounterexamplePages.INDEX));
    assertThat(pages()).hasSizeGreaterThan(50);
    for (Path page : pages()) {
      assertThat(index).contains("](" + page.getFileName() + ")");
    }
  }

  private static Path folder() {
    return SourceTree.file(CounterexamplePages.FOLDER + "/" + CounterexamplePages.INDEX)
        .toAbsolutePath()
        .resolveSibling("");
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !file.endsWith(CounterexamplePages.INDEX))
          .sorted()
          .toList();
    }
  }
}
