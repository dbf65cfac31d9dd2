package helloagain.refinement;

import helloagain.client.ClientConfig;
import helloagain.client.ClientMachine;
import helloagain.client.ClientState;
import helloagain.client.OfferedKey;
import helloagain.exchange.Binders;
import helloagain.exchange.Hellos;
import helloagain.exchange.Received;
import helloagain.exchange.Sent;
import helloagain.exchange.Step;
import helloagain.keyexchange.Agreement;
import helloagain.keyexchange.EphemeralKey;
import helloagain.keyexchange.KeyExchange;
import helloagain.message.Alert;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.ExtensionType;
import helloagain.message.HandshakeMessage;
import helloagain.message.HandshakeType;
import helloagain.message.HelloRetryRequest;
import helloagain.message.KeyShareEntry;
import helloagain.message.NamedGroup;
import helloagain.message.OtherHandshake;
import helloagain.message.ProtocolVersion;
import helloagain.message.PskIdentity;
import helloagain.message.PskKeyExchangeMode;
import helloagain.message.ServerHello;
import helloagain.message.ServerReply;
import helloagain.message.SignatureScheme;
import helloagain.refinement.HostileMove.Edit;
import helloagain.schedule.PreSharedKey;
import helloagain.server.ServerState;
import helloagain.wire.HandshakeCodec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes the octets of what a hostile peer sends. */
final class HostileMessages {
  private static final List<HandshakeType> OTHERS =
      List.of(
          HandshakeType.ENCRYPTED_EXTENSIONS,
          HandshakeType.CERTIFICATE,
          HandshakeType.FINISHED,
          HandshakeType.KEY_UPDATE,
          HandshakeType.MESSAGE_HASH,
          new HandshakeType(6));
  private static final List<CipherSuite> SUITES =
      List.of(
          CipherSuite.TLS_AES_128_CCM_8_SHA256,
          CipherSuite.TLS_AES_256_GCM_SHA384,
          new CipherSuite(0xc02b),
          new CipherSuite(0x2a2a));
  private static final List<NamedGroup> GROUPS =
      List.of(
          NamedGroup.X25519,
          NamedGroup.SECP256R1,
          NamedGroup.X448,
          NamedGroup.SECP384R1,
          new NamedGroup(0x001a),
          new NamedGroup(0x3a3a));
  private static final List<Extension> EXTENSIONS =
      List.of(
          new Extension.OpaqueExtension(new ExtensionType(0x4a4a), Bytes.EMPTY),
          new Extension.OpaqueExtension(new ExtensionType(0x1234), Bytes.of((byte) 1)),
          new Extension.OpaqueExtension(ExtensionType.SIGNATURE_ALGORITHMS_CERT, Bytes.EMPTY),
          new Extension.OpaqueExtension(ExtensionType.OID_FILTERS, Bytes.EMPTY),
          new Extension.Cookie(Bytes.repeat(0x33, 3)),
          new Extension.EarlyData(),
          new Extension.OpaqueExtension(ExtensionType.SERVER_NAME, Bytes.EMPTY));

  /** Either side of where the length takes a second octet, and what just fits (4.2.2). */
  private static final List<Integer> COOKIE_SIZES =
      List.of(255, 256, 1000, 4096, 300, 600, 257, 16_384, Setups.LONGEST_COOKIE);

  private HostileMessages() {}

  /** Makes what a hostile server sends to a client that has started. */
  static Payload toClient(HostileMove move, LockStep run) {
    ClientState state = run.client().orElseThrow();
    ClientHello hello =
        state instanceof ClientState.AwaitingServerHelloAgain again
            ? again.secondHello()
            : state.config().firstHello();
    if (move instanceof HostileMove.Reply reply) {
      return edited(reply.retry() ? retry(reply, hello) : serverHello(reply, hello), reply.edits());
    }
    if (move instanceof HostileMove.Hello) {
      return handshake(hello);
    }
    return word(move, Optional.of(hello));
  }

