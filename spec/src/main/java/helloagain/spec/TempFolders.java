package helloagain.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Makes temporary folders and removes them, at the latest when the JVM ends. */
final class TempFolders {
  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> OPEN.forEach(TempFolders::erase)));
  }

  private TempFolders() {}

  static Path create() {
    try {
      Path folder = Files.createTempDirectory("hello-again-");
      OPEN.add(folder);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void remove(Path folder) {
    erase(folder);
    OPEN.remove(folder);
  }

  /** Leaves what cannot be removed: a process that is being ended may still write there. */
  private static void erase(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      return;
    }
  }
}
