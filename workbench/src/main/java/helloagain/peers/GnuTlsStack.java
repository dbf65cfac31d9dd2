package helloagain.peers;

import helloagain.message.NamedGroup;
import helloagain.peers.Scenario.Extra;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Is GnuTLS: gnutls-serv, which answers each line with the same, and gnutls-cli. */
final class GnuTlsStack extends ProgramStack {
  private static final Map<NamedGroup, String> GROUPS =
      Map.of(
          NamedGroup.X25519, "X25519",
          NamedGroup.SECP256R1, "SECP256R1",
          NamedGroup.SECP384R1, "SECP384R1",
          NamedGroup.SECP521R1, "SECP521R1",
          NamedGroup.X448, "X448",
          NamedGroup.FFDHE2048, "FFDHE2048",
          NamedGroup.X25519MLKEM768, "X25519-MLKEM768");

  private static final String TLS_13 = "+VERS-TLS1.3";

  private static final Pattern LISTED = Pattern.compile("GROUP-[A-Z0-9-]+");

  // Asked once: a name that it does not know it drops in silence.
  private Optional<Set<String>> known = Optional.empty();

  GnuTlsStack() {
    super("gnutls", "gnutls-cli", "^gnutls-cli ([^ \\n]+)", "gnutls-cli", "--version");
  }

  @Override
  public Optional<String> unable(PeerRole role, Scenario scenario) {
    if (!known().contains("GROUP-" + name(scenario.group()))) {
      return Optional.of("has no " + scenario.group().name());
    }
    if (role == PeerRole.CLIENT && scenario.with() == Extra.EARLY_DATA) {
      return Optional.of(
          "its client (3.7) sends the second hello as a record of early data, and offers early data"
              + " in it again, which it may not (RFC 8446, 4.1.2)");
    }
    return role == PeerRole.SERVER && scenario.with() == Extra.COOKIE
        ? Optional.of("its server sends no cookie")
        : Optional.empty();
  }

  private synchronized Set<String> known() {
    Set<String> groups =
        known.orElseGet(
            () ->
                LISTED
                    .matcher(Program.output("gnutls-cli", "--list").orElse(""))
                    .results()
                    .map(MatchResult::group)
                    .collect(Collectors.toUnmodifiableSet()));
    known = Optional.of(groups);
    return groups;
  }

  private static String name(NamedGroup group) {
    return GROUPS.getOrDefault(group, group.name());
  }

  @Override
  public Optional<String> knownRefusal(PeerRole role, Scenario scenario) {
    return role == PeerRole.SERVER && scenario.with() == Extra.EARLY_DATA
        ? Optional.of(
            "its server (3.7) accepts early data and sends a HelloRetryRequest all the same, and"
                + " fails over a client that keeps to it; it has to skip early data then (RFC 8446,"
                + " 4.2.10)")
        : Optional.empty();
  }

  @Override
  public boolean restrictsServerGroups() {
    return true;
  }

  private static String priority(Scenario scenario, List<NamedGroup> groups, String versions) {
    return "NORMAL:-VERS-ALL:"
        + versions
        + ":-GROUP-ALL:"
        + groups.stream().map(group -> "+GROUP-" + name(group)).collect(Collectors.joining(":"))
        + (scenario.with() == Extra.EXTERNAL_PSK ? ":+ECDHE-PSK:+DHE-PSK" : "");
  }

  @Override
  List<String> server(Scenario scenario, Materials materials, int port) {
    List<String> command = new ArrayList<>(List.of("gnutls-serv", "--echo"));
    command.addAll(
        List.of(
            "--port",
            Integer.toString(port),
            "--priority",
            priority(scenario, scenario.serverGroups(), TLS_13)));
    command.addAll(common(materials));
    if (scenario.with() == Extra.CLIENT_CERTIFICATE) {
      command.addAll(List.of("--require-client-cert", "--verify-client-cert"));
    } else {
      command.add("--disable-client-cert");
    }
    if (scenario.with() == Extra.EXTERNAL_PSK) {
      command.addAll(List.of("--pskpasswd", materials.file("psk.txt")));
    }
    if (scenario.with() == Extra.EARLY_DATA) {
      command.add("--earlydata");
    }
    return command;
  }

  @Override
  List<String> client(Scenario scenario, Materials materials, int port, boolean resumes) {
    List<String> command = new ArrayList<>(List.of("gnutls-cli", "--single-key-share"));
    command.addAll(
        List.of(
            "--port",
            Integer.toString(port),
            "--priority",
            priority(
                scenario,
                scenario.clientGroups(),
                scenario.with() == Extra.PROBE ? TLS_13 + ":+VERS-TLS1.2" : TLS_13),
            "--sni-hostname",
            Materials.NAME,
            "--verify-hostname",
            Materials.NAME));
    command.addAll(common(materials));
    if (scenario.with() == Extra.EXTERNAL_PSK) {
      command.addAll(
          List.of("--pskusername", Materials.PSK_IDENTITY, "--pskkey", Materials.PSK.key().hex()));
    }
    if (scenario.resumes()) {
      command.addAll(List.of("--resume", "--waitresumption"));
    }
    command.add("127.0.0.1");
    return command;
  }

  private static List<String> common(Materials materials) {
    return List.of(
        "--x509certfile",
        materials.file("peer.crt"),
        "--x509keyfile",
        materials.file("peer.key"),
        "--x509cafile",
        materials.file("reference.crt"),
        "--keymatexport",
        Materials.LABEL,
        "--keymatexportsize",
        Integer.toString(Materials.EXPORTED));
  }

  @Override
  boolean connectsTwice() {
    return true;
  }

  @Override
  Optional<Pattern> exporter() {
    return Optional.of(Pattern.compile("Key material: ([0-9a-f]+)"));
  }

  @Override
  boolean lacksGroup(String printed) {
    return printed.contains("Syntax error at: ");
  }
}
