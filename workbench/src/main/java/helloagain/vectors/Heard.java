package helloagain.vectors;

import helloagain.message.AlertDescription;
import helloagain.message.Bytes;

/** Is what a tested peer lets be heard. */
public sealed interface Heard {
  /**
   * A handshake message.
   *
   * @param raw its octets with the header of 4
   */
  record Handshake(Bytes raw) implements Heard {}

  /** An alert that is an end. */
  record FatalAlert(AlertDescription description) implements Heard {}

  /** The end of the transport, with no alert before it but close_notify. */
  record Closed() implements Heard {}

  /**
   * What no peer lets be heard that keeps the rules.
   *
   * @param words what it was
   */
  record Strange(String words) implements Heard {}

  /** That the handshake goes on under the keys of the ServerHello. */
  record GoesOn() implements Heard {}
}
