package helloagain.refinement.graph;

import helloagain.message.Alert;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.HandshakeType;
import helloagain.message.OtherHandshake;
import helloagain.refinement.Payload;
import helloagain.spec.TlaValue;
import helloagain.wire.HandshakeCodec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The worlds of {@code HostilePeers.tla} and {@code HostileFlights.tla}: one peer keeps the rules,
 * the other sends anything.
 *
 * @param <N> the states of the world in which both keep the rules
 */
final class HostileSpace<N> implements StateSpace<HostileExchange<N>> {
  /** A server_hello of no octets lacks everything, whoever reads it. */
  static final Payload MALFORMED = malformed(HandshakeType.SERVER_HELLO);

  /** {@code NoHello}: words that are no hello. */
  static final List<Payload> NO_HELLO =
      List.of(
          alert(AlertDescription.HANDSHAKE_FAILURE),
          alert(AlertDescription.CLOSE_NOTIFY),
          new Payload.Close(),
          MALFORMED,
          new Payload.Handshake(
              HandshakeCodec.encode(
                  new OtherHandshake(HandshakeType.ENCRYPTED_EXTENSIONS, Bytes.EMPTY))));

  /** {@code Words}: what ends a flight wherever it comes. */
  static final List<Payload> WORDS =
      List.of(alert(AlertDescription.HANDSHAKE_FAILURE), new Payload.Close(), MALFORMED);

  /** What a peer may read on after (RFC 9846, 6.1). */
  static final Payload CANCELED = alert(AlertDescription.USER_CANCELED);

  private final StateSpace<N> honest;
  private final Adversary<N> adversary;

  /** What a hostile peer can do. */
  interface Adversary<N> {
    /** Tells a receiver all that it can send now. */
    void moves(HostileExchange<N> state, Steps<HostileExchange<N>> steps);
  }

  HostileSpace(StateSpace<N> honest, Adversary<N> adversary) {
    this.honest = honest;
    this.adversary = adversary;
  }

  /** Returns a hello of no octets. */
  static Payload malformed(HandshakeType type) {
    return new Payload.Handshake(HandshakeCodec.frame(type, Bytes.EMPTY));
  }

  private static Payload alert(AlertDescription description) {
    return new Payload.AlertPayload(Alert.fatal(description));
  }

  @Override
  public List<HostileExchange<N>> initial() {
    return honest.initial().stream().map(exchange -> new HostileExchange<>(exchange, 0)).toList();
  }

  @Override
  public void steps(HostileExchange<N> state, Steps<HostileExchange<N>> steps) {
    honest.steps(
        state.exchange(),
        (label, target) -> steps.step(label, new HostileExchange<>(target, state.faults())));
    adversary.moves(state, steps);
  }

  @Override
  public Map<String, TlaValue> project(HostileExchange<N> state) {
    Map<String, TlaValue> variables = new LinkedHashMap<>(honest.project(state.exchange()));
    variables.put("faults", TlaValue.of(state.faults()));
    return variables;
  }
}
