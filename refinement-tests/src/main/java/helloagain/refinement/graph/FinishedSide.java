package helloagain.refinement.graph;

import helloagain.message.Bytes;
import helloagain.schedule.HandshakeSecrets;

/** Says whose Finished it is; each side has a key of its own (RFC 8446, 4.4.4). */
enum FinishedSide {
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

  FinishedSide(String title) {
    this.title = title;
  }

  /** Returns the name of the side in {@code Authenticated.tla}. */
  String title() {
    return title;
  }

  /** Returns the base key of its Finished. */
  abstract Bytes trafficSecret(HandshakeSecrets secrets);
}
