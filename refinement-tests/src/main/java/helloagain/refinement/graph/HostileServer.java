package helloagain.refinement.graph;

import helloagain.client.ClientState;
import helloagain.message.ClientHello;
import helloagain.message.HandshakeMessage;
import helloagain.message.HelloRetryRequest;
import helloagain.message.ServerReply;
import helloagain.refinement.Payload;
import helloagain.refinement.graph.StateSpace.Steps;
import helloagain.rule.Profile;
import helloagain.wire.HandshakeCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A server that sends what it likes, as in {@code HostilePeers.tla}. */
final class HostileServer implements HostileSpace.Adversary<Exchange> {
  private final Machines machines;
  private final Profile profile;
  private final Answers plain;
  private final int maxFaults;
  private final List<Packet> words;
  private final Map<ClientHello, List<Set<Packet>>> answers = new HashMap<>();

  /**
   * Makes a hostile server.
   *
   * @param plain its answers without a fault
   * @param maxFaults how many faults it has in one run, 0 to 2
   */
  HostileServer(Machines machines, Profile profile, Answers plain, int maxFaults) {
    this.machines = machines;
    this.profile = profile;
    this.plain = plain;
    this.maxFaults = maxFaults;
    this.words = HostileSpace.NO_HELLO.stream().map(machines::packet).toList();
  }

  @Override
  public void moves(HostileExchange<Exchange> state, Steps<HostileExchange<Exchange>> steps) {
    Exchange exchange = state.exchange();
    if (!exchange.clientReads() || !exchange.toClient().isEmpty()) {
      return;
    }
    ClientHello hello = latestHello(exchange.client().state());
    for (Packet word : words) {
      steps.step("HostileServerSaysNoHello", sent(state, word, 0));
    }
    steps.step("HostileServerSaysNoHello", sent(state, machines.packet(handshake(hello)), 0));
    int faultsLeft = maxFaults - state.faults();
    if (faultsLeft > 0) {
      steps.step("HostileServerCancels", sent(state, machines.packet(HostileSpace.CANCELED), 1));
    }
    // After ServerHello every plain hello is out of order; faults would not be seen.
    int most = exchange.client().state() instanceof ClientState.Negotiated ? 0 : faultsLeft;
    List<Set<Packet>> byFaults = answers.computeIfAbsent(hello, this::answers);
    for (int faults = 0; faults <= most; faults++) {
      for (Packet answer : byFaults.get(faults)) {
        steps.step("HostileServerAnswers", sent(state, answer, faults));
      }
    }
  }

  private static HostileExchange<Exchange> sent(
      HostileExchange<Exchange> state, Packet packet, int faults) {
    return new HostileExchange<>(state.exchange().withToClient(packet), state.faults() + faults);
  }

  private static ClientHello latestHello(ClientState state) {
    if (state instanceof ClientState.AwaitingServerHelloAgain again) {
      return again.secondHello();
    }
    return state instanceof ClientState.Negotiated negotiated
        ? negotiated.secondHello().orElseGet(() -> state.config().firstHello())
        : state.config().firstHello();
  }

  /** Returns the answers to a hello with no fault, with one and so on. */
  private List<Set<Packet>> answers(ClientHello hello) {
    List<Set<Packet>> byFaults = new ArrayList<>();
    for (int faults = 0; faults <= maxFaults; faults++) {
      byFaults.add(new LinkedHashSet<>());
    }
    for (ServerReply answer : plain.to(hello)) {
      byFaults.get(0).add(machines.packet(handshake(answer)));
      addFaulty(answer, 0, 1, byFaults);
    }
    return byFaults;
  }

  /** Adds one more fault after another, in their order, as far as they change something. */
  private void addFaulty(ServerReply reply, int from, int count, List<Set<Packet>> byFaults) {
    if (count > maxFaults) {
      return;
    }
    ServerFault[] faults = ServerFault.values();
    for (int i = from; i < faults.length; i++) {
      ServerReply faulty = faults[i].in(reply);
      if (!faulty.equals(reply)) {
        // 4.1.3: a HelloRetryRequest without any extension does not parse.
        if (!(faulty instanceof HelloRetryRequest && faulty.extensions().isEmpty())) {
          byFaults.get(count).add(machines.packet(handshake(faulty)));
        }
        addFaulty(faulty, i + 1, count + 1, byFaults);
      }
    }
  }

  private Payload handshake(HandshakeMessage message) {
    return new Payload.Handshake(HandshakeCodec.encode(message, profile));
  }
}
