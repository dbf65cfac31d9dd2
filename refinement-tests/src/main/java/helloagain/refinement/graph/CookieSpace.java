package helloagain.refinement.graph;

import helloagain.exchange.Hellos;
import helloagain.exchange.Received;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.Extension.Cookie;
import helloagain.message.ExtensionType;
import helloagain.message.HelloRetryRequest;
import helloagain.message.NamedGroup;
import helloagain.refinement.MessageConcretion;
import helloagain.refinement.Payload;
import helloagain.refinement.Tla;
import helloagain.rule.Profile;
import helloagain.server.CookieKey;
import helloagain.server.CookieSealer;
import helloagain.server.SealedCookie;
import helloagain.server.ServerConfig;
import helloagain.server.ServerState;
import helloagain.spec.TlaValue;
import helloagain.wire.HandshakeCodec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The world of {@code HostileCookies.tla}: a server without a memory, and a client that keeps every
 * cookie and no rule.
 */
final class CookieSpace implements StateSpace<CookieRun> {
  private final ExchangeSpace exchanges;
  private final Machines machines;
  private final Profile profile;
  private final List<ClientHello> offers;
  private final List<NamedGroup> groups;
  private final List<CipherSuite> suites;
  private final Bounds bounds;
  private final List<Packet> words;

  /**
   * Bounds a world.
   *
   * @param faults faults in one run
   * @param hellos hellos in one run
   * @param moves how often key and clock move in one run
   * @param keys how many keys there are
   * @param lastTime when the clock stops
   */
  record Bounds(int faults, int hellos, int moves, int keys, int lastTime) {
    Bounds withFaults(int others) {
      return new Bounds(others, hellos, moves, keys, lastTime);
    }
  }

  CookieSpace(
      ExchangeSpace exchanges,
      Machines machines,
      Profile profile,
      List<ClientHello> offers,
      List<NamedGroup> groups,
      List<CipherSuite> suites,
      Bounds bounds) {
    this.exchanges = exchanges;
    this.machines = machines;
    this.profile = profile;
    this.offers = List.copyOf(offers);
    this.groups = List.copyOf(groups);
    this.suites = List.copyOf(suites);
    this.bounds = bounds;
    this.words = HostileSpace.NO_HELLO.stream().map(machines::packet).toList();
  }

  @Override
  public List<CookieRun> initial() {
    return exchanges.initial().stream()
        .map(exchange -> new CookieRun(exchange, 0, List.of(), 0))
        .toList();
  }

  @Override
  public void steps(CookieRun state, Steps<CookieRun> steps) {
    Exchange exchange = state.exchange();
    boolean hasEnded = exchange.hasEnded();
    if (exchange.toServer().isEmpty()) {
      if (!hasEnded) {
        clientSends(state, steps);
        sealerMoves(state, steps);
      }
      clientComesAgain(state, hasEnded, steps);
    }
    exchange
        .nextForServer()
        .ifPresent(
            packet ->
                machines
                    .serverReads(exchange.server(), packet)
                    .forEach(
                        outcome -> steps.step(outcome.action(), answered(state, packet, outcome))));
    if (hasEnded || state.hellos() == bounds.hellos()) {
      steps.step("Over", state);
    }
  }

  private static CookieRun answered(CookieRun state, Packet hello, Outcome<ServerState> outcome) {
    CookieRun next = state.with(state.exchange().after(outcome));
    CookieSealer sealer = Sealers.sealer(state.exchange().server());
    return outcome.next().state().hasEnded()
        ? next
        : next.noting(
            new CookieRun.Entry(
                hello, outcome.sent().get(0), Sealers.name(sealer.address()), sealer.now()));
  }

