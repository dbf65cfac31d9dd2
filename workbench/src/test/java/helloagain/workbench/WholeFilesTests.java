package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WholeFilesTests {
  @TempDir private Path folder;

  @Test
  void filesAreReplacedAndNothingElseStays() throws IOException {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    Files.writeString(one, "before");

    WholeFiles.write(Map.of(one, "after", two, "new"));

    assertThat(one).hasContent("after");
    assertThat(two).hasContent("new");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(one, two);
    }
  }

  @Test
  void noneIsReplacedWhenOneCannotBeWritten() throws IOException {
    Path one = folder.resolve("one");
    Files.writeString(one, "before");
    Map<Path, String> texts = new LinkedHashMap<>();
    texts.put(one, "after");
    texts.put(folder.resolve("missing").resolve("two"), "new");

    assertThatThrownBy(() -> WholeFiles.write(texts)).isInstanceOf(IOException.class);

    assertThat(one).hasContent("before");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(one);
    }
  }
}
