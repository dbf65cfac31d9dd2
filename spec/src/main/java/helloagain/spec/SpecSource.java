package helloagain.spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Holds a flat set of modules and configurations: the {@code .tla} and {@code .cfg} files by name.
 */
public final class SpecSource {
  private final Map<String, byte[]> files;

  private SpecSource(Map<String, byte[]> files) {
    this.files = files;
  }

  /** Reads the project's own modules and models, the class path folder {@code tla/}. */
  public static SpecSource project() {
    return classPath("tla/");
  }

  /** Reads a class path folder, as this class's own loader sees it. */
  public static SpecSource classPath(String folder) {
    return classPath(SpecSource.class.getClassLoader(), folder);
  }

  /**
   * Reads a class path folder; where several entries of the class path have it, all of them, the
   * first one winning.
   *
   * @param folder the folder, ending in a slash
   * @throws SpecException if it holds no module
   */
  public static SpecSource classPath(ClassLoader loader, String folder) {
    TreeMap<String, byte[]> files = new TreeMap<>();
    try {
      for (URL url : Collections.list(loader.getResources(folder))) {
        if (url.openConnection() instanceof JarURLConnection connection) {
          // A jar of its own, not the shared one, which somebody else may close.
          connection.setUseCaches(false);
          try (JarFile jar = connection.getJarFile()) {
            readJar(jar, folder, files);
          }
        } else if ("file".equals(url.getProtocol())) {
          readFolder(Path.of(toUri(url)), files);
        }
      }
    } catch (IOException e) {
      throw new SpecException("cannot read the class path folder " + folder, e);
    }
    return checked(files, "the class path folder " + folder);
  }

  /**
   * Reads a folder.
   *
   * @throws SpecException if it cannot be read or holds no module
   */
  public static SpecSource folder(Path folder) {
    TreeMap<String, byte[]> files = new TreeMap<>();
    try {
      readFolder(folder, files);
    } catch (IOException e) {
      throw new SpecException("cannot read the folder " + folder, e);
    }
    return checked(files, "the folder " + folder);
  }

  /**
   * Returns this set with one file added or replaced, such as a generated configuration.
   *
   * @param name the file's name with its ending, {@code .tla} or {@code .cfg}
   */
  public SpecSource with(String name, String text) {
    if (!isSpecFile(name)) {
      throw new IllegalArgumentException("neither a module nor a configuration: " + name);
    }
    Map<String, byte[]> changed = new HashMap<>(files);
    changed.put(name, text.getBytes(StandardCharsets.UTF_8));
    return new SpecSource(changed);
  }

  /** Returns the names of the files, with their endings, in order. */
  public Set<String> names() {
    return Collections.unmodifiableSet(new TreeSet<>(files.keySet()));
  }

  /** Tells whether there is a file of that name. */
  public boolean has(String name) {
    return files.containsKey(name);
  }

  /**
   * Returns the text of a file.
   *
   * @throws SpecException if there is no file of that name
   */
  public String text(String name) {
    byte[] octets = files.get(name);
    if (octets == null) {
      throw new SpecException("there is no file " + name);
    }
    return new String(octets, StandardCharsets.UTF_8);
  }

  /** Writes all files to an existing folder. */
  void writeTo(Path folder) {
    try {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Files.write(folder.resolve(file.getKey()), file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Checks that a module and a configuration are there. */
  void require(String module, String config) {
    for (String name : new String[] {module + ".tla", config + ".cfg"}) {
      if (!has(name)) {
        throw new SpecException("there is no file " + name);
      }
    }
  }

  private static SpecSource checked(Map<String, byte[]> files, String where) {
    if (files.keySet().stream().noneMatch(name -> name.endsWith(".tla"))) {
      throw new SpecException("there is no TLA+ module in " + where);
    }
    return new SpecSource(files);
  }

  private static void readFolder(Path folder, Map<String, byte[]> files) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.toList()) {
        String name = entry.getFileName().toString();
        if (isSpecFile(name) && Files.isRegularFile(entry)) {
          files.putIfAbsent(name, Files.readAllBytes(entry));
        }
      }
    }
  }

  private static void readJar(JarFile jar, String folder, Map<String, byte[]> files)
      throws IOException {
    for (var entry : Collections.list(jar.entries())) {
      String path = entry.getName();
      if (path.startsWith(folder) && path.indexOf('/', folder.length()) < 0 && isSpecFile(path)) {
        try (InputStream in = jar.getInputStream(entry)) {
          files.putIfAbsent(path.substring(folder.length()), in.readAllBytes());
        }
      }
    }
  }

  private static boolean isSpecFile(String name) {
    return name.endsWith(".tla") || name.endsWith(".cfg");
  }

  private static URI toUri(URL url) {
    try {
      return url.toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class path entry without a proper address: " + url, e);
    }
  }
}
