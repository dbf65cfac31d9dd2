package helloagain.spec;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Is a JVM that runs a program of TLC in a private temporary folder. Both end with this object, and
 * at the latest together with this JVM.
 */
final class TlcChild implements AutoCloseable {
  private static final String INTERNAL = "helloagain/spec/internal/";
  private static final List<String> GUARDS =
      List.of("ChildGuard.class", "EdgeCounter.class", "BoundSockets.class");
  private static final Map<Process, Path> RUNNING = new ConcurrentHashMap<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(TlcChild::end)));
  }

  private final Process process;
  private final Path folder;
  private final Thread reader;

  private TlcChild(Process process, Path folder, Consumer<String> lines) {
    this.process = process;
    this.folder = folder;
    this.reader = new Thread(() -> read(process, lines), "reader of TLC");
    reader.setDaemon(true);
    reader.start();
  }

  /** Makes the folder in which a child works; it has {@code modules}, which is the current one. */
  static Path folder() throws IOException {
    Path folder = TempFolders.create();
    Files.createDirectory(folder.resolve("modules"));
    Files.createDirectory(folder.resolve("tmp"));
    for (String guard : GUARDS) {
      copy(INTERNAL + guard, folder.resolve("guard"));
    }
    return folder;
  }

  /**
   * Starts it.
   *
   * @param folder where it works, as {@link #folder()} makes it; it is the child's from now on
   * @param jar the jar that holds TLC
   * @param options options of the JVM
   * @param program the class with the main method of TLC, and its arguments
   * @param lines receives what it prints, on a thread of its own
   */
  static TlcChild start(
      Path folder, Path jar, List<String> options, List<String> program, Consumer<String> lines)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseParallelGC");
    command.add("-Djava.awt.headless=true");
    // TLC unpacks its own modules under fixed names into the temporary folder.
    command.add("-Djava.io.tmpdir=" + folder.resolve("tmp"));
    command.addAll(options);
    command.add("-cp");
    command.add(jar.toAbsolutePath() + File.pathSeparator + folder.resolve("guard"));
    command.add((INTERNAL + "ChildGuard").replace('/', '.'));
    command.addAll(program);
    Process process =
        new ProcessBuilder(command)
            .directory(folder.resolve("modules").toFile())
            .redirectErrorStream(true)
            .start();
    RUNNING.put(process, folder);
    return new TlcChild(process, folder, lines);
  }

  /** Waits for its end, and for all that it printed, and returns its exit code. */
  int waitFor() throws InterruptedException {
    int code = process.waitFor();
    reader.join();
    return code;
  }

  /** Waits for its end and tells whether it came. */
  boolean ends(long milliseconds) throws InterruptedException {
    return process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
  }

  /** Ends it, waits until nothing writes to its folder any more, and removes that. */
  @Override
  public void close() {
    end(process, folder);
    RUNNING.remove(process);
  }

  private static void end(Process process, Path folder) {
    if (process.isAlive()) {
      process.destroyForcibly().onExit().join();
    }
    TempFolders.remove(folder);
  }

  private static void read(Process process, Consumer<String> lines) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (@Nullable String line = in.readLine(); line != null; line = in.readLine()) {
        lines.accept(line);
      }
    } catch (IOException e) {
      // The process was ended; what it had printed is read.
      return;
    }
  }

  private static void copy(String name, Path folder) throws IOException {
    Path target = folder.resolve(name);
    Files.createDirectories(target.getParent());
    try (InputStream in = TlcChild.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the class path lacks " + name);
      }
      Files.copy(in, target);
    }
  }
}
