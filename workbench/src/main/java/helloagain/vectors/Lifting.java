package helloagain.vectors;

import helloagain.exchange.Binders;
import helloagain.exchange.Hellos;
import helloagain.exchange.Received;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.Extension.KeyShareOffer;
import helloagain.message.HandshakeMessage;
import helloagain.message.HelloRetryRequest;
import helloagain.message.NamedGroup;
import helloagain.message.ServerHello;
import helloagain.message.ServerReply;
import helloagain.refinement.Payload;
import helloagain.refinement.graph.Conversation;
import helloagain.refinement.graph.Reaction;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.schedule.PreSharedKey;
import helloagain.transcript.HashAlgorithm;
import helloagain.transcript.Transcript;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lifts a conversation with a peer of a bounded world to one with any peer: octets that repeat what
 * the peer of the world has sent become places, and what it sends becomes what is wanted of it.
 */
final class Lifting {
  private final Profile profile;
  private final Conversation conversation;
  private final List<PreSharedKey> psks;
  private Optional<ClientHello> firstHello;
  private Bytes rawFirstHello = Bytes.EMPTY;
  private Optional<HelloRetryRequest> retry = Optional.empty();
  private Bytes rawRetry = Bytes.EMPTY;

  /**
   * Begins to lift.
   *
   * @param conversation whose peer it is
   * @param psks the PSKs that the peer knows
   */
  Lifting(Profile profile, Conversation conversation, List<PreSharedKey> psks) {
    this.profile = profile;
    this.conversation = conversation;
    this.psks = psks;
    this.firstHello = conversation.client().map(client -> client.firstHello());
  }

  /** Is what becomes of a conversation. */
  record Lifted(TestedPeer peer, List<Told> told) {
    /** Copies the list. */
    Lifted {
      told = List.copyOf(told);
    }
  }

  /** Is one message of it. */
  record Told(String words, Message.Content content, List<Expected> expected, int taken) {}

  static Lifted lift(Profile profile, Conversation conversation) {
    TestedPeer peer =
        conversation
            .client()
            .<TestedPeer>map(TestedPeer.Client::of)
            .orElseGet(() -> TestedPeer.Server.of(conversation.server().orElseThrow()));
    Lifting lifting = new Lifting(profile, conversation, peer.psks());
    List<Told> told = new ArrayList<>();
    for (Conversation.Told one : conversation.told()) {
      told.add(lifting.told(one));
    }
    return new Lifted(peer, told);
  }

  private Told told(Conversation.Told told) {
    Message.Content content = content(told.payload());
    noteSent(told.payload());
    List<Expected> expected = expected(told.allowed());
    Expected wanted = told.wanted().aborts() ? expected.get(0) : expected(told.wanted());
    noteReceived(told.wanted());
    return new Told(told.words(), content, expected, expected.indexOf(wanted));
  }

  // What is sent.

  private Message.Content content(Payload payload) {
    if (payload instanceof Payload.AlertPayload alert) {
      return new Message.Content.OneAlert(alert.alert());
    }
    return payload instanceof Payload.Handshake handshake
        ? new Message.Content.Handshake(parts(handshake.raw()))
        : new Message.Content.Close();
  }

  /** Makes the template of a message to the peer. */
  List<Part> parts(Bytes raw) {
    Received received = Received.parse(raw, profile);
    if (!(received instanceof Received.HandshakeReceived handshake)) {
      return conversation.client().isPresent()
          ? Templates.ofDamagedReply(raw, firstHello.orElseThrow())
          : List.of(new Part.Octets(raw));
    }
    if (conversation.client().isPresent()) {
      if (handshake.message() instanceof ClientHello) {
        return List.of(new Part.Fill(Place.CLIENT_HELLO));
      }
      return handshake.message() instanceof ServerReply reply
          ? Templates.ofReply(raw, reply, firstHello.orElseThrow())
          : List.of(new Part.Octets(raw));
    }
    return handshake.message() instanceof ClientHello hello
        ? Templates.ofHello(raw, cookie(), boundPsks(hello))
        : List.of(new Part.Octets(raw));
  }

  private Optional<Bytes> cookie() {
    return retry.flatMap(sent -> Hellos.cookie(sent.extensions()));
  }

