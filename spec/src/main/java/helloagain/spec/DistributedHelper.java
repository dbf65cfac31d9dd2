package helloagain.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Describes a helper of a server of TLC's distributed mode ({@link DistributedRun}). It takes the
 * model from the server, waits until there is one, and ends when the server has an answer. TLC
 * notices a server that is gone after two minutes at most.
 *
 * @param kind what it does
 * @param host where the server is
 * @param port the port at which the server is found
 * @param threads how many threads of a worker generate states, at least 1
 * @param memory how much memory it has
 * @param address the address of this machine on which it listens for the server and, if it keeps
 *     fingerprints, for workers; empty for all addresses
 */
public record DistributedHelper(
    Kind kind, String host, int port, int threads, TlcMemory memory, Optional<String> address) {
  /** Says what a helper does. */
  public enum Kind {
    /** It generates states and checks them. */
    WORKER("tlc2.tool.distributed.TLCWorker"),
    /** It keeps fingerprints of states. */
    FINGERPRINTS("tlc2.tool.distributed.fp.DistributedFPSet");

    private final String program;

    Kind(String program) {
      this.program = program;
    }
  }

  /** Checks the numbers. */
  public DistributedHelper {
    if (threads < 1 || port < 1 || port > 0xffff) {
      throw new IllegalArgumentException(threads + " threads, port " + port);
    }
  }

  /** Is a helper at work. */
  public static final class Joined implements AutoCloseable {
    private final TlcChild child;

    private Joined(TlcChild child) {
      this.child = child;
    }

    /** Waits for its end. */
    public void await() throws InterruptedException {
      child.waitFor();
    }

    /** Ends it at once, as if its machine were gone. */
    @Override
    public void close() {
      child.close();
    }
  }

  /**
   * Starts it with the TLC that the project is built with, which has to be the server's as well.
   *
   * @param lines receives what it says, on a thread of its own
   */
  public Joined join(Consumer<String> lines) {
    List<String> options = new ArrayList<>(memory.options());
    options.addAll(DistributedRun.rmi(address, port));
    options.add("-Dtlc2.tool.distributed.TLCWorker.threadCount=" + threads);
    try {
      Path folder = TlcChild.folder();
      return new Joined(
          TlcChild.start(folder, TlcRun.bundledJar(), options, List.of(kind.program, host), lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
