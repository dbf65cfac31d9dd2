package helloagain.spec.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tla2sany.st.Location;

/** Keeps the text of the modules, to show the parts that TLC points at. */
final class SourceText {
  private final Map<String, List<String>> linesByModule = new HashMap<>();

  /** Reads all modules of a folder. */
  SourceText(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".tla")) {
          linesByModule.put(name.substring(0, name.length() - 4), Files.readAllLines(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the text of a place on one line, without comments. */
  String of(Location place) {
    List<String> lines = linesByModule.getOrDefault(place.source(), List.of());
    if (place.beginLine() < 1 || place.endLine() > lines.size()) {
      return place.toString();
    }
    StringBuilder text = new StringBuilder();
    for (int number = place.beginLine(); number <= place.endLine(); number++) {
      String line = lines.get(number - 1);
      int from = number == place.beginLine() ? place.beginColumn() - 1 : 0;
      int to = number == place.endLine() ? place.endColumn() : line.length();
      text.append(line, from, to).append('\n');
    }
    return text.toString()
        .replaceAll("\\\\\\*.*", "")
        .replaceAll("(?s)\\(\\*.*?\\*\\)", "")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
