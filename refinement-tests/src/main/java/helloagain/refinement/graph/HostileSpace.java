package helloagain.refinement.graph;

import helloagain.message.Alert;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.HandshakeType;
import helloagain.message.OtherHandshake;
import helloagain.refinement.Payload;
import helloagain.spec.TlaValue;
import helloagain.wire.HandshakeCodec;
import java.util.List;
import java.util.Map;

/** The worlds of {@code HostilePeers.tla}: one peer keeps the rules, the other sends anything. */
final class HostileSpace implements StateSpace<HostileExchange> {
  /** {@code NoHello}: words that are no hello. */
  static final List<Payload> NO_HELLO =
      List.of(
          alert(AlertDescription.HANDSHAKE_FAILURE),
          alert(AlertDescription.CLOSE_NOTIFY),
          new Payload.Close(),
          // A server_hello of no octets lacks everything, whoever reads it.
          new Payload.Handshake(HandshakeCodec.frame(HandshakeType.SERVER_HELLO, Bytes.EMPTY)),
          new Payload.Handshake(
              HandshakeCodec.encode(
                  new OtherHandshake(HandshakeType.ENCRYPTED_EXTENSIONS, Bytes.EMPTY))));

  /** What a peer may read on after (RFC 9846, 6.1). */
  static final Payload CANCELED = alert(AlertDescription.USER_CANCELED);

  private final ExchangeSpace honest;
  private final Adversary adversary;

  /** What a hostile peer can do. */
  interface Adversary {
    /** Tells a receiver all that it can send now. */
    void moves(HostileExchange state, Steps<HostileExchange> steps);
  }

  HostileSpace(ExchangeSpace honest, Adversary adversary) {
    this.honest = honest;
    this.adversary = adversary;
  }

  private static Payload alert(AlertDescription description) {
    return new Payload.AlertPayload(Alert.fatal(description));
  }

  @Override
  public List<HostileExchange> initial() {
    return honest.initial().stream().map(exchange -> new HostileExchange(exchange, 0)).toList();
  }

  @Override
  public void steps(HostileExchange state, Steps<HostileExchange> steps) {
    honest.steps(
        state.exchange(),
        (label, target) -> steps.step(label, new HostileExchange(target, state.faults())));
    adversary.moves(state, steps);
  }

  @Override
  public Map<String, TlaValue> project(HostileExchange state) {
    Map<String, TlaValue> variables = state.exchange().project();
    variables.put("faults", TlaValue.of(state.faults()));
    return variables;
  }
}
