package helloagain.peers;

import helloagain.message.NamedGroup;
import helloagain.peers.Scenario.Extra;
import java.util.List;
import java.util.Optional;

/** Is a language whose own TLS is driven by a short script, as server and as client. */
abstract class ScriptStack extends ProgramStack {
  private final String interpreter;
  private final String script;

  ScriptStack(
      String name, String interpreter, String script, String version, String... versionCommand) {
    super(name, version, versionCommand);
    this.interpreter = interpreter;
    this.script = script;
  }

  @Override
  public Optional<String> unable(PeerRole role, Scenario scenario) {
    return switch (scenario.with()) {
      case COOKIE ->
          role == PeerRole.SERVER ? Optional.of("its server sends no cookie") : Optional.empty();
      case EXTERNAL_PSK -> Optional.of("takes no external PSK in TLS 1.3");
      case TICKET ->
          role == PeerRole.CLIENT
              ? Optional.of("its client keeps no ticket for another process")
              : Optional.empty();
      case NOTHING, CLIENT_CERTIFICATE -> Optional.empty();
    };
  }

  @Override
  final List<String> server(Scenario scenario, Materials materials, int port) {
    return command("server", scenario, materials, port, scenario.serverGroups());
  }

  @Override
  final List<String> client(Scenario scenario, Materials materials, int port) {
    return command("client", scenario, materials, port, scenario.clientGroups());
  }

  private List<String> command(
      String role, Scenario scenario, Materials materials, int port, List<NamedGroup> groups) {
    return List.of(
        interpreter,
        materials.file(script),
        role,
        Integer.toString(port),
        OpenSslStack.groups(groups),
        scenario.with() == Extra.CLIENT_CERTIFICATE ? "certificate" : "",
        materials.file("peer.crt"),
        materials.file("peer.key"),
        materials.file("reference.crt"));
  }
}
