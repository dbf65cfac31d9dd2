package helloagain.refinement;

import helloagain.client.ClientState;
import helloagain.exchange.Hellos;
import helloagain.exchange.Received;
import helloagain.keyexchange.KeyExchange;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.HandshakeMessage;
import helloagain.message.HandshakeType;
import helloagain.message.HelloRetryRequest;
import helloagain.message.KeyShareEntry;
import helloagain.message.NamedGroup;
import helloagain.message.PskKeyExchangeMode;
import helloagain.message.ServerHello;
import helloagain.rule.Profile;
import helloagain.rule.Violation;
import helloagain.schedule.PreSharedKey;
import helloagain.server.EarlyData;
import helloagain.server.ServerPolicy;
import helloagain.server.ServerState;
import helloagain.server.Take;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaSequence;
import helloagain.spec.TlaSet;
import helloagain.spec.TlaString;
import helloagain.spec.TlaValue;
import helloagain.transcript.HashAlgorithm;
import helloagain.transcript.Transcript;
import helloagain.wire.HandshakeCodec;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Projects the states of both machines, and what is under way between them, to the variables of
 * {@code Handshake.tla}. Confined to one run and one thread.
 */
final class Projector {
  /** A peer that keeps no rule, {@code Hostile} in {@code Handshake.tla}. */
  static final TlaRecord HOSTILE = Tla.record("state", "HOSTILE");

  private static final TlaValue EARLY_DATA = Tla.string("early_data");

  private static final int HEADER = 4;

