package helloagain.refinement.graph;

import helloagain.exchange.Received.DataReceived;
import helloagain.exchange.Sent;
import helloagain.exchange.Sent.HandshakeSent;
import helloagain.message.Bytes;
import helloagain.message.ClientHello;
import helloagain.message.HandshakeMessage;
import helloagain.refinement.FlightProjection;
import helloagain.refinement.Payload;
import helloagain.transcript.Transcript;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes packets of what the peers of {@code Figure2.tla} send. */
final class FlightPackets {
  /** What any application data says. */
  static final Bytes DATA = Bytes.of((byte) 'd');

  private final SeenMessages seen;
  private final FlightMessages messages;
  private final FlightProjection projection;
  private final Packet earlyData = data(true);
  private final Packet laterData = data(false);

  FlightPackets(SeenMessages seen) {
    this.seen = seen;
    this.messages = new FlightMessages(seen);
    this.projection =
        new FlightProjection(seen, (side, certificate) -> FlightNames.name(certificate));
  }

  private static Packet data(boolean early) {
    return new Packet(new DataReceived(DATA, early), FlightProjection.data(early));
  }

  /** Returns the projection of peers that have sent and read these packets. */
  FlightProjection projection() {
    return projection;
  }

  /** Returns the packet of application data. */
  Packet ofData(boolean early) {
    return early ? earlyData : laterData;
  }

  /** Returns the packet of what is no message of a flight. */
  Packet of(Payload payload) {
    return seen.packet(payload, Optional.empty());
  }

  /** Returns the packet of a ClientHello that follows a retry. */
  Packet of(Payload payload, SeenMessages.Retried before) {
    return seen.packet(payload, Optional.of(before));
  }

  /**
   * Returns the packet of a message of a flight.
   *
   * @param raw its octets
   * @param before the messages before it, if it is in its place
   */
  Packet of(HandshakeMessage message, Bytes raw, FlightKeys keys, List<Bytes> before) {
    return seen.packet(raw, () -> messages.project(message, keys, before));
  }

  /** Returns the packets of what a peer sends up to ServerHello, or of an alert. */
  List<Packet> ofHellos(List<Sent> sent, Optional<SeenMessages.Retried> retried) {
    return sent.stream()
        .map(
            one ->
                seen.packet(
                    Payload.of(one),
                    one instanceof HandshakeSent handshake
                            && handshake.message() instanceof ClientHello
                        ? retried
                        : Optional.empty()))
        .toList();
  }

  /**
   * Returns the packets of a flight.
   *
   * @param before the messages before it
   */
  List<Packet> ofFlight(List<Sent> sent, FlightKeys keys, Transcript before) {
    List<Packet> packets = new ArrayList<>();
    Transcript transcript = before;
    for (Sent one : sent) {
      if (one instanceof HandshakeSent handshake) {
        packets.add(of(handshake.message(), handshake.raw(), keys, transcript.messages()));
        transcript = transcript.append(handshake.raw());
      } else {
        packets.add(of(Payload.of(one)));
      }
    }
    return packets;
  }
}
