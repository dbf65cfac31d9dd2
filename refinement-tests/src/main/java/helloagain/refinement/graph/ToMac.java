package helloagain.refinement.graph;

import helloagain.message.Bytes;
import helloagain.message.Finished;
import java.util.List;

/**
 * Says what a Finished is to be (RFC 8446, 4.4.4), {@code MacUnder}.
 *
 * @param withPsk whether the PSK is in its key; false if there is none
 * @param side whose key it is
 * @param over the messages that it is over
 * @param hellos the messages up to ServerHello
 */
record ToMac(boolean withPsk, Side side, List<Bytes> over, List<Bytes> hellos) {
  /** Copies the lists. */
  ToMac {
    over = List.copyOf(over);
    hellos = List.copyOf(hellos);
  }

  ToMac withoutPsk() {
    return new ToMac(false, side, over, hellos);
  }

  ToMac ofTheOtherSide() {
    return new ToMac(withPsk, side.other(), over, hellos);
  }

  ToMac over(List<Bytes> messages) {
    return new ToMac(withPsk, side, messages, hellos);
  }

  /** Computes the MAC. */
  Finished message(FlightKeys keys) {
    return new Finished(keys.verifyData(withPsk, side, over));
  }
}
