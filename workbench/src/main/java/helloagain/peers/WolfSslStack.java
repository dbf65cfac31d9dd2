package helloagain.peers;

import helloagain.message.NamedGroup;
import helloagain.rule.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Is wolfSSL; the program over it is compiled once. */
final class WolfSslStack extends ScriptStack {
  WolfSslStack() {
    super(
        "wolfssl",
        "gcc with the headers of wolfSSL",
        "LIBWOLFSSL_VERSION_STRING \"([^\"]+)\"",
        "gcc",
        "-E",
        "-dM",
        "-include",
        "wolfssl/version.h",
        "-x",
        "c",
        "/dev/null");
  }

  @Override
  public Optional<String> unable(PeerRole role, Scenario scenario) {
    return switch (scenario.with()) {
      case COOKIE -> Optional.empty();
      case EXTERNAL_PSK -> Optional.of("the program over it gives it no external PSK");
      case NOTHING, CLIENT_CERTIFICATE, TICKET, EARLY_DATA, PROBE -> super.unable(role, scenario);
    };
  }

  /** Otherwise nothing more would be seen of its client. */
  @Override
  public Set<Rule> unenforced(PeerRole role) {
    return role == PeerRole.CLIENT ? Set.of(Rule.SECOND_HELLO_REPEATS_FIRST) : Set.of();
  }

  @Override
  public Optional<String> note(PeerRole role, Scenario scenario) {
    return role == PeerRole.CLIENT && scenario.retried()
        ? Optional.of(
            "with a server that lets it pass: its client (5.5) has the extensions in another order"
                + " in its second hello, which a server may refuse (RFC 8446, 4.1.2)")
        : Optional.empty();
  }

  @Override
  public boolean restrictsServerGroups() {
    return true;
  }

  @Override
  List<String> program(Materials materials) throws IOException {
    return List.of(
        materials.made("wolfssl", folder -> compile(folder, materials)).resolve("peer").toString());
  }

  private static void compile(Path folder, Materials materials) throws IOException {
    Program.run(
        List.of(
            "gcc",
            "-o",
            folder.resolve("peer").toString(),
            materials.script("peer-wolfssl.c"),
            "-lwolfssl"));
  }

  @Override
  String groups(List<NamedGroup> groups) {
    return codes(groups);
  }

  @Override
  boolean lacksGroup(String printed) {
    return printed.contains("the groups cannot be set");
  }
}
