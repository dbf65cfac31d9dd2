package helloagain.refinement.graph;

import helloagain.client.ClientState;
import helloagain.exchange.Hellos;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.Extension.Cookie;
import helloagain.message.Extension.KeyShareReply;
import helloagain.message.Extension.KeyShareRetry;
import helloagain.message.Extension.SelectedPsk;
import helloagain.message.Extension.SelectedVersion;
import helloagain.message.HandshakeMessage;
import helloagain.message.HelloRetryRequest;
import helloagain.message.KeyShareEntry;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.ServerHello;
import helloagain.message.ServerReply;
import helloagain.refinement.KeyPool;
import helloagain.refinement.MessageConcretion;
import helloagain.refinement.Payload;
import helloagain.refinement.graph.StateSpace.Steps;
import helloagain.rule.Profile;
import helloagain.wire.HandshakeCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A server that sends what it likes, as in {@code HostilePeers.tla}. */
final class HostileServer implements HostileSpace.Adversary {
  private final Machines machines;
  private final Profile profile;
  private final List<NamedGroup> groups;
  private final List<CipherSuite> suites;
  private final int maxFaults;
  private final List<Packet> words;
  private final Map<ClientHello, List<Set<Packet>>> answers = new HashMap<>();

  /**
   * Makes a hostile server.
   *
   * @param groups the groups that it may name
   * @param suites the suites that it may name
   * @param maxFaults how many faults it has in one run, 0 to 2
   */
  HostileServer(
      Machines machines,
      Profile profile,
      List<NamedGroup> groups,
      List<CipherSuite> suites,
      int maxFaults) {
    this.machines = machines;
    this.profile = profile;
    this.groups = List.copyOf(groups);
    this.suites = List.copyOf(suites);
    this.maxFaults = maxFaults;
    this.words = HostileSpace.NO_HELLO.stream().map(machines::packet).toList();
  }

  @Override
  public void moves(HostileExchange state, Steps<HostileExchange> steps) {
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

  private static HostileExchange sent(HostileExchange state, Packet packet, int faults) {
    return new HostileExchange(state.exchange().withToClient(packet), state.faults() + faults);
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
    for (ServerReply answer : plainAnswers(hello)) {
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

  /** {@code Answers}: sensible or not. */
  private List<ServerReply> plainAnswers(ClientHello hello) {
    int psks = Hellos.pskIdentities(hello).size();
    List<ServerReply> all = new ArrayList<>();
    for (CipherSuite suite : suites) {
      for (Optional<NamedGroup> group : groupsAndNone()) {
        all.add(retry(hello, suite, group, false));
        all.add(retry(hello, suite, group, true));
        if (group.isPresent()) {
          all.add(serverHello(hello, suite, group, Optional.empty()));
        }
        // Any PSK, and one that was not offered.
        for (int index = 0; psks > 0 && index <= psks; index++) {
          all.add(serverHello(hello, suite, group, Optional.of(index)));
        }
      }
    }
    return all;
  }

  private List<Optional<NamedGroup>> groupsAndNone() {
    return Stream.concat(groups.stream().map(Optional::of), Stream.of(Optional.<NamedGroup>empty()))
        .toList();
  }

  private static HelloRetryRequest retry(
      ClientHello hello, CipherSuite suite, Optional<NamedGroup> group, boolean cookie) {
    List<Extension> extensions = new ArrayList<>();
    extensions.add(new SelectedVersion(ProtocolVersion.TLS_13));
    group.ifPresent(named -> extensions.add(new KeyShareRetry(named)));
    if (cookie) {
      extensions.add(new Cookie(MessageConcretion.COOKIE));
    }
    return new HelloRetryRequest(
        ProtocolVersion.TLS_12, hello.legacySessionId(), suite, 0, extensions);
  }

  private static ServerHello serverHello(
      ClientHello hello, CipherSuite suite, Optional<NamedGroup> group, Optional<Integer> psk) {
    List<Extension> extensions = new ArrayList<>();
    extensions.add(new SelectedVersion(ProtocolVersion.TLS_13));
    group.ifPresent(
        chosen ->
            extensions.add(
                new KeyShareReply(
                    new KeyShareEntry(chosen, KeyPool.key(chosen, "server").share()))));
    psk.ifPresent(index -> extensions.add(new SelectedPsk(index)));
    return new ServerHello(
        ProtocolVersion.TLS_12,
        MessageConcretion.SERVER_RANDOM,
        hello.legacySessionId(),
        suite,
        0,
        extensions);
  }

  private Payload handshake(HandshakeMessage message) {
    return new Payload.Handshake(HandshakeCodec.encode(message, profile));
  }
}
