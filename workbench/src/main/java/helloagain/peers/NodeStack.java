package helloagain.peers;

import helloagain.message.NamedGroup;
import java.io.IOException;
import java.util.List;

/** Is Node.js, which has an OpenSSL of its own. */
final class NodeStack extends ScriptStack {
  NodeStack() {
    super(
        "node",
        "node",
        "(Node.js [^\\n]+)",
        "node",
        "-p",
        "`Node.js ${process.versions.node} (OpenSSL ${process.versions.openssl})`");
  }

  @Override
  List<String> program(Materials materials) throws IOException {
    return List.of("node", materials.script("peer.js"));
  }

  @Override
  String groups(List<NamedGroup> groups) {
    return OpenSslStack.groups(groups);
  }

  @Override
  public boolean restrictsServerGroups() {
    return true;
  }

  @Override
  boolean lacksGroup(String printed) {
    return printed.contains("Failed to set ECDH curve");
  }
}
