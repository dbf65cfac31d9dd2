package helloagain.refinement.graph;

import helloagain.message.Bytes;
import helloagain.schedule.HandshakeSecrets;
import helloagain.signature.Signer;

/** Says whom a channel leads to, in the order of {@code Sides}, and whose proofs it has. */
public enum Side {
  CLIENT("client") {
    @Override
    Bytes trafficSecret(HandshakeSecrets secrets) {
      return secrets.clientTraffic();
    }

    @Override
    Signer signer() {
      return Signer.CLIENT;
    }
  },
  SERVER("server") {
    @Override
    Bytes trafficSecret(HandshakeSecrets secrets) {
      return secrets.serverTraffic();
    }

    @Override
    Signer signer() {
      return Signer.SERVER;
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

  /** Returns the side at the other end. */
  Side other() {
    return this == CLIENT ? SERVER : CLIENT;
  }

  /** Returns the base key of its Finished; each side has one of its own (RFC 8446, 4.4.4). */
  abstract Bytes trafficSecret(HandshakeSecrets secrets);

  /** Returns whom its CertificateVerify names (RFC 8446, 4.4.3). */
  abstract Signer signer();
}
