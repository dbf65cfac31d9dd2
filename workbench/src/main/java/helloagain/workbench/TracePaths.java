package helloagain.workbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds the trace files that a command line names. */
final class TracePaths {
  private TracePaths() {}

  /**
   * Returns the files; a folder stands for all {@code *.json} in it, by name.
   *
   * @throws UserError if a folder has none
   */
  static List<Path> files(List<Path> named) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : named) {
      if (Files.isDirectory(path)) {
        files.addAll(ofFolder(path));
      } else {
        files.add(path);
      }
    }
    return files;
  }

  private static List<Path> ofFolder(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> files =
          entries
              .filter(file -> file.toString().endsWith(".json") && Files.isRegularFile(file))
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw UserError.unusable(folder + ": there is no trace file (*.json) in this folder");
      }
      return files;
    }
  }
}
