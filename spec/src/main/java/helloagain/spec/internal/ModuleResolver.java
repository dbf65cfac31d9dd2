package helloagain.spec.internal;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import util.FilenameToStream;

/**
 * Finds modules in one folder, and TLC's standard modules in its jar.
 *
 * <p>TLC's own resolver unpacks the standard modules under fixed names into the shared temporary
 * folder, where two JVMs disturb each other.
 */
final class ModuleResolver implements FilenameToStream {
  private static final String STANDARD = "tla2sany/StandardModules/";

  private final Path folder;
  private final Set<String> standard = ConcurrentHashMap.newKeySet();

  ModuleResolver(Path folder) {
    this.folder = folder;
  }

  @Override
  public File resolve(String name, boolean isModule) {
    String file =
        Path.of(isModule && !name.endsWith(".tla") ? name + ".tla" : name).getFileName() + "";
    Path path = folder.resolve(file);
    if (!Files.exists(path)) {
      URL url = getClass().getClassLoader().getResource(STANDARD + file);
      if (url != null) {
        unpack(url, path);
        standard.add(file);
      }
    }
    // TLC asks the returned file whether it exists.
    return new TLAFile(path.toString(), standard.contains(file), this);
  }

  /**
   * Copies from a jar of its own. The one that connections share is closed together with any class
   * loader that has read from it, and {@code getResourceAsStream} then finds nothing.
   */
  private static void unpack(URL url, Path path) {
    try {
      URLConnection connection = url.openConnection();
      connection.setUseCaches(false);
      try (InputStream in = connection.getInputStream()) {
        Files.copy(in, path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String getFullPath() {
    return folder.toString();
  }

  @Override
  public boolean isStandardModule(String module) {
    return standard.contains(module + ".tla");
  }
}
