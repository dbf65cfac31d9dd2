package helloagain.probe;

import helloagain.exchange.Hellos;
import helloagain.exchange.Received;
import helloagain.keyexchange.KeyExchange;
import helloagain.live.Limits;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.HandshakeMessage;
import helloagain.message.HelloRetryRequest;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.ServerReply;
import helloagain.probe.ServerTraits.Cookies;
import helloagain.refinement.ClientSetup;
import helloagain.refinement.MessageConcretion;
import helloagain.rule.Profile;
import helloagain.server.Take;
import helloagain.vectors.Heard;
import helloagain.wire.HandshakeCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds out what a peer is like, by exchanges that keep all the rules. */
final class Discovery {
  /** What servers of TLS 1.2 have, for keys of both kinds (RFC 5289, 3.2). */
  private static final List<CipherSuite> OLDER_SUITES =
      List.of(new CipherSuite(0xc02b), new CipherSuite(0xc02f));

  private final Subject.Setup setup;
  private final Limits limits;
  private final Profile profile;

  private Discovery(Subject.Setup setup, Limits limits, Profile profile) {
    this.setup = setup;
    this.limits = limits;
    this.profile = profile;
  }

  /**
   * Hears the first ClientHello of a client.
   *
   * @throws IOException if there is no connection, or no ClientHello
   */
  static ClientTraits ofClient(Subject.Setup setup, Limits limits, Profile profile)
      throws IOException {
    // As in a test; the server of this one trusts that nothing is told.
    try (RecordPeer<?> peer = new ProbedServer(setup.connect(), limits, profile, List.of())) {
      Optional<Heard> heard = peer.start();
      if (heard.isPresent()
          && heard.get() instanceof Heard.Handshake first
          && Received.parse(first.raw(), profile) instanceof Received.HandshakeReceived read
          && read.message() instanceof ClientHello hello) {
        return new ClientTraits(hello);
      }
    }
    throw new IOException("the client sends no ClientHello that can be read");
  }

  /**
   * Asks a server for each group and suite, and for two at a time.
   *
   * @throws IOException if there is no connection, or nothing that it wants
   */
  static ServerTraits ofServer(Subject.Setup setup, Limits limits, Profile profile)
      throws IOException {
    return new Discovery(setup, limits, profile).ofServer();
  }

  private ServerTraits ofServer() throws IOException {
    List<NamedGroup> groups = new ArrayList<>();
    Set<NamedGroup> others = new HashSet<>();
    boolean retries = false;
    for (NamedGroup group : KeyExchange.supportedGroups()) {
      Optional<ServerReply> reply =
          ask(List.of(group), List.of(group), ServerTraits.SUITES)
              .filter(answer -> isAbout(group, answer));
      if (reply.isPresent() && ServerTraits.GROUPS.contains(group)) {
        groups.add(group);
        retries |= reply.get() instanceof HelloRetryRequest;
      } else if (reply.isPresent()) {
        others.add(group);
      }
    }
    if (groups.isEmpty()) {
      throw new IOException("the server takes none of " + ServerTraits.GROUPS);
    }
    NamedGroup any = groups.get(0);
    List<CipherSuite> suites = new ArrayList<>();
    for (CipherSuite suite : ServerTraits.SUITES) {
      if (ask(List.of(any), List.of(any), List.of(suite)).isPresent()) {
        suites.add(suite);
      }
    }
    Asking<CipherSuite> bySuite =
        offered -> ask(List.of(any), List.of(any), offered).map(ServerReply::cipherSuite);
    Asking<NamedGroup> byGroup = offered -> group(offered, List.of());
    boolean followsSuites = follows(suites, bySuite);
    boolean followsGroups = follows(groups, byGroup);
    List<NamedGroup> ordered = followsGroups ? groups : byPreference(groups, byGroup);
    return new ServerTraits(
        ordered,
        others,
        followsGroups,
        follows(groups, offered -> group(offered, offered)),
        followsSuites ? suites : byPreference(suites, bySuite),
        followsSuites,
        takes(ordered),
        retries ? Cookies.ALWAYS : cookies(any),
        ask(List.of(any), List.of(any), OLDER_SUITES, ProtocolVersion.TLS_12).isPresent());
  }