  /** Makes what a hostile client sends to a server, following up on what it has sent before. */
  static Payload toServer(HostileMove move, LockStep run, ClientSetup client) {
    if (move instanceof HostileMove.Hello hello) {
      ServerState server = run.server().orElseThrow();
      boolean followsUp =
          hello.edits().stream().anyMatch(edit -> edit.kind() == HostileMove.Kind.FOLLOW_UP);
      return edited(
          nextHello(server, client.config(), followsUp),
          hello.edits(),
          made -> bound(made, hello, server, client));
    }
    if (move instanceof HostileMove.Reply reply) {
      return handshake(serverHello(reply, client.config().firstHello()));
    }
    return word(move, Optional.empty());
  }

  /**
   * Binds the PSKs of a hello anew, which its maker has the keys for, unless the binders are what
   * was edited.
   */
  private static ClientHello bound(
      ClientHello made, HostileMove.Hello move, ServerState server, ClientSetup client) {
    boolean edited = move.edits().stream().anyMatch(edit -> edit.kind().name().contains("BINDER"));
    List<PreSharedKey> keys =
        Hellos.pskIdentities(made).stream()
            .flatMap(
                identity ->
                    client.psks().keys().stream()
                        .map(OfferedKey::psk)
                        .filter(psk -> psk.identity().equals(identity))
                        .limit(1))
            .toList();
    boolean all = keys.size() == Hellos.pskIdentities(made).size();
    return edited || keys.isEmpty() || !all || !Binders.areLast(made)
        ? made
        : Binders.bind(
            made,
            keys,
            server instanceof ServerState.AwaitingSecondHello waiting
                ? Optional.of(waiting.transcript())
                : Optional.empty());
  }

  private static Payload word(HostileMove move, Optional<ClientHello> seen) {
    if (move instanceof HostileMove.SendAlert alert) {
      return new Payload.AlertPayload(Alert.fatal(new AlertDescription(alert.code() & 0xff)));
    }
    if (move instanceof HostileMove.OtherMessage other) {
      return handshake(new OtherHandshake(pick(OTHERS, other.type()), Bytes.EMPTY));
    }
    return move instanceof HostileMove.Reflection && seen.isPresent()
        ? handshake(seen.orElseThrow())
        : new Payload.Close();
  }

  /**
   * What a rule-abiding client would send now.
   *
   * @param followsUp whether a second hello is made of the first one as it was sent
   */
  private static ClientHello nextHello(ServerState state, ClientConfig client, boolean followsUp) {
    if (!(state instanceof ServerState.AwaitingSecondHello awaiting)) {
      return client.firstHello();
    }
    ClientConfig sender = followsUp ? sender(client, awaiting.firstHello()).orElse(client) : client;
    Step<ClientState> started = ClientMachine.start(sender);
    Step<ClientState> step = ClientMachine.receive(started.next(), Received.of(awaiting.retry()));
    return !step.sent().isEmpty()
            && step.sent().get(0) instanceof Sent.HandshakeSent sent
            && sent.message() instanceof ClientHello second
        ? second
        : client.firstHello();
  }

  /** Makes a client that has sent a hello; there is none if the hello has keys of others. */
  private static Optional<ClientConfig> sender(ClientConfig client, ClientHello sent) {
    List<KeyShareEntry> shares = Hellos.shares(sent);
    List<EphemeralKey> keys =
        client.firstKeys().stream()
            .filter(key -> shares.contains(new KeyShareEntry(key.group(), key.share())))
            .toList();
    boolean ownsAll =
        shares.stream()
            .filter(share -> KeyExchange.supports(share.group()))
            .allMatch(
                share ->
                    keys.stream()
                        .anyMatch(
                            key -> share.equals(new KeyShareEntry(key.group(), key.share()))));
    boolean samePsks =
        Hellos.pskIdentities(sent)
            .equals(client.psks().stream().map(key -> key.psk().identity()).toList());
    return ownsAll
            && (samePsks || client.psks().isEmpty())
            && (client.psks().isEmpty() || Binders.areLast(sent))
        ? Optional.of(
            new ClientConfig(
                sent,
                keys,
                client.retryKeys(),
                client.layout(),
                client.enforced(),
                client.profile(),
                client.psks()))
        : Optional.empty();
  }

