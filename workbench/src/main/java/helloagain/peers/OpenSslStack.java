package helloagain.peers;

import helloagain.message.NamedGroup;
import helloagain.peers.Scenario.Extra;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Is OpenSSL: s_server, which answers each line reversed, and s_client. */
final class OpenSslStack extends ProgramStack {
  /** The names of groups in OpenSSL; Node.js passes them on. */
  static final Map<NamedGroup, String> GROUPS =
      Map.of(
          NamedGroup.X25519, "X25519",
          NamedGroup.SECP256R1, "P-256",
          NamedGroup.SECP384R1, "P-384",
          NamedGroup.X448, "X448",
          NamedGroup.FFDHE2048, "ffdhe2048",
          NamedGroup.X25519MLKEM768, "X25519MLKEM768");

  OpenSslStack() {
    super("openssl", "^(OpenSSL [^ ]+)", "openssl", "version");
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

  @Override
  public String answerTo(Scenario scenario, String line) {
    return reply(scenario)
        .map(Program.Reply::line)
        .orElseGet(() -> new StringBuilder(line).reverse().toString());
  }

  /** With {@code -rev} there are no cookies; what is typed goes to the client. */
  @Override
  Optional<Program.Reply> reply(Scenario scenario) {
    return scenario.with() == Extra.COOKIE
        ? Optional.of(new Program.Reply(Materials.REQUEST, Materials.ANSWER))
        : Optional.empty();
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
    command.add(scenario.with() == Extra.COOKIE ? "-stateless" : "-rev");
    if (scenario.with() == Extra.CLIENT_CERTIFICATE) {
      command.addAll(List.of("-Verify", "1", "-verify_return_error"));
    }
    return command;
  }

  @Override
  List<String> client(Scenario scenario, Materials materials, int port) {
    List<String> command =
        new ArrayList<>(
            List.of("openssl", "s_client", "-connect", "127.0.0.1:" + port, "-tls1_3", "-quiet"));
    command.addAll(
        List.of(
            "-servername",
            Materials.NAME,
            "-verify_hostname",
            Materials.NAME,
            "-verify_return_error"));
    command.addAll(common(scenario, materials, scenario.clientGroups()));
    if (scenario.with() == Extra.TICKET) {
      String session = materials.file("session.pem");
      // The first of two connections writes it.
      if (Files.exists(Path.of(session))) {
        command.addAll(List.of("-sess_in", session));
      }
      command.addAll(List.of("-sess_out", session));
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
                materials.file("reference.crt")));
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