  /** A retry that asks for nothing says nothing of a group (4.1.4). */
  private static boolean isAbout(NamedGroup group, ServerReply reply) {
    return Hellos.selectedGroup(reply).equals(Optional.of(group))
        || Hellos.cookie(reply.extensions()).isPresent();
  }

  /** Offers some of what a server has, and hears which it takes. */
  @FunctionalInterface
  private interface Asking<T> {
    Optional<T> answer(List<T> offered) throws IOException;
  }

  /** Tells whether of two it is the client's first that is taken. */
  private static <T> boolean follows(List<T> all, Asking<T> asking) throws IOException {
    for (int i = 0; i < all.size(); i++) {
      for (int j = 0; j < i; j++) {
        List<T> both = List.of(all.get(j), all.get(i));
        List<T> back = List.of(all.get(i), all.get(j));
        if (!asking.answer(both).equals(asking.answer(back))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Takes out the one that is taken among all that are left, again and again. */
  private static <T> List<T> byPreference(List<T> all, Asking<T> asking) throws IOException {
    List<T> left = new ArrayList<>(all);
    List<T> ordered = new ArrayList<>();
    while (left.size() > 1) {
      Optional<T> first = asking.answer(left);
      if (first.isEmpty() || !left.remove(first.get())) {
        break;
      }
      ordered.add(first.get());
    }
    ordered.addAll(left);
    return ordered;
  }

  private Cookies cookies(NamedGroup group) throws IOException {
    return ask(List.of(group), List.of(), ServerTraits.SUITES)
            .filter(reply -> Hellos.cookie(reply.extensions()).isPresent())
            .isPresent()
        ? Cookies.WITH_GROUP
        : Cookies.NEVER;
  }

  /** With a cookie and a share there is no group in the retry; what comes then is not looked at. */
  private Optional<NamedGroup> group(List<NamedGroup> offered, List<NamedGroup> shared)
      throws IOException {
    return ask(offered, shared, ServerTraits.SUITES).flatMap(Hellos::selectedGroup);
  }

  /** Offers, of two groups, the one that it prefers without a share, and the other with one. */
  private Set<Take> takes(List<NamedGroup> groups) throws IOException {
    Set<Take> takes = EnumSet.noneOf(Take.class);
    for (int i = 0; i < groups.size(); i++) {
      for (int j = i + 1; j < groups.size(); j++) {
        Optional<NamedGroup> asked =
            ask(List.of(groups.get(i), groups.get(j)), List.of(groups.get(j)), ServerTraits.SUITES)
                .filter(HelloRetryRequest.class::isInstance)
                .flatMap(Hellos::selectedGroup);
        takes.add(asked.equals(Optional.of(groups.get(i))) ? Take.PREFERRED : Take.SHARED);
      }
    }
    return takes.isEmpty() ? EnumSet.of(Take.SHARED) : takes;
  }

  private Optional<ServerReply> ask(
      List<NamedGroup> groups, List<NamedGroup> shares, List<CipherSuite> suites)
      throws IOException {
    return ask(groups, shares, suites, ProtocolVersion.TLS_13);
  }

  private Optional<ServerReply> ask(
      List<NamedGroup> groups,
      List<NamedGroup> shares,
      List<CipherSuite> suites,
      ProtocolVersion version)
      throws IOException {
    ClientHello hello =
        new ClientSetup(
                groups,
                Set.copyOf(shares),
                suites,
                List.of(version),
                MessageConcretion.SESSION_ID,
                List.of(),
                0,
                Set.of())
            .config()
            .firstHello();
    try (RecordPeer<?> peer = new ProbedServer(setup.connect(), limits, profile, List.of())) {
      Optional<Heard> heard = peer.tell(HandshakeCodec.encode(hello, profile));
      return heard
          .flatMap(
              answer ->
                  answer instanceof Heard.Handshake sent
                      ? Optional.of(Received.parse(sent.raw(), profile))
                      : Optional.empty())
          .flatMap(Discovery::message)
          .flatMap(
              message ->
                  message instanceof ServerReply reply ? Optional.of(reply) : Optional.empty());
    }
  }

  private static Optional<HandshakeMessage> message(Received received) {
    return received instanceof Received.HandshakeReceived read
        ? Optional.of(read.message())
        : Optional.empty();
  }
}