  private static HelloRetryRequest retry(HostileMove.Reply reply, ClientHello hello) {
    List<NamedGroup> groups = offeredGroups(hello);
    List<Extension> extensions = new ArrayList<>();
    extensions.add(new Extension.SelectedVersion(ProtocolVersion.TLS_13));
    if (reply.group() > 0) {
      extensions.add(new Extension.KeyShareRetry(pick(groups, reply.group() - 1)));
    }
    if (reply.cookie()) {
      extensions.add(new Extension.Cookie(MessageConcretion.COOKIE));
    }
    return new HelloRetryRequest(
        ProtocolVersion.TLS_12,
        hello.legacySessionId(),
        pick(hello.cipherSuites(), reply.suite()),
        0,
        extensions);
  }

  /** A ServerHello for a group that has a share, if there is one. */
  private static ServerHello serverHello(HostileMove.Reply reply, ClientHello hello) {
    List<KeyShareEntry> shares =
        Extension.find(hello.extensions(), Extension.KeyShareOffer.class)
            .map(Extension.KeyShareOffer::clientShares)
            .orElse(List.of())
            .stream()
            .filter(share -> KeyExchange.supports(share.group()))
            .toList();
    int identities = Hellos.pskIdentities(hello).size();
    boolean select = identities > 0 && reply.cookie();
    boolean alone = select && (reply.group() + reply.suite()) % 2 == 0;
    KeyShareEntry share =
        shares.isEmpty()
            ? new KeyShareEntry(NamedGroup.X25519, KeyPool.key(NamedGroup.X25519, "first").share())
            : pick(shares, reply.group());
    return new ServerHello(
        ProtocolVersion.TLS_12,
        MessageConcretion.SERVER_RANDOM,
        hello.legacySessionId(),
        pick(hello.cipherSuites(), reply.suite()),
        0,
        Stream.of(
                Optional.of(new Extension.SelectedVersion(ProtocolVersion.TLS_13)),
                alone
                    ? Optional.<Extension>empty()
                    : Optional.of(
                        new Extension.KeyShareReply(
                            new KeyShareEntry(share.group(), response(share)))),
                select
                    ? Optional.of(new Extension.SelectedPsk(reply.group() % (identities + 1)))
                    : Optional.<Extension>empty())
            .<Extension>flatMap(Optional::stream)
            .toList());
  }

  private static Bytes response(KeyShareEntry share) {
    return KeyPool.respond(share.group(), share.keyExchange()) instanceof Agreement.Agreed agreed
        ? agreed.serverShare()
        : Bytes.repeat(0, KeyExchange.serverShareLength(share.group()));
  }

  private static List<NamedGroup> offeredGroups(ClientHello hello) {
    return Extension.find(hello.extensions(), Extension.SupportedGroups.class)
        .map(Extension.SupportedGroups::groups)
        .orElse(GROUPS);
  }

  /** Applies the edits; one that leaves something without octets of its own is skipped. */
  private static Payload edited(HandshakeMessage message, List<Edit> edits) {
    return edited(message, edits, UnaryOperator.identity());
  }

  /** Applies the edits and then what the maker of a ClientHello does to it in the end. */
  private static Payload edited(
      HandshakeMessage message, List<Edit> edits, UnaryOperator<ClientHello> end) {
    HandshakeMessage current = message;
    Bytes octets = HandshakeCodec.encode(message);
    for (Edit edit : edits) {
      if (HostileMove.Kind.OF_OCTETS.contains(edit.kind())) {
        continue;
      }
      HandshakeMessage next =
          current instanceof ClientHello hello
              ? apply(edit, hello)
              : apply(edit, (ServerReply) current);
      try {
        octets = HandshakeCodec.encode(next);
        current = next;
      } catch (IllegalArgumentException noOctets) {
        // Such as a list that may not be empty: the message stays as it was.
      }
    }
    if (current instanceof ClientHello hello) {
      octets = HandshakeCodec.encode(end.apply(hello));
    }
    return new Payload.Handshake(OctetDamage.of(octets, edits));
  }

