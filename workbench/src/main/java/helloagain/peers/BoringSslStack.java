package helloagain.peers;

import helloagain.peers.Scenario.Extra;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Is BoringSSL as a program: bssl-tool, whose server the answers are typed into. */
final class BoringSslStack extends ProgramStack {
  private static final String TLS_13 = "tls1.3";

  BoringSslStack() {
    super(
        "boringssl",
        "bssl-tool",
        "version (\\S+)",
        versionOf("android-boringssl", List.of("bssl-tool")));
  }

  @Override
  public Optional<String> unable(PeerRole role, Scenario scenario) {
    if (role == PeerRole.CLIENT && scenario.with() == Extra.EARLY_DATA) {
      return Optional.of("its program ends when early data is refused");
    }
    return switch (scenario.with()) {
      case COOKIE ->
          role == PeerRole.SERVER ? Optional.of("its server sends no cookie") : Optional.empty();
      case EXTERNAL_PSK -> Optional.of("takes no external PSK in TLS 1.3");
      case NOTHING, CLIENT_CERTIFICATE, TICKET, EARLY_DATA, PROBE -> Optional.empty();
    };
  }

  @Override
  public boolean restrictsServerGroups() {
    return true;
  }

  @Override
  Optional<Program.Reply> reply() {
    return Optional.of(Program.Reply.TO_REQUEST);
  }

  @Override
  public boolean isAnswer(String received) {
    return received.equals(Materials.ANSWER + "\n");
  }

  @Override
  List<String> server(Scenario scenario, Materials materials, int port) {
    List<String> command =
        new ArrayList<>(List.of("bssl-tool", "server", "-loop", "-accept", Integer.toString(port)));
    command.addAll(common(materials));
    command.addAll(
        List.of("-min-version", TLS_13, "-curves", OpenSslStack.groups(scenario.serverGroups())));
    if (scenario.with() == Extra.CLIENT_CERTIFICATE) {
      command.add("-require-any-client-cert");
    }
    if (scenario.with() == Extra.EARLY_DATA) {
      command.add("-early-data");
    }
    return command;
  }

  @Override
  List<String> client(Scenario scenario, Materials materials, int port, boolean resumes) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "bssl-tool",
                "client",
                "-connect",
                "127.0.0.1:" + port,
                "-server-name",
                Materials.NAME,
                "-root-certs",
                materials.file("reference.crt")));
    command.addAll(common(materials));
    command.addAll(
        List.of(
            "-min-version",
            scenario.with() == Extra.PROBE ? "tls1.2" : TLS_13,
            "-curves",
            OpenSslStack.groups(scenario.clientGroups())));
    if (scenario.resumes()) {
      command.addAll(
          List.of(resumes ? "-session-in" : "-session-out", materials.file("session.boringssl")));
    }
    return command;
  }

  private static List<String> common(Materials materials) {
    return List.of("-cert", materials.file("peer.crt"), "-key", materials.file("peer.key"));
  }

  @Override
  boolean lacksGroup(String printed) {
    return printed.contains("Failed setting curves list");
  }
}
