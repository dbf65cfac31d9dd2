package helloagain.workbench;

import helloagain.client.OfferedKey;
import helloagain.client.PskOffer;
import helloagain.endpoint.EndpointSettings;
import helloagain.live.LiveClient;
import helloagain.live.LiveRun;
import helloagain.message.Bytes;
import helloagain.message.Extension;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.refinement.ClientSetup;
import helloagain.refinement.Judges;
import helloagain.refinement.MessageConcretion;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs {@code hello connect}. */
@Command(
    name = "connect",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    header = "Speaks with a server: the reference as a client, over TCP.",
    description = {
      "",
      "Goes through the whole handshake, sends what is to be sent, and shows the exchange. The"
          + " specification judges every message. Keys and randoms are those of the models,"
          + " known to everybody: this is no client for secrets.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  hello connect localhost:4433",
      "  hello connect localhost:4433 --groups x25519,secp384r1 --shares x25519",
      "  hello connect localhost:4433 --shares none --send 'GET / HTTP/1.0'"
    })
final class ConnectCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "HOST:PORT", description = "the server")
  private String address = "";

  @Mixin private LiveOptions options = new LiveOptions();

  @Option(
      names = "--shares",
      paramLabel = "G",
      split = ",",
      description = "the groups that get a share at once, or none; default: the first one")
  private @Nullable List<String> shares;

  @Option(
      names = "--server-name",
      paramLabel = "NAME",
      description = "send this server_name; default: HOST if it is a name")
  private @Nullable String serverName;

  @Option(
      names = "--send",
      paramLabel = "TEXT",
      description = "send this line and two ends of line")
  private @Nullable String text;

  @Option(
      names = "--early-data",
      paramLabel = "TEXT",
      description = "send this line as early data under the first PSK")
  private @Nullable String early;

  @Override
  public Integer call() throws IOException {
    InetSocketAddress server = LiveOptions.address(address);
    LiveClient client =
        new LiveClient(
            setup(server.getHostString()),
            options.credentials(),
            options.trust(),
            EndpointSettings.DEFAULT,
            options.limits(),
            line(early),
            line(text));
    LiveRun run = run(client, server);
    options.keep(run, true);
    try (Judges judges = new Judges()) {
      return LiveReport.of(judges, true, run, options.trustsAnybody())
          .print(spec.commandLine().getOut(), options.json());
    }
  }

  private LiveRun run(LiveClient client, InetSocketAddress server) throws IOException {
    try {
      return client.run(server);
    } catch (ConnectException | SocketTimeoutException e) {
      throw UserError.failed(
          "no connection to " + address + ": " + e.getMessage() + "; does a server wait there?");
    }
  }

  private static Bytes line(@Nullable String text) {
    return text == null
        ? Bytes.EMPTY
        : Bytes.of((text + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
  }

  private ClientSetup setup(String host) {
    List<NamedGroup> groups = options.groups();
    Set<NamedGroup> shared =
        shares == null
            ? Set.copyOf(groups.subList(0, Math.min(1, groups.size())))
            : shares.equals(List.of("none"))
                ? Set.of()
                : new HashSet<>(LiveOptions.named("--shares", shares, NamedGroup::named));
    List<OfferedKey> psks = options.psks().stream().map(OfferedKey::external).toList();
    try {
      return new ClientSetup(
              groups,
              shared,
              options.suites(),
              List.of(ProtocolVersion.TLS_13),
              MessageConcretion.SESSION_ID,
              extras(host),
              0,
              Set.of())
          .withPsks(
              psks.isEmpty() ? PskOffer.NONE : new PskOffer(psks, options.modes(), early != null),
              false)
          .following(options.profile());
    } catch (IllegalArgumentException e) {
      throw UserError.unusable("no client makes this offer: " + e.getMessage());
    }
  }

  /** An address is no server_name (RFC 6066, 3). */
  private List<Extension> extras(String host) {
    String name = serverName == null ? host : serverName;
    boolean isName = !name.isEmpty() && !name.matches("[0-9.]+|.*:.*");
    return isName
        ? List.of(Extension.ServerName.host(Bytes.of(name.getBytes(StandardCharsets.US_ASCII))))
        : List.of();
  }
}
