package helloagain.vectors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Reads the published files. */
final class Published {
  /** Tests run in the folder of their module. */
  static final Path FOLDER = Path.of("..", "vectors");

  private Published() {}

  static VectorSet set(VectorSource source) {
    try {
      return VectorStore.read(VectorStore.file(FOLDER, source));
    } catch (IOException e) {
      throw new UncheckedIOException("a published file", e);
    }
  }
}
