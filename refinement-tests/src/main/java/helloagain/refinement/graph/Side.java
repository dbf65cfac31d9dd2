package helloagain.refinement.graph;

import helloagain.message.Bytes;
import helloagain.schedule.HandshakeSecrets;

/** Says whom a channel leads to, in the order of {@code Sides}, and whose Finished it is. */
enum Side {
  CLIENT("client") {
    @Override
    Bytes trafficSecret(HandshakeSecrets secrets) {
      return secrets.clientTraffic();
    }
  },
  SERVER("server") {
    @Override
    Bytes trafficSecret(HandshakeSecrets secrets) {
      return secrets.serverTraffic();
    }
  };

  private final String title;

  Side(String title) {
    this.title = title;
  }

  /** Returns the name of the side in the specification. */
  String title() {
    return title;
  }

  /** Returns the base key of its Finished; each side has one of its own (RFC 8446, 4.4.4). */
  abstract Bytes trafficSecret(HandshakeSecrets secrets);
}
