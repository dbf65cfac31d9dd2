package helloagain.refinement.graph;

import helloagain.exchange.Hellos;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.Extension.Cookie;
import helloagain.message.Extension.KeyShareOffer;
import helloagain.message.Extension.KeyShareReply;
import helloagain.message.Extension.KeyShareRetry;
import helloagain.message.Extension.SelectedVersion;
import helloagain.message.Extension.SupportedGroups;
import helloagain.message.Extension.SupportedVersionsOffer;
import helloagain.message.HandshakeMessage;
import helloagain.message.HelloRetryRequest;
import helloagain.message.KeyShareEntry;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.ServerHello;
import helloagain.message.ServerReply;
import helloagain.refinement.MessageConcretion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Changes one field of a hello on its way, {@code Altered} in {@code Attacker.tla}. The attacker
 * makes only octets that parse: to be refused for octets that do not is the same as an alert.
 *
 * @param groups the groups that it may name
 * @param suites the suites that it may name
 * @param keys the key pairs of the world
 */
record Alterations(List<NamedGroup> groups, List<CipherSuite> suites, SessionKeys keys) {
  /** Copies the lists. */
  Alterations {
    groups = List.copyOf(groups);
    suites = List.copyOf(suites);
  }

  /** Returns what a message can be made into. */
  Set<HandshakeMessage> of(HandshakeMessage message) {
    Set<HandshakeMessage> all = new LinkedHashSet<>();
    if (message instanceof ClientHello hello) {
      addHellos(hello, all);
    } else if (message instanceof ServerReply reply) {
      addReplies(reply, all);
    }
    all.remove(message);
    return all;
  }

  /** {@code ValuesInHello}. */
  private static void addHellos(ClientHello hello, Set<HandshakeMessage> all) {
    Bytes random = hello.random();
    Bytes session = hello.legacySessionId();
    List<CipherSuite> offered = hello.cipherSuites();
    all.add(with(hello, SessionNames.random(SessionNames.ATTACKER), session, offered));
    all.add(with(hello, random, MessageConcretion.OTHER, offered));
    withoutOne(offered).forEach(fewer -> all.add(with(hello, random, session, fewer)));
    for (Extension extension : hello.extensions()) {
      for (Extension changed : changed(extension)) {
        all.add(
            hello.withExtensions(
                hello.extensions().stream().map(old -> old == extension ? changed : old).toList()));
      }
    }
    all.add(Forgeries.withOwnKeys(hello));
  }

  private static List<Extension> changed(Extension extension) {
    List<Extension> all = new ArrayList<>();
    if (extension instanceof SupportedGroups supported) {
      withoutOne(supported.groups()).forEach(fewer -> all.add(new SupportedGroups(fewer)));
    } else if (extension instanceof SupportedVersionsOffer offer) {
      withoutOne(offer.versions()).forEach(fewer -> all.add(new SupportedVersionsOffer(fewer)));
    } else if (extension instanceof KeyShareOffer offer) {
      for (KeyShareEntry share : offer.clientShares()) {
        all.add(new KeyShareOffer(without(offer.clientShares(), share)));
      }
    } else if (extension instanceof Cookie) {
      all.add(new Cookie(MessageConcretion.OTHER));
    }
    return all;
  }

  /** {@code ValuesInReply}. */
  private void addReplies(ServerReply reply, Set<HandshakeMessage> all) {
    List<Extension> extensions = reply.extensions();
    for (CipherSuite suite : suites) {
      all.add(with(reply, reply.random(), reply.legacySessionIdEcho(), suite, extensions));
    }
    all.add(with(reply, reply.random(), MessageConcretion.OTHER, reply.cipherSuite(), extensions));
    if (reply instanceof ServerHello) {
      all.add(
          with(
              reply,
              SessionNames.random(SessionNames.ATTACKER),
              reply.legacySessionIdEcho(),
              reply.cipherSuite(),
              extensions));
    }
    addExtensions(
        reply,
        Extensions.changed(
            extensions,
            SelectedVersion.class,
            selected -> new SelectedVersion(ProtocolVersion.TLS_12)),
        all);
    addExtensions(
        reply,
        Extensions.changed(extensions, Cookie.class, cookie -> new Cookie(MessageConcretion.OTHER)),
        all);
    for (NamedGroup group : groups) {
      addExtensions(
          reply,
          Extensions.changed(extensions, KeyShareRetry.class, retry -> new KeyShareRetry(group)),
          all);
    }
    if (reply instanceof ServerHello hello) {
      Hellos.serverShare(hello).ifPresent(share -> addShares(hello, share, all));
    }
  }

  /** The same key of another group, or the attacker's key of the same. */
  private void addShares(ServerHello hello, KeyShareEntry share, Set<HandshakeMessage> all) {
    List<KeyShareEntry> shares = new ArrayList<>();
    groups.forEach(group -> keys.inGroup(share, group).ifPresent(shares::add));
    shares.add(SessionKeys.shareOf(SessionKeys.ofAttacker(share.group())));
    for (KeyShareEntry other : shares) {
      addExtensions(
          hello,
          Extensions.changed(
              hello.extensions(), KeyShareReply.class, old -> new KeyShareReply(other)),
          all);
    }
  }

  private static void addExtensions(
      ServerReply reply, List<Extension> extensions, Set<HandshakeMessage> all) {
    all.add(
        with(reply, reply.random(), reply.legacySessionIdEcho(), reply.cipherSuite(), extensions));
  }

  private static ClientHello with(
      ClientHello hello, Bytes random, Bytes sessionId, List<CipherSuite> suites) {
    return new ClientHello(
        hello.legacyVersion(),
        random,
        sessionId,
        suites,
        hello.legacyCompressionMethods(),
        hello.extensionBlock());
  }

  private static ServerReply with(
      ServerReply reply,
      Bytes random,
      Bytes sessionId,
      CipherSuite suite,
      List<Extension> extensions) {
    return reply instanceof HelloRetryRequest
        ? new HelloRetryRequest(
            reply.legacyVersion(), sessionId, suite, reply.legacyCompressionMethod(), extensions)
        : new ServerHello(
            reply.legacyVersion(),
            random,
            sessionId,
            suite,
            reply.legacyCompressionMethod(),
            extensions);
  }

  /** 4.1.2, 4.2.1, 4.2.7: these lists are never empty, so that the last element stays. */
  private static <T> List<List<T>> withoutOne(List<T> list) {
    return list.size() == 1
        ? List.of()
        : list.stream().map(element -> without(list, element)).toList();
  }

  private static <T> List<T> without(List<T> list, T element) {
    return list.stream().filter(other -> !other.equals(element)).toList();
  }
}
