package helloagain.refinement.graph;

import helloagain.exchange.Received;
import helloagain.spec.TlaRecord;

/**
 * Holds what is on its way to a peer: as the peer will read it, and its record. There is one object
 * for each, so that identity is equality.
 */
final class Packet {
  private final Received received;
  private final TlaRecord value;

  Packet(Received received, TlaRecord value) {
    this.received = received;
    this.value = value;
  }

  Received received() {
    return received;
  }

  TlaRecord value() {
    return value;
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
