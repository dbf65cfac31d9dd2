package helloagain.workbench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes files as a whole or not at all. */
final class WholeFiles {
  private WholeFiles() {}

  /** Writes one file; one of that name is replaced. */
  static void write(Path file, String text) throws IOException {
    write(Map.of(file, text));
  }

  /** Writes several files; none is replaced before all of them are on the disk. */
  static void write(Map<Path, String> texts) throws IOException {
    Map<Path, byte[]> octets = new LinkedHashMap<>();
    texts.forEach((file, text) -> octets.put(file, text.getBytes(StandardCharsets.UTF_8)));
    writeOctets(octets);
  }

  /** Writes several files; none is replaced before all of them are on the disk. */
  static void writeOctets(Map<Path, byte[]> contents) throws IOException {
    Map<Path, Path> next = new LinkedHashMap<>();
    try {
      for (Map.Entry<Path, byte[]> content : contents.entrySet()) {
        Path file = content.getKey();
        // Not a temporary file of the system, which nobody else could read.
        Path beside = file.resolveSibling(file.getFileName() + ".next");
        next.put(beside, file);
        Files.write(beside, content.getValue());
      }
      for (Map.Entry<Path, Path> written : next.entrySet()) {
        Files.move(
            written.getKey(),
            written.getValue(),
            StandardCopyOption.REPLACE_EXISTING,
            StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      for (Path left : next.keySet()) {
        Files.deleteIfExists(left);
      }
    }
  }
}
