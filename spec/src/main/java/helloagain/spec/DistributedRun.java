package helloagain.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Describes a run of TLC's distributed mode: this machine has the server, which keeps the queue and
 * the trace, and others join it ({@link DistributedHelper}).
 *
 * <p>TLC checks invariants and properties of steps there, and passes over liveness without a word.
 * It does not name what is violated, and its error trace lacks its beginning; a run in one process
 * tells both. States are generated more than once where workers meet, so that the distinct ones
 * alone can be compared.
 *
 * @param run the model; its workers and options mean nothing here
 * @param address the address of this machine on which the server listens, and which it tells others
 * @param port the port at which others find the server; its objects take any free ones
 * @param fingerprintServers how many machines keep fingerprints; 0 to keep them at the server
 */
public record DistributedRun(TlcRun run, String address, int port, int fingerprintServers) {
  /** The port that TLC takes by itself. */
  public static final int DEFAULT_PORT = 10997;

  /** How often TLC reports, and looks whether a checkpoint is due. */
  private static final int REPORT_MILLISECONDS = 5000;

  private static final long LOOK_MILLISECONDS = 2000;

  private static final Pattern NO_DEADLOCKS =
      Pattern.compile("(?m)^\\s*CHECK_DEADLOCK\\s+FALSE\\b");

  /** Checks the numbers. */
  public DistributedRun {
    if (port < 1 || port > 0xffff || fingerprintServers < 0) {
      throw new IllegalArgumentException("port " + port + ", " + fingerprintServers + " servers");
    }
  }

  /**
   * Runs the server until there is nothing left to do.
   *
   * @param progress receives TLC's reports, on another thread
   * @param events receives what happens to workers and fingerprint servers, in TLC's words, on that
   *     thread
   * @return what TLC found; of a violation the verdict is that of an invariant, whatever it is
   * @throws InterruptedException if the thread is interrupted; the server is then ended
   */
  public TlcResult run(Consumer<TlcProgress> progress, Consumer<String> events)
      throws InterruptedException {
    run.source().require(run.module(), run.config());
    TlcRun.requireTlc(run.jar());
    try {
      Path folder = TlcChild.folder();
      try {
        return run(folder, new TlcOutput(progress, line -> {}, events));
      } finally {
        TempFolders.remove(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TlcResult run(Path folder, TlcOutput output) throws IOException, InterruptedException {
    run.source().writeTo(folder.resolve("modules"));
    Optional<StateFolder> kept = run.keptStates();
    List<String> jvm = new ArrayList<>(run.memory().options());
    jvm.addAll(rmi(Optional.of(address), port));
    jvm.add("-Dtlc2.tool.distributed.TLCServer.report=" + REPORT_MILLISECONDS);
    jvm.add("-Dtlc2.tool.distributed.TLCServer.expectedFPSetCount=" + fingerprintServers);
    kept.ifPresent(states -> jvm.add(states.checkpoints()));
    long start = System.nanoTime();
    try (TlcChild child =
        TlcChild.start(folder, run.jar(), jvm, program(folder, kept), output::accept)) {
      while (!child.ends(LOOK_MILLISECONDS)) {
        kept.ifPresent(StateFolder::hold);
      }
      child.waitFor();
      if (!output.isOfTlc()) {
        throw new NotTlcException(
            run.jar() + " does not run as a server of TLC: " + output.firstOtherLine());
      }
      TlcResult result = output.distributedResult((System.nanoTime() - start) / 1e9);
      if (result.verdict().isAnswer()) {
        kept.ifPresent(StateFolder::remove);
      }
      return result;
    }
  }

  private List<String> program(Path folder, Optional<StateFolder> kept) {
    List<String> program = new ArrayList<>();
    program.addAll(List.of("tlc2.tool.distributed.TLCServer", "-tool", "-fp", "0"));
    program.addAll(
        kept.map(StateFolder::options)
            .orElseGet(
                () ->
                    List.of("-checkpoint", "0", "-metadir", folder.resolve("states").toString())));
    // The server does not read this from the configuration.
    if (NO_DEADLOCKS.matcher(run.source().text(run.config() + ".cfg")).find()) {
      program.add("-deadlock");
    }
    program.addAll(List.of("-config", run.config() + ".cfg", run.module()));
    return program;
  }

  /**
   * Returns the options that each JVM of the distributed mode needs.
   *
   * @param address where its objects listen, and what it tells others; empty for all addresses
   * @param port the port of the server
   */
  static List<String> rmi(Optional<String> address, int port) {
    List<String> options = new ArrayList<>();
    // TLC names workers by the port of their object, which it takes from the inside of RMI.
    options.add("--add-exports=java.rmi/sun.rmi.server=ALL-UNNAMED");
    options.add("--add-exports=java.rmi/sun.rmi.transport=ALL-UNNAMED");
    options.add("-Dtlc2.tool.distributed.TLCServer.port=" + port);
    address.ifPresent(known -> options.add("-Djava.rmi.server.hostname=" + known));
    return options;
  }
}