  private final Profile profile;
  private final Sightings seen = new Sightings();
  private final IdentityHashMap<HandshakeMessage, TlaRecord> byMessage = new IdentityHashMap<>();
  private final Map<Bytes, TlaRecord> byOctets = new HashMap<>();
  private final BinderProjection binders = new BinderProjection(seen);
  private Optional<Bytes> firstHello = Optional.empty();

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
    if (payload instanceof Payload.AlertPayload alert) {
      return MessageProjection.project(alert.alert());
    }
    if (payload instanceof Payload.Close) {
      return MessageProjection.close();
    }
    if (received instanceof Received.HandshakeReceived handshake) {
      return project(handshake.message(), handshake.raw());
    }
    return MessageProjection.malformed();
  }

  /** Projects a message of which the octets are known. */
  TlaRecord project(HandshakeMessage message, Bytes raw) {
    if (message instanceof ClientHello && firstHello.isEmpty()) {
      firstHello = Optional.of(raw);
    }
    TlaRecord value = byOctets.get(raw);
    if (value == null) {
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

  private TlaRecord known(HandshakeMessage message) {
    TlaRecord value = byMessage.get(message);
    return value != null ? value : project(message, HandshakeCodec.encode(message, profile));
  }

  /** Projects a client, {@code NewClient} and its successors in {@code Client.tla}. */
  TlaRecord client(ClientState state) {
    if (state instanceof ClientState.Aborted aborted) {
      return aborted(client(aborted.at()), aborted.violation());
    }
    if (state instanceof ClientState.Closed closed) {
      return client(closed.at()).with("state", Tla.string("CLOSED"));
    }
    TlaRecord hello = known(state.config().firstHello());
    TlaRecord start =
        fresh("offer", offer(hello), state.earlyData().name().toLowerCase(Locale.ROOT));
    if (state instanceof ClientState.AwaitingServerHello awaiting) {
      return start
          .with("state", Tla.string("WAIT_SH"))
          .with("first", hello)
          .with("transcript", transcript(awaiting.transcript()));
    }
    if (state instanceof ClientState.AwaitingServerHelloAgain again) {
      return start
          .with("state", Tla.string("WAIT_SH_AGAIN"))
          .with("first", hello)
          .with("retry", known(again.retry()))
          .with("second", known(again.secondHello()))
          .with("transcript", transcript(again.transcript()));
    }
    if (state instanceof ClientState.Negotiated negotiated) {
      return start
          .with("state", Tla.string("WAIT_EE"))
          .with("first", hello)
          .with("retry", negotiated.retry().map(this::known).orElse(Tla.NONE))
          .with("second", negotiated.secondHello().map(this::known).orElse(Tla.NONE))
          .with("reply", known(negotiated.reply()))
          .with("psk", psk(negotiated.psk()))
          .with("mode", mode(negotiated.reply()))
          .with("transcript", transcript(negotiated.transcript()));
    }
    return start;
  }

  /** Projects a server, {@code NewServer} and its successors in {@code Server.tla}. */
  TlaRecord server(ServerState state) {
    if (state instanceof ServerState.Aborted aborted) {
      return aborted(server(aborted.at()), aborted.violation());
    }
    if (state instanceof ServerState.Closed closed) {
      return server(closed.at()).with("state", Tla.string("CLOSED"));
    }
    TlaRecord start = fresh("policy", policy(state.config().policy()), "none");
    if (state instanceof ServerState.AwaitingSecondHello awaiting) {
      return start
          .with("state", Tla.string("WAIT_CH_AGAIN"))
          .with("first", known(awaiting.firstHello()))
          .with("retry", known(awaiting.retry()))
          .with("earlyData", earlyData(awaiting.earlyData()))
          .with("transcript", transcript(awaiting.transcript()));
    }
    if (state instanceof ServerState.Negotiated negotiated) {
      return start
          .with("state", Tla.string("NEGOTIATED"))
          .with("first", negotiated.firstHello().map(this::known).orElse(Tla.NONE))
          .with("retry", negotiated.retry().map(this::known).orElse(Tla.NONE))
          .with("second", negotiated.secondHello().map(this::known).orElse(Tla.NONE))
          .with("reply", known(negotiated.reply()))
          .with("psk", psk(negotiated.psk()))
          .with("mode", mode(negotiated.reply()))
          .with("earlyData", earlyData(negotiated.earlyData()))
          .with("transcript", transcript(negotiated.transcript()));
    }
    return start;
  }

  /** A peer that has seen nothing yet, {@code NewClient} or {@code NewServer}. */
  private static TlaRecord fresh(String given, TlaRecord value, String earlyData) {
    return Tla.record(
        "state",
        "START",
        given,
        value,
        "first",
        Tla.NONE,
        "retry",
        Tla.NONE,
        "second",
        Tla.NONE,
        "reply",
        Tla.NONE,
        "transcript",
        Tla.EMPTY,
        "psk",
        "none",
        "mode",
        "none",
        "earlyData",
        earlyData,
        "rule",
        "none",
        "alert",
        "none");
  }

  private static TlaString psk(Optional<PreSharedKey> psk) {
    return Tla.string(psk.map(key -> Psks.name(key.identity())).orElse("none"));
  }

  /** {@code ModeOf} in {@code Messages.tla}. */
  private static TlaString mode(ServerHello reply) {
    return Tla.string(
        Hellos.selectedPsk(reply).map(index -> Hellos.pskMode(reply).name()).orElse("none"));
  }

  private static TlaString earlyData(EarlyData earlyData) {
    return Tla.string(earlyData.name().toLowerCase(Locale.ROOT));
  }

  private static TlaRecord aborted(TlaRecord at, Violation violation) {
    return at.with("state", Tla.string("ABORTED"))
        .with("rule", Tla.string(violation.rule().operator()))
        .with("alert", Tla.string(violation.alert().name()));
  }

  /** {@code OfferOf} in {@code Messages.tla}. */
  private static TlaRecord offer(TlaRecord hello) {
    Set<TlaValue> shared =
        hello.get("shares").asSequence().elements().stream()
            .map(share -> share.asRecord().get("group"))
            .collect(Collectors.toSet());
    return Tla.record(
        "groups", hello.get("groups"),
        "shared", TlaSet.of(shared),
        "suites", hello.get("suites"),
        "versions", hello.get("versions"),
        "sessionId", hello.get("sessionId"),
        "psks", hello.get("psks"),
        "modes", hello.get("modes"),
        "earlyData",
            TlaValue.of(hello.get("extensions").asSequence().elements().contains(EARLY_DATA)));
  }

  private static TlaRecord policy(ServerPolicy policy) {
    return Tla.record(
        "groups", Tla.names(policy.groups(), NamedGroup::name),
        "suites", Tla.names(policy.suites(), CipherSuite::name),
        "take", policy.take() == Take.SHARED ? "shared" : "preferred",
        "cookie", TlaValue.of(policy.cookie().isPresent()),
        "psks",
            TlaSet.of(policy.psks().known().stream().map(Psks::record).collect(Collectors.toSet())),
        "modes", Tla.names(policy.psks().modes(), PskKeyExchangeMode::name),
        "pskFirst", TlaValue.of(policy.psks().first()),
        "earlyData", TlaValue.of(policy.psks().earlyData()));
  }

  /**
   * Projects a transcript message by message. The hash of the first hello is the hash of the very
   * octets that were seen, or it is projected to something that no state of the specification has.
   */
  private TlaSequence transcript(Transcript transcript) {
    List<Bytes> messages = transcript.messages();
    return Tla.sequence(
        messages,
        octets -> {
          if (octets.at(0) == HandshakeType.MESSAGE_HASH.code()) {
            return messageHash(octets);
          }
          TlaRecord value = byOctets.get(octets);
          return value != null ? value : Tla.message("octets that were never sent");
        });
  }

  private TlaRecord messageHash(Bytes synthetic) {
    Bytes hash = synthetic.slice(HEADER, synthetic.size());
    HashAlgorithm algorithm =
        hash.size() == HashAlgorithm.SHA256.length() ? HashAlgorithm.SHA256 : HashAlgorithm.SHA384;
    return firstHello
        .filter(hello -> algorithm.hash(hello).equals(hash))
        .map(byOctets::get)
        .map(hello -> Tla.record("type", "message_hash", "of", hello))
        .orElse(Tla.message("hash of another message"));
  }
}
