package helloagain.workbench;

import helloagain.peers.Materials;
import helloagain.peers.PeerExchange;
import helloagain.peers.PeerRole;
import helloagain.peers.PeerRun;
import helloagain.peers.Scenario;
import helloagain.peers.Stack;
import helloagain.refinement.Judges;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs {@code hello peers}. */
@Command(
    name = "peers",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    header = "Goes through whole handshakes with the TLS of others.",
    description = {
      "",
      "Each stack is client and server in each scenario that it can take part in: without a retry,"
          + " with one to several groups, with a cookie, a client's certificate, a PSK, a ticket,"
          + " early data that the retry refuses; and data goes both ways. The specification judges"
          + " every message of each, and keying material is compared where a stack exports it. A"
          + " stack that is not there, or lacks what a scenario takes, is absent; that is never a"
          + " success.",
      ""
    },
    footer = {
      "",
      "In this JVM: jdk, bouncycastle, conscrypt, netty.",
      "Programs of this machine, over loopback: openssl, gnutls, nss, boringssl, wolfssl, go,",
      "erlang, node, python.",
      "",
      "Examples:",
      "  hello peers",
      "  hello peers openssl nss",
      "  hello peers jdk --json"
    })
final class PeersCommand implements Callable<Integer> {
  private final Supplier<List<Stack>> stacks;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "STACK", arity = "0..*", description = "these stacks; default: all")
  private List<String> names = new ArrayList<>();

  @Option(names = "--json", description = "print one JSON object instead of the text")
  private boolean json;

  /** Makes the command; its stacks are made when it runs. */
  PeersCommand(Supplier<List<Stack>> stacks) {
    this.stacks = stacks;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    PeersReport report = new PeersReport(runs(chosen()));
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        json
            ? PeersJson.text(report)
            : PeersText.text(report, Terminal.takesColours(System.getenv())));
    out.flush();
    return (report.holds() ? ExitCode.HOLDS : ExitCode.VIOLATED).code();
  }

  private List<Stack> chosen() {
    List<Stack> all = stacks.get();
    List<String> known = all.stream().map(Stack::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new ParameterException(
            spec.commandLine(),
            "there is no stack '"
                + name
                + "'; there is "
                + known.stream().collect(Collectors.joining(", ")));
      }
    }
    return all.stream().filter(stack -> names.isEmpty() || names.contains(stack.name())).toList();
  }

  private List<PeerRun> runs(List<Stack> chosen) throws IOException, InterruptedException {
    List<PeerRun> runs = new ArrayList<>();
    try (CheckProgress progress = CheckProgress.open(spec.commandLine().getErr());
        Judges judges = new Judges();
        Materials materials = Materials.make()) {
      PeerExchange exchange = new PeerExchange(judges, materials);
      for (Stack stack : chosen) {
        for (PeerRole role : PeerRole.values()) {
          for (Scenario scenario : Scenario.ALL) {
            if (Thread.interrupted()) {
              throw new InterruptedException();
            }
            runs.add(exchange.run(stack, role, scenario));
            progress.replayed(runs.size());
          }
        }
      }
    }
    return runs;
  }
}