  private static Payload handshake(HandshakeMessage message) {
    return new Payload.Handshake(HandshakeCodec.encode(message));
  }

  private static ClientHello apply(Edit edit, ClientHello hello) {
    ProtocolVersion version = hello.legacyVersion();
    Bytes random = hello.random();
    Bytes sessionId = hello.legacySessionId();
    List<CipherSuite> suites = new ArrayList<>(hello.cipherSuites());
    Bytes compression = hello.legacyCompressionMethods();
    List<Extension> extensions = new ArrayList<>(hello.extensions());
    int value = edit.value();
    switch (edit.kind()) {
      case LEGACY_VERSION -> version = pick(Alphabet.VERSIONS, value);
      case RANDOM -> random = Bytes.repeat(value, 32);
      case SESSION_ID -> sessionId = Bytes.repeat(0x77, value % 33);
      case SUITE -> suites.add(value % (suites.size() + 1), pick(SUITES, value));
      case SUITE_ORDER -> Collections.reverse(suites);
      case SUITE_LESS -> suites.remove(value % suites.size());
      case SUITE_TWICE -> suites.add(suites.get(value % suites.size()));
      case COMPRESSION -> compression = Bytes.of((byte) 0, (byte) 1);
      case VERSION ->
          replace(
              extensions,
              Extension.SupportedVersionsOffer.class,
              offer ->
                  new Extension.SupportedVersionsOffer(List.of(pick(Alphabet.VERSIONS, value))));
      case GROUP ->
          replace(
              extensions,
              Extension.SupportedGroups.class,
              groups -> new Extension.SupportedGroups(added(groups.groups(), pick(GROUPS, value))));
      case GROUP_ORDER ->
          replace(
              extensions,
              Extension.SupportedGroups.class,
              groups -> new Extension.SupportedGroups(reversed(groups.groups())));
      case GROUP_LESS ->
          replace(
              extensions,
              Extension.SupportedGroups.class,
              groups -> new Extension.SupportedGroups(without(groups.groups(), value)));
      case GROUP_TWICE ->
          replace(
              extensions,
              Extension.SupportedGroups.class,
              groups ->
                  new Extension.SupportedGroups(
                      added(groups.groups(), pick(groups.groups(), value))));
      case SHARES_NONE ->
          replace(
              extensions,
              Extension.KeyShareOffer.class,
              offer -> new Extension.KeyShareOffer(List.of()));
      case SHARE_MORE ->
          shares(extensions, shares -> added(shares, share(pick(GROUPS, value), "other")));
      case SHARE_TWICE ->
          shares(extensions, shares -> shares.isEmpty() ? shares : added(shares, shares.get(0)));
      case SHARE_KEY ->
          shares(
              extensions,
              shares -> shares.stream().map(share -> share(share.group(), "other")).toList());
      case SHARE_BROKEN ->
          shares(extensions, shares -> shares.stream().map(share -> broken(share, value)).toList());
      case COOKIE ->
          replace(
              extensions,
              Extension.Cookie.class,
              cookie -> new Extension.Cookie(Bytes.repeat(value, 1 + value % 40)));
      case SIGNATURE_ALGORITHMS ->
          replace(
              extensions,
              Extension.SignatureAlgorithms.class,
              schemes -> new Extension.SignatureAlgorithms(List.of(SignatureScheme.ED448)));
      case PADDING -> beforePsk(extensions, new Extension.Padding(Bytes.repeat(0, value)));
      case PSK_LESS ->
          psks(
              extensions,
              offer -> chosen(offer, place -> place != value % offer.identities().size()));
      case PSK_ORDER ->
          psks(
              extensions,
              offer ->
                  new Extension.OfferedPsks(
                      reversed(offer.identities()), reversed(offer.binders())));
      case PSK_MORE ->
          psks(
              extensions,
              offer ->
                  new Extension.OfferedPsks(
                      added(offer.identities(), new PskIdentity(Bytes.repeat(0x75, 3), value)),
                      added(offer.binders(), Bytes.repeat(0, 32))));
      case PSK_TWICE ->
          psks(
              extensions,
              offer ->
                  new Extension.OfferedPsks(
                      added(offer.identities(), pick(offer.identities(), value)),
                      added(offer.binders(), pick(offer.binders(), value))));
      case PSK_MODES ->
          replace(
              extensions,
              Extension.PskKeyExchangeModes.class,
              modes ->
                  new Extension.PskKeyExchangeModes(List.of(new PskKeyExchangeMode(value % 3))));
      case BINDER ->
          psks(
              extensions,
              offer -> {
                List<Bytes> binders = new ArrayList<>(offer.binders());
                int place = value % binders.size();
                binders.set(place, Bytes.repeat(value, binders.get(place).size()));
                return new Extension.OfferedPsks(offer.identities(), binders);
              });
      case BINDER_COUNT ->
          psks(
              extensions,
              offer ->
                  new Extension.OfferedPsks(
                      offer.identities(), added(offer.binders(), Bytes.repeat(0, 32 + value))));
      case STALE_BINDERS ->
          // Those of a hello that nothing came before.
          psks(extensions, offer -> stale(hello, offer));
      default -> editExtensions(edit, extensions);
    }
    return new ClientHello(version, random, sessionId, suites, compression, extensions);
  }

