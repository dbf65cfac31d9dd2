package helloagain.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
 * @param memory how much memory the JVM has
 * @param options further options of TLC, such as {@code -coverage 1}
 * @param states where the states are kept, if the run is to be resumed some day
 */
public record TlcRun(
    SpecSource source,
    String module,
    String config,
    Path jar,
    int workers,
    TlcMemory memory,
    List<String> options,
    Optional<TlcStates> states) {
  /** How often the room for states is looked at. */
  private static final long LOOK_MILLISECONDS = 2000;

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

  /** Checks the numbers. */
  public TlcRun {
    if (workers < 1) {
      throw new IllegalArgumentException(workers + " workers");
    }
    options = List.copyOf(options);
    config = ModelLoader.configName(config);
  }

  /**
   * Describes a run with the TLC that the project is built with, one worker and the JVM's own heap.
   */
  public static TlcRun of(SpecSource source, String module, String config) {
    return new TlcRun(
        source, module, config, bundledJar(), 1, TlcMemory.DEFAULT, List.of(), Optional.empty());
  }

  /** Returns this run with another jar, such as {@code tla2tools.jar}. */
  public TlcRun withJar(Path jar) {
    return new TlcRun(source, module, config, jar, workers, memory, options, states);
  }

  /** Returns this run with another number of threads. */
  public TlcRun withWorkers(int workers) {
    return new TlcRun(source, module, config, jar, workers, memory, options, states);
  }

  /** Returns this run with another amount of memory. */
  public TlcRun withMemory(TlcMemory memory) {
    return new TlcRun(source, module, config, jar, workers, memory, options, states);
  }

  /** Returns this run with other further options. */
  public TlcRun withOptions(String... options) {
    return new TlcRun(source, module, config, jar, workers, memory, List.of(options), states);
  }

  /** Returns this run with its states kept. */
  public TlcRun withStates(TlcStates states) {
    return new TlcRun(source, module, config, jar, workers, memory, options, Optional.of(states));
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
    try {
      Path folder = TlcChild.folder();
      try {
        return run(folder, new TlcOutput(progress, printed));
      } finally {
        TempFolders.remove(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TlcResult run(Path folder, TlcOutput output) throws IOException, InterruptedException {
    source.writeTo(folder.resolve("modules"));
    Optional<StateFolder> kept = keptStates();
    List<String> jvm = new ArrayList<>(memory.options());
    kept.ifPresent(states -> jvm.add(states.checkpoints()));
    long start = System.nanoTime();
    try (TlcChild child = TlcChild.start(folder, jar, jvm, program(folder, kept), output::accept)) {
      while (!child.ends(LOOK_MILLISECONDS)) {
        kept.ifPresent(StateFolder::hold);
      }
      int exitCode = child.waitFor();
      if (!output.isOfTlc()) {
        throw new NotTlcException(
            jar + " does not run as TLC: " + orElse(output.firstOtherLine(), "exit " + exitCode));
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      TlcResult result =
          output.result(exitCode, seconds, onlyProperty(source.text(config + ".cfg")));
      if (result.verdict().isAnswer()) {
        kept.ifPresent(StateFolder::remove);
      }
      return result;
    }
  }

  /** Opens the folder of the states, if they are kept. */
  Optional<StateFolder> keptStates() throws IOException {
    if (states.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder identity = new StringBuilder(module + " " + config + " " + jar.getFileName());
    source.names().forEach(name -> identity.append('\n').append(source.text(name)));
    return Optional.of(StateFolder.open(states.get(), identity.toString()));
  }

  private List<String> program(Path folder, Optional<StateFolder> kept) {
    List<String> program = new ArrayList<>();
    program.addAll(List.of("tlc2.TLC", "-tool", "-workers", Integer.toString(workers)));
    // A fixed fingerprint function makes two runs alike, and lets one be resumed.
    program.addAll(List.of("-fp", "0"));
    // Liveness at the end alone: in mid-run it would suspend the workers.
    program.addAll(List.of("-lncheck", "final"));
    program.addAll(
        kept.map(StateFolder::options)
            .orElseGet(
                () ->
                    List.of("-checkpoint", "0", "-metadir", folder.resolve("states").toString())));
    program.addAll(options);
    program.addAll(List.of("-config", config + ".cfg", module));
    return program;
  }

  private static String orElse(String text, String other) {
    return text.isEmpty() ? other : text;
  }

  static Path bundledJar() {
    try {
      return Path.of(ModelLoader.rootOf("tlc2/TLC.class").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static void requireTlc(Path jar) {
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
