package helloagain.refinement.graph;

import helloagain.exchange.Received;
import helloagain.flight.Credentials;
import helloagain.message.Bytes;
import helloagain.message.Certificate;
import helloagain.message.CertificateRequest;
import helloagain.message.EncryptedExtensions;
import helloagain.message.HandshakeMessage;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.rule.Violation;
import helloagain.wire.HandshakeCodec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Gathers what a hostile peer can send of a flight to a peer that stands somewhere, by the number
 * of faults. A message that is not awaited has none, for nothing is looked into there.
 */
final class FaultyFlight {
  private final FlightPackets packets;
  private final Profile profile;
  private final FlightKeys keys;
  private final List<Bytes> transcript;
  private final Side side;
  private final Function<Received, List<Violation>> judge;
  private final List<Set<Packet>> byFaults = new ArrayList<>();

  /**
   * Begins with nothing.
   *
   * @param keys all keys of the handshake
   * @param transcript the messages so far
   * @param side the hostile peer
   * @param judge finds the rules that something breaks at its receiver
   * @param maxFaults how many faults there are at most
   */
  FaultyFlight(
      FlightPackets packets,
      Profile profile,
      FlightKeys keys,
      List<Bytes> transcript,
      Side side,
      Function<Received, List<Violation>> judge,
      int maxFaults) {
    this.packets = packets;
    this.profile = profile;
    this.keys = keys;
    this.transcript = List.copyOf(transcript);
    this.side = side;
    this.judge = judge;
    for (int faults = 0; faults <= maxFaults; faults++) {
      byFaults.add(new LinkedHashSet<>());
    }
  }

  /** Returns the packets with no fault, with one and so on. */
  List<Set<Packet>> packets() {
    return byFaults;
  }

  /** Adds a message that has no faults. */
  void addFlawless(HandshakeMessage message) {
    byFaults.get(0).add(packet(message));
  }

  void add(EncryptedExtensions extensions) {
    add(extensions, List.of(ExtensionsFault.values()), message -> message);
  }

  void add(CertificateRequest request) {
    add(request, List.of(RequestFault.values()), message -> message);
  }

  void add(Certificate certificate) {
    add(certificate, List.of(CertificateFault.values()), message -> message);
  }

  /** Adds a CertificateVerify by the owner of a certificate. */
  void addVerify(Credentials owner) {
    add(
        new ToSign(owner, ToSign.SCHEME, side, transcript, keys.hellos()),
        List.of(VerifyFault.values()),
        signature -> signature.message(keys));
  }

  /** Adds a Finished. */
  void addFinished() {
    add(
        new ToMac(keys.hasPsk(), side, transcript, keys.hellos()),
        List.of(FinishedFault.values()),
        mac -> mac.message(keys));
  }

  /** Returns the packet of a message as it is. */
  Packet packet(HandshakeMessage message) {
    return packets.of(message, HandshakeCodec.encode(message, profile), keys, transcript);
  }

  private <M> void add(
      M plain, List<? extends FlightFault<M>> faults, Function<M, HandshakeMessage> made) {
    Packet first = packet(made.apply(plain));
    byFaults.get(0).add(first);
    if (!isAwaited(first)) {
      return;
    }
    List<Set<M>> faulty = FlightFault.faulty(plain, faults, byFaults.size() - 1);
    for (int number = 1; number < faulty.size(); number++) {
      for (M message : faulty.get(number)) {
        byFaults.get(number).add(packet(made.apply(message)));
      }
    }
  }

  private boolean isAwaited(Packet packet) {
    return judge.apply(packet.received()).stream()
        .noneMatch(violation -> violation.rule() == Rule.MESSAGE_IS_EXPECTED);
  }
}