  private static void psks(
      List<Extension> extensions, UnaryOperator<Extension.OfferedPsks> change) {
    replace(extensions, Extension.OfferedPsks.class, change);
  }

  private static Extension.OfferedPsks chosen(Extension.OfferedPsks offer, IntPredicate stays) {
    return new Extension.OfferedPsks(
        chosen(offer.identities(), stays), chosen(offer.binders(), stays));
  }

  private static <T> List<T> chosen(List<T> list, IntPredicate stays) {
    return IntStream.range(0, list.size()).filter(stays).mapToObj(list::get).toList();
  }

  private static Extension.OfferedPsks stale(ClientHello hello, Extension.OfferedPsks offer) {
    if (!Binders.areLast(hello) || offer.binders().size() != offer.identities().size()) {
      return offer;
    }
    List<Bytes> binders = new ArrayList<>();
    for (int i = 0; i < offer.binders().size(); i++) {
      Bytes name = offer.identities().get(i).identity();
      Bytes old = offer.binders().get(i);
      binders.add(
          Alphabet.psk(name)
              .map(psk -> Binders.of(psk, Optional.empty(), hello))
              .filter(binder -> binder.size() == old.size())
              .orElse(old));
    }
    return new Extension.OfferedPsks(offer.identities(), binders);
  }

  /** Adds an extension at the end, but before PSKs. */
  private static void beforePsk(List<Extension> extensions, Extension extension) {
    int size = extensions.size();
    boolean pskIsLast =
        size > 0 && extensions.get(size - 1).type().equals(ExtensionType.PRE_SHARED_KEY);
    extensions.add(pskIsLast ? size - 1 : size, extension);
  }

  private static ServerReply apply(Edit edit, ServerReply reply) {
    ProtocolVersion version = reply.legacyVersion();
    Bytes random = reply.random();
    Bytes sessionId = reply.legacySessionIdEcho();
    CipherSuite suite = reply.cipherSuite();
    int compression = reply.legacyCompressionMethod();
    List<Extension> extensions = new ArrayList<>(reply.extensions());
    int value = edit.value();
    switch (edit.kind()) {
      case LEGACY_VERSION -> version = pick(Alphabet.VERSIONS, value);
      case RANDOM ->
          random =
              Bytes.concat(
                  Bytes.repeat(value, 24),
                  value % 2 == 0 ? ServerHello.DOWNGRADE_TLS12 : ServerHello.DOWNGRADE_TLS11);
      case SESSION_ID -> sessionId = Bytes.repeat(0x77, value % 33);
      case SUITE -> suite = pick(SUITES, value);
      case COMPRESSION -> compression = 1 + value % 255;
      case VERSION ->
          replace(
              extensions,
              Extension.SelectedVersion.class,
              selected -> new Extension.SelectedVersion(pick(Alphabet.VERSIONS, value)));
      case GROUP -> {
        replace(
            extensions,
            Extension.KeyShareRetry.class,
            retry -> new Extension.KeyShareRetry(pick(GROUPS, value)));
        replace(
            extensions,
            Extension.KeyShareReply.class,
            share -> new Extension.KeyShareReply(share(pick(GROUPS, value), "other")));
      }
      case SHARE_BROKEN ->
          replace(
              extensions,
              Extension.KeyShareReply.class,
              share -> new Extension.KeyShareReply(broken(share.serverShare(), value)));
      case SHARE_KEY ->
          replace(
              extensions,
              Extension.KeyShareReply.class,
              share -> new Extension.KeyShareReply(share(share.serverShare().group(), "other")));
      case COOKIE ->
          replace(
              extensions,
              Extension.Cookie.class,
              cookie -> new Extension.Cookie(Bytes.repeat(value, 1 + value % 40)));
      case SELECTED_PSK -> {
        extensions.removeIf(Extension.SelectedPsk.class::isInstance);
        extensions.add(new Extension.SelectedPsk(value % 4));
      }
      default -> editExtensions(edit, extensions);
    }
    return reply instanceof HelloRetryRequest
        ? new HelloRetryRequest(version, sessionId, suite, compression, extensions)
        : new ServerHello(version, random, sessionId, suite, compression, extensions);
  }

