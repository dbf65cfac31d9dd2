package helloagain.spec;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Describes a run of TLC's model checker in a JVM of its own.
 *
 * <p>The modules are copied into a private temporary folder, where TLC also keeps its states; the
 * folder is removed afterwards. The JVM ends at the latest together with this one. TLC looks for
 * deadlocks unless the configuration says {@code CHECK_DEADLOCK FALSE}.
 *
 * @param source the modules and configurations
 * @param module the name of the root module
 * @param config the name of the configuration, without {@code .cfg}
 * @param jar the jar that holds TLC
 * @param workers the number of TLC's threads, at least 1
 * @param heapMegabytes the size of the JVM's heap, or 0 for the JVM's own choice
 * @param options further options of TLC, such as {@code -coverage 1}
 */
public record TlcRun(
    SpecSource source,
    String module,
    String config,
    Path jar,
    int workers,
    int heapMegabytes,
    List<String> options) {
  private static final String GUARD = "helloagain/spec/internal/ChildGuard.class";
  private static final String COUNTER = "helloagain/spec/internal/EdgeCounter.class";
  private static final Set<String> KEYWORDS =
      Set.of(
          "SPECIFICATION",
          "INIT",
          "NEXT",
          "CONSTANT",
          "CONSTANTS",
          "INVARIANT",
          "INVARIANTS",
          "CONSTRAINT",
          "CONSTRAINTS",
          "ACTION_CONSTRAINT",
          "ACTION_CONSTRAINTS",
          "SYMMETRY",
          "VIEW",
          "CHECK_DEADLOCK",
          "POSTCONDITION",
          "ALIAS");

  private static final Pattern WORDS = Pattern.compile("[\\s,]+");
  private static final Map<Process, Path> RUNNING = new ConcurrentHashMap<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(TlcRun::end)));
  }

  /** Checks the numbers. */
  public TlcRun {
    if (workers < 1 || heapMegabytes < 0) {
      throw new IllegalArgumentException(workers + " workers, " + heapMegabytes + " MB of heap");
    }
    options = List.copyOf(options);
    config = ModelLoader.configName(config);
  }

  /**
   * Describes a run with the TLC that the project is built with, one worker and the JVM's own heap.
   */
  public static TlcRun of(SpecSource source, String module, String config) {
    return new TlcRun(source, module, config, bundledJar(), 1, 0, List.of());
  }

  /** Returns this run with another jar, such as {@code tla2tools.jar}. */
  public TlcRun withJar(Path jar) {
    return new TlcRun(source, module, config, jar, workers, heapMegabytes, options);
  }

  /** Returns this run with another number of threads. */
  public TlcRun withWorkers(int workers) {
    return new TlcRun(source, module, config, jar, workers, heapMegabytes, options);
  }

  /** Returns this run with another size of the heap; 0 is the JVM's own choice. */
  public TlcRun withHeapMegabytes(int megabytes) {
    return new TlcRun(source, module, config, jar, workers, megabytes, options);
  }

  /** Returns this run with other further options. */
  public TlcRun withOptions(String... options) {
    return new TlcRun(source, module, config, jar, workers, heapMegabytes, List.of(options));
  }

  /**
   * Runs TLC to its end.
   *
   * @see #run(Consumer)
   */
  public TlcResult run() throws InterruptedException {
    return run(progress -> {});
  }

  /**
   * Runs TLC to its end.
   *
   * @see #run(Consumer, Consumer)
   */
  public TlcResult run(Consumer<TlcProgress> progress) throws InterruptedException {
    return run(progress, line -> {});
  }

  /**
   * Runs TLC to its end. A violation, a module that does not parse or a lack of memory is a result.
   *
   * @param progress receives TLC's reports, on another thread
   * @param printed receives the lines that are no messages of TLC: what {@code PrintT} prints, and
   *     what the parser says; on that thread, and none once this method has returned
   * @throws NotTlcException if the jar does not hold TLC, or a TLC that does not start
   * @throws SpecException if the module or the configuration is missing
   * @throws InterruptedException if the thread is interrupted; TLC is then ended
   */
  public TlcResult run(Consumer<TlcProgress> progress, Consumer<String> printed)
      throws InterruptedException {
    source.require(module, config);
    requireTlc(jar);
    Path folder = TempFolders.create();
    try {
      return run(folder, new TlcOutput(progress, printed));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      TempFolders.remove(folder);
    }
  }

  private TlcResult run(Path folder, TlcOutput output) throws IOException, InterruptedException {
    Path modules = Files.createDirectory(folder.resolve("modules"));
    Path guard = folder.resolve("guard");
    Files.createDirectory(folder.resolve("tmp"));
    source.writeTo(modules);
    copy(GUARD, guard);
    copy(COUNTER, guard);
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command(folder))
            .directory(modules.toFile())
            .redirectErrorStream(true)
            .start();
    RUNNING.put(process, folder);
    try {
      Thread reader = new Thread(() -> read(process, output), "reader of TLC");
      reader.setDaemon(true);
      reader.start();
      int exitCode = process.waitFor();
      reader.join();
      if (!output.isOfTlc()) {
        throw new NotTlcException(
            jar + " does not run as TLC: " + orElse(output.firstOtherLine(), "exit " + exitCode));
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      return output.result(exitCode, seconds, onlyProperty(source.text(config + ".cfg")));
    } finally {
      end(process, folder);
      RUNNING.remove(process);
    }
  }

  /** Ends TLC, waits until nothing writes to its folder any more, and removes that. */
  private static void end(Process process, Path folder) {
    if (process.isAlive()) {
      process.destroyForcibly().onExit().join();
    }
    TempFolders.remove(folder);
  }

  private List<String> command(Path folder) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (heapMegabytes > 0) {
      command.add("-Xmx" + heapMegabytes + "m");
    }
    command.add("-XX:+UseParallelGC");
    command.add("-Djava.awt.headless=true");
    // TLC unpacks its own modules under fixed names into the temporary folder.
    command.add("-Djava.io.tmpdir=" + folder.resolve("tmp"));
    command.add("-cp");
    command.add(jar.toAbsolutePath() + File.pathSeparator + folder.resolve("guard"));
    command.add(GUARD.substring(0, GUARD.length() - ".class".length()).replace('/', '.'));
    command.addAll(List.of("-tool", "-workers", Integer.toString(workers)));
    // A fixed fingerprint function makes two runs alike.
    command.addAll(List.of("-fp", "0"));
    // No checkpoints, and liveness at the end alone: both would suspend the workers in mid-run,
    // and TLC 2.18 can miss the wake-up and wait for ever (StateQueue.suspendAll).
    command.addAll(List.of("-checkpoint", "0", "-lncheck", "final"));
    command.addAll(List.of("-metadir", folder.resolve("states").toString()));
    command.addAll(options);
    command.addAll(List.of("-config", config + ".cfg", module));
    return command;
  }

  private static void read(Process process, TlcOutput output) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.accept(line);
      }
    } catch (IOException e) {
      // The process was ended; what it had printed is read.
      return;
    }
  }

  private static void copy(String name, Path folder) throws IOException {
    Path target = folder.resolve(name);
    Files.createDirectories(target.getParent());
    try (InputStream in = TlcRun.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the class path lacks " + name);
      }
      Files.copy(in, target);
    }
  }

  private static String orElse(String text, String other) {
    return text.isEmpty() ? other : text;
  }

  private static Path bundledJar() {
    try {
      return Path.of(ModelLoader.rootOf("tlc2/TLC.class").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void requireTlc(Path jar) {
    if (Files.isDirectory(jar) && Files.exists(jar.resolve("tlc2/TLC.class"))) {
      return;
    }
    if (!Files.isRegularFile(jar)) {
      throw new NotTlcException("there is no file " + jar);
    }
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      if (zip.getEntry("tlc2/TLC.class") == null) {
        throw new NotTlcException(jar + " does not hold TLC: it has no tlc2/TLC.class");
      }
    } catch (ZipException e) {
      throw new NotTlcException(jar + " is not a jar");
    } catch (IOException e) {
      throw new NotTlcException("cannot read " + jar + ": " + e.getMessage());
    }
  }

  /** Returns the property of a configuration that has just one. */
  static @Nullable String onlyProperty(String config) {
    List<String> names = new ArrayList<>();
    boolean inProperties = false;
    String text = config.replaceAll("\\\\\\*.*", "").replaceAll("(?s)\\(\\*.*?\\*\\)", "");
    for (String word : (Iterable<String>) WORDS.splitAsStream(text)::iterator) {
      if (word.matches("PROPERTY|PROPERTIES")) {
        inProperties = true;
      } else if (KEYWORDS.contains(word)) {
        inProperties = false;
      } else if (inProperties && !word.isEmpty()) {
        names.add(word);
      }
    }
    return names.size() == 1 ? names.get(0) : null;
  }
}