  /** Returns the places of PSKs with the binder that is due after this very retry (4.2.11.2). */
  private Set<Integer> boundPsks(ClientHello hello) {
    Set<Integer> bound = new TreeSet<>();
    if (retry.isEmpty() || firstHello.isEmpty() || !Binders.areLast(hello)) {
      return bound;
    }
    HashAlgorithm hash = HashAlgorithm.forSuite(retry.get().cipherSuite()).orElseThrow();
    Transcript before = Transcript.of(rawFirstHello).retried(hash, rawRetry);
    List<Bytes> identities = Hellos.pskIdentities(hello);
    List<Bytes> binders = Hellos.binders(hello);
    for (int i = 0; i < Math.min(identities.size(), binders.size()); i++) {
      Bytes binder = binders.get(i);
      Bytes identity = identities.get(i);
      boolean isDue =
          psks.stream()
              .filter(psk -> psk.identity().equals(identity))
              .anyMatch(psk -> Binders.of(psk, Optional.of(before), hello).equals(binder));
      if (isDue) {
        bound.add(i);
      }
    }
    return bound;
  }

  /** Takes note of what the peer is told. */
  void noteSent(Payload payload) {
    if (conversation.server().isPresent()
        && firstHello.isEmpty()
        && payload instanceof Payload.Handshake handshake
        && payload.received(profile) instanceof Received.HandshakeReceived received
        && received.message() instanceof ClientHello hello) {
      firstHello = Optional.of(hello);
      rawFirstHello = handshake.raw();
    }
  }

  // What comes of it.

  /** Says what may come of it, the same only once. */
  List<Expected> expected(List<Reaction> reactions) {
    Set<Expected> all = new LinkedHashSet<>();
    TreeSet<String> alerts = new TreeSet<>();
    TreeSet<String> rules = new TreeSet<>();
    for (Reaction reaction : reactions) {
      if (reaction.aborts()) {
        alerts.add(reaction.alert().orElseThrow().name());
        rules.add(reaction.rule().orElseThrow().id());
      }
    }
    if (rules.contains(Rule.VERSION_IS_USABLE.id())) {
      // Who has the older version finds a suite there that cannot be used in it (B.4).
      alerts.add(AlertDescription.ILLEGAL_PARAMETER.name());
    }
    if (!rules.isEmpty()) {
      all.add(new Expected.Abort(alerts, rules));
    }
    reactions.stream()
        .filter(reaction -> !reaction.aborts())
        .forEach(reaction -> all.add(expected(reaction)));
    return List.copyOf(all);
  }

  /** Says what something that comes of it is, if it is no abort. */
  Expected expected(Reaction reaction) {
    if (reaction.ended()) {
      return new Expected.Close();
    }
    if (reaction.sent().isEmpty()) {
      return reaction.action().equals("ClientAccepts")
          ? new Expected.Accepts()
          : new Expected.Nothing();
    }
    HandshakeMessage message = message(reaction.sent().get(0));
    if (message instanceof HelloRetryRequest sent) {
      return new Expected.Retry(
          Hellos.retriedGroup(sent), Hellos.cookie(sent.extensions()).isPresent());
    }
    if (message instanceof ServerHello hello) {
      return new Expected.Hello(Hellos.selectedGroup(hello), Hellos.selectedPsk(hello));
    }
    return secondHello((ClientHello) message);
  }

  private Expected secondHello(ClientHello second) {
    ClientHello first = firstHello.orElseThrow();
    boolean sameShares =
        Extension.find(second.extensions(), KeyShareOffer.class)
            .equals(Extension.find(first.extensions(), KeyShareOffer.class));
    List<NamedGroup> shares = Hellos.shares(second).stream().map(share -> share.group()).toList();
    List<Bytes> before = Hellos.pskIdentities(first);
    return new Expected.SecondHello(
        sameShares ? Optional.empty() : Optional.of(shares),
        Hellos.cookie(second.extensions()),
        Hellos.pskIdentities(second).stream().map(before::indexOf).toList());
  }

  /** Takes note of what the peer has made of it. */
  void noteReceived(Reaction reaction) {
    if (reaction.aborts() || reaction.ended() || reaction.sent().isEmpty()) {
      return;
    }
    if (message(reaction.sent().get(0)) instanceof HelloRetryRequest sent) {
      retry = Optional.of(sent);
      rawRetry = ((Payload.Handshake) reaction.sent().get(0)).raw();
    }
  }

  private HandshakeMessage message(Payload payload) {
    return ((Received.HandshakeReceived) payload.received(profile)).message();
  }
}
