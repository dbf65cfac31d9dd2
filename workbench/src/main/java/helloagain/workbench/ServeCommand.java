package helloagain.workbench;

import helloagain.endpoint.EndpointSettings;
import helloagain.flight.ClientAuthentication;
import helloagain.live.LiveRun;
import helloagain.live.LiveServer;
import helloagain.live.SelfMade;
import helloagain.message.Bytes;
import helloagain.message.SignatureScheme;
import helloagain.refinement.Judges;
import helloagain.refinement.MessageConcretion;
import helloagain.refinement.ServerSetup;
import helloagain.server.PskPolicy;
import helloagain.server.Take;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs {@code hello serve}. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    header = "Waits for clients: the reference as a server, over TCP on loopback.",
    description = {
      "",
      "Goes through the whole handshake with one client after the other, answers the first data,"
          + " and shows each exchange. The specification judges every message. Keys and randoms are"
          + " those of the models, known to everybody: this is no server for secrets.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  hello serve 4433 --groups secp384r1",
      "  hello serve 4433 --cookie --client-certificate required",
      "  hello serve 0 --connections 1 --psk client=00112233 --json"
    })
final class ServeCommand implements Callable<Integer> {
  private static final int LAST_PORT = 65_535;
  private static final int EARLY_DATA_LIMIT = 1 << 14;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "PORT", description = "the port; 0 for one that is free, which is told")
  private int port;

  @Mixin private LiveOptions options = new LiveOptions();

  @Option(
      names = "--connections",
      paramLabel = "N",
      description = "end after so many clients; default: never")
  private int connections;

  @Option(names = "--prefer", description = "take its own first group, whatever has a share")
  private boolean prefers;

  @Option(names = "--cookie", description = "send a cookie, so that every client has to retry")
  private boolean cookie;

  @Option(names = "--accept-early-data", description = "accept early data under a PSK")
  private boolean earlyData;

  @Option(
      names = "--client-certificate",
      paramLabel = "WHEN",
      defaultValue = "none",
      description = "ask clients for a certificate: none, optional or required; default: none")
  private String authentication = "none";

  @Option(
      names = "--answer",
      paramLabel = "TEXT",
      defaultValue = "hello again",
      description = "what to answer to the first data; default: ${DEFAULT-VALUE}")
  private String answer = "";

  @Override
  public Integer call() throws IOException {
    if (port < 0 || port > LAST_PORT || connections < 0) {
      throw UserError.unusable("PORT takes 0 to " + LAST_PORT + ", --connections takes 0 or more");
    }
    LiveServer server = server();
    PrintWriter err = spec.commandLine().getErr();
    int exitCode = ExitCode.HOLDS.code();
    try (ServerSocketChannel listening = ServerSocketChannel.open();
        Judges judges = new Judges()) {
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      InetSocketAddress bound = (InetSocketAddress) listening.getLocalAddress();
      err.println("hello: waiting on " + bound.getHostString() + ":" + bound.getPort());
      err.flush();
      for (int i = 0; connections == 0 || i < connections; i++) {
        LiveRun run = server.run(listening);
        options.keep(run, false);
        int ended =
            LiveReport.of(judges, false, run, options.trustsAnybody())
                .print(spec.commandLine().getOut(), options.json());
        exitCode = Math.max(exitCode, ended);
      }
    }
    return exitCode;
  }

  private ClientAuthentication authentication() {
    return switch (authentication) {
      case "none" -> ClientAuthentication.NONE;
      case "optional" -> ClientAuthentication.OPTIONAL;
      case "required" -> ClientAuthentication.REQUIRED;
      default ->
          throw UserError.unusable(
              "--client-certificate takes none, optional or required, not " + authentication);
    };
  }

  private LiveServer server() throws IOException {
    try {
      ServerSetup setup =
          new ServerSetup(
                  options.groups(),
                  options.suites(),
                  prefers ? Take.PREFERRED : Take.SHARED,
                  cookie ? Optional.of(MessageConcretion.COOKIE) : Optional.empty(),
                  Set.of())
              .withPsks(
                  options.psks().isEmpty()
                      ? PskPolicy.NONE
                      : new PskPolicy(options.psks(), options.modes(), true, earlyData))
              .following(options.profile());
      // Its numbers and names are looked at before anybody comes.
      Object unused = setup.config();
      return new LiveServer(
          setup,
          List.of(options.credentials().orElseGet(() -> SelfMade.credentials("localhost"))),
          authentication(),
          List.of(
              SignatureScheme.ECDSA_SECP256R1_SHA256,
              SignatureScheme.ECDSA_SECP384R1_SHA384,
              SignatureScheme.ED25519,
              SignatureScheme.RSA_PSS_RSAE_SHA256,
              SignatureScheme.RSA_PSS_PSS_SHA256),
          options.trust(),
          EndpointSettings.DEFAULT.withEarlyDataLimit(EARLY_DATA_LIMIT),
          options.limits(),
          Bytes.of((answer + "\n").getBytes(StandardCharsets.UTF_8)),
          Optional.empty());
    } catch (IllegalArgumentException e) {
      throw UserError.unusable("no server has this policy: " + e.getMessage());
    }
  }
}
