package helloagain.workbench;

import helloagain.spec.DistributedHelper;
import helloagain.spec.DistributedHelper.Kind;
import helloagain.spec.DistributedRun;
import helloagain.spec.TlcMemory;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** Says how {@code hello check} shares its work with other machines, by TLC's distributed mode. */
final class FleetOptions {
  @Option(
      names = "--distributed",
      description =
          "check one world with TLC's distributed mode: hello worker and hello fingerprints join it")
  private boolean isDistributed;

  @Option(
      names = "--local-workers",
      paramLabel = "N",
      defaultValue = "0",
      description = "start so many workers here as well, of one thread each; default: none")
  private int localWorkers;

  @Option(
      names = "--fingerprint-servers",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "wait for so many fingerprint servers before anything else; default: none, fingerprints"
              + " stay with the server")
  private int fingerprintServers;

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "the address of this machine where others find the server, which listens there alone;"
              + " default: ${DEFAULT-VALUE}, so that only this machine does")
  private String address = "";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "" + DistributedRun.DEFAULT_PORT,
      description = "the port of the server; default: ${DEFAULT-VALUE}")
  private int port;

  boolean isDistributed() {
    return isDistributed;
  }

  /**
   * Refuses what TLC's distributed mode cannot do: it passes over liveness without a word, and
   * takes one model at a time.
   */
  void requireSense(List<World> worlds) {
    if (!isDistributed) {
      if (localWorkers != 0 || fingerprintServers != 0) {
        throw UserError.unusable("--local-workers and --fingerprint-servers are for --distributed");
      }
      return;
    }
    if (localWorkers < 0 || fingerprintServers < 0 || port < 1 || port > 0xffff) {
      throw UserError.unusable(
          "--local-workers and --fingerprint-servers are 0 or more, --port is 1 to 65535");
    }
    if (worlds.size() != 1) {
      throw UserError.unusable(
          "--distributed checks one world at a time; name one of " + names(worlds));
    }
    World world = worlds.get(0);
    if (world.hasLiveness()) {
      throw UserError.unusable(
          world.label()
              + " has liveness properties, which TLC's distributed mode passes over; check it in one"
              + " process, or --size medium, which has none");
    }
  }

  private static String names(List<World> worlds) {
    return String.join(", ", worlds.stream().map(World::name).toList());
  }

  /**
   * Returns TLC's distributed mode.
   *
   * @param sizes what the server may take
   * @param told receives what happens to workers and fingerprint servers
   */
  ModelChecker checker(SizeOptions sizes, Consumer<String> told) {
    return new FleetChecker(
        run -> new DistributedRun(sizes.of(run), address, port, fingerprintServers),
        IntStream.range(0, localWorkers)
            .mapToObj(
                worker ->
                    new DistributedHelper(
                        Kind.WORKER, address, port, 1, TlcMemory.DEFAULT, Optional.of(address)))
            .toList(),
        told);
  }
}
