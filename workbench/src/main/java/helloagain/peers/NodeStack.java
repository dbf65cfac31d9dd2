package helloagain.peers;

/** Is Node.js, which has an OpenSSL of its own. */
final class NodeStack extends ScriptStack {
  NodeStack() {
    super(
        "node",
        "node",
        "peer.js",
        "(Node.js [^\\n]+)",
        "node",
        "-p",
        "`Node.js ${process.versions.node} (OpenSSL ${process.versions.openssl})`");
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