  private void clientSends(CookieRun state, Steps<CookieRun> steps) {
    for (Packet word : words) {
      steps.step("ClientSaysNoHello", sent(state, word, 0, bounds.hellos()));
    }
    if (state.hellos() == bounds.hellos()) {
      return;
    }
    List<ClientHello> hellos = plainHellos(state);
    Set<Packet> plain = new LinkedHashSet<>();
    hellos.forEach(hello -> plain.add(packet(hello)));
    for (Packet hello : plain) {
      steps.step("ClientSendsAnyHello", sent(state, hello, 0, state.hellos() + 1));
    }
    // The first hello of all has no fault: to a server without a memory a later one is the same.
    if (state.faults() < bounds.faults() && !state.log().isEmpty()) {
      Set<Packet> faulty = new LinkedHashSet<>();
      for (ClientHello hello : hellos) {
        addFaulty(state, hello, faulty);
      }
      faulty.removeAll(plain);
      for (Packet hello : faulty) {
        steps.step("ClientSendsAnyHello", sent(state, hello, 1, state.hellos() + 1));
      }
    }
  }

  private static CookieRun sent(CookieRun state, Packet packet, int faults, int hellos) {
    return new CookieRun(
        state.exchange().withToServer(packet), state.faults() + faults, state.log(), hellos);
  }

  private Packet packet(ClientHello hello) {
    return machines.packet(new Payload.Handshake(HandshakeCodec.encode(hello, profile)));
  }

  /** {@code PlainHellos}. */
  private List<ClientHello> plainHellos(CookieRun state) {
    List<ClientHello> hellos = new ArrayList<>(offers);
    for (CookieRun.Entry entry : state.log()) {
      retry(entry)
          .ifPresent(
              retry ->
                  hellos.add(
                      FollowUp.of(
                          new SeenMessages.Retried(hello(entry), retry),
                          new PskBinding(Map.of(), Optional.empty()))));
    }
    return hellos;
  }

  private void addFaulty(CookieRun state, ClientHello hello, Set<Packet> faulty) {
    ClientFault.NewShares with = new ClientFault.NewShares(groups, "other");
    for (ClientFault fault : ClientFault.values()) {
      faulty.add(packet(fault.in(hello, with)));
    }
    for (Bytes cookie : wrongCookies(state)) {
      faulty.add(packet(withCookie(hello, cookie)));
    }
  }

  private static ClientHello withCookie(ClientHello hello, Bytes cookie) {
    return hello.withExtensions(
        Hellos.carries(hello, ExtensionType.COOKIE)
            ? Extensions.changed(hello.extensions(), Cookie.class, old -> new Cookie(cookie))
            : Extensions.plus(hello.extensions(), new Cookie(cookie)));
  }

  /** {@code WrongCookies}: of nobody, of another hello, altered, or of another server. */
  private Set<Bytes> wrongCookies(CookieRun state) {
    Set<Bytes> cookies = new LinkedHashSet<>();
    cookies.add(MessageConcretion.OTHER);
    int sealsNow = Sealers.keyNumber(Sealers.sealer(state.exchange().server()));
    for (CookieRun.Entry entry : state.log()) {
      retry(entry)
          .ifPresent(
              retry -> {
                Bytes cookie = Hellos.cookie(retry.extensions()).orElseThrow();
                cookies.add(cookie);
                cookies.addAll(altered(cookie, hello(entry), entry.address(), sealsNow));
              });
    }
    return cookies;
  }

  /** {@code Altered}: what a cookie can be made into without a key of the server. */
  private List<Bytes> altered(Bytes cookie, ClientHello hello, String address, int sealsNow) {
    SealedCookie content = SealedCookie.read(cookie).orElseThrow();
    Bytes first = HandshakeCodec.encode(hello, profile);
    ClientHello otherHello =
        ClientFault.OTHER_RANDOM.in(hello, new ClientFault.NewShares(groups, "other"));
    machines.know(otherHello);
    int id = content.keyId();
    CookieForgery forged = forgery(content, Sealers.claiming(id, Sealers.NOBODY), address, first);
    return List.of(
        forged.cookie(),
        forged.withSuite(anyOf(suites, content.suite())).cookie(),
        forged.withNamedGroup(anyOf(groups, content.group())).cookie(),
        forged.withFirstHello(HandshakeCodec.encode(otherHello, profile)).cookie(),
        forged.withTime(content.time() + 1).cookie(),
        // The name of a key that is in use now.
        CookieForgery.withKeyId(cookie, sealsNow),
        // Of another server, whose key has a name of its own, or the same name.
        forgery(content, Sealers.claiming(Sealers.foreignId(), Sealers.FOREIGN), address, first)
            .cookie(),
        forgery(content, Sealers.claiming(id, Sealers.FOREIGN), address, first).cookie(),
        // Of a server that shares the keys and supports more.
        forgery(content, Sealers.key(id), address, first)
            .withSuite(CipherSuite.TLS_AES_128_CCM_SHA256)
            .cookie());
  }

