package helloagain.peers;

import helloagain.message.NamedGroup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Is a library that is driven by a short program over it, as server and as client. All those
 * programs take the same arguments, print what they hear and, as {@code exported}, what they
 * export; and their clients connect a second time where a scenario takes it.
 */
abstract class ScriptStack extends ProgramStack {
  ScriptStack(String name, String executable, String version, String... versionCommand) {
    super(name, executable, version, versionCommand);
  }

  /**
   * Returns the beginning of the command that runs the program.
   *
   * @throws IOException if it cannot be made
   */
  abstract List<String> program(Materials materials) throws IOException;

  /** Returns groups as the program takes them. */
  abstract String groups(List<NamedGroup> groups);

  /** Returns the code points of groups. */
  static String codes(List<NamedGroup> groups) {
    return groups.stream()
        .map(group -> Integer.toString(group.code()))
        .collect(Collectors.joining(","));
  }

  @Override
  public Optional<String> unable(PeerRole role, Scenario scenario) {
    return switch (scenario.with()) {
      case COOKIE ->
          role == PeerRole.SERVER ? Optional.of("its server sends no cookie") : Optional.empty();
      case EXTERNAL_PSK -> Optional.of("takes no external PSK in TLS 1.3");
      case EARLY_DATA -> Optional.of("has no early data");
      case NOTHING, CLIENT_CERTIFICATE, TICKET, PROBE -> Optional.empty();
    };
  }

  @Override
  final List<String> server(Scenario scenario, Materials materials, int port) throws IOException {
    return command("server", scenario, materials, port, scenario.serverGroups());
  }

  @Override
  final List<String> client(Scenario scenario, Materials materials, int port, boolean resumes)
      throws IOException {
    return command("client", scenario, materials, port, scenario.clientGroups());
  }

  private List<String> command(
      String role, Scenario scenario, Materials materials, int port, List<NamedGroup> groups)
      throws IOException {
    List<String> command = new ArrayList<>(program(materials));
    command.addAll(
        List.of(
            role,
            Integer.toString(port),
            groups(groups),
            scenario.with().name().toLowerCase(Locale.ROOT),
            Materials.LABEL,
            materials.file("peer.crt"),
            materials.file("peer.key"),
            materials.file("reference.crt")));
    return command;
  }

  @Override
  final boolean connectsAgain() {
    return true;
  }

  @Override
  final boolean connectsTwice() {
    return true;
  }

  @Override
  final Optional<Pattern> exporter() {
    return Optional.of(Pattern.compile("exported ([0-9a-f]+)"));
  }
}
