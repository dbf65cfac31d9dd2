package helloagain.peers;

import helloagain.message.NamedGroup;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Is the module ssl of Python, which leaves the groups as its OpenSSL has them. */
final class PythonStack extends ScriptStack {
  PythonStack() {
    super(
        "python",
        "python3",
        "(Python [^\\n]+)",
        "python3",
        "-c",
        "import platform, ssl; print('Python', platform.python_version(), '(' +"
            + " ssl.OPENSSL_VERSION.rsplit(' ', 3)[0] + ')')");
  }

  @Override
  List<String> program(Materials materials) throws IOException {
    return List.of("python3", materials.script("peer.py"));
  }

  /** They cannot be set. */
  @Override
  String groups(List<NamedGroup> groups) {
    return "";
  }

  @Override
  public boolean restrictsServerGroups() {
    return false;
  }

  @Override
  public Optional<String> unable(PeerRole role, Scenario scenario) {
    return scenario.group().equals(NamedGroup.X25519MLKEM768)
        ? Optional.of("its groups cannot be set; X25519MLKEM768 is there only by default")
        : super.unable(role, scenario);
  }

  @Override
  boolean lacksGroup(String printed) {
    return false;
  }
}