  private static CookieForgery forgery(
      SealedCookie content, CookieKey key, String address, Bytes firstHello) {
    return CookieForgery.of(content, key, Sealers.address(address), firstHello);
  }

  private static <T> T anyOf(List<T> values, T but) {
    return values.stream().filter(value -> !value.equals(but)).findFirst().orElseThrow();
  }

  /** The client makes another connection, from where it likes. */
  private void clientComesAgain(CookieRun state, boolean hasEnded, Steps<CookieRun> steps) {
    if (state.hellos() == bounds.hellos() || state.log().isEmpty()) {
      return;
    }
    ServerConfig config = state.exchange().server().state().config();
    CookieSealer sealer = config.sealer().orElseThrow();
    for (String address : Sealers.ADDRESSES) {
      boolean isElsewhere = !Sealers.address(address).equals(sealer.address());
      if (hasEnded || (isElsewhere && state.log().size() == 1)) {
        Peer<ServerState> fresh =
            machines.server(config.sealing(sealer.from(Sealers.address(address))));
        steps.step(
            "ClientComesAgain", state.with(Exchange.between(state.exchange().client(), fresh)));
      }
    }
  }

  /** Key and clock make a difference only to a cookie, and to the first as to any other. */
  private void sealerMoves(CookieRun state, Steps<CookieRun> steps) {
    boolean isCookieOut =
        state.log().size() == 1
            && retry(state.log().get(0)).isPresent()
            && state.hellos() < bounds.hellos();
    ServerConfig config = state.exchange().server().state().config();
    CookieSealer sealer = config.sealer().orElseThrow();
    int key = Sealers.keyNumber(sealer);
    if (!isCookieOut || key - 1 + sealer.now() >= bounds.moves()) {
      return;
    }
    if (key < bounds.keys()) {
      steps.step(
          "KeyIsReplaced", with(state, config.sealing(sealer.rotatedTo(Sealers.key(key + 1)))));
    }
    if (sealer.now() < bounds.lastTime()) {
      steps.step("ClockTicks", with(state, config.sealing(sealer.at(sealer.now() + 1))));
    }
  }

  private CookieRun with(CookieRun state, ServerConfig config) {
    return state.with(state.exchange().withServer(machines.server(config)));
  }

  private static ClientHello hello(CookieRun.Entry entry) {
    return (ClientHello) ((Received.HandshakeReceived) entry.hello().received()).message();
  }

  private static Optional<HelloRetryRequest> retry(CookieRun.Entry entry) {
    return ((Received.HandshakeReceived) entry.answer().received()).message()
            instanceof HelloRetryRequest retry
        ? Optional.of(retry)
        : Optional.empty();
  }

  @Override
  public Map<String, TlaValue> project(CookieRun state) {
    Map<String, TlaValue> variables = state.exchange().project();
    variables.put("sealer", Sealers.project(state.exchange().server()));
    variables.put("faults", TlaValue.of(state.faults()));
    variables.put(
        "log",
        Tla.sequence(
            state.log(),
            entry ->
                Tla.record(
                    "hello", entry.hello().value(),
                    "answer", entry.answer().value(),
                    "address", entry.address(),
                    "time", TlaValue.of((int) entry.time()))));
    variables.put("hellos", TlaValue.of(state.hellos()));
    return variables;
  }
}
