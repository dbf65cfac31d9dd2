package helloagain.peers;

import helloagain.message.NamedGroup;
import helloagain.peers.Scenario.Extra;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Is OpenSSL: s_server, into which the answers are typed, and s_client. */
final class OpenSslStack extends ProgramStack {
  /** The names of groups in OpenSSL; Node.js passes them on. */
  static final Map<NamedGroup, String> GROUPS =
      Map.of(
          NamedGroup.X25519, "X25519",
          NamedGroup.SECP256R1, "P-256",
          NamedGroup.SECP384R1, "P-384",
          NamedGroup.SECP521R1, "P-521",
          NamedGroup.X448, "X448",
          NamedGroup.FFDHE2048, "ffdhe2048",
          NamedGroup.X25519MLKEM768, "X25519MLKEM768");

  OpenSslStack() {
    super("openssl", "openssl", "^(OpenSSL [^ ]+)", "openssl", "version");
  }

  static String groups(List<NamedGroup> groups) {
    return groups.stream()
        .map(group -> GROUPS.getOrDefault(group, group.name()))
        .collect(Collectors.joining(":"));
  }

  @Override
  public Optional<String> unable(PeerRole role, Scenario scenario) {
    return Optional.empty();
  }

  @Override
  public boolean restrictsServerGroups() {
    return true;
  }

  /** With {@code -rev} it would answer by itself, but take no early data and send no cookie. */
  @Override
  Optional<Program.Reply> reply() {
    return Optional.of(Program.Reply.TO_REQUEST);
  }

  @Override
  public boolean isAnswer(String received) {
    return received.equals(Materials.ANSWER + "\n");
  }

  @Override
  Optional<Pattern> exporter() {
    return Optional.of(Pattern.compile("Keying material: ([0-9A-F]+)"));
  }

  /**
   * In a client's compatibility mode change_cipher_spec comes before the second ClientHello, and a
   * stateless server has to expect it there (RFC 8446, 4.2.2 and 5).
   */
  @Override
  public boolean takesCompatibilityMode(Scenario scenario) {
    return scenario.with() != Extra.COOKIE;
  }

  @Override
  public Optional<String> note(PeerRole role, Scenario scenario) {
    return role == PeerRole.SERVER && scenario.with() == Extra.COOKIE
        ? Optional.of(
            "outside compatibility mode, for 's_server -stateless' of 3.0 ends the connection at the"
                + " change_cipher_spec before a second ClientHello, that of its own client too")
        : Optional.empty();
  }

  @Override
  List<String> server(Scenario scenario, Materials materials, int port) {
    List<String> command =
        new ArrayList<>(List.of("openssl", "s_server", "-accept", "127.0.0.1:" + port, "-tls1_3"));
    command.addAll(common(scenario, materials, scenario.serverGroups()));
    switch (scenario.with()) {
      case COOKIE -> command.add("-stateless");
      case CLIENT_CERTIFICATE -> command.addAll(List.of("-Verify", "1", "-verify_return_error"));
      case EARLY_DATA -> command.addAll(List.of("-early_data", "-max_early_data", "16384"));
      case NOTHING, EXTERNAL_PSK, TICKET, PROBE -> {}
    }
    return command;
  }

  @Override
  List<String> client(Scenario scenario, Materials materials, int port, boolean resumes) {
    List<String> command =
        new ArrayList<>(List.of("openssl", "s_client", "-connect", "127.0.0.1:" + port));
    command.addAll(
        scenario.with() == Extra.PROBE ? List.of("-min_protocol", "TLSv1.2") : List.of("-tls1_3"));
    command.addAll(
        List.of(
            "-servername",
            Materials.NAME,
            "-verify_hostname",
            Materials.NAME,
            "-verify_return_error"));
    command.addAll(common(scenario, materials, scenario.clientGroups()));
    if (scenario.resumes()) {
      command.addAll(List.of(resumes ? "-sess_in" : "-sess_out", materials.file("session.pem")));
    }
    if (resumes && scenario.with() == Extra.EARLY_DATA) {
      command.addAll(List.of("-early_data", materials.file("early.txt")));
    }
    return command;
  }

  private static List<String> common(
      Scenario scenario, Materials materials, List<NamedGroup> groups) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "-groups",
                groups(groups),
                "-cert",
                materials.file("peer.crt"),
                "-key",
                materials.file("peer.key"),
                "-CAfile",
                materials.file("reference.crt"),
                "-keymatexport",
                Materials.LABEL,
                "-keymatexportlen",
                Integer.toString(Materials.EXPORTED)));
    if (scenario.with() == Extra.EXTERNAL_PSK) {
      options.addAll(
          List.of("-psk_identity", Materials.PSK_IDENTITY, "-psk", Materials.PSK.key().hex()));
    }
    return options;
  }

  @Override
  boolean lacksGroup(String printed) {
    return printed.contains("Call to SSL_CONF_cmd(-groups,") || printed.contains("cannot be set");
  }
}
