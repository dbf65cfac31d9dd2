package helloagain.refinement.graph;

import helloagain.exchange.Received;
import helloagain.message.Bytes;
import helloagain.message.ClientHello;
import helloagain.message.HandshakeMessage;
import helloagain.message.HelloRetryRequest;
import helloagain.refinement.BinderProjection;
import helloagain.refinement.MessageProjection;
import helloagain.refinement.Payload;
import helloagain.refinement.PeerProjection;
import helloagain.rule.Profile;
import helloagain.spec.TlaRecord;
import helloagain.transcript.HashAlgorithm;
import helloagain.wire.HandshakeCodec;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Knows the records of all messages that were sent in a world. Confined to one thread. */
final class SeenMessages implements PeerProjection.Messages {
  private final Profile profile;
  private final WorldNames names;
  private final IdentityHashMap<HandshakeMessage, TlaRecord> byMessage = new IdentityHashMap<>();
  private final Map<Bytes, TlaRecord> byOctets = new HashMap<>();
  private final Map<Bytes, TlaRecord> helloByHash = new HashMap<>();
  private final Map<Object, Packet> packets = new HashMap<>();
  private final Map<Retried, BinderProjection> binders = new HashMap<>();

  /**
   * What comes before a second ClientHello, and what its binders are over besides it.
   *
   * @param firstHello the first ClientHello
   * @param retry the HelloRetryRequest that answers it
   */
  record Retried(ClientHello firstHello, HelloRetryRequest retry) {}

  SeenMessages(Profile profile, Function<SeenMessages, WorldNames> names) {
    this.profile = profile;
    this.names = names.apply(this);
  }

  /**
   * Returns the packet of what a peer sends.
   *
   * @param before what comes before a second ClientHello
   */
  Packet packet(Payload payload, Optional<Retried> before) {
    Packet known = packets.get(payload);
    if (known == null) {
      Received received = payload.received(profile);
      TlaRecord value =
          received instanceof Received.HandshakeReceived handshake
              ? seen(handshake.message(), handshake.raw(), before)
              : MessageProjection.ofNoMessage(payload);
      known = new Packet(received, value);
      packets.put(payload, known);
    }
    return known;
  }

  /**
   * Returns the packet of a message that follows the hellos.
   *
   * @param value makes its record, if it was not sent before
   */
  Packet packet(Bytes raw, Supplier<TlaRecord> value) {
    Payload payload = new Payload.Handshake(raw);
    Packet known = packets.get(payload);
    if (known == null) {
      known =
          new Packet(payload.received(profile), byOctets.computeIfAbsent(raw, r -> value.get()));
      packets.put(payload, known);
    }
    return known;
  }

  private TlaRecord seen(HandshakeMessage message, Bytes raw, Optional<Retried> before) {
    TlaRecord known = byOctets.get(raw);
    if (known == null) {
      known = MessageProjection.project(message, names);
      if (message instanceof ClientHello hello) {
        known = binders(before).bound(hello, known);
        for (HashAlgorithm hash : HashAlgorithm.values()) {
          helloByHash.put(hash.hash(raw), known);
        }
      }
      byOctets.put(raw, known);
    }
    byMessage.put(message, known);
    return known;
  }

  private BinderProjection binders(Optional<Retried> before) {
    return before
        .map(retried -> binders.computeIfAbsent(retried, this::binders))
        .orElseGet(() -> new BinderProjection(names::psks));
  }

  private BinderProjection binders(Retried retried) {
    BinderProjection projection = new BinderProjection(names::psks);
    TlaRecord unused =
        projection.bound(
            retried.firstHello(), MessageProjection.project(retried.firstHello(), names));
    projection.see(
        retried.retry(),
        encode(retried.retry()),
        record(retried.retry()),
        encode(retried.firstHello()),
        record(retried.firstHello()));
    return projection;
  }

  private Bytes encode(HandshakeMessage message) {
    return HandshakeCodec.encode(message, profile);
  }

  @Override
  public TlaRecord record(HandshakeMessage message) {
    TlaRecord value = byMessage.get(message);
    return value != null ? value : seen(message, encode(message), Optional.empty());
  }

  @Override
  public Optional<TlaRecord> ofOctets(Bytes raw) {
    return Optional.ofNullable(byOctets.get(raw));
  }

  @Override
  public Optional<TlaRecord> ofHash(Bytes hash) {
    return Optional.ofNullable(helloByHash.get(hash));
  }
}
