package helloagain.refinement;

import helloagain.client.ClientState;
import helloagain.exchange.Hellos;
import helloagain.exchange.Received;
import helloagain.keyexchange.KeyExchange;
import helloagain.message.Bytes;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.HandshakeMessage;
import helloagain.message.HelloRetryRequest;
import helloagain.message.KeyShareEntry;
import helloagain.rule.Profile;
import helloagain.server.ServerState;
import helloagain.spec.TlaRecord;
import helloagain.transcript.HashAlgorithm;
import helloagain.wire.HandshakeCodec;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Projects the states of both machines in one run, and what is under way between them, to the
 * variables of {@code Handshake.tla}. Confined to one run and one thread.
 */
final class Projector implements PeerProjection.Messages {
  private final Profile profile;
  private final Sightings seen = new Sightings();
  private final IdentityHashMap<HandshakeMessage, TlaRecord> byMessage = new IdentityHashMap<>();
  private final Map<Bytes, TlaRecord> byOctets = new HashMap<>();
  private final BinderProjection binders = new BinderProjection(seen::psks);
  private final PeerProjection peers = new PeerProjection(this);
  private Optional<Bytes> firstHello = Optional.empty();
  private @Nullable ClientState latestClient;
  private @Nullable ServerState latestServer;
  private TlaRecord client = PeerProjection.HOSTILE;
  private TlaRecord server = PeerProjection.HOSTILE;

  /**
   * Projects a run.
   *
   * @param profile the document that says what octets a message has
   */
  Projector(Profile profile) {
    this.profile = profile;
  }

  /** Returns the octets that have a name in this run. */
  Sightings seen() {
    return seen;
  }

  /** Projects what is put on the connection, as its receiver will read it. */
  TlaRecord project(Payload payload, Received received) {
    return received instanceof Received.HandshakeReceived handshake
        ? project(handshake.message(), handshake.raw())
        : MessageProjection.ofNoMessage(payload);
  }

  /** Projects a message of which the octets are known. */
  TlaRecord project(HandshakeMessage message, Bytes raw) {
    if (message instanceof ClientHello && firstHello.isEmpty()) {
      firstHello = Optional.of(raw);
    }
    TlaRecord value = byOctets.get(raw);
    if (value == null) {
      note(message);
      value = MessageProjection.project(message, seen);
      if (message instanceof ClientHello hello) {
        value = binders.bound(hello, value);
      }
      byOctets.put(raw, value);
      seen.see(value, raw);
      if (message instanceof HelloRetryRequest retry) {
        seeRetry(retry, raw, value);
      }
    }
    byMessage.put(message, value);
    return value;
  }

  /** Notes the record of a message that follows ServerHello, as it stands in transcripts. */
  void see(Bytes raw, TlaRecord value) {
    byOctets.putIfAbsent(raw, value);
  }

  /** Notes what the message shows for the first time. */
  private void note(HandshakeMessage message) {
    if (message instanceof ClientHello hello) {
      seen.see(hello);
    }
    if (message instanceof HelloRetryRequest retry) {
      Extension.find(retry.extensions(), Extension.Cookie.class)
          .ifPresent(cookie -> seen.seeCookie(cookie.cookie()));
    }
  }

  private void seeRetry(HelloRetryRequest retry, Bytes raw, TlaRecord value) {
    firstHello.ifPresent(
        hello ->
            binders.see(retry, raw, value, hello, Objects.requireNonNull(byOctets.get(hello))));
  }

  /** Gives the key that a rule-abiding client makes for its second hello its name. */
  void nameKeys(ClientState state) {
    if (state instanceof ClientState.AwaitingServerHelloAgain again) {
      again.keys().forEach(key -> seen.name(new KeyShareEntry(key.group(), key.share()), "second"));
      // A group that it lists and has no keys for gets a share all the same, without a meaning.
      Hellos.shares(again.secondHello()).stream()
          .filter(share -> !KeyExchange.supports(share.group()))
          .forEach(share -> seen.name(share, "second"));
    }
  }

  /** Gives the key of a rule-abiding server its name. */
  void nameKeys(ServerState state) {
    if (state instanceof ServerState.Negotiated negotiated) {
      Extension.find(negotiated.reply().extensions(), Extension.KeyShareReply.class)
          .ifPresent(reply -> seen.name(reply.serverShare(), "server"));
    }
  }

  /** Projects a client, each state once. */
  TlaRecord client(ClientState state) {
    if (state != latestClient) {
      latestClient = state;
      client = peers.client(state);
    }
    return client;
  }

  /** Projects a server, each state once. */
  TlaRecord server(ServerState state) {
    if (state != latestServer) {
      latestServer = state;
      server = peers.server(state);
    }
    return server;
  }

  @Override
  public TlaRecord record(HandshakeMessage message) {
    TlaRecord value = byMessage.get(message);
    return value != null ? value : project(message, HandshakeCodec.encode(message, profile));
  }

  @Override
  public Optional<TlaRecord> ofOctets(Bytes raw) {
    return Optional.ofNullable(byOctets.get(raw));
  }

  /** Knows the hash of the first ClientHello alone, the only one that stands in a transcript. */
  @Override
  public Optional<TlaRecord> ofHash(Bytes hash) {
    HashAlgorithm algorithm =
        hash.size() == HashAlgorithm.SHA256.length() ? HashAlgorithm.SHA256 : HashAlgorithm.SHA384;
    return firstHello.filter(hello -> algorithm.hash(hello).equals(hash)).map(byOctets::get);
  }
}
