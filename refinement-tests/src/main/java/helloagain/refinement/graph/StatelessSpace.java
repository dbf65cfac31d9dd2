package helloagain.refinement.graph;

import helloagain.exchange.Hellos;
import helloagain.exchange.Received;
import helloagain.message.ClientHello;
import helloagain.message.ExtensionType;
import helloagain.refinement.Payload;
import helloagain.rule.Profile;
import helloagain.server.CookieSealer;
import helloagain.server.ServerState;
import helloagain.spec.TlaValue;
import helloagain.wire.HandshakeCodec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The worlds of {@code Stateless.tla}, in which both peers keep the rules and the server has no
 * memory. Its sealer is part of what it is.
 */
final class StatelessSpace implements StateSpace<Exchange> {
  private final ExchangeSpace exchanges;
  private final Machines machines;
  private final Profile profile;
  private final int keys;
  private final int lastTime;
  private final boolean cookiesGetLost;

  /**
   * Makes a world.
   *
   * @param keys how many keys there are to be used one after the other
   * @param lastTime when the clock stops
   * @param cookiesGetLost whether a second hello can lose its cookie on its way
   */
  StatelessSpace(
      ExchangeSpace exchanges,
      Machines machines,
      Profile profile,
      int keys,
      int lastTime,
      boolean cookiesGetLost) {
    this.exchanges = exchanges;
    this.machines = machines;
    this.profile = profile;
    this.keys = keys;
    this.lastTime = lastTime;
    this.cookiesGetLost = cookiesGetLost;
  }

  @Override
  public List<Exchange> initial() {
    return exchanges.initial();
  }

  @Override
  public void steps(Exchange state, Steps<Exchange> steps) {
    exchanges.steps(state, steps);
    if (state.server().state() instanceof ServerState.Start) {
      CookieSealer sealer = Sealers.sealer(state.server());
      int key = Sealers.keyNumber(sealer);
      if (key < keys) {
        steps.step("KeyIsReplaced", with(state, sealer.rotatedTo(Sealers.key(key + 1))));
      }
      if (sealer.now() < lastTime) {
        steps.step("ClockTicks", with(state, sealer.at(sealer.now() + 1)));
      }
    }
    if (cookiesGetLost) {
      withoutCookie(state).ifPresent(lost -> steps.step("CookieIsLost", lost));
    }
  }

  private Exchange with(Exchange state, CookieSealer sealer) {
    return state.withServer(machines.server(state.server().state().config().sealing(sealer)));
  }

  private Optional<Exchange> withoutCookie(Exchange state) {
    return state.toServer().stream()
        .findFirst()
        .map(Packet::received)
        .filter(Received.HandshakeReceived.class::isInstance)
        .map(received -> ((Received.HandshakeReceived) received).message())
        .filter(ClientHello.class::isInstance)
        .map(ClientHello.class::cast)
        .filter(hello -> Hellos.carries(hello, ExtensionType.COOKIE))
        .map(
            hello ->
                hello.withExtensions(Extensions.without(hello.extensions(), ExtensionType.COOKIE)))
        .map(
            hello ->
                state.withNextForServer(
                    machines.packet(new Payload.Handshake(HandshakeCodec.encode(hello, profile)))));
  }

  @Override
  public Map<String, TlaValue> project(Exchange state) {
    Map<String, TlaValue> variables = state.project();
    variables.put("sealer", Sealers.project(state.server()));
    return variables;
  }
}
