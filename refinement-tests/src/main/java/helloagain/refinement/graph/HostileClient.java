package helloagain.refinement.graph;

import helloagain.exchange.Hellos;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.NamedGroup;
import helloagain.refinement.Payload;
import helloagain.refinement.graph.StateSpace.Steps;
import helloagain.rule.Profile;
import helloagain.server.ServerState;
import helloagain.wire.HandshakeCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A client that sends what it likes, as in {@code HostilePeers.tla}. */
final class HostileClient implements HostileSpace.Adversary<Exchange> {
  private final Machines machines;
  private final Profile profile;
  private final List<ClientHello> firstHellos;
  private final List<NamedGroup> groups;
  private final PskBinding keys;
  private final int maxFaults;
  private final List<Packet> words;
  private final boolean hasPsks;
  private final Map<Optional<SeenMessages.Retried>, List<Set<Packet>>> secondHellos =
      new HashMap<>();
  private final Map<ClientHello, List<Set<Packet>>> helloAgain = new HashMap<>();
  private List<Set<Packet>> offers = List.of();

  /**
   * Makes a hostile client.
   *
   * @param firstHellos what it might begin with
   * @param groups the groups that it may name
   * @param keys the PSKs that it has
   * @param maxFaults how many faults it has in one run, 0 to 2
   */
  HostileClient(
      Machines machines,
      Profile profile,
      List<ClientHello> firstHellos,
      List<NamedGroup> groups,
      PskBinding keys,
      int maxFaults) {
    this.machines = machines;
    this.profile = profile;
    this.firstHellos = List.copyOf(firstHellos);
    this.groups = List.copyOf(groups);
    this.keys = keys;
    this.maxFaults = maxFaults;
    this.words = HostileSpace.NO_HELLO.stream().map(machines::packet).toList();
    this.hasPsks = firstHellos.stream().anyMatch(hello -> !Hellos.pskIdentities(hello).isEmpty());
  }

  @Override
  public void moves(HostileExchange<Exchange> state, Steps<HostileExchange<Exchange>> steps) {
    Exchange exchange = state.exchange();
    if (!exchange.serverReads() || !exchange.toServer().isEmpty()) {
      return;
    }
    for (Packet word : words) {
      steps.step("HostileClientSaysNoHello", sent(state, word, 0));
    }
    int faultsLeft = maxFaults - state.faults();
    if (faultsLeft > 0) {
      steps.step("HostileClientCancels", sent(state, machines.packet(HostileSpace.CANCELED), 1));
    }
    // After ServerHello every hello is out of order; faults would not be seen.
    int most = exchange.server().state() instanceof ServerState.Negotiated ? 0 : faultsLeft;
    List<Set<Packet>> byFaults = hellos(exchange.server().state());
    for (int faults = 0; faults <= most; faults++) {
      for (Packet hello : byFaults.get(faults)) {
        steps.step("HostileClientOffers", sent(state, hello, faults));
      }
    }
  }

  private static HostileExchange<Exchange> sent(
      HostileExchange<Exchange> state, Packet packet, int faults) {
    return new HostileExchange<>(state.exchange().withToServer(packet), state.faults() + faults);
  }

  /** Returns what follows up on what the server has seen: with no fault, with one and so on. */
  private List<Set<Packet>> hellos(ServerState state) {
    if (state instanceof ServerState.AwaitingSecondHello waiting) {
      return second(new SeenMessages.Retried(waiting.firstHello(), waiting.retry()));
    }
    if (state instanceof ServerState.Negotiated negotiated) {
      ClientHello first = negotiated.firstHello().orElseThrow();
      return negotiated
          .retry()
          .map(retry -> second(new SeenMessages.Retried(first, retry)))
          .orElseGet(
              () ->
                  helloAgain.computeIfAbsent(
                      first, hello -> faulty(List.of(hello), Optional.empty())));
    }
    if (offers.isEmpty()) {
      offers = faulty(firstHellos, Optional.empty());
    }
    return offers;
  }

  private List<Set<Packet>> second(SeenMessages.Retried retried) {
    return secondHellos.computeIfAbsent(
        Optional.of(retried), before -> faulty(List.of(FollowUp.of(retried, keys)), before));
  }

  private List<Set<Packet>> faulty(
      List<ClientHello> hellos, Optional<SeenMessages.Retried> before) {
    List<Set<Packet>> byFaults = new ArrayList<>();
    for (int faults = 0; faults <= maxFaults; faults++) {
      byFaults.add(new LinkedHashSet<>());
    }
    List<Fault> faults = faults(before);
    for (ClientHello hello : hellos) {
      byFaults.get(0).add(packet(hello, before));
      addFaulty(hello, faults, 1, before, byFaults);
    }
    return byFaults;
  }

  /** Adds one more fault after another, in their order, as far as they change something. */
  private void addFaulty(
      ClientHello hello,
      List<Fault> faults,
      int count,
      Optional<SeenMessages.Retried> before,
      List<Set<Packet>> byFaults) {
    for (int i = 0; count <= maxFaults && i < faults.size(); i++) {
      ClientHello faulty = faults.get(i).in(hello);
      if (!faulty.equals(hello)) {
        byFaults.get(count).add(packet(faulty, before));
        addFaulty(faulty, faults.subList(i + 1, faults.size()), count + 1, before, byFaults);
      }
    }
  }

  /** {@code FaultyHello} with one fault. */
  private interface Fault {
    ClientHello in(ClientHello hello);
  }

  private List<Fault> faults(Optional<SeenMessages.Retried> before) {
    boolean isFirst = before.isEmpty();
    ClientFault.NewShares with = new ClientFault.NewShares(groups, isFirst ? "first" : "other");
    PskBinding binding = new PskBinding(keys.psks(), before);
    List<Fault> faults = new ArrayList<>();
    for (ClientFault fault : ClientFault.values()) {
      if (!isFirst || !ClientFault.ONLY_IN_SECOND_HELLO.contains(fault)) {
        faults.add(hello -> bound(fault.in(hello, with), binding));
      }
    }
    for (PskFault fault : hasPsks ? PskFault.values() : new PskFault[0]) {
      if (!isFirst || !PskFault.ONLY_IN_SECOND_HELLO.contains(fault)) {
        faults.add(
            hello ->
                Hellos.pskIdentities(hello).isEmpty()
                    ? hello
                    : PskFault.OF_BINDERS.contains(fault)
                        ? fault.in(hello, binding)
                        : bound(fault.in(hello, binding), binding));
      }
    }
    return faults;
  }

  /** The client has the keys: binders are right unless they are the fault. */
  private static ClientHello bound(ClientHello hello, PskBinding binding) {
    return Extension.find(hello.extensions(), Extension.OfferedPsks.class).isPresent()
        ? binding.bound(hello)
        : hello;
  }

  private Packet packet(ClientHello hello, Optional<SeenMessages.Retried> before) {
    Payload payload = new Payload.Handshake(HandshakeCodec.encode(hello, profile));
    return before
        .map(retried -> machines.packet(payload, retried))
        .orElseGet(() -> machines.packet(payload));
  }
}