  private static void editExtensions(Edit edit, List<Extension> extensions) {
    int value = edit.value();
    if (edit.kind() == HostileMove.Kind.EXTENSION_MORE) {
      extensions.add(value % (extensions.size() + 1), pick(EXTENSIONS, value));
    } else if (!extensions.isEmpty()) {
      int place = value % extensions.size();
      switch (edit.kind()) {
        case EXTENSION_LESS -> extensions.remove(place);
        case EXTENSION_TWICE -> extensions.add(extensions.get(place));
        case EXTENSION_ORDER -> Collections.swap(extensions, 0, place);
        case EXTENSION_SHUFFLE -> {
          boolean pskIsLast =
              extensions.get(extensions.size() - 1).type().equals(ExtensionType.PRE_SHARED_KEY);
          Collections.shuffle(
              extensions.subList(0, extensions.size() - (pskIsLast ? 1 : 0)), new Random(value));
        }
        case COOKIE_LONG ->
            replace(
                extensions,
                Extension.Cookie.class,
                cookie -> new Extension.Cookie(Bytes.repeat(0xc0, pick(COOKIE_SIZES, value))));
        default -> {
          // The message has nothing of that kind.
        }
      }
    }
  }

  private static <E extends Extension> void replace(
      List<Extension> extensions, Class<E> kind, UnaryOperator<E> change) {
    extensions.replaceAll(
        extension -> kind.isInstance(extension) ? change.apply(kind.cast(extension)) : extension);
  }

  private static void shares(
      List<Extension> extensions, UnaryOperator<List<KeyShareEntry>> change) {
    replace(
        extensions,
        Extension.KeyShareOffer.class,
        offer -> new Extension.KeyShareOffer(change.apply(offer.clientShares())));
  }

  private static KeyShareEntry share(NamedGroup group, String purpose) {
    return new KeyShareEntry(
        group,
        KeyExchange.supports(group)
            ? KeyPool.key(group, purpose).share()
            : Bytes.repeat(group.code(), 1));
  }

  /** Octets that no group takes for a value: all zero, or one octet too long. */
  private static KeyShareEntry broken(KeyShareEntry share, int value) {
    int length = share.keyExchange().size();
    return new KeyShareEntry(share.group(), Bytes.repeat(0, value % 2 == 0 ? length : length + 1));
  }

  private static <T> T pick(List<T> list, int index) {
    return list.get(Math.floorMod(index, list.size()));
  }

  private static <T> List<T> added(List<T> list, T element) {
    List<T> more = new ArrayList<>(list);
    more.add(element);
    return more;
  }

  private static <T> List<T> reversed(List<T> list) {
    List<T> copy = new ArrayList<>(list);
    Collections.reverse(copy);
    return copy;
  }

  private static <T> List<T> without(List<T> list, int index) {
    List<T> less = new ArrayList<>(list);
    less.remove(Math.floorMod(index, less.size()));
    return less;
  }
}
