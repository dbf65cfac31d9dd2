package helloagain.refinement;

import helloagain.client.ClientState;
import helloagain.exchange.Hellos;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.HandshakeMessage;
import helloagain.message.HandshakeType;
import helloagain.message.NamedGroup;
import helloagain.message.PskKeyExchangeMode;
import helloagain.message.ServerHello;
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
import helloagain.transcript.Transcript;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Projects the states of both machines to the records of {@code Client.tla} and {@code Server.tla}.
 */
public final class PeerProjection {
  /** A peer that keeps no rule, {@code Hostile} in {@code Handshake.tla}. */
  public static final TlaRecord HOSTILE = Tla.record("state", "HOSTILE");

  private static final TlaValue EARLY_DATA = Tla.string("early_data");

  private static final int HEADER = 4;

  private final Messages messages;

  /** Knows the records of messages. */
  public interface Messages {
    /** Returns the record of a message that a machine has sent or read. */
    TlaRecord record(HandshakeMessage message);

    /** Returns the record of the message of these octets, if it was seen. */
    Optional<TlaRecord> ofOctets(Bytes raw);

    /** Returns the record of the ClientHello that has this hash, if it was seen. */
    Optional<TlaRecord> ofHash(Bytes hash);
  }

  /** Projects states whose messages are known. */
  public PeerProjection(Messages messages) {
    this.messages = messages;
  }

  private TlaRecord known(HandshakeMessage message) {
    return messages.record(message);
  }

  /** Projects a client, {@code NewClient} and its successors in {@code Client.tla}. */
  public TlaRecord client(ClientState state) {
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
  public TlaRecord server(ServerState state) {
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
  public TlaSequence transcript(Transcript transcript) {
    return transcript(transcript.messages());
  }

  /** Projects messages of a transcript, as {@link #transcript(Transcript)} does. */
  public TlaSequence transcript(List<Bytes> octetsOfMessages) {
    return Tla.sequence(
        octetsOfMessages,
        octets ->
            octets.at(0) == HandshakeType.MESSAGE_HASH.code()
                ? messages
                    .ofHash(octets.slice(HEADER, octets.size()))
                    .map(hello -> Tla.record("type", "message_hash", "of", hello))
                    .orElse(Tla.message("hash of another message"))
                : messages.ofOctets(octets).orElse(Tla.message("octets that were never sent")));
  }
}
