package helloagain.workbench;

import helloagain.spec.DistributedHelper;
import helloagain.spec.DistributedHelper.Joined;
import helloagain.spec.DistributedHelper.Kind;
import helloagain.spec.DistributedRun;
import helloagain.spec.TlcMemory;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Joins a server of TLC's distributed mode, and ends with it. */
abstract class HelperCommand implements Callable<Integer> {
  private static final String LOOPBACK = "127.";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "HOST", description = "where hello check --distributed runs")
  private String host = "";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "" + DistributedRun.DEFAULT_PORT,
      description = "the port of the server; default: ${DEFAULT-VALUE}")
  private int port;

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      description =
          "the address of this machine on which it is found; default: any, and 127.0.0.1 if HOST is"
              + " this machine")
  private @Nullable String address;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      description = "its heap, such as 4g; default: the JVM's choice")
  private @Nullable String heap;

  private final Kind kind;

  private HelperCommand(Kind kind) {
    this.kind = kind;
  }

  /** Returns how many threads it has. */
  abstract int threads();

  @Override
  public Integer call() throws InterruptedException {
    if (port < 1 || port > 0xffff || threads() < 1) {
      throw UserError.unusable("--port is 1 to 65535, --threads 1 or more");
    }
    TlcMemory memory =
        new TlcMemory(heap == null ? 0 : (int) MemorySize.megabytes("--heap", heap), 0);
    PrintWriter err = spec.commandLine().getErr();
    AtomicReference<@Nullable String> failure = new AtomicReference<>();
    try (Joined joined =
        new DistributedHelper(kind, host, port, threads(), memory, ownAddress())
            .join(
                line -> {
                  if (line.startsWith("Error: ")) {
                    failure.compareAndSet(null, line);
                  } else if (!line.isBlank() && !isOfParser(line)) {
                    err.println("hello: " + line);
                    err.flush();
                  }
                })) {
      joined.await();
    }
    @Nullable String reason = failure.get();
    if (reason != null) {
      throw UserError.failed(host + ":" + port + ": " + reason);
    }
    return ExitCode.HOLDS.code();
  }

  private static boolean isOfParser(String line) {
    return line.startsWith("Parsing file ") || line.startsWith("Semantic processing of ");
  }

  /** What serves a server on this machine need not be found from elsewhere. */
  private Optional<String> ownAddress() {
    boolean isHere = host.startsWith(LOOPBACK) || host.equals("localhost");
    return Optional.ofNullable(address != null ? address : isHere ? "127.0.0.1" : null);
  }

  /** Runs {@code hello worker}. */
  @Command(
      name = "worker",
      mixinStandardHelpOptions = true,
      versionProvider = Main.Version.class,
      header = "Joins hello check --distributed as a worker, which generates and checks states.",
      description = {
        "",
        "Takes the model from the server, waits until there is one, and ends when the server has an"
            + " answer. It may come late, and go at any time.",
        ""
      },
      footer = {
        "",
        "Examples:",
        "  hello worker 192.168.1.2",
        "  hello worker 127.0.0.1 --threads 1"
      })
  static final class Worker extends HelperCommand {
    @Option(
        names = "--threads",
        paramLabel = "N",
        description = "how many threads; default: one for each processor")
    private @Nullable Integer threads;

    Worker() {
      super(Kind.WORKER);
    }

    @Override
    int threads() {
      return threads != null ? threads : Runtime.getRuntime().availableProcessors();
    }
  }

  /** Runs {@code hello fingerprints}. */
  @Command(
      name = "fingerprints",
      mixinStandardHelpOptions = true,
      versionProvider = Main.Version.class,
      header = "Joins hello check --distributed as a server of fingerprints.",
      description = {
        "",
        "Keeps a part of the fingerprints in the memory of this machine. The check waits at its"
            + " beginning for as many as --fingerprint-servers says.",
        ""
      },
      footer = {"", "Examples:", "  hello fingerprints 192.168.1.2 --heap 16g"})
  static final class Fingerprints extends HelperCommand {
    Fingerprints() {
      super(Kind.FINGERPRINTS);
    }

    @Override
    int threads() {
      return 1;
    }
  }
}
