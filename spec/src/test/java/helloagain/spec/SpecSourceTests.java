package helloagain.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecSourceTests {
  @TempDir Path folder;

  @Test
  void classPathFolderHoldsModulesAndConfigurations() {
    assertThat(Toys.SOURCE.names()).contains("Mill.tla", "Mill.cfg", "Clock.tla");
  }

  @Test
  void jarIsReadLikeAFolder() throws IOException {
    Path jar = folder.resolve("a jar.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : new String[] {"tla/", "tla/A.tla", "tla/deeper/B.tla", "C.tla"}) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(name.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      SpecSource source = SpecSource.classPath(loader, "tla/");
      assertThat(source.names()).containsExactly("A.tla");
      assertThat(source.text("A.tla")).isEqualTo("tla/A.tla");
    }
  }

  @Test
  void folderIsRead() throws IOException {
    Files.writeString(folder.resolve("A.tla"), "a");
    Files.writeString(folder.resolve("note.txt"), "b");
    assertThat(SpecSource.folder(folder).names()).containsExactly("A.tla");
  }

  @Test
  void folderWithoutAModuleIsRefused() {
    assertThatThrownBy(() -> SpecSource.folder(folder))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("no TLA+ module");
    assertThatThrownBy(() -> SpecSource.folder(folder.resolve("none")))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("cannot read");
    assertThatThrownBy(() -> SpecSource.classPath("nowhere/")).isInstanceOf(SpecException.class);
  }

  @Test
  void addedFileDoesNotChangeTheOriginal() {
    SpecSource changed = Toys.SOURCE.with("New.cfg", "INIT I");
    assertThat(changed.text("New.cfg")).isEqualTo("INIT I");
    assertThat(Toys.SOURCE.has("New.cfg")).isFalse();
    assertThatThrownBy(() -> changed.with("../x.txt", ""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
