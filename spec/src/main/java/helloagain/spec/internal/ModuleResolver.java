package helloagain.spec.internal;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
      try (InputStream in = getClass().getClassLoader().getResourceAsStream(STANDARD + file)) {
        if (in != null) {
          Files.copy(in, path);
          standard.add(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    // TLC asks the returned file whether it exists.
    return new TLAFile(path.toString(), standard.contains(file), this);
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
