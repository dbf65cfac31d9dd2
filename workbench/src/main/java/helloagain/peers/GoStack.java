package helloagain.peers;

import helloagain.message.NamedGroup;
import helloagain.peers.Scenario.Extra;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Is crypto/tls of Go; the program over it is compiled once. */
final class GoStack extends ScriptStack {
  private static final Set<NamedGroup> GROUPS =
      Set.of(NamedGroup.X25519, NamedGroup.SECP256R1, NamedGroup.SECP384R1, NamedGroup.SECP521R1);

  GoStack() {
    super("go", "go", "go version go(\\S+)", "go", "version");
  }

  @Override
  public Optional<String> unable(PeerRole role, Scenario scenario) {
    return GROUPS.contains(scenario.group())
        ? super.unable(role, scenario)
        : Optional.of("has no " + scenario.group().name());
  }

  @Override
  public Optional<String> knownRefusal(PeerRole role, Scenario scenario) {
    return role == PeerRole.CLIENT && scenario.with() == Extra.TICKET
        ? Optional.of(
            "its client (1.19.8) leaves the HelloRetryRequest out of the transcript of its second"
                + " binder, where it belongs (RFC 8446, 4.2.11.2)")
        : Optional.empty();
  }

  @Override
  public boolean restrictsServerGroups() {
    return true;
  }

  @Override
  List<String> program(Materials materials) throws IOException {
    return List.of(
        materials.made("go", folder -> compile(folder, materials)).resolve("peer").toString());
  }

  /** Compiles it without modules, for there are none, and leaves nothing outside the folder. */
  private static void compile(Path folder, Materials materials) throws IOException {
    Program.run(
        List.of(
            "env",
            "GO111MODULE=off",
            "GOCACHE=" + folder.resolve("cache"),
            "go",
            "build",
            "-o",
            folder.resolve("peer").toString(),
            materials.script("peer.go")));
  }

  @Override
  String groups(List<NamedGroup> groups) {
    return codes(groups);
  }

  @Override
  boolean lacksGroup(String printed) {
    return false;
  }
}
