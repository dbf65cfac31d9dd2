package helloagain.workbench;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the source tree that this build of the command stands in. */
final class SourceTree {
  private SourceTree() {}

  /**
   * Returns a file of the source tree, or its name alone where there is no such tree.
   *
   * @param name the path from the project's root
   */
  static Path file(String name) {
    for (@Nullable Path folder = ownPath(); folder != null; folder = folder.getParent()) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    return Path.of(name);
  }

  private static Path ownPath() {
    try {
      return Path.of(SourceTree.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class path entry without a proper address", e);
    }
  }
}
